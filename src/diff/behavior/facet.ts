/** One property of an API's behavior that a client can observe, with its evidence. */
import type { Evidence } from '../../grammar/behavior.js';
import { idOf, stated, THE_REST, type Basis, type Stated } from '../../grammar/evidence.js';
import type { Kind } from './judgements.js';

export interface Facet {
  kind: Kind;
  /** `field name`, `query limit`, `refusal notFound`. Facets of the same kind and place are compared. */
  place: string;
  value: unknown;
  /** The id of its rule. */
  at: string;
  basis: Basis;
}

/**
 * Makes the facets of one rule.
 * @param path of the rule in the behavior
 * @returns a function; its `part` is the key of the rule, for parts with evidence of their own
 */
export function facetsOf(path: readonly string[], evidence: Evidence): FacetMaker {
  const [at, whole] = [idOf(path), stated(evidence)];
  return (kind, place, value, part) =>
    value === undefined ? [] : [{ kind, place, value, at, basis: basisOf(whole, part) }];
}

export type FacetMaker = (kind: Kind, place: string, value: unknown, part?: string) => Facet[];

/** The evidence of a part of a rule: its own, else that of the rest. */
export function basisOf({ level, reference, parts = [] }: Stated, part = THE_REST): Basis {
  const own = parts.filter((candidate) => part === candidate.part || part.startsWith(`${candidate.part}.`));
  return (
    own.sort((a, b) => b.part.length - a.part.length)[0] ??
    parts.find((rest) => rest.part === THE_REST) ?? { level, reference }
  );
}

/** The leaves of a template by their path, such as `error.code`. */
export function leavesOf(template: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof template !== 'object' || template === null || Object.keys(template).length === 0)
    return [[path, template]];
  return Object.entries(template).flatMap(([key, value]) => {
    const step = Array.isArray(template) ? `[${key}]` : path === '' ? key : `.${key}`;
    return leavesOf(value, path + step);
  });
}
