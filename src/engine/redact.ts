import { without } from './access.js';
import { isObject, type Json } from './paths.js';

const SECRET_KEY = /secret|password|passwd|token|credential|authorization|cookie|api[-_]?key|private[-_]?key/i;

/** A body without its write-only fields and without texts under keys that look like secrets. */
export function redact(body: Json, writeOnly: readonly string[]): unknown {
  return scrub(without(body, writeOnly));
}

function scrub(value: unknown): unknown {
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map(scrub);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      SECRET_KEY.test(key) && typeof part !== 'boolean' ? '[redacted]' : scrub(part),
    ]),
  );
}
