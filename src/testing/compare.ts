/** Whether one value has all that another one asks for, and where it has not. */
import type { JournalEntry } from '../index.js';

export interface Difference {
  /** As one would write it in code: `body.config.names[0]`. */
  path: string;
  expected: unknown;
  /** `nothing` where there is no value. */
  received: unknown;
}

/** What stands where there is no value: JSON has no undefined. */
export const nothing: unique symbol = Symbol('nothing');

/** Objects may have more than is asked for; lists may not. Matchers such as `expect.any(String)` stand for what they match. */
export function differences(path: string, expected: unknown, received: unknown): Difference[] {
  if (isMatcher(expected)) return expected.asymmetricMatch(present(received)) ? [] : [{ path, expected, received }];
  if (Array.isArray(expected)) {
    if (!Array.isArray(received)) return [{ path, expected, received }];
    const length =
      received.length === expected.length
        ? []
        : [{ path: `${path}.length`, expected: expected.length, received: received.length }];
    return [
      ...length,
      ...expected.flatMap((item, at) =>
        differences(`${path}[${at}]`, item, at < received.length ? received[at] : nothing),
      ),
    ];
  }
  if (isObject(expected)) {
    if (!isObject(received) || Array.isArray(received)) return [{ path, expected, received }];
    return Object.keys(expected).flatMap((key) =>
      differences(step(path, key), expected[key], Object.hasOwn(received, key) ? received[key] : nothing),
    );
  }
  return expected === present(received) ? [] : [{ path, expected, received }];
}

/** What runners make of `expect.any(String)` and the like. */
interface Matcher {
  asymmetricMatch(value: unknown): boolean;
  toAsymmetricMatcher?(): string;
  sample?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
export const isMatcher = (value: unknown): value is Matcher =>
  isObject(value) && typeof value['asymmetricMatch'] === 'function';
const present = (value: unknown): unknown => (value === nothing ? undefined : value);
const step = (path: string, key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;

/** A call of the operation, and what it has otherwise than expected. */
export interface Compared {
  entry: JournalEntry;
  differences: Difference[];
}
