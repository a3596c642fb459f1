/**
 * Parses a JSON body strictly: valid UTF-8, bounded depth, no number that would be rounded, no key that could change a
 * prototype. One pass over the bytes checks depth and numbers, then JSON.parse parses.
 */
import { latin1 } from '../values/latin1.js';
import { isObject, type Json } from '../../grammar/json.js';

export type JsonProblem = 'encoding' | 'syntax' | 'depth' | 'number' | 'key';

/** Messages, which refusal templates can show. */
export const problemText: Record<JsonProblem, string> = {
  encoding: 'body is not valid UTF-8',
  syntax: 'body is not valid JSON',
  depth: 'body is nested too deeply',
  number: 'body holds a number that cannot be represented exactly',
  key: 'body holds a key that is not allowed',
};

export class JsonError extends Error {
  constructor(readonly problem: JsonProblem) {
    super(problemText[problem]);
  }
}

export const MAX_DEPTH = 100;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws JsonError. A byte order mark is a syntax error (RFC 8259 §8.1 forbids sending one). */
export function parseJson(bytes: Uint8Array, maxDepth = MAX_DEPTH): unknown {
  const { longNumber, isAscii } = scan(bytes, maxDepth);
  const text = isAscii ? latin1(bytes) : utf8Text(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonError('syntax');
  }
  if (longNumber && inexactNumber(text) !== undefined) throw new JsonError('number');
  // Keys can be escaped (`"__pr\u006fto__"`), so a text with an escape is checked after parsing as well.
  if (/__proto__|constructor|\\u/.test(text)) refuseKeys(value);
  return value;
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new JsonError('encoding');
  }
}

/** Checks the depth, finds long numbers outside of strings, and whether all bytes are ASCII. */
function scan(bytes: Uint8Array, maxDepth: number): { longNumber: boolean; isAscii: boolean } {
  let all = 0;
  let depth = 0;
  let inString = false;
  let digits = 0;
  let longNumber = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    all |= byte;
    if (inString) {
      if (byte === 0x5c) all |= bytes[++i] ?? 0;
      else if (byte === 0x22) inString = false;
      continue;
    }
    if (byte >= 0x30 && byte <= 0x39) {
      if (++digits > 15) longNumber = true;
      continue;
    }
    if (byte === 0x65 || byte === 0x45) {
      // An exponent, or the e of true and false, which the exact check sorts out.
      if (digits > 0) longNumber = true;
    } else if (byte !== 0x2e) digits = 0;
    if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) throw new JsonError('depth');
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return { longNumber, isAscii: all < 0x80 };
}

/**
 * The first number that a 64-bit float cannot hold: out of range, or an integer that would be rounded. Fractions may be
 * rounded. The text must be valid JSON.
 */
export function inexactNumber(text: string): string | undefined {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      const token = text.slice(at, end);
      if (!isExact(token)) return token;
      at = end - 1;
    }
  }
  return undefined;
}

const QUOTE = 0x22;
const MINUS = 0x2d;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** The index of the closing quote. A regular expression would overflow the stack on a long text. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && /[\d.eE+-]/.test(text.charAt(end))) end++;
  return end;
}

/** Whether a 64-bit float holds the number exactly enough: see `inexactNumber`. */
export function isExact(token: string): boolean {
  const value = Number(token);
  if (!Number.isFinite(value) || (value === 0 && /^-?[\d.]*[1-9]/.test(token))) return false;
  return !Number.isInteger(value) || Number.isSafeInteger(value) || isKept(token, value);
}

/** Whether a large integer equals the exact value of its float, or the shortest text of it. */
function isKept(token: string, value: number): boolean {
  const written = decimal(token);
  return written === decimal(String(value)) || written === decimal(String(BigInt(value)));
}

/** Normalizes a number's text, so that 1e3 and 1000.0 are equal. */
function decimal(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  const digits = whole + fraction;
  let from = 0;
  let to = digits.length;
  while (digits[from] === '0') from++;
  while (digits[to - 1] === '0') to--;
  return `${sign}${digits.slice(from, to)}e${Number(exponent) - fraction.length + digits.length - to}`;
}

function refuseKeys(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(refuseKeys);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value as Json)) {
    if (key === '__proto__') throw new JsonError('key');
    if (key === 'constructor' && isObject(part) && Object.hasOwn(part, 'prototype')) throw new JsonError('key');
    refuseKeys(part);
  }
}
