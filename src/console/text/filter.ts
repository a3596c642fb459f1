/** The filter of the calls: `key:value` pairs, which become chips, and free text. */
import type { Counts } from '../api/types.js';
import { omit } from './omit.js';

export const FILTER_KEYS = ['vendor', 'operation', 'status', 'reason', 'account', 'fault'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Also the query of the address and of the control side. */
export type Filter = Readonly<Partial<Record<FilterKey | 'text', string>>>;

const isKey = (name: string): name is FilterKey => FILTER_KEYS.some((known) => known === name);

/** The parts of a query that are filters. */
export const filterOf = (query: Readonly<Record<string, string>>): Filter =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => (isKey(name) || name === 'text') && value !== ''));

export const chipsOf = (filter: Filter): { key: FilterKey; value: string }[] =>
  FILTER_KEYS.flatMap((key) => {
    const value = filter[key];
    return value === undefined ? [] : [{ key, value }];
  });

/** Takes the `key:value` pairs out of what was typed. Values with spaces are in double quotes. */
export function typedFilter(typed: string, filter: Filter): Filter {
  const found: Partial<Record<FilterKey | 'text', string>> = {};
  const rest = typed.replace(
    /(\w+):(?:"([^"]*)"|(\S+))/g,
    (pair: string, name: string, quoted?: string, bare?: string) => {
      if (!isKey(name)) return pair;
      found[name] = quoted ?? bare ?? '';
      return '';
    },
  );
  const text = rest.trim().replace(/\s+/g, ' ');
  return { ...omit(filter, 'text'), ...found, ...(text !== '' && { text }) };
}

export const without = (filter: Filter, key: FilterKey | 'text'): Filter => omit(filter, key);

export interface Filtered {
  readonly vendor?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
  readonly account?: string | undefined;
  readonly fault?: string | undefined;
}

/** Whether an entry has the values of the chips. Free text is searched by the control side, which has the bodies. */
export const matches = (filter: Filter, entry: Filtered): boolean =>
  chipsOf(filter).every(({ key, value }) => String(entry[key] ?? '') === value);

export interface Suggestion {
  readonly key: FilterKey;
  readonly value: string;
  readonly count: number;
}

const MAX_SUGGESTIONS = 10;
/** For each key, while nothing is typed. */
const MAX_UNASKED = 2;

/** The values that fit what was typed, most frequent first; none of keys that are filtered already. */
export function suggestions(typed: string, filter: Filter, counts: Counts['fields']): Suggestion[] {
  const words = typed.toLowerCase().trim();
  return FILTER_KEYS.filter((key) => filter[key] === undefined)
    .flatMap((key) =>
      (counts[key] ?? [])
        .map(({ value, count }) => ({ key, value: String(value), count }))
        .filter(({ value }) => `${key}:${value}`.toLowerCase().includes(words))
        .slice(0, words === '' ? MAX_UNASKED : MAX_SUGGESTIONS),
    )
    .slice(0, MAX_SUGGESTIONS);
}
