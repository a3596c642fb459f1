import type { Reply } from '../model/call.js';

/** A reply in our own name (RFC 9457): never mistaken for the vendor's. */
export function ourOwn(status: number, title: string, detail: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-stuntdouble-error': 'true' },
    body: { type: 'about:blank', title, status, detail },
  };
}

export const isOurOwn = (reply: Reply): boolean => reply.headers['x-stuntdouble-error'] !== undefined;
