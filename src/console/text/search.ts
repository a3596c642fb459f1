/** The query of a recorded call as part of a URL. */
import { REDACTED } from './shell.js';

/** With its question mark; secrets stay readable as `[redacted]`. */
export function searchOf(query: Readonly<Record<string, unknown>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) search.append(name, textOf(item));
  const text = search.toString().replaceAll(encodeURIComponent(REDACTED), REDACTED);
  return text === '' ? '' : `?${text}`;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
