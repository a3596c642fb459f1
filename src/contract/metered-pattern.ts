/** Patterns as validators use them. Their engine (patterns.ts) is loaded only with a document of the user's own. */
import type { Work } from './work.js';

export interface Pattern {
  test(text: string): boolean;
  /** Ajv identifies the engine by this. */
  toString(): string;
  /** Reports the work of matching, besides that in proportion to the text. */
  meter?: (spend: (units: number) => void) => void;
}

/** @throws if the pattern is not supported */
export type PatternEngine = (pattern: string) => Pattern;

/** Units for a match, and for a character. */
const MATCH = 150;
const CHARACTER = 0.25;

/** The same pattern, whose work counts. */
export function metered(pattern: Pattern, work: Work): Pattern {
  const spend = (units: number): void => work.spend(units);
  let isMetered = false;
  return {
    test(text) {
      spend(MATCH + text.length * CHARACTER);
      if (!isMetered) pattern.meter?.(spend);
      isMetered = true;
      return pattern.test(text);
    },
    toString: () => pattern.toString(),
  };
}
