/** The statements behind a description or a rule, and the place of an operation in its document. */
import { isObject } from '../grammar/json.js';
import type { Operation } from '../engine/model/contract.js';
import type { SourceStatement, Vendor } from '../engine/model/vendor.js';
import { referencesIn, statedRules, type Stated, type StatedRule } from '../grammar/evidence.js';
import type { Behavior } from '../grammar/behavior.js';
import { formatPointer } from '../grammar/json-pointer.js';

/** The statements that the references in a description name, in the order of the sources. */
export function statementsBehind(vendor: Vendor, described: unknown): SourceStatement[] {
  const wanted = new Set([...references(described)].flatMap(referencesIn));
  if (wanted.size === 0) return [];
  return (vendor.statements?.() ?? []).filter(({ id }) => wanted.has(id)).map(({ id, text }) => ({ id, text }));
}

function* references(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const part of node) yield* references(part);
  if (!isObject(node)) return;
  if (typeof node['reference'] === 'string') yield node['reference'];
  for (const part of Object.values(node)) yield* references(part);
}

/** A rule with its evidence and the statements behind it. */
export interface ExplainedRule extends Stated {
  /** As in `x-stuntdouble-rule`. */
  rule: string;
  statements: SourceStatement[];
  /** Place of the operation in the OpenAPI document, as a URI fragment; undefined: the call matched none. */
  pointer?: string;
}

/** undefined: the behavior has no such rule. */
export function explainRule(vendor: Vendor, rule: string, operation: Operation | undefined): ExplainedRule | undefined {
  const found = vendor.cache.of(rulesById, vendor.behavior).get(rule);
  if (found === undefined) return undefined;
  const { level, reference, parts } = found;
  const stated: Stated = { level, reference, ...(parts && { parts }) };
  return {
    rule,
    ...stated,
    statements: statementsBehind(vendor, stated),
    ...(operation && { pointer: documentPointer(operation) }),
  };
}

const rulesById = (behavior: Behavior): ReadonlyMap<string, StatedRule> =>
  new Map(statedRules(behavior).map((rule) => [rule.id, rule]));

export const documentPointer = ({ path, method }: Operation): string =>
  `#${formatPointer(['paths', path, method.toLowerCase()])}`;
