import type { Journal, JournalEntry } from '../engine/model.js';

/** The last calls, oldest first; older ones make room. */
export class BoundedJournal implements Journal {
  #entries: JournalEntry[] = [];
  #seq = 0;

  constructor(private readonly limit = 1000) {}

  add(entry: Omit<JournalEntry, 'seq'>): void {
    this.#entries.push(Object.freeze({ seq: ++this.#seq, ...entry }));
    // Let it grow to twice the limit before cutting: one move of the list per `limit` calls instead of one per call.
    if (this.#entries.length >= this.limit * 2) this.#entries = this.#entries.slice(-this.limit);
  }

  entries(): readonly JournalEntry[] {
    return this.#entries.slice(-this.limit);
  }

  clear(): void {
    this.#entries = [];
    this.#seq = 0;
  }
}
