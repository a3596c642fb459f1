/** Compares two behaviors: what holds for the API, and for each operation its rule, its resource and its refusals. */
import type { Rule, Resource, Vendor } from '../../engine/model/vendor.js';
import type { Changes } from '../changes.js';
import { addressOf, type OperationPair } from '../pairs.js';
import { apiFacets } from './api-facets.js';
import type { Facet } from './facet.js';
import { judge, judgements } from './judgements.js';
import { operationFacets } from './operation-facets.js';
import { dialectText, refusalsOf } from './refusal-facets.js';
import { resourceFacets, type ResourceFacet } from './resource-facets.js';

export function compareBehaviors(
  before: Vendor,
  after: Vendor,
  pairs: readonly OperationPair[],
  changes: Changes,
): void {
  compareFacets(apiFacets(before), apiFacets(after), (change) => changes.add(undefined, change));
  for (const pair of pairs) {
    const [from, to] = [before.rules.get(pair.before.id), after.rules.get(pair.after.id)];
    if (from === undefined || to === undefined) continue;
    const add: Add = (change) => changes.add(addressOf(pair.before), change);
    const [old, now] = [operationFacets(before, from), operationFacets(after, to)];
    const [verbOld, verbNow] = [old, now].map((facets) => facets.filter(({ kind }) => kind === 'verb'));
    compareFacets(verbOld ?? [], verbNow ?? [], add);
    // Different verbs have little else in common.
    if (verbOld?.[0]?.value !== verbNow?.[0]?.value) continue;
    compareFacets(old, now, add);
    compareResources({ before, after, from, to, add });
    compareRefusals({ before, after, from, to, add });
  }
}

type Add = (change: Parameters<Changes['add']>[1]) => void;

interface Comparing {
  before: Vendor;
  after: Vendor;
  from: Rule;
  to: Rule;
  add: Add;
}

function compareFacets(before: readonly Facet[], after: readonly Facet[], add: Add): void {
  const [old, now] = [before, after].map(
    (facets) => new Map(facets.map((facet) => [`${facet.kind} ${facet.place}`, facet])),
  );
  for (const key of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [from, to] = [old?.get(key), now?.get(key)];
    const facet = from ?? to;
    const judgement = facet && judge(facet.kind, from, to);
    if (facet === undefined || judgement === undefined) continue;
    add({
      area: 'behavior',
      place: facet.place,
      kind: facet.kind,
      direction: judgements[facet.kind].direction,
      ...judgement,
      ...(judgement.breaking && areInferred(from, to) && FOLLOWS),
      ...(from && { before: sideOf(from) }),
      ...(to && { after: sideOf(to) }),
    });
  }
}

/** An inferred rule follows from the document, which is compared, and judged, as the contract. */
const FOLLOWS = {
  breaking: false,
  why: 'the rule is inferred: it follows from the documents, which are compared themselves',
};

const areInferred = (...facets: readonly (Facet | undefined)[]): boolean =>
  facets.every((facet) => facet === undefined || facet.basis.level === 'inferred');

const sideOf = ({ at, value, basis: { level, reference } }: Facet): NonNullable<Parameters<Add>[0]['before']> => ({
  at,
  value,
  level,
  reference,
});

function compareResources({ before, after, from, to, add }: Comparing): void {
  const [old, now] = [resourceOf(before, from), resourceOf(after, to)];
  if (old === undefined || now === undefined) return;
  const isShown = (facet: ResourceFacet): boolean =>
    concerns(facet, from) && hasField(before, from, old, facet.field) && hasField(after, to, now, facet.field);
  compareFacets(
    before.cache.of(resourceFacets, old).filter(isShown),
    after.cache.of(resourceFacets, now).filter(isShown),
    add,
  );
}

const resourceOf = ({ resources }: Vendor, { rule }: Rule): Resource | undefined =>
  'resource' in rule && rule.resource !== undefined ? resources.get(rule.resource) : undefined;

const WRITES = new Set(['create', 'update', 'replace', 'upsert', 'singleton', 'quirk']);

function concerns({ concern }: ResourceFacet, { rule: { verb } }: Rule): boolean {
  if (concern === 'writes') return WRITES.has(verb);
  return concern === 'all' || verb === 'list' || verb === 'quirk';
}

/** Whether records have the field. A field that only one side has is compared as a part of the contract. */
function hasField(
  { contract: { tools } }: Vendor,
  { operation }: Rule,
  { rule }: Resource,
  field: string | undefined,
): boolean {
  const name = field?.split(/[.[]/)[0];
  if (name === undefined || rule.schema === undefined || rule.fields?.[field ?? '']?.hidden === true) return true;
  const has = (names: readonly string[] | undefined): boolean => names?.includes(name) === true;
  return has(tools.schema(rule.schema)?.names) || has(tools.body(operation)?.names);
}

/** Each refusal with its counterpart: the same entry of the dialect, else in their order. */
function compareRefusals({ before, after, from, to, add }: Comparing): void {
  // Which refusals are possible is slow to find.
  if (dialectText(before, from) === dialectText(after, to)) return;
  const [old, now] = [refusalsOf(before, from), refusalsOf(after, to)];
  for (const [reason, facets] of old) {
    const others = now.get(reason) ?? [];
    for (const [at, refusal] of facets.entries()) {
      const same = others.find(([other]) => other?.at === refusal[0]?.at) ?? others[at];
      if (same) compareFacets(refusal, same, add);
    }
  }
}
