/** Parses a large JSON document, in steps. */
import { JsonError, parseJson } from '../../engine/request/parse-json.js';
import type { Steps } from '../../timers/slices.js';
import { WHOLE_DEPTH } from './write-json.js';

/** Maximum depth: deeper than any record from a body, and safe for the stack. */
export const MAX_DEPTH = 200;
/** Approximate number of bytes per step. */
const STEP = 64 * 1024;

/**
 * Like `parseJson`, except for the depth.
 * @param pieces of the text, in any lengths. Each is removed when it has been read, so that its memory can be freed
 * @throws JsonError
 */
export function* readJson(pieces: Uint8Array[]): Steps<unknown> {
  const reader = new Reader(pieces.reverse());
  const value = yield* reader.value(0);
  reader.end();
  return value;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

class Reader {
  /** The pieces in hand. */
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  /** Number of bytes before those in hand. */
  #before = 0;
  /** Start of the current step in the whole text. */
  #since = 0;

  /** @param pieces the first one is last */
  constructor(private readonly pieces: Uint8Array[]) {}

  *value(depth: number): Steps<unknown> {
    const byte = this.#next();
    if (depth < WHOLE_DEPTH && byte === OPEN_LIST) return yield* this.#list(depth);
    if (depth < WHOLE_DEPTH && byte === OPEN_OBJECT) return yield* this.#object(depth);
    const value = this.#whole(byte);
    if (this.#before + this.#at - this.#since >= STEP) {
      this.#since = this.#before + this.#at;
      yield;
    }
    return value;
  }

  end(): void {
    if (this.#next() !== undefined) throw new JsonError('syntax');
  }

  *#list(depth: number): Steps<unknown[]> {
    const list: unknown[] = [];
    this.#at++;
    if (this.#skip(CLOSE_LIST)) return list;
    for (;;) {
      list.push(yield* this.value(depth + 1));
      if (this.#skip(CLOSE_LIST)) return list;
      if (!this.#skip(COMMA)) throw new JsonError('syntax');
    }
  }

  *#object(depth: number): Steps<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    this.#at++;
    if (this.#skip(CLOSE_OBJECT)) return object;
    for (;;) {
      const key = this.#key();
      object[key] = yield* this.value(depth + 1);
      if (this.#skip(CLOSE_OBJECT)) return object;
      if (!this.#skip(COMMA)) throw new JsonError('syntax');
    }
  }

  #key(): string {
    if (this.#next() !== QUOTE) throw new JsonError('syntax');
    const key = this.#whole(QUOTE) as string;
    if (key === '__proto__') throw new JsonError('key');
    if (!this.#skip(COLON)) throw new JsonError('syntax');
    return key;
  }

  #whole(first: number | undefined): unknown {
    const end = this.#endOf(first);
    const text = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return parseJson(text, MAX_DEPTH);
  }

  /** The value that begins here stays in hand as a whole. */
  #endOf(first: number | undefined): number {
    if (first === QUOTE) return this.#endOfText(this.#at);
    if (first === OPEN_LIST || first === OPEN_OBJECT) return this.#endOfNested();
    return this.#endOfRun(isPartOfScalar);
  }

  #endOfText(start: number): number {
    let at = start + 1;
    do {
      for (; at < this.#bytes.length; at++) {
        const byte = this.#bytes[at];
        if (byte === QUOTE) return at + 1;
        if (byte === BACKSLASH) at++;
      }
    } while ((at = this.#withMore(at)) < this.#bytes.length);
    return this.#bytes.length;
  }

  /** Does not match brackets; `parseJson` does. */
  #endOfNested(): number {
    let depth = 0;
    let at = this.#at;
    do {
      for (; at < this.#bytes.length; at++) {
        const byte = this.#bytes[at];
        if (byte === QUOTE) at = this.#endOfText(at) - 1;
        else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
        else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --depth === 0) return at + 1;
      }
    } while ((at = this.#withMore(at)) < this.#bytes.length);
    return this.#bytes.length;
  }

  /** Takes more pieces in hand, if there are any. Returns where a position is then. */
  #withMore(position: number): number {
    const left = this.#bytes.subarray(this.#at);
    const taken: Uint8Array[] = [];
    // A long value is copied a few times only, since each time doubles what is in hand.
    let size = 0;
    while (size === 0 || size < left.length) {
      const piece = this.pieces.pop();
      if (piece === undefined) break;
      taken.push(piece);
      size += piece.length;
    }
    if (taken.length === 0) return position;
    const moved = this.#at;
    this.#before += moved;
    this.#at = 0;
    const [first] = taken;
    this.#bytes = left.length === 0 && taken.length === 1 && first ? first : Buffer.concat([left, ...taken]);
    return position - moved;
  }

  /** Skips white space. */
  #next(): number | undefined {
    this.#at = this.#endOfRun(isSpace);
    return this.#bytes[this.#at];
  }

  /** The position of the first byte that is not one of these; at the end of the text, the number of bytes in hand. */
  #endOfRun(isOne: (byte: number) => boolean): number {
    let at = this.#at;
    for (;;) {
      for (; at < this.#bytes.length; at++) if (!isOne(this.#bytes[at] ?? 0)) return at;
      at = this.#withMore(at);
      if (at >= this.#bytes.length) return at;
    }
  }

  /** Skips this byte if it is next. */
  #skip(byte: number): boolean {
    if (this.#next() !== byte) return false;
    this.#at++;
    return true;
  }
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const isPartOfScalar = (byte: number): boolean =>
  byte !== COMMA && byte !== CLOSE_LIST && byte !== CLOSE_OBJECT && !isSpace(byte);
