import type { Reply } from '../model/call.js';

/** A reply of stuntdouble itself (RFC 9457), marked by a header to distinguish it from the vendor's replies. */
export function problemReply(status: number, title: string, detail: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-stuntdouble-error': 'true' },
    body: { type: 'about:blank', title, status, detail },
  };
}

export const isProblemReply = (reply: Reply): boolean => reply.headers['x-stuntdouble-error'] !== undefined;
