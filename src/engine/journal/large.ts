/** What the journal keeps of a large body: its size, type and hash. It would else push other entries out. */
import type { Trace } from './draft.js';
import { isObject, type Json } from '../../grammar/json.js';
import { Upload } from '../values/upload.js';

export interface Received {
  bytes: Uint8Array;
  contentType: string;
}

/** Of bytes, as a text. */
export type Digest = (bytes: Uint8Array) => string;

/** Bytes of a body that is kept whole. */
const MAX_KEPT = 64 * 1024;
/** Characters of a text in a record that is kept whole. */
const MAX_TEXT = 1024;

/** The trace without files and large bodies; the same where it has none. */
export function withoutLargeParts(trace: Trace, received: Received | undefined, digest: Digest): Trace {
  if (received === undefined) return trace;
  const { bytes, contentType } = received;
  const isLarge = bytes.length > MAX_KEPT;
  // Only a form has files, and then small ones too are shown by what they are.
  const isForm = contentType.startsWith('multipart/');
  if (!isLarge && !isForm && !(trace.sent instanceof Upload)) return trace;
  const described = isForm || trace.sent instanceof Upload ? withoutFiles(trace.sent, digest) : trace.sent;
  const sent = isLarge && !isSmall(described, { left: MAX_KEPT }) ? summary(bytes, contentType, digest) : described;
  const changes = trace.changes.map(({ was, is, ...change }) => ({
    ...change,
    was: shortened(was),
    is: shortened(is),
  }));
  return {
    ...trace,
    sent,
    ...(isLarge && { changes }),
    ...(trace.input && { input: { ...trace.input, body: isObject(sent) ? sent : {} } }),
  };
}

const summary = (bytes: Uint8Array, type: string, digest: Digest): Json => ({
  size: bytes.length,
  type,
  sha256: digest(bytes),
});

function withoutFiles(value: unknown, digest: Digest): unknown {
  if (value instanceof Upload) return { filename: value.filename, ...summary(value.bytes, value.type, digest) };
  if (Array.isArray(value)) return value.map((item) => withoutFiles(item, digest));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutFiles(part, digest)]));
}

/** Whether a value is no larger than a budget, which is spent on the way. */
function isSmall(value: unknown, budget: { left: number }): boolean {
  budget.left -= typeof value === 'string' ? value.length : 8;
  if (budget.left < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((part) => isSmall(part, budget));
}

/** A record with the lengths of its long texts in their place. */
function shortened(record: Json | undefined): Json | undefined {
  return record && (short(record) as Json);
}

function short(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `[${value.length} characters]` : value;
  if (Array.isArray(value)) return value.map(short);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, short(part)]));
}
