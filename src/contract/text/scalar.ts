/** From text to the type that a schema names, and nothing silently. */
import type { Types } from './place.js';

const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * A text that is no value of any of the types stays text: the validator then says so. Where a text may stand as well,
 * it becomes a number only when the number is written in the same way: `007` stays as it is.
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
  // One that a double would turn into another is told by the validator.
  return Number.isFinite(number) && (!INTEGER.test(text) || Number.isSafeInteger(number)) ? number : undefined;
}
