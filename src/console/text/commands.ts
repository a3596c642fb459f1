/** The command and the curl line that do the same as a view or an action of the page. */
import { always, quote } from './shell.js';

export interface Command {
  /** undefined: only the control side can do it. */
  readonly cli?: string | undefined;
  readonly curl: string;
}

/** What the page talks to. */
export interface Target {
  /** The URL of the control side. */
  readonly control: string;
  readonly sandbox: string;
  readonly needsToken: boolean;
}

const DEFAULT_CONTROL = 'http://127.0.0.1:4011';

/** A word of a command or an argument; a list is a flag with its value. */
export type Word = string | readonly string[];

/** A command of the CLI for the sandbox. Words that the shell would change are quoted. */
export function cliOf({ control, sandbox, needsToken }: Target, ...words: readonly Word[]): string {
  const args = words.filter((word) => typeof word === 'string');
  // Behind `--`, so that they are not taken for flags.
  const dashed = args.findIndex((arg) => arg.startsWith('-'));
  const plain = dashed < 0 ? args : args.slice(0, dashed);
  return [
    'stuntdouble',
    ...[...plain, ...words.filter((word) => typeof word !== 'string').flat()].map(quote),
    ...(sandbox === 'default' ? [] : ['--sandbox', quote(sandbox)]),
    ...(control === DEFAULT_CONTROL ? [] : ['--control', control]),
    ...(needsToken ? ['--token', '"$TOKEN"'] : []),
    ...(dashed < 0 ? [] : ['--', ...args.slice(dashed).map(quote)]),
  ].join(' ');
}

/** @param path of the control side, encoded */
export function controlCurl({ control, needsToken }: Target, method: string, path: string, body?: unknown): string {
  return [
    'curl -s',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quote(control + path),
    ...(needsToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined
      ? []
      : [`-H ${always('Content-Type: application/json')}`, `-d ${always(JSON.stringify(body))}`]),
  ].join(' ');
}

/** The flags of `faults add` for a fault. */
export const faultFlags = (spec: Readonly<Record<string, unknown>>): Word[] =>
  Object.entries(spec).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (value === true) return [[`--${name}`]];
    return [[`--${name}`, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
  });
