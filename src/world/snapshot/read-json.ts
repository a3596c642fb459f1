/** Parses a large JSON document, in steps. */
import { JsonError, parseJson } from '../../engine/request/json.js';
import type { Steps } from '../../timers/slices.js';
import { WHOLE_DEPTH } from './write-json.js';

/** Maximum depth: deeper than any record from a body, and safe for the stack. */
export const MAX_DEPTH = 200;
/** Approximate number of bytes per step. */
const STEP = 64 * 1024;

/** Joins the pieces of a text, one in each step. */
export function* joined(pieces: readonly Uint8Array[]): Steps<Uint8Array> {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const whole = Buffer.allocUnsafeSlow(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
    yield;
  }
  return whole;
}

/** Like `parseJson`, except for the depth. @throws JsonError */
export function* readJson(bytes: Uint8Array): Steps<unknown> {
  const reader = new Reader(bytes);
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
  #at = 0;
  /** Start of the current step. */
  #since = 0;

  constructor(private readonly bytes: Uint8Array) {}

  *value(depth: number): Steps<unknown> {
    const byte = this.#next();
    if (depth < WHOLE_DEPTH && byte === OPEN_LIST) return yield* this.#list(depth);
    if (depth < WHOLE_DEPTH && byte === OPEN_OBJECT) return yield* this.#object(depth);
    const value = this.#whole(byte);
    if (this.#at - this.#since >= STEP) {
      this.#since = this.#at;
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
    const start = this.#at;
    if (first === QUOTE) this.#at = this.#endOfText(start);
    else if (first === OPEN_LIST || first === OPEN_OBJECT) this.#at = this.#endOfNested(start);
    else while (!isEndOfScalar(this.bytes[this.#at])) this.#at++;
    return parseJson(this.bytes.subarray(start, this.#at), MAX_DEPTH);
  }

  #endOfText(start: number): number {
    for (let at = start + 1; at < this.bytes.length; at++) {
      const byte = this.bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at++;
    }
    return this.bytes.length;
  }

  /** Does not match brackets; `parseJson` does. */
  #endOfNested(start: number): number {
    let depth = 0;
    for (let at = start; at < this.bytes.length; at++) {
      const byte = this.bytes[at];
      if (byte === QUOTE) at = this.#endOfText(at) - 1;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
      else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --depth === 0) return at + 1;
    }
    return this.bytes.length;
  }

  /** Skips white space. */
  #next(): number | undefined {
    while (isSpace(this.bytes[this.#at])) this.#at++;
    return this.bytes[this.#at];
  }

  /** Skips this byte if it is next. */
  #skip(byte: number): boolean {
    if (this.#next() !== byte) return false;
    this.#at++;
    return true;
  }
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const isEndOfScalar = (byte: number | undefined): boolean =>
  byte === undefined || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isSpace(byte);
