/** Values and calls on one line each, for whoever reads why a test failed. */
import type { JournalEntry } from '../index.js';
import { isMatcher, nothing } from './compare.js';

const LONGEST = 200;

export function show(value: unknown): string {
  if (value === nothing) return 'nothing';
  const json = (JSON.stringify(value, inWords) as string | undefined) ?? String(value);
  const text = json.replace(
    /"\\u0001((?:[^"\\]|\\.)*?)\\u0001"/g,
    (_, words: string) => JSON.parse(`"${words}"`) as string,
  );
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

/** What JSON has no words for; `expect.any(String)` would be an object without keys. */
function inWords(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint' || value instanceof RegExp) return `\u0001${String(value)}\u0001`;
  if (!isMatcher(value)) return value;
  return `\u0001${value.toAsymmetricMatcher?.() ?? `${String(value)} ${show(value.sample)}`}\u0001`;
}

export const showCall = ({ seq, method, path, status, fault }: JournalEntry): string =>
  `#${seq} ${method} ${path} → ${status}${fault === undefined ? '' : ` (${fault})`}`;
