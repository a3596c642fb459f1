import type { Journal } from '../../engine/ports.js';
import { complete, weight, type Draft, type JournalEntry } from '../../engine/journal/entry.js';
import { SteeringError } from '../steering.js';

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
  what: Draft | JournalEntry;
}

type Listener = (entry: JournalEntry) => void;

/** The last calls, oldest first; older ones make room. The last one is kept whatever its size. */
export class BoundedJournal implements Journal {
  /** Those before `first` are gone: to take one from the front of a long list each time would move all others. */
  #kept: (Kept | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #seq = 0;
  #cleared = 0;
  readonly #bounds: typeof BOUNDS;
  readonly #listeners = new Set<Listener>();

  /** @throws SteeringError for bounds that cannot be */
  constructor({ entries = BOUNDS.entries, bytes = BOUNDS.bytes }: JournalBounds = {}) {
    for (const [name, bound] of Object.entries({ entries, bytes }))
      if (!Number.isSafeInteger(bound) || bound < 1)
        throw new SteeringError(`/journal/${name}`, `${bound} cannot be`, 'use a whole number from 1');
    this.#bounds = { entries, bytes };
  }

  add(draft: Draft): void {
    const kept: Kept = { seq: ++this.#seq, bytes: weight(draft), what: draft };
    this.#kept.push(kept);
    this.#bytes += kept.bytes;
    this.#makeRoom();
    if (this.#listeners.size === 0) return;
    const entry = read(kept);
    for (const listener of [...this.#listeners]) listener(entry);
  }

  entries(): readonly JournalEntry[] {
    return this.#kept.flatMap((it) => it ?? []).map(read);
  }

  /** Estimated. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How often; numbers begin anew each time. */
  get cleared(): number {
    return this.#cleared;
  }

  /** Told of each entry from now on, until the function that this gives is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Who waits for entries goes on waiting. */
  clear(): void {
    this.#kept = [];
    this.#first = this.#bytes = this.#seq = 0;
    this.#cleared++;
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

function read(kept: Kept): JournalEntry {
  if ('trace' in kept.what) kept.what = complete(kept.what, kept.seq);
  return kept.what;
}
