/** The headers of a reply for the journal. */
import type { Reply } from '../model/call.js';
import { redact, withoutQuerySecrets } from '../values/redact.js';

/** A header that is added when the reply is sent, or that repeats other fields of the entry. */
export const isOmittedHeader = (name: string): boolean =>
  name.startsWith('x-stuntdouble-') || name === 'date' || name === 'content-length';
const MAX_HEADERS = 100;
/** Characters of a value. */
const MAX_LENGTH = 1024;

export function redactedReplyHeaders(headers: Reply['headers']): Record<string, string> {
  const shown = Object.entries(headers).filter(([name]) => !isOmittedHeader(name));
  const cut = shown.slice(0, MAX_HEADERS).map(([name, value]) => [name, shortened(withoutQuerySecrets(value))]);
  return redact(Object.fromEntries(cut)) as Record<string, string>;
}

const shortened = (value: string): string => (value.length <= MAX_LENGTH ? value : `${value.slice(0, MAX_LENGTH)}…`);
