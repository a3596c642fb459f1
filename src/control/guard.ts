/**
 * Who may talk to the control side. It reads and writes state, so a web page in the tester's browser must not get to it:
 * not by a simple request, not by a name that resolves to loopback.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.js';

export interface GuardOptions {
  /** Hosts beside localhost, 127.0.0.1 and [::1]. */
  allowedHosts?: readonly string[] | undefined;
  /** What `Authorization: Bearer` must bring; nothing when left out. */
  token?: string | undefined;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** @throws Problem when the request comes from where it must not come from */
export function guardSource(authority: string | undefined, headers: IncomingHttpHeaders, options: GuardOptions): void {
  const allowed = [...LOOPBACK, ...(options.allowedHosts ?? []).map(hostname)];
  if (!authority || !allowed.includes(hostname(authority)))
    throw new Problem(
      403,
      'Host not allowed',
      `The control side does not answer for the host ${JSON.stringify(authority ?? '')}; use ${allowed.join(', ')}, or start with --allowed-host.`,
    );
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && normalized(origin) !== normalized(`http://${authority}`))
    throw new Problem(
      403,
      'Foreign origin',
      'A web page of another origin may not use the control side; call it from a process.',
    );
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem(403, 'Foreign origin', `A ${site} request may not use the control side; call it from a process.`);
}

/** @throws Problem: a form of a web page cannot send application/json without being asked for leave */
export function guardChange(method: string, headers: IncomingHttpHeaders): void {
  if (!CHANGES.has(method)) return;
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Problem(
      415,
      'Unsupported media type',
      'A change needs `Content-Type: application/json`, with a body or without.',
    );
}

/** @throws Problem when a token is needed and this is not it */
export function guardToken(headers: IncomingHttpHeaders, { token }: GuardOptions): void {
  if (token === undefined) return;
  const sent = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1];
  // Digests are of one length, which the comparison asks for and which tells nothing of the token's.
  if (sent === undefined || !timingSafeEqual(digest(sent), digest(token)))
    throw new Problem(
      401,
      'Token needed',
      'Send `Authorization: Bearer TOKEN` with the token that was given as --control-token, or printed at the start.',
      [],
      { 'www-authenticate': 'Bearer realm="stuntdouble control"' },
    );
}

/** Whether a header can bring it as it is. */
export const isToken = (text: string): boolean => /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lower case, without the port and the dot of the root. */
function hostname(authority: string): string {
  const host = authority.toLowerCase();
  if (/^[\da-f]*:[\da-f:.]*:[\da-f.]*$/.test(host)) return `[${host}]`;
  return host.replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Scheme, host and port; the text itself where it is no origin. */
function normalized(origin: string): string {
  const parts = /^(https?):\/\/([^/]*)$/i.exec(origin);
  const [, scheme = '', authority = ''] = parts ?? [];
  return parts ? `${scheme.toLowerCase()}://${hostname(authority)}:${/:(\d+)$/.exec(authority)?.[1] ?? '80'}` : origin;
}

/** Whether only this machine can reach what is bound to it. */
export const isLoopback = (host: string): boolean =>
  /^127(?:\.\d{1,3}){3}$/.test(host) || host === '::1' || host === '[::1]' || host.toLowerCase() === 'localhost';
