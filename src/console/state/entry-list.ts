/** The entries of a journal that the page has, in the order of the journal. No duplicates, and each gap is shown as one. */
import type { Summary } from '../api/types.js';

/** Entries that left the journal before the page could read them. */
export interface Gap {
  readonly kind: 'gap';
  readonly from: number;
  /** Also the position in the list. */
  readonly seq: number;
}

export type Item = Summary | Gap;

/** More than any journal is shown with; the rest stays with the control side. */
const MAX_ITEMS = 20_000;

export class EntryList {
  #items: Item[] = [];

  /** Ascending by `seq`. */
  get items(): readonly Item[] {
    return this.#items;
  }

  /** Number of entries, without gaps. */
  get count(): number {
    return this.#items.filter(({ kind }) => kind !== 'gap').length;
  }

  /** `seq` of the oldest and newest; 0: none. */
  get first(): number {
    return this.#items[0]?.seq ?? 0;
  }

  get last(): number {
    return this.#items.at(-1)?.seq ?? 0;
  }

  find(seq: number): Summary | undefined {
    const found = this.#items[this.#indexOf(seq)];
    return found?.seq === seq && found.kind !== 'gap' ? found : undefined;
  }

  clear(): void {
    this.#items = [];
  }

  /** Newer entries, ascending. Those that the list has already are ignored. */
  append(entries: readonly Summary[]): void {
    for (const entry of entries) if (entry.seq > this.last) this.#items.push(entry);
    if (this.#items.length > MAX_ITEMS) this.#items.splice(0, this.#items.length - MAX_ITEMS);
  }

  /** Older entries, ascending. */
  prepend(entries: readonly Summary[]): void {
    const { first } = this;
    const older = entries.filter(({ seq }) => first === 0 || seq < first);
    this.#items = [...older, ...this.#items].slice(-MAX_ITEMS);
  }

  gap(from: number, to: number): void {
    if (to > this.last) this.#items.push({ kind: 'gap', from: Math.max(from, this.last + 1), seq: to });
  }

  /** Removes what left the journal. A gap right before the oldest entry stays: it stands for entries that the page never showed. */
  dropBefore(seq: number): void {
    const index = this.#indexOf(seq);
    const isAfterGap = index < this.#items.length && this.#items[index - 1]?.kind === 'gap';
    this.#items.splice(0, isAfterGap ? index - 1 : index);
  }

  /** The index of the first item from `seq` on. */
  #indexOf(seq: number): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#items[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
