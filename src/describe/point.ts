import type { Evidence } from '../grammar/behavior.js';
import { idOf, stated, type EvidenceLevel, type StatedPart } from '../grammar/evidence.js';

/** Something that is told of a vendor, and what it rests on. */
export interface Point {
  /** A field, a parameter, a policy … */
  about: string;
  says: string;
  /** As `x-stuntdouble-rule` names it. None: it is the contract that says so. */
  rule?: string;
  level?: EvidenceLevel;
  reference?: string;
  /** Where parts of the rule have evidence of their own. */
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

/** A value as it is told: JSON, which shows a text as a text. */
export const value = (it: unknown): string => JSON.stringify(it);
