/** Every statement of a behavior that has evidence, under the name by which replies, cases and pages speak of it. */
import { isObject } from './json.js';
import type { Behavior, Evidence } from './behavior.js';

/** Best first. */
export const levels = ['documented', 'client', 'assumed'] as const satisfies readonly (keyof Evidence)[];
export type EvidenceLevel = (typeof levels)[number];

export interface StatedRule {
  /** As `x-stuntdouble-rule` has it behind the vendor: `integrations_update`, `refusals.notFound`, `resources.integration.fields.type`. */
  id: string;
  /** Keys that lead to it in the behavior. */
  path: string[];
  level: EvidenceLevel;
  /** Where the evidence is found. */
  reference: string;
}

/** The level and the reference of a piece of evidence, which the grammar has as one key with one value. */
export function stated(evidence: Evidence): Pick<StatedRule, 'level' | 'reference'> {
  const level = levels.find((it) => evidence[it] !== undefined) ?? 'assumed';
  return { level, reference: evidence[level] ?? '' };
}

/** Depth first, in the order of the file. */
export function statedRules(behavior: Behavior): StatedRule[] {
  return [...walk(behavior, [])];
}

function* walk(node: unknown, path: string[]): Generator<StatedRule> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* walk(item, [...path, String(index)]);
    return;
  }
  if (!isObject(node)) return;
  if (isObject(node['evidence'])) yield { id: idOf(path), path, ...stated(node['evidence']) };
  for (const [key, value] of Object.entries(node)) if (key !== 'evidence') yield* walk(value, [...path, key]);
}

/** Operations and the dialect are spoken of without saying where they stand. */
export const idOf = (path: readonly string[]): string =>
  path.slice(path[0] === 'operations' || path[0] === 'dialect' ? 1 : 0).join('.');

/** A rule that is not believed, and what becomes of it. */
export interface LeftOut extends Omit<StatedRule, 'path'> {
  /** `kept`: nothing can be served without it, or nothing is refused or set by it. */
  instead: 'declined' | 'not applied' | 'own words' | 'kept';
}
