/** JSON text of a large document, in steps. */
import { createHash } from 'node:crypto';
import { canonical } from '../../engine/values/canonical.js';
import { isObject } from '../../grammar/json.js';
import type { Steps } from '../../timers/slices.js';

/**
 * Values at this depth are written at once. In a snapshot that is a record (`/vendors/…/accounts/…/records/…`), whose size
 * is bounded by that of a body.
 */
export const WHOLE_DEPTH = 6;
/** How much is written in a step, about: characters. */
const PIECE = 64 * 1024;

interface Style {
  keys: (value: object) => string[];
  /** undefined: the value has no JSON. */
  whole: (value: unknown) => string | undefined;
}

const ordinary: Style = { keys: Object.keys, whole: (value) => JSON.stringify(value) };
const sorted: Style = { keys: (value) => Object.keys(value).sort(), whole: canonical };

/** As UTF-8, in pieces. @throws TypeError or RangeError when there is no JSON for it */
export function* jsonPieces(value: unknown): Steps<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const writer = new Writer(ordinary, (text) => void pieces.push(Buffer.from(text)));
  yield* writer.write(value, 0);
  writer.flush();
  return pieces;
}

/** Of what a value says, whatever the order of its keys. */
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
    if (depth === WHOLE_DEPTH || typeof value !== 'object' || value === null)
      this.#text += this.style.whole(value) ?? 'null';
    else if (Array.isArray(value)) yield* this.#list(value, depth);
    else if (isObject(value)) yield* this.#object(value, depth);
    if (this.#text.length < PIECE) return;
    this.flush();
    yield;
  }

  *#list(items: readonly unknown[], depth: number): Steps<void> {
    let before = '[';
    for (const item of items) {
      this.#text += before;
      yield* this.write(item, depth + 1);
      before = ',';
    }
    this.#text += before === '[' ? '[]' : ']';
  }

  *#object(value: Readonly<Record<string, unknown>>, depth: number): Steps<void> {
    let before = '{';
    for (const key of this.style.keys(value)) {
      const member = value[key];
      if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
      this.#text += `${before}${JSON.stringify(key)}:`;
      yield* this.write(member, depth + 1);
      before = ',';
    }
    this.#text += before === '{' ? '{}' : '}';
  }
}
