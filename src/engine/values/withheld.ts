/** Placeholder in a record: a write-only value was set but is not in the snapshot. */
import { isObject } from '../../grammar/json.js';
import { keysOf } from './paths.js';

export const withheld: unique symbol = Symbol('withheld');

/** Whether the value at a path, or an object that contains it, was left out of a snapshot. */
export function isWithheld(record: unknown, path: string): boolean {
  let value = record;
  for (const step of keysOf(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return false;
    value = value[step];
    if (value === withheld) return true;
  }
  return false;
}
