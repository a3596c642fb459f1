/** Formats a time as APIs do. */
import type { FieldRule } from '../../grammar/behavior.js';
import { memoizeLast } from './memoize.js';

type Written = Pick<FieldRule, 'format' | 'precision'>;

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

const isoOf = memoizeLast((now: number) => new Date(now).toISOString());
