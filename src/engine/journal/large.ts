/** The journal keeps size, type and hash of a large body: the body itself would push out other entries. */
import type { Trace } from '../model/trace.js';
import { isObject, partsOf, type Json } from '../../grammar/json.js';
import { Upload } from '../values/upload.js';

export interface Received {
  bytes: Uint8Array;
  contentType: string;
}

/** Computes the hexadecimal SHA-256 of bytes. */
export type Digest = (bytes: Uint8Array) => string;

/** Maximum size in bytes of a body that is kept. */
const MAX_KEPT = 64 * 1024;
/** Maximum length of a text in a record that is kept. */
const MAX_TEXT = 1024;
/** Estimated size of a value that is no text. */
const PART = 8;

/** The trace with files and large bodies summarized; the same object if it has none. */
export function withoutLargeParts(trace: Trace, received: Received | undefined, digest: Digest): Trace {
  if (received === undefined) return trace;
  const { bytes, contentType } = received;
  const isLarge = bytes.length > MAX_KEPT;
  // Files of a form are summarized even if they are small.
  const isForm = contentType.startsWith('multipart/');
  if (!isLarge && !isForm && !(trace.sent instanceof Upload)) return trace;
  const described = isForm || trace.sent instanceof Upload ? withoutFiles(trace.sent, digest) : trace.sent;
  // A huge body that fits would be mostly white space. To list the names of an object that has many takes long.
  const isHuge = bytes.length > 16 * MAX_KEPT && described === trace.sent;
  const isSummarized = isLarge && (isHuge || !isSmall(described, { left: MAX_KEPT }));
  const sent = isSummarized ? summary(bytes, contentType, digest) : described;
  const changes = trace.changes.map(({ before, after, ...change }) => ({
    ...change,
    before: shortened(before),
    after: shortened(after),
    isCopy: true,
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

/** Whether a value fits a budget of characters. Reduces the budget. */
function isSmall(value: unknown, budget: { left: number }): boolean {
  budget.left -= typeof value === 'string' ? value.length : PART;
  if (budget.left < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value) && value.length * PART > budget.left) return false;
  return partsOf(value).every((part) => isSmall(part, budget));
}

/** A copy of at most about 64 KB: long texts and lists, and what comes after that size, are replaced by their lengths. */
const shortened = (record: Json | undefined): Json | undefined => record && shortFields(record, { left: MAX_KEPT });

function short(value: unknown, budget: { left: number }): unknown {
  if (typeof value === 'string') {
    const isKept = value.length <= Math.min(MAX_TEXT, budget.left);
    budget.left -= isKept ? value.length : PART;
    return isKept ? value : `[${value.length} characters]`;
  }
  budget.left -= PART;
  if (Array.isArray(value))
    return value.length * PART > budget.left ? `[${value.length} items]` : value.map((item) => short(item, budget));
  return isObject(value) ? shortFields(value, budget) : value;
}

function shortFields(value: Json, budget: { left: number }): Json {
  const names = Object.keys(value);
  const kept: [name: string, value: unknown][] = [];
  for (const [at, name] of names.entries()) {
    budget.left -= name.length;
    if (budget.left < 0) {
      kept.push(['…', `[${names.length - at} fields]`]);
      break;
    }
    kept.push([name, short(value[name], budget)]);
  }
  return Object.fromEntries(kept);
}
