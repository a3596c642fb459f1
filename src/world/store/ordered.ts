/**
 * A sorted list in chunks. Lookup by key is a binary search, lookup by position adds up chunk lengths, and an insertion
 * moves at most one chunk. With 100,000 entries (about 400 chunks) the cost of a page does not depend on its offset.
 */

const CHUNK = 512;

export class Ordered<T> {
  #chunks: T[][] = [];
  #size = 0;

  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.#size;
  }

  clone(): Ordered<T> {
    const copy = new Ordered<T>(this.compare);
    copy.#chunks = this.#chunks.map((chunk) => chunk.slice());
    copy.#size = this.#size;
    return copy;
  }

  add(entry: T): void {
    const at = this.#chunkFor(entry);
    const chunk = this.#chunks[at];
    if (chunk === undefined) this.#chunks.push([entry]);
    else {
      chunk.splice(lowerBound(chunk, entry, this.compare), 0, entry);
      if (chunk.length > CHUNK) this.#chunks.splice(at, 1, chunk.slice(0, CHUNK / 2), chunk.slice(CHUNK / 2));
    }
    this.#size++;
  }

  /** Replaces the entry that compares equal. */
  replace(entry: T): void {
    const { chunk, index } = this.#find(entry);
    if (chunk) chunk[index] = entry;
  }

  remove(entry: T): void {
    const { at, chunk, index } = this.#find(entry);
    if (chunk === undefined) return;
    chunk.splice(index, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
    this.#size--;
  }

  /** The entries from a position on. */
  *from(position: number): Generator<T> {
    let skip = position;
    let at = 0;
    while (at < this.#chunks.length && skip >= (this.#chunks[at]?.length ?? 0)) skip -= this.#chunks[at++]?.length ?? 0;
    yield* this.#walk(at, skip);
  }

  /** The entries that sort after this one, which need not be in the list. */
  *behind(entry: T): Generator<T> {
    const at = this.#chunkFor(entry);
    const chunk = this.#chunks[at] ?? [];
    let index = lowerBound(chunk, entry, this.compare);
    while (index < chunk.length && this.compare(chunk[index] as T, entry) === 0) index++;
    yield* this.#walk(at, index);
  }

  *#walk(at: number, index: number): Generator<T> {
    for (let chunk = this.#chunks[at], i = index; chunk !== undefined; chunk = this.#chunks[++at], i = 0) {
      for (; i < chunk.length; i++) yield chunk[i] as T;
    }
  }

  /** The location of the entry that compares equal; `chunk` undefined: there is none. */
  #find(entry: T): { at: number; chunk: T[] | undefined; index: number } {
    const at = this.#chunkFor(entry);
    const chunk = this.#chunks[at];
    const index = chunk === undefined ? -1 : lowerBound(chunk, entry, this.compare);
    const found = chunk?.[index];
    const isThere = found !== undefined && this.compare(found, entry) === 0;
    return { at, chunk: isThere ? chunk : undefined, index };
  }

  /** The first chunk whose last entry is not before this entry, otherwise the last chunk. */
  #chunkFor(entry: T): number {
    let low = 0;
    let high = Math.max(this.#chunks.length - 1, 0);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(this.#chunks[middle]?.at(-1) as T, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lowerBound<T>(list: readonly T[], entry: T, compare: (a: T, b: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(list[middle] as T, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
