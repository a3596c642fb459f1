/** JSON text of a large document, in steps. */
import { createHash } from 'node:crypto';
import { canonical } from '../../engine/values/canonical.js';
import type { Json } from '../../grammar/json.js';
import type { Steps } from '../../timers/slices.js';

/**
 * Values at this depth are written in one step. In a snapshot these are the records (`/vendors/…/accounts/…/records/…`),
 * whose size is bounded by the size of a body.
 */
export const WHOLE_DEPTH = 6;
/** Approximate number of characters per step. */
const PIECE = 64 * 1024;

interface Style {
  keys: (value: object) => string[];
  /** undefined: the value has no JSON. */
  whole: (value: unknown) => string | undefined;
}

const ordinary: Style = { keys: Object.keys, whole: (value) => JSON.stringify(value) };
const sorted: Style = { keys: (value) => Object.keys(value).sort(), whole: canonical };

/** The JSON text in UTF-8, in pieces. @throws TypeError or RangeError if the value cannot be written as JSON */
export function* jsonPieces(value: unknown): Steps<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const writer = new Writer(ordinary, (text) => void pieces.push(Buffer.from(text)));
  yield* writer.write(value, 0);
  writer.flush();
  return pieces;
}

/** A digest of the value that does not depend on the order of keys. */
export function* digestSteps(value: unknown): Steps<string> {
  const hash = createHash('sha256');
  const writer = new Writer(sorted, (text) => void hash.update(text));
  yield* writer.write(value, 0);
  writer.flush();
  return `sha256:${hash.digest('hex')}`;
}

class Writer {
  #text = '';

  constructor(
    private readonly style: Style,
    private readonly put: (text: string) => void,
  ) {}

  flush(): void {
    this.put(this.#text);
    this.#text = '';
  }

  *write(value: unknown, depth: number): Steps<void> {
    if (isWhole(value, depth)) this.#text += this.style.whole(value) ?? 'null';
    else if (Array.isArray(value)) yield* this.#list(value, depth + 1);
    else yield* this.#object(value, depth + 1);
  }

  /** @param depth of the items */
  *#list(items: readonly unknown[], depth: number): Steps<void> {
    let before = '[';
    for (const item of items) {
      this.#text += before;
      if (isWhole(item, depth)) this.#text += this.style.whole(item) ?? 'null';
      else yield* this.write(item, depth);
      before = ',';
      if (this.#text.length >= PIECE) yield this.flush();
    }
    this.#text += before === '[' ? '[]' : ']';
  }

  *#object(value: object, depth: number): Steps<void> {
    let before = '{';
    for (const key of this.style.keys(value)) {
      const member = (value as Json)[key];
      if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
      this.#text += `${before}${JSON.stringify(key)}:`;
      if (isWhole(member, depth)) this.#text += this.style.whole(member) ?? 'null';
      else yield* this.write(member, depth);
      before = ',';
      if (this.#text.length >= PIECE) yield this.flush();
    }
    this.#text += before === '{' ? '{}' : '}';
  }
}

const isWhole = (value: unknown, depth: number): value is null | undefined | string | number | boolean =>
  typeof value !== 'object' || value === null || depth === WHOLE_DEPTH;
