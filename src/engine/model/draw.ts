/** Ports that a decision uses directly: ids and random numbers, and made-up values. */
import type { IdRule } from '../../grammar/behavior.js';
import type { MissingField } from './contract.js';

/** Draws for one decision: nothing is used up until the decision is committed. */
export interface Draw {
  /** 0 ≤ n < 1, from the sandbox's seed. */
  random(): number;
  /** The next id of a resource, in its format. */
  id(resource: string, rule: IdShape): string | number;
  /** Random numbers from the sandbox's seed and this text alone: the same for the same text, and nothing is used up. */
  from(text: string): () => number;
}

export type IdShape = Pick<IdRule, 'format'> & Partial<Pick<IdRule, 'prefix' | 'alphabet' | 'length'>>;

/** Makes up what a reply requires and nobody supplied. */
export interface Maker {
  /** Loads what makes things up; undefined when that is done. */
  load(): Promise<void> | undefined;
  /** Throws CannotMake. */
  make(field: MissingField, random: () => number, now: number): unknown;
}

/** Thrown by a maker: no valid value was found. */
export class CannotMake extends Error {
  override readonly name = 'CannotMake';
}
