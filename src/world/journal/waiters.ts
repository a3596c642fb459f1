/** Those who wait for a call. A call costs them nothing until it matches: they are found by a field that it must have. */
import type { Draft } from '../../engine/journal/draft.js';
import type { JournalEntry } from '../../engine/journal/entry.js';
import { matcherOf, type JournalFilter } from './journal-filter.js';

/** Called with each entry that matches; undefined: the journal is closed, and nothing comes any more. */
export type Listener = (entry: JournalEntry | undefined) => void;

interface Group {
  isMatch: (draft: Draft, entry: () => JournalEntry) => boolean;
  listeners: Set<Listener>;
}

type Field = (typeof FIELDS)[number];

/** The most telling first. */
const FIELDS = ['fault', 'reason', 'account', 'operation', 'status', 'method', 'vendor'] as const;

/** What an entry of this draft has in a field. */
const valueOf: Record<Field, (draft: Draft) => unknown> = {
  fault: ({ trace }) => trace.fault?.id,
  reason: ({ trace }) => trace.refusal?.reason,
  account: ({ trace }) => trace.account?.name,
  operation: ({ trace }) => trace.operation?.id,
  status: ({ status }) => status,
  method: ({ method }) => method,
  vendor: ({ vendor }) => vendor.name,
};

export class Waiters {
  /** By field and value, groups by their filter. Those without a field are under `undefined`. */
  readonly #places = new Map<Field | undefined, Map<unknown, Map<string, Group>>>();

  /** @returns what ends it. @throws SteeringError for a filter that cannot be */
  add(filter: JournalFilter, listener: Listener): () => void {
    const field = FIELDS.find((name) => filter[name] !== undefined);
    const value = field && filter[field];
    const key = JSON.stringify(filter);
    const values = placed(this.#places, field, () => new Map<unknown, Map<string, Group>>());
    const groups = placed(values, value, () => new Map<string, Group>());
    const group = placed(groups, key, () => ({ isMatch: draftMatcher(filter), listeners: new Set<Listener>() }));
    group.listeners.add(listener);
    return () => {
      group.listeners.delete(listener);
      if (group.listeners.size === 0 && groups.get(key) === group) groups.delete(key);
      if (groups.size === 0 && values.get(value) === groups) values.delete(value);
      if (values.size === 0 && this.#places.get(field) === values) this.#places.delete(field);
    };
  }

  /** Ends all waiting. */
  close(): void {
    const groups = [...this.#places.values()]
      .flatMap((values) => [...values.values()])
      .flatMap((item) => [...item.values()]);
    this.#places.clear();
    for (const { listeners } of groups) for (const listener of [...listeners]) listener(undefined);
  }

  /** @param entry completes the draft */
  tell(draft: Draft, entry: () => JournalEntry): void {
    if (this.#places.size === 0) return;
    const told: Listener[] = [];
    for (const [field, values] of this.#places)
      for (const { isMatch, listeners } of values.get(field && valueOf[field](draft))?.values() ?? [])
        if (isMatch(draft, entry)) told.push(...listeners);
    for (const listener of told) listener(entry());
  }
}

/** Looks at the draft first: its entry is completed only where the rest may match. */
function draftMatcher(filter: JournalFilter): Group['isMatch'] {
  const matches = matcherOf(filter);
  const wanted = FIELDS.filter((name) => filter[name] !== undefined);
  return (draft, entry) => wanted.every((name) => valueOf[name](draft) === filter[name]) && matches(entry());
}

function placed<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
