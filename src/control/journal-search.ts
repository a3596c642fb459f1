/** Searches in a journal, in steps: one that is full takes longer than other calls may wait. */
import type { JournalChange } from '../engine/journal/change.js';
import type { JournalEntry } from '../engine/journal/redacted-entry.js';
import type { Steps } from '../timers/slices.js';
import type { BoundedJournal } from '../world/journal/journal.js';
import { matcherOf, mismatchesOf, type JournalFilter } from '../world/journal/journal-filter.js';

export type Entry = JournalEntry | JournalChange;

export type EntryKind = Entry['kind'] | 'any';

/** Entries that are looked at in one step. */
const PER_STEP = 20;

/** The entries that match, oldest first. @throws SteeringError for an invalid filter */
export function* search(
  journal: BoundedJournal,
  filter: JournalFilter,
  isWanted: (entry: Entry) => boolean,
): Steps<Entry[]> {
  const matches = matcherOf(filter);
  const found: Entry[] = [];
  let looked = 0;
  for (const entry of journal.reading()) {
    if (isWanted(entry) && matches(entry)) found.push(entry);
    if (++looked % PER_STEP === 0) yield;
  }
  return found;
}

export const isOfKind =
  (kind: EntryKind) =>
  (entry: Entry): boolean =>
    kind === 'any' || entry.kind === kind;

const COUNTED = ['vendor', 'operation', 'status', 'reason', 'account', 'method', 'fault', 'kind'] as const;
type Counted = (typeof COUNTED)[number];

/** Maximum number of values of a field. */
const MAX_VALUES = 100;

export interface Count {
  value: unknown;
  count: number;
}

export interface FieldCounts {
  /** Number of entries that match the whole filter. */
  count: number;
  /** Values of each field in the entries that match the rest of the filter, the most frequent first. */
  fields: Record<Counted, Count[]>;
}

/** @throws SteeringError for an invalid filter */
export function* countValues(journal: BoundedJournal, filter: JournalFilter, kind: EntryKind): Steps<FieldCounts> {
  const misses = mismatchesOf(filter);
  const counts = new Map<Counted, Map<unknown, number>>();
  let count = 0;
  let looked = 0;
  for (const entry of journal.reading()) {
    const missed: string[] = misses(entry).map(({ field }) => field);
    if (!isOfKind(kind)(entry)) missed.push('kind');
    if (missed.length === 0) count++;
    for (const field of COUNTED)
      if (missed.length === 0 || (missed.length === 1 && missed[0] === field)) add(counts, field, entry);
    if (++looked % PER_STEP === 0) yield;
  }
  const fields = Object.fromEntries(COUNTED.map((field) => [field, sorted(counts.get(field))]));
  return { count, fields: fields as FieldCounts['fields'] };
}

function add(counts: Map<Counted, Map<unknown, number>>, field: Counted, entry: Entry): void {
  const value = (entry as Partial<Record<Counted, unknown>>)[field];
  if (value === undefined) return;
  const values = counts.get(field) ?? new Map<unknown, number>();
  counts.set(field, values.set(value, (values.get(value) ?? 0) + 1));
}

const sorted = (values: ReadonlyMap<unknown, number> = new Map()): Count[] =>
  [...values]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_VALUES);
