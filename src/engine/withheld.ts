/** What stands in a record for a write-only value that a snapshot left out: it is there, and nobody knows it. */
import { get, steps } from './paths.js';

export const withheld: unique symbol = Symbol('withheld');

/** Whether the value at a path, or what holds it, was left out. */
export const isWithheld = (record: unknown, path: string): boolean =>
  steps(path).some((_, at, all) => get(record, all.slice(0, at + 1).join('.')) === withheld);
