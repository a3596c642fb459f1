import type { Json } from '../grammar/json.js';

const MANY = 2000;

/** Whether a value has more than 2,000 parts. */
export const hasMany = (value: unknown): boolean => left(value, MANY) < 0;

function left(value: unknown, most: number): number {
  let rest = most - 1;
  if (typeof value !== 'object' || value === null) return rest;
  // `for … in` would list all indexes of an array first.
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length && rest >= 0; at++) rest = left(value[at], rest);
    return rest;
  }
  for (const key in value) {
    if (rest < 0) return rest;
    rest = left((value as Json)[key], rest);
  }
  return rest;
}
