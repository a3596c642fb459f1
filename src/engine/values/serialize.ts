import type { Reply } from '../model/call.js';

/** The body of a reply as JSON, made once; undefined: it has none. */
export function serialize(reply: Reply): string | undefined {
  if (reply.body !== undefined) reply.text ??= JSON.stringify(reply.body);
  return reply.text;
}
