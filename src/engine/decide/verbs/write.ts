/** create, update, replace, upsert: one record in, one record out, everything else refused. */
import { bodyOf } from '../body.js';
import {
  refuseChangedImmutable,
  isFixed,
  refuseDeferred,
  refuseNoChange,
  refuseRepeated,
  refuseUnknownReferences,
  refuseDuplicate,
  refuseTaken,
} from '../checks.js';
import { isObject, type Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { born, changed } from '../fields.js';
import { findTarget, parentOf, recordNamed, refuseProtected, resourceOf, target } from '../locate.js';
import { contextOf, childrenOf, keyOf } from '../place.js';
import { present } from '../present.js';
import { converted } from '../convert.js';
import type { FieldRule, RuleOf } from '../../../grammar/behavior.js';
import { equal, get, set } from '../../values/paths.js';
import { Refusal } from '../../refusals/refusal.js';

export function create(context: DecideContext, rule: RuleOf<'create' | 'upsert'>): Decision | Refusal {
  const resource = resourceOf(context.vendor, rule.resource);
  const fixed = placed(context, resource);
  if (fixed instanceof Refusal) return fixed;
  const body = converted(context, resource, bodyOf(context, resource));
  return commit(context, resource, undefined, born(context, resource, body, fixed));
}

/** What a new record has because of where the path puts it; or the refusal of its parent. */
export function placed(context: DecideContext, resource: Resource): Json | Refusal {
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const link = resource.rule.parent;
  const fixed = contextOf(resource, context.input.params);
  return parent && link ? set(fixed, link.field, parent.id) : fixed;
}

export function update(context: DecideContext, rule: RuleOf<'update'>): Decision | Refusal {
  const resource = resourceOf(context.vendor, rule.resource);
  const old = changeable(context, resource);
  if (old instanceof Refusal) return old;
  const body = bodyOf(context, resource);
  const refusal =
    refuseProtected(rule.protect, resource, old) ??
    refuseChangedImmutable(context, resource, old, body) ??
    refuseDeferred(context) ??
    refuseNoChange(rule, resource, old, body);
  if (refusal) return refusal;
  return commit(context, resource, old, merge(resource, old, converted(context, resource, body), rule.merge, ''));
}

export function replace(context: DecideContext, rule: RuleOf<'replace'>): Decision | Refusal {
  const resource = resourceOf(context.vendor, rule.resource);
  const old = changeable(context, resource);
  if (old instanceof Refusal) return old;
  const refusal =
    refuseProtected(rule.protect, resource, old) ??
    refuseChangedImmutable(context, resource, old, bodyOf(context, resource)) ??
    refuseDeferred(context);
  if (refusal) return refusal;
  return commit(context, resource, old, replaced(context, resource, old, rule.keep ?? []));
}

export function upsert(context: DecideContext, rule: RuleOf<'upsert'>): Decision | Refusal {
  const resource = resourceOf(context.vendor, rule.resource);
  // A path below a parent that is not there is refused, whatever the body names.
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const old = rule.by === undefined ? findTarget(context, resource) : heldBy(context, resource, rule.by);
  const { successes } = context.rule.operation;
  if (old instanceof Refusal) return old;
  const answered = (decision: Decision | Refusal, ...wanted: number[]): Decision | Refusal => {
    if (decision instanceof Refusal) return decision;
    const status = wanted.find((it) => successes.includes(it));
    return status === undefined ? decision : { ...decision, status };
  };
  if (old === undefined) return answered(createNamed(context, rule, resource), 201);
  const body = bodyOf(context, resource);
  const refusal = refuseProtected(rule.protect, resource, old) ?? refuseChangedImmutable(context, resource, old, body);
  if (refusal) return refusal;
  const next =
    rule.existing === 'replace'
      ? replaced(context, resource, old, [])
      : merge(resource, old, converted(context, resource, body), rule.merge, '');
  return answered(commit(context, resource, old, next), 200, 204);
}

/** The record that has the value which the body has in this field. */
function heldBy(context: DecideContext, resource: Resource, by: string): Json | undefined {
  const key = get(bodyOf(context, resource), by);
  return by === resource.rule.id.field && resource.rule.id.scope === undefined
    ? context.view.get(resource.name, String(key))
    : context.view.find(resource.name, [by], [key]);
}

/** A new record, with the id by which the call names it. */
function createNamed(context: DecideContext, rule: RuleOf<'upsert'>, resource: Resource): Decision | Refusal {
  if (rule.by !== undefined) return create(context, rule);
  const place = placed(context, resource);
  if (place instanceof Refusal) return place;
  const body = converted(context, resource, bodyOf(context, resource));
  const fixed = set(place, resource.rule.id.field, idNamed(context));
  return commit(context, resource, undefined, born(context, resource, body, fixed));
}

/** In the type that its parameter has. */
function idNamed(context: DecideContext): unknown {
  const raw = recordNamed(context);
  return Object.values(context.input.params).find((value) => String(value) === raw) ?? raw;
}

/** The record to change. That the body is wrong, but for its immutable fields, goes before that the record is not there. */
function changeable(context: DecideContext, resource: Resource): Json | Refusal {
  const record = target(context, resource);
  if (!(record instanceof Refusal)) return record;
  const { immutable } = resource.plan;
  const issues = context.input.deferred.filter((issue) => !immutable.some(({ path }) => isWithin(issue.field, path)));
  return issues.length > 0 ? new Refusal('invalid', { issues }) : record;
}

const isWithin = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`);

/** Sent fields over stored ones: omitted = kept, null = cleared (the contract lets it through only where nullable), lists replaced. */
export function merge(resource: Resource, old: Json, sent: Json, how: 'deep' | 'replace', at: string): Json {
  const { merges } = resource.plan;
  const out = { ...old };
  for (const key of Object.keys(sent)) {
    const value = sent[key];
    const stored = out[key];
    const isDeep = isObject(value) && isObject(stored) && (merges?.get(at + key) ?? how) === 'deep';
    out[key] = isDeep ? merge(resource, stored, value, how, merges ? `${at}${key}.` : '') : value;
  }
  return out;
}

/** What the client may write becomes what it sent; what it omitted goes back to its default, unless it is kept or may never change. */
export function replaced(context: DecideContext, resource: Resource, old: Json, keep: readonly string[]): Json {
  const fields = resource.rule.fields ?? {};
  const ownNames = new Map(resource.plan.renamed.map(({ path, rule }) => [rule.alsoSentAs, path]));
  let record: Json = { ...old };
  for (const sent of context.rule.writable) {
    const path = ownNames.get(sent) ?? sent;
    if (path === resource.rule.id.field || keep.includes(path) || isFixed(fields[path], old)) continue;
    const value = fields[path]?.default;
    if (value === undefined && isRequired(resource, path) && !isMade(fields[path])) continue;
    record = set(record, path, value);
  }
  return { ...record, ...converted(context, resource, bodyOf(context, resource)) };
}

const isMade = (field: FieldRule | undefined): boolean => (field?.derive ?? field?.generate) !== undefined;

/** What every reply must have stays where it is omitted and nothing else supplies it. */
const isRequired = ({ required }: Resource, path: string): boolean =>
  required.some((it) => it.path === path || it.path.startsWith(`${path}.`));

/** The checks that every written record passes, and the decision that writes it. */
export function commit(
  context: DecideContext,
  resource: Resource,
  old: Json | undefined,
  next: Json,
): Decision | Refusal {
  const record = old ? changed(context, resource, old, next) : next;
  const refusal =
    refuseRepeated(resource, record) ??
    refuseUnknownReferences(context, resource, old, record) ??
    (old ? undefined : refuseDuplicate(context, resource, record)) ??
    refuseTaken(context, resource, old, record);
  if (refusal) return refusal;
  const changes: Change[] = [{ resource: resource.name, id: keyOf(resource, record), put: record }];
  if (old && resource.children.length > 0) changes.push(...dropped(context, resource, old, record));
  return {
    changes,
    values: { item: present(context.vendor, context.view, resource, record), id: get(record, resource.rule.id.field) },
  };
}

/** Records that go when a field of their parent changes. */
function dropped(context: DecideContext, resource: Resource, old: Json, record: Json): Change[] {
  return resource.children.flatMap((name) => {
    const child = resourceOf(context.vendor, name);
    const path = child.rule.dropped?.whenParentChanges;
    if (path === undefined || equal(get(old, path), get(record, path))) return [];
    return childrenOf(context.view, resource, old, child).map((item): Change => ({
      resource: name,
      id: keyOf(child, item),
      remove: true,
    }));
  });
}
