/** An instant as APIs write it. */
import type { FieldRule } from '../../grammar/behavior.js';

type Written = Pick<FieldRule, 'format' | 'precision'>;

let last = { at: 0, iso: new Date(0).toISOString() };

/** @param now milliseconds since the epoch */
export function timestamp(now: number, { format = 'date-time', precision }: Written): string | number {
  switch (format) {
    case 'unixSeconds':
      return Math.floor(now / 1000);
    case 'unixMilliseconds':
      return Math.floor(now);
    case 'rfc2822':
      return new Date(now).toUTCString().replace(/GMT$/, '+0000');
    case 'date':
      return isoOf(now).slice(0, 10);
    case 'date-time':
      return precision === 'seconds' ? `${isoOf(now).slice(0, 19)}Z` : isoOf(now);
    default:
      return format satisfies never;
  }
}

/** A busy server writes the same millisecond many times. */
function isoOf(now: number): string {
  if (last.at !== now) last = { at: now, iso: new Date(now).toISOString() };
  return last.iso;
}
