import type { Evidence } from '../grammar/behavior.js';
import { idOf, stated, type EvidenceLevel, type StatedPart } from '../grammar/evidence.js';

/** One statement about an API, with the rule and the evidence behind it. */
export interface Point {
  /** A field, a parameter, a policy … */
  about: string;
  says: string;
  /** As in `x-stuntdouble-rule`; undefined: the OpenAPI document says so. */
  rule?: string;
  level?: EvidenceLevel;
  reference?: string;
  /** For a rule whose parts have evidence of their own. */
  parts?: StatedPart[];
}

/** @param path of the rule in the behavior */
export const point = (about: string, says: string, path: readonly string[], evidence: Evidence): Point => ({
  about,
  says,
  rule: idOf(path),
  ...stated(evidence),
});

export const inContract = (about: string, says: string): Point => ({ about, says });

/** As JSON, which distinguishes the text "1" from the number 1. */
export const value = (from: unknown): string => JSON.stringify(from);
