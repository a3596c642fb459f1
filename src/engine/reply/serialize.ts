import type { Reply } from '../model/call.js';

/** The JSON text of a reply's body, computed once; undefined: no body. */
export function serialize(reply: Reply): string | undefined {
  if (reply.body !== undefined) reply.text ??= JSON.stringify(reply.body);
  return reply.text;
}
