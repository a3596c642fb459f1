import { estimateBytes, type Draft } from '../../engine/journal/draft.js';
import type { Journal } from '../../engine/ports.js';
import { completeChange, type ChangeDraft, type JournalChange } from '../../engine/journal/change.js';
import { redactedEntry, type JournalEntry } from '../../engine/journal/redacted-entry.js';
import { SteeringError } from '../steering-error.js';
import type { JournalFilter } from './journal-filter.js';
import { AllJournals } from './all-journals.js';
import { Waiters, type Listener } from './waiters.js';

/** Maximum size of a journal. */
export interface JournalBounds {
  /** Number of entries. Default 1000. */
  entries?: number | undefined;
  /** Size in bytes, estimated by the JSON length of the entries. Default 16 MiB. */
  bytes?: number | undefined;
}

const BOUNDS = { entries: 1000, bytes: 16 * 1024 * 1024 };

interface Kept {
  seq: number;
  bytes: number;
  /** A draft until the entry is read for the first time. */
  what: Draft | JournalEntry | JournalChange;
}

/** `closed`: the sandbox was removed. */
export type JournalEvent =
  { kind: 'added'; seq: number; what: Draft | JournalChange } | { kind: 'cleared' } | { kind: 'closed' };

type Follower = (event: JournalEvent) => void;

/** The last calls and changes, oldest first. The last one is kept even if it exceeds the bounds. */
export class BoundedJournal implements Journal {
  /** Entries before `#first` are removed lazily: removing each one from the front would move all others. */
  #kept: (Kept | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #seq = 0;
  #cleared = 0;
  #isClosed = false;
  readonly #bounds: typeof BOUNDS;
  readonly #waiters = new Waiters();
  readonly #followers = new Set<Follower>();

  /** @throws SteeringError for invalid bounds */
  constructor(
    { entries = BOUNDS.entries, bytes = BOUNDS.bytes }: JournalBounds = {},
    private readonly together = new AllJournals(),
  ) {
    for (const [name, bound] of Object.entries({ entries, bytes }))
      if (!Number.isSafeInteger(bound) || bound < 1)
        throw new SteeringError(`/journal/${name}`, `${bound} is not allowed`, 'use a whole number from 1');
    this.#bounds = { entries, bytes };
  }

  add(call: Draft): void {
    const kept = this.#keep(call, estimateBytes(call));
    this.#waiters.notify(call, () => entryOf(kept) as JournalEntry);
    if (this.#followers.size > 0) this.#notify({ kind: 'added', seq: kept.seq, what: call });
  }

  addChange(change: ChangeDraft): void {
    // Computed immediately: changes are rare, and the entry need not refer to records.
    const entry = completeChange(change, this.#seq + 1);
    this.#keep(entry, JSON.stringify(entry).length);
    this.#notify({ kind: 'added', seq: entry.seq, what: entry });
  }

  /** Calls only. */
  entries(): readonly JournalEntry[] {
    return this.all().flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
  }

  /** Calls and changes one by one, oldest first. Those that are added meanwhile are not among them. */
  *reading(): Generator<JournalEntry | JournalChange> {
    for (const kept of this.#kept.slice(this.#first)) if (kept) yield entryOf(kept);
  }

  /** Calls and changes. */
  all(): readonly (JournalEntry | JournalChange)[] {
    return this.#kept.flatMap((kept) => kept ?? []).map(entryOf);
  }

  /** The first calls and changes after this `seq`, at most `limit`. */
  after(seq: number, limit: number): (JournalEntry | JournalChange)[] {
    const from = this.#first + Math.max(0, seq + 1 - this.first);
    return this.#kept.slice(from, from + limit).flatMap((kept) => (kept ? entryOf(kept) : []));
  }

  /** `seq` of the oldest entry; without an entry, that of the next one. */
  get first(): number {
    return this.#kept[this.#first]?.seq ?? this.#seq + 1;
  }

  /** `seq` of the latest entry; 0 if there was none. */
  get last(): number {
    return this.#seq;
  }

  /** Estimated size in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many times the journal was cleared. `seq` restarts each time. */
  get cleared(): number {
    return this.#cleared;
  }

  /** Whether the sandbox was removed. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Number of calls and changes. */
  get size(): number {
    return this.#kept.length - this.#first;
  }

  /** Calls the listener with each new entry that matches, until the returned function is called. @throws SteeringError for an invalid filter */
  onEntry(filter: JournalFilter, listener: Listener): () => void {
    return this.#waiters.add(filter, listener);
  }

  /** Calls the listener after each addition, each clear and at the close, until the returned function is called. */
  onEvent(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Ends waiting for calls, because the double is closed. The entries stay. */
  endWaits(): void {
    this.#waiters.close();
  }

  /** Clears the journal and notifies all listeners, because the sandbox is removed. */
  close(): void {
    this.clear();
    this.#isClosed = true;
    this.#waiters.close();
    this.#notify({ kind: 'closed' });
  }

  /** Removes all entries. Listeners stay. */
  clear(): void {
    const before = this.#bytes;
    this.#kept = [];
    this.#first = this.#bytes = this.#seq = 0;
    this.#cleared++;
    this.together.change(this, -before);
    this.#notify({ kind: 'cleared' });
  }

  #notify(event: JournalEvent): void {
    for (const follower of this.#followers) follower(event);
  }

  shrink(bytes: number): void {
    const before = this.#bytes;
    this.#keepWithin(Infinity, bytes);
    this.together.change(this, this.#bytes - before);
  }

  #keep(what: Kept['what'], bytes: number): Kept {
    const kept: Kept = { seq: ++this.#seq, bytes, what };
    const before = this.#bytes;
    this.#kept.push(kept);
    this.#bytes += bytes;
    this.#keepWithin(this.#bounds.entries, this.#bounds.bytes);
    this.together.change(this, this.#bytes - before);
    return kept;
  }

  #keepWithin(entries: number, bytes: number): void {
    while (
      this.#kept.length - this.#first > Math.max(1, entries) ||
      (this.#bytes > bytes && this.#kept.length - this.#first > 1)
    ) {
      this.#bytes -= this.#kept[this.#first]?.bytes ?? 0;
      this.#kept[this.#first++] = undefined;
    }
    if (this.#first < this.#kept.length / 2) return;
    this.#kept = this.#kept.slice(this.#first);
    this.#first = 0;
  }
}

function entryOf(kept: Kept): JournalEntry | JournalChange {
  if ('trace' in kept.what) kept.what = redactedEntry(kept.what, kept.seq);
  return kept.what;
}
