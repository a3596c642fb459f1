/**
 * Decides who may use the control side. It reads and changes state, so a web page in the tester's browser must not reach
 * it: neither by a simple request (CSRF) nor by a name that resolves to loopback (DNS rebinding).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { announcesBody } from '../http/receive-body.js';
import type { Scheme } from '../http/transport.js';
import { Problem } from './problem.js';

export interface GuardOptions {
  /** In addition to localhost, 127.0.0.1 and [::1]. */
  allowedHosts?: readonly string[] | undefined;
  /** Required as `Authorization: Bearer`. Default: no token is required. */
  token?: string | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** @throws Problem for a Host that is not allowed, and for a foreign Origin or Sec-Fetch-Site */
export function guardSource(
  scheme: Scheme,
  authority: string | undefined,
  headers: IncomingHttpHeaders,
  options: GuardOptions,
): void {
  const allowed = [...LOOPBACK, ...(options.allowedHosts ?? []).map(hostname)];
  if (!authority || !allowed.includes(hostname(authority)))
    throw new Problem(
      403,
      'Host not allowed',
      `The Host ${JSON.stringify(authority ?? '')} is not allowed; use ${allowed.join(', ')}, or start with --allowed-host.`,
    );
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && normalized(origin) !== normalized(`${scheme}://${authority}`))
    throw new Problem(
      403,
      'Foreign origin',
      'Web pages of other origins may not use the control side; call it from a process.',
    );
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem(
      403,
      'Foreign origin',
      `Requests with Sec-Fetch-Site: ${site} may not use the control side; call it from a process.`,
    );
}

/**
 * A form in a web page cannot send application/json without a CORS preflight. A request without a body needs no type:
 * browsers send Origin with each POST, which `guardSource` checks.
 * @param readsBody whether the operation has a body
 * @throws Problem for other media types
 */
export function guardChange(method: string, headers: IncomingHttpHeaders, readsBody: boolean): void {
  if (!CHANGES.has(method)) return;
  if (!readsBody && headers['content-type'] === undefined && !announcesBody(headers)) return;
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Problem(415, 'Unsupported media type', 'A change with a body needs `Content-Type: application/json`.');
}

/** @throws Problem when a token is required and the request does not have it */
export function guardToken(headers: IncomingHttpHeaders, { token }: GuardOptions): void {
  if (token === undefined) return;
  const sent = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
  // `timingSafeEqual` requires equal lengths, and digests do not reveal the length of the token.
  if (sent === undefined || !timingSafeEqual(digest(sent), digest(token)))
    throw new Problem(
      401,
      'Token required',
      'Send `Authorization: Bearer TOKEN` with the token from --control-token, or the one printed at start.',
      [],
      { 'www-authenticate': 'Bearer realm="stuntdouble control"' },
    );
}

/** Whether a header can carry the text unchanged. */
export const isToken = (text: string): boolean => /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lower case, without the port and the trailing dot. */
function hostname(authority: string): string {
  const host = authority.toLowerCase();
  if (/^[\da-f]*:[\da-f:.]*:[\da-f.]*$/.test(host)) return `[${host}]`;
  return host.replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Scheme, host and port; other texts unchanged. */
function normalized(origin: string): string {
  const parts = /^(https?):\/\/([^/]*)$/i.exec(origin);
  const [, scheme = '', authority = ''] = parts ?? [];
  const defaultPort = scheme.toLowerCase() === 'https' ? '443' : '80';
  return parts
    ? `${scheme.toLowerCase()}://${hostname(authority)}:${/:(\d+)$/.exec(authority)?.[1] ?? defaultPort}`
    : origin;
}

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  /^127(?:\.\d{1,3}){3}$/.test(host) || host === '::1' || host === '[::1]' || host.toLowerCase() === 'localhost';
