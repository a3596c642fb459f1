/** Formats values and calls on one line each, for failure messages. */
import type { JournalEntry } from '../index.js';
import { isMatcher, nothing } from './compare.js';

const MAX_LENGTH = 200;

export function show(value: unknown): string {
  if (value === nothing) return 'nothing';
  const json = (JSON.stringify(value, replacer) as string | undefined) ?? String(value);
  const text = json.replace(
    /"\\u0001((?:[^"\\]|\\.)*?)\\u0001"/g,
    (_, words: string) => JSON.parse(`"${words}"`) as string,
  );
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH)}… (${text.length} characters)`;
}

/** Formats values that JSON cannot represent. */
function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof RegExp) return `\u0001${String(value)}\u0001`;
  if (!isMatcher(value)) return value;
  return `\u0001${value.toAsymmetricMatcher?.() ?? `${String(value)} ${show(value.sample)}`}\u0001`;
}

export const showCall = ({ seq, method, path, status, fault }: JournalEntry): string =>
  `#${seq} ${method} ${path} → ${status}${fault === undefined ? '' : ` (${fault})`}`;
