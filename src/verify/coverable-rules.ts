/** The rules that a case can cover: of the behavior, and constraints of the contract. */
import { writeOnlyPaths } from '../engine/values/write-only.js';
import type { Vendor } from '../engine/model/vendor.js';
import { statedRules, type EvidenceLevel } from '../grammar/evidence.js';
import { constraintsOf } from './constraints.js';

const LEVELS: readonly EvidenceLevel[] = ['documented', 'client', 'observed', 'assumed', 'inferred'];

/** Every id with its evidence; constraints have the evidence of their operation. */
export function coverableRules(vendor: Vendor): Map<string, EvidenceLevel> {
  const known = new Map(statedRules(vendor.behavior).map((statedRule) => [statedRule.id, statedRule.level]));
  for (const { operation, rule } of vendor.rules.values()) {
    const level = LEVELS.find((candidate) => candidate in rule.evidence) ?? 'assumed';
    for (const constraint of constraintsOf(vendor.contract, operation)) known.set(constraint.id, level);
    for (const path of writeOnlyPaths(vendor.contract.tools.body(operation)))
      known.set(`contract.${operation.id}.${path}.writeOnly`, level);
  }
  return known;
}

/** The weakest evidence among rules. */
export const weakestLevel =
  (known: ReadonlyMap<string, EvidenceLevel>) =>
  (rules: readonly string[]): EvidenceLevel | undefined => {
    const levels = rules.flatMap((rule) => known.get(rule) ?? []);
    return LEVELS.findLast((candidate) => levels.includes(candidate));
  };
