/** One property of an API's behavior that a client can observe, with its evidence. */
import type { Evidence } from '../../grammar/behavior.js';
import { idOf, stated, type Stated } from '../../grammar/evidence.js';
import type { Kind } from './judgements.js';

export interface Facet {
  kind: Kind;
  /** `field name`, `query limit`, `refusal notFound`. Facets of the same kind and place are compared. */
  place: string;
  value: unknown;
  /** The id of its rule. */
  at: string;
  stated: Stated;
}

/** Makes the facets of one rule. @param path of the rule in the behavior */
export const facetsOf =
  (path: readonly string[], evidence: Evidence) =>
  (kind: Kind, place: string, value: unknown): Facet[] =>
    value === undefined ? [] : [{ kind, place, value, at: idOf(path), stated: stated(evidence) }];

/** The leaves of a template by their path, such as `error.code`. */
export function leavesOf(template: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof template !== 'object' || template === null || Object.keys(template).length === 0)
    return [[path, template]];
  return Object.entries(template).flatMap(([key, value]) => {
    const step = Array.isArray(template) ? `[${key}]` : path === '' ? key : `.${key}`;
    return leavesOf(value, path + step);
  });
}
