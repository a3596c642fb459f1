/** Calls to the control side of a running stuntdouble. */
import type { Command } from 'commander';
import { isToken } from '../control/guard.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import { ExitError, exitCodes } from './exit.js';
import { flag } from './flag.js';

export type Json = Record<string, unknown>;

/** The flags of a command for a running stuntdouble. */
export interface ConnectionFlags {
  control: string;
  token?: string;
  json: boolean;
}

/** The flags of a command for one sandbox. */
export interface RemoteFlags extends ConnectionFlags {
  sandbox: string;
}

export interface Remote {
  /** @returns the body of the reply. @throws ExitError */
  call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Json>;
}

/** Adds the flags of a command for a running stuntdouble. */
export const withConnectionFlags = (command: Command): Command =>
  command
    .addOption(flag('--control <url>', 'URL of the control side', 'CONTROL').default('http://127.0.0.1:4011'))
    .addOption(flag('--token <text>', 'bearer token of the control side', 'CONTROL_TOKEN'))
    .addOption(flag('--json', 'write JSON to stdout').default(false));

/** Adds the flags of a command for one sandbox. */
export const withControlFlags = (command: Command): Command =>
  withConnectionFlags(command.addOption(flag('--sandbox <name>', 'name of the sandbox', 'SANDBOX').default('default')));

/** @param basePath prefix of every path */
export function remote(
  { control, sandbox, token }: RemoteFlags,
  basePath = `/sandboxes/${encodeURIComponent(sandbox)}`,
): Remote {
  if (!isBase(control))
    throw new ExitError(
      `Cannot use ${control} as --control; expected a base URL such as http://127.0.0.1:4011`,
      exitCodes.usage,
    );
  // The message must not contain the token.
  if (token !== undefined && !isToken(token))
    throw new ExitError('Cannot use --token; expected visible ASCII characters only', exitCodes.usage);
  // `..` in the path would reach another resource.
  if (!isSandboxName(sandbox))
    throw new ExitError(`Cannot use ${sandbox} as --sandbox; use ${sandboxNames}`, exitCodes.usage);
  const base = control.replace(/\/$/, '') + basePath;
  return {
    async call(method, path, body, signal) {
      const reply = await fetchFromControl(base + path, {
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
      const value = text === '' ? {} : objectIn(text);
      // The vendors' port also answers with problem details.
      if (reply.headers.get('x-stuntdouble') !== 'control' || value === undefined)
        throw new ExitError(
          `${control} is not a stuntdouble control side (it answered ${reply.status}${reasonIn(reply, value)}).`,
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

async function fetchFromControl(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error' });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause);
    if (UNTRUSTED.includes(reason))
      throw new ExitError(
        `Cannot trust ${new URL(url).origin} (${reason}). Set NODE_EXTRA_CA_CERTS to the file that the server has written as --tls-ca.`,
        exitCodes.failed,
      );
    if (reason === 'ERR_SSL_WRONG_VERSION_NUMBER')
      throw new ExitError(`${new URL(url).origin} does not serve https. Use http:// in --control.`, exitCodes.failed);
    throw new ExitError(
      `Cannot reach ${new URL(url).origin} (${reason}). Is stuntdouble running? Pass the control URL from its first line of output as --control.`,
      exitCodes.failed,
    );
  }
}

/** What the other port of a stuntdouble, or its https port, says. */
const reasonIn = ({ headers }: Response, value: Json | undefined): string =>
  headers.get('x-stuntdouble-error') === 'true' ? `: ${printable(String(value?.['detail']))}` : '';

/** Codes of OpenSSL for a certificate whose authority is unknown. */
const UNTRUSTED = ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT'];

function objectIn(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces control characters, which could change the terminal's state. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
