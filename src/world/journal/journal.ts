import { estimateBytes, type Draft } from '../../engine/journal/draft.js';
import type { Journal } from '../../engine/ports.js';
import { completeChange, type ChangeDraft, type JournalChange } from '../../engine/journal/change.js';
import { complete, type JournalEntry } from '../../engine/journal/entry.js';
import { SteeringError } from '../steering.js';
import type { JournalFilter } from './journal-filter.js';
import { Waiters, type Listener } from './waiters.js';

/** How much a journal keeps. */
export interface JournalBounds {
  /** Calls. Default 1000. */
  entries?: number | undefined;
  /** Estimated by the length of their JSON. Default 16 MiB. */
  bytes?: number | undefined;
}

const BOUNDS = { entries: 1000, bytes: 16 * 1024 * 1024 };

interface Kept {
  seq: number;
  bytes: number;
  /** A draft until it is read for the first time. */
  what: Draft | JournalEntry | JournalChange;
}

/** The last calls and changes, oldest first; older ones make room. The last one is kept whatever its size. */
export class BoundedJournal implements Journal {
  /** Those before `first` are gone: to take one from the front of a long list each time would move all others. */
  #kept: (Kept | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #seq = 0;
  #cleared = 0;
  readonly #bounds: typeof BOUNDS;
  readonly #waiters = new Waiters();

  /** @throws SteeringError for bounds that cannot be */
  constructor({ entries = BOUNDS.entries, bytes = BOUNDS.bytes }: JournalBounds = {}) {
    for (const [name, bound] of Object.entries({ entries, bytes }))
      if (!Number.isSafeInteger(bound) || bound < 1)
        throw new SteeringError(`/journal/${name}`, `${bound} cannot be`, 'use a whole number from 1');
    this.#bounds = { entries, bytes };
  }

  add(call: Draft): void {
    const kept = this.#keep(call, estimateBytes(call));
    this.#waiters.tell(call, () => read(kept) as JournalEntry);
  }

  addChange(change: ChangeDraft): void {
    // Read at once: a change is rare, and its records need not be held.
    const entry = completeChange(change, this.#seq + 1);
    this.#keep(entry, JSON.stringify(entry).length);
  }

  /** The calls. */
  entries(): readonly JournalEntry[] {
    return this.all().flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
  }

  /** Calls and changes. */
  all(): readonly (JournalEntry | JournalChange)[] {
    return this.#kept.flatMap((kept) => kept ?? []).map(read);
  }

  /** Estimated. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How often; numbers begin anew each time. */
  get cleared(): number {
    return this.#cleared;
  }

  /** How many calls and changes it keeps. */
  get size(): number {
    return this.#kept.length - this.#first;
  }

  /** Calls the listener with each entry from now on that matches, until the returned function is called. @throws SteeringError for a filter that cannot be */
  watch(filter: JournalFilter, listener: Listener): () => void {
    return this.#waiters.add(filter, listener);
  }

  /** Ends all waiting, and forgets all calls: the sandbox is removed. */
  close(): void {
    this.clear();
    this.#waiters.close();
  }

  /** Who waits for entries goes on waiting. */
  clear(): void {
    this.#kept = [];
    this.#first = this.#bytes = this.#seq = 0;
    this.#cleared++;
  }

  #keep(what: Kept['what'], bytes: number): Kept {
    const kept: Kept = { seq: ++this.#seq, bytes, what };
    this.#kept.push(kept);
    this.#bytes += bytes;
    this.#makeRoom();
    return kept;
  }

  #makeRoom(): void {
    const { entries, bytes } = this.#bounds;
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

function read(kept: Kept): JournalEntry | JournalChange {
  if ('trace' in kept.what) kept.what = complete(kept.what, kept.seq);
  return kept.what;
}
