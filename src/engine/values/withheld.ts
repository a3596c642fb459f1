/** What stands in a record for a write-only value that a snapshot left out: it is there, and nobody knows it. */
import { isObject } from '../../grammar/json.js';
import { steps } from './paths.js';

export const withheld: unique symbol = Symbol('withheld');

/** Whether the value at a path, or what holds it, was left out. */
export function isWithheld(record: unknown, path: string): boolean {
  let value = record;
  for (const step of steps(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return false;
    value = value[step];
    if (value === withheld) return true;
  }
  return false;
}
