/** Converts a text to the type in a schema, only if no information is lost. */
import type { Types } from './text-place.js';

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * A text that is not a value of any type stays text, which the validator refuses. If texts are allowed as well, it
 * becomes a number only if the number is written in the same way: `007` stays a text.
 */
export function convert({ names, listed }: Types, text: string): unknown {
  if (listed.has(text)) return text;
  const number = numberOf(names, text);
  if (number !== undefined && (!names.has('string') || String(number) === text)) return number;
  if (names.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return names.has('null') && !names.has('string') && (text === '' || text === 'null') ? null : text;
}

function numberOf(names: ReadonlySet<unknown>, text: string): number | undefined {
  const isWritten = names.has('number') ? NUMBER.test(text) : names.has('integer') && INTEGER.test(text);
  if (!isWritten) return undefined;
  const number = Number(text);
  // A number that a 64-bit float would change stays text.
  return Number.isFinite(number) && (!INTEGER.test(text) || Number.isSafeInteger(number)) ? number : undefined;
}
