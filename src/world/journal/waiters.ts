/** Listeners for calls, indexed by one field of their filter, so that a call visits only listeners that may match. */
import type { Draft } from '../../engine/journal/draft.js';
import type { JournalEntry } from '../../engine/journal/redacted-entry.js';
import { matcherOf, type JournalFilter } from './journal-filter.js';

/** Called with each entry that matches; undefined: the journal is closed. */
export type Listener = (entry: JournalEntry | undefined) => void;

interface Group {
  isMatch: (draft: Draft, entry: () => JournalEntry) => boolean;
  listeners: Set<Listener>;
}

type Field = (typeof FIELDS)[number];

/** The most selective field is first. */
const FIELDS = ['fault', 'reason', 'account', 'operation', 'status', 'method', 'vendor'] as const;

/** The value of a field in the entry of a draft. */
const readField: Record<Field, (draft: Draft) => unknown> = {
  fault: ({ trace }) => trace.fault?.id,
  reason: ({ trace }) => trace.refusal?.reason,
  account: ({ trace }) => trace.account?.name,
  operation: ({ trace }) => trace.operation?.id,
  status: ({ status }) => status,
  method: ({ method }) => method,
  vendor: ({ vendor }) => vendor.name,
};

export class Waiters {
  /** By field and value, then by filter. Filters without an indexed field are under `undefined`. */
  readonly #places = new Map<Field | undefined, Map<unknown, Map<string, Group>>>();

  /** @returns a function that removes the listener. @throws SteeringError for an invalid filter */
  add(filter: JournalFilter, listener: Listener): () => void {
    const field = FIELDS.find((name) => filter[name] !== undefined);
    const value = field && filter[field];
    const key = JSON.stringify(filter);
    const values = getOrCreate(this.#places, field, () => new Map<unknown, Map<string, Group>>());
    const groups = getOrCreate(values, value, () => new Map<string, Group>());
    const group = getOrCreate(groups, key, () => ({ isMatch: draftMatcher(filter), listeners: new Set<Listener>() }));
    group.listeners.add(listener);
    return () => {
      group.listeners.delete(listener);
      if (group.listeners.size === 0 && groups.get(key) === group) groups.delete(key);
      if (groups.size === 0 && values.get(value) === groups) values.delete(value);
      if (values.size === 0 && this.#places.get(field) === values) this.#places.delete(field);
    };
  }

  /** Calls all listeners with undefined. */
  close(): void {
    const groups = [...this.#places.values()]
      .flatMap((values) => [...values.values()])
      .flatMap((item) => [...item.values()]);
    this.#places.clear();
    for (const { listeners } of groups) for (const listener of [...listeners]) listener(undefined);
  }

  /** @param entry computes the entry of the draft */
  notify(draft: Draft, entry: () => JournalEntry): void {
    if (this.#places.size === 0) return;
    const notified: Listener[] = [];
    for (const [field, values] of this.#places)
      for (const { isMatch, listeners } of values.get(field && readField[field](draft))?.values() ?? [])
        if (isMatch(draft, entry)) notified.push(...listeners);
    for (const listener of notified) listener(entry());
  }
}

/** Checks the draft first, and computes its entry only if the rest may match. */
function draftMatcher(filter: JournalFilter): Group['isMatch'] {
  const matches = matcherOf(filter);
  const wanted = FIELDS.filter((name) => filter[name] !== undefined);
  return (draft, entry) => wanted.every((name) => readField[name](draft) === filter[name]) && matches(entry());
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
