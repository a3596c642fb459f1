import type { Reply, ShownRecord } from '../model/call.js';
import { serialize } from './serialize.js';

/** Maximum length of a text that is kept. */
const MAX_TEXT = 16 * 1024;

/** Keeps the valid reply that shows a record for later reads, unless it is large. */
export function keepReply(shown: ShownRecord, reply: Reply): void {
  const text = serialize(reply);
  if (text !== undefined && text.length <= MAX_TEXT) shown.reply = { body: reply.body, text };
}
