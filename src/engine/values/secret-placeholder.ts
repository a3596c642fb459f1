/** Placeholder in a record: a write-only value was set but is not in the snapshot. */
import { isObject } from '../../grammar/json.js';
import { keysOf } from './paths.js';

export const secretPlaceholder: unique symbol = Symbol('a secret that a snapshot left out');

/** Whether the value at a path, or an object that contains it, was left out of a snapshot. */
export function isLeftOut(record: unknown, path: string): boolean {
  let value = record;
  for (const step of keysOf(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return false;
    value = value[step];
    if (value === secretPlaceholder) return true;
  }
  return false;
}
