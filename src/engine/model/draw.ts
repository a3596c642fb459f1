/** Ports that a decision uses: ids, random numbers, and made-up values. */
import type { IdRule } from '../../grammar/behavior.js';
import type { MissingField } from './contract.js';

/** Ids and random numbers for one decision. They are consumed when the decision is committed. */
export interface Draw {
  /** 0 ≤ n < 1, from the sandbox's seed. */
  random(): number;
  /** The next id of a resource, in its format. */
  id(resource: string, rule: IdShape): string | number;
  /** Random numbers that depend only on the sandbox's seed and this text. Consumes nothing. */
  from(text: string): () => number;
}

export type IdShape = Pick<IdRule, 'format'> & Partial<Pick<IdRule, 'prefix' | 'alphabet' | 'length'>>;

/** Makes up values for required fields without a value. */
export interface Maker {
  /** Loads the code for made-up values; undefined: it is loaded. */
  load(): Promise<void> | undefined;
  /** @throws CannotMake if no valid value is found */
  make(field: MissingField, random: () => number, now: number): unknown;
}

/** No valid value was found for a schema. */
export class CannotMake extends Error {
  override readonly name = 'CannotMake';
}
