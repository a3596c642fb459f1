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

/** A command of the CLI for the sandbox. @param words as they are typed; others than plain ones are quoted */
export function cliOf({ control, sandbox, needsToken }: Target, ...words: readonly (string | undefined)[]): string {
  return [
    'stuntdouble',
    ...words.flatMap((word) => (word === undefined ? [] : [quote(word)])),
    ...(sandbox === 'default' ? [] : ['--sandbox', quote(sandbox)]),
    ...(control === DEFAULT_CONTROL ? [] : ['--control', control]),
    ...(needsToken ? ['--token', '"$TOKEN"'] : []),
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
export const faultFlags = (spec: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(spec).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (value === true) return [`--${name}`];
    return [`--${name}`, typeof value === 'object' ? JSON.stringify(value) : String(value)];
  });
