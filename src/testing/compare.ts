/** Compares a received value with an expected one, which may be partial. */
import type { JournalEntry } from '../index.js';

export interface Difference {
  /** In code notation: `body.config.names[0]`. */
  path: string;
  expected: unknown;
  /** `nothing` where there is no value. */
  received: unknown;
}

/** Marks a missing value: JSON has no undefined. */
export const nothing: unique symbol = Symbol('nothing');

/** Received objects may have more members; lists may not. `expect.any(String)` and similar matchers are supported. */
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

/** The value of `expect.any(String)` and similar. */
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

/** A call of the operation and its differences from the expectation. */
export interface Compared {
  entry: JournalEntry;
  differences: Difference[];
}
