/** A difference between the schemas of one value. */
import type { Side } from '../changes.js';
import type { SchemaView } from './schema-view.js';

/** What a schema describes. `text`: a parameter, whose value is sent as text. */
export type Use = 'request' | 'text' | 'reply';

/**
 * What happened to the set of valid values: some are no longer valid (narrowed), some are new (widened), both, or the
 * set is the same.
 */
export type Effect = 'narrowed' | 'widened' | 'both' | 'none';

export interface Finding {
  kind: string;
  what: string;
  /** Below the compared value: `.name`. Default: the value itself. */
  step?: string;
  effect: Effect;
  /** Overrides what follows from the effect and the use. */
  verdict?: { breaking: boolean; why: string };
  before?: Side;
  after?: Side;
}

/** Compares one keyword, or several that belong together. */
export type Rule = (pair: Pair) => Finding[];

export type PointerOf = (view: SchemaView, path: readonly [string, ...string[]]) => string | undefined;

export interface Pair {
  before: SchemaView;
  after: SchemaView;
  use: Use;
  /** Finds the pointer of a path in each document; undefined: no schema of the view has it. */
  pointers: readonly [before: PointerOf, after: PointerOf];
  /** The sides of a change in these keywords. */
  sides: (
    keywords: readonly string[],
    values: readonly [before: unknown, after: unknown],
  ) => Pick<Finding, 'before' | 'after'>;
}

/** Clients send what was valid, and read what is valid. */
export function verdictOf({ effect, verdict }: Finding, use: Use): { breaking: boolean; why: string } {
  if (verdict) return verdict;
  const narrowed = effect === 'narrowed' || effect === 'both';
  const widened = effect === 'widened' || effect === 'both';
  if (use === 'reply')
    return widened
      ? { breaking: true, why: 'replies can have values that a client does not expect' }
      : { breaking: false, why: 'every reply is still as a client expects it' };
  return narrowed
    ? { breaking: true, why: 'requests that were valid are no longer valid' }
    : { breaking: false, why: 'every request that was valid is still valid' };
}

/** The effect of a constraint that only one side has. */
export const constraintEffect = (isBefore: boolean): Effect => (isBefore ? 'widened' : 'narrowed');

/** A value on one line, cut if it is long. */
export function short(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
