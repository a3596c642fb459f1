/** A running double, steered through its control side. */
import type { Command, Option } from 'commander';
import { isToken } from '../control/guard.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import { ExitError, exitCodes } from './exit.js';

export type Json = Record<string, unknown>;

export interface RemoteFlags {
  control: string;
  sandbox: string;
  token?: string;
  json: boolean;
}

export interface Remote {
  /** The body of the reply; an ExitError tells why there is none. */
  call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Json>;
}

/** The flags of every command that steers. */
export function steers(
  command: Command,
  flag: (text: string, description: string, environment?: string) => Option,
): Command {
  return command
    .addOption(
      flag('--control <url>', 'control side of a running stuntdouble', 'CONTROL').default('http://127.0.0.1:4011'),
    )
    .addOption(flag('--sandbox <name>', 'which sandbox', 'SANDBOX').default('default'))
    .addOption(flag('--token <text>', 'what the control side asks for', 'CONTROL_TOKEN'))
    .addOption(flag('--json', 'JSON on stdout').default(false));
}

/** @param below where paths begin: behind the name of the sandbox */
export function remote(
  { control, sandbox, token }: RemoteFlags,
  below = `/sandboxes/${encodeURIComponent(sandbox)}`,
): Remote {
  if (!isBase(control))
    throw new ExitError(`Cannot use ${control} as --control: write it like http://127.0.0.1:4011`, exitCodes.usage);
  // The token is not repeated.
  if (token !== undefined && !isToken(token))
    throw new ExitError('Cannot use --token: a header takes visible ASCII only', exitCodes.usage);
  // A path with `..` in it would lead somewhere else.
  if (!isSandboxName(sandbox))
    throw new ExitError(`Cannot use ${sandbox} as --sandbox: use ${sandboxNames}`, exitCodes.usage);
  const base = control.replace(/\/$/, '') + below;
  return {
    async call(method, path, body, signal) {
      const reply = await reach(base + path, {
        method,
        headers: {
          accept: 'application/json',
          ...(method !== 'GET' && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
      const text = await reply.text();
      const value = text === '' ? {} : parsed(text);
      // The vendors' port has problems of its own, and the vendors have theirs.
      if (reply.headers.get('x-stuntdouble') !== 'control' || value === undefined)
        throw new ExitError(
          `${control} is no control side of stuntdouble: it answered ${reply.status}.`,
          exitCodes.failed,
        );
      if (reply.ok) return value;
      throw new ExitError(
        printable(String(value['detail'])),
        [400, 404].includes(reply.status) ? exitCodes.usage : exitCodes.failed,
      );
    },
  };
}

function isBase(control: string): boolean {
  if (!/^https?:\/\//i.test(control) || !URL.canParse(control)) return false;
  const { username, password, search, hash } = new URL(control);
  return [username, password, search, hash].every((part) => part === '');
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
    throw new ExitError(
      `Cannot reach ${new URL(url).origin} (${reason}). Is it running? Its ready line names the control side; give that as --control.`,
      exitCodes.failed,
    );
  }
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** What others sent must not steer the terminal. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
