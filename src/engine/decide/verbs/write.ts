/** create, update, replace, upsert: each writes one record. */
import { sentFields } from '../sent-fields.js';
import {
  refuseChangedImmutable,
  isImmutable,
  refuseDeferredIssues,
  refuseEmptyUpdate,
  refuseRepeatedElements,
  refuseUnknownReferences,
} from '../record-checks.js';
import { refuseUnmetRequirement } from '../requirements.js';
import { refuseDuplicateId, refuseUniqueConflict } from '../unique.js';
import { isObject, type Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, RecordContext, Resource } from '../../model/vendor.js';
import { newRecord, changedRecord } from '../fields.js';
import {
  findTarget,
  parentOf,
  requestedId,
  refuseProtected,
  resourceNamed,
  targetRecord,
  isBelow,
  type Parent,
} from '../../records/locate.js';
import { contextFields, childrenOf, keyOf, linksOf, isInContext } from '../../records/record-key.js';
import { mergedRecord, patchedRecord } from '../patch.js';
import { present } from '../present.js';
import { convertToReplyTypes } from '../convert.js';
import type { FieldRule, RuleOf } from '../../../grammar/behavior.js';
import { equal, get, set } from '../../values/paths.js';
import { Refusal } from '../../model/refusal.js';

export function create(context: DecideContext, rule: RuleOf<'create' | 'upsert'>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  const fixed = fieldsFromPath(context, resource);
  if (fixed instanceof Refusal) return fixed;
  const body = convertToReplyTypes(context, resource, sentFields(context, resource));
  return checkAndDecide(context, resource, undefined, newRecord(context, resource, body, fixed));
}

/** The parent and context fields of a new record, from the path; or the refusal of its parent. */
export function fieldsFromPath(context: DecideContext, resource: Resource): Json | Refusal {
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const link = resource.rule.parent;
  const fixed = contextFields(resource, context.input.params);
  return parent && link ? set(fixed, link.field, parent.id) : fixed;
}

export function update(context: DecideContext, rule: RuleOf<'update'>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  const old = recordToChange(context, resource);
  if (old instanceof Refusal) return old;
  if (context.input.patch) return patched(context, rule, resource, old, context.input.patch);
  const body = sentFields(context, resource);
  const refusal =
    refuseProtected(rule.protect, resource, old) ??
    refuseChangedImmutable(context, resource, old, body) ??
    refuseDeferredIssues(context) ??
    refuseEmptyUpdate(rule, resource, old, body);
  if (refusal) return refusal;
  const next = updated(context, resource, old, convertToReplyTypes(context, resource, body), rule.merge);
  return next instanceof Refusal ? next : checkAndDecide(context, resource, old, next);
}

/** The record with what was sent; or the refusal of a merge patch that removes what the record requires. */
export function updated(
  context: DecideContext,
  resource: Resource,
  old: Json,
  sent: Json,
  how: 'deep' | 'replace',
): Json | Refusal {
  return context.input.isMergePatch ? mergedRecord(context, resource, old, sent) : merge(resource, old, sent, how, '');
}

function patched(
  context: DecideContext,
  rule: RuleOf<'update'>,
  resource: Resource,
  old: Json,
  patch: readonly unknown[],
): Decision | Refusal {
  const refusal = refuseProtected(rule.protect, resource, old);
  if (refusal) return refusal;
  const next = patchedRecord(context, resource, old, patch);
  if (next instanceof Refusal) return next;
  return (
    refuseChangedImmutable(context, resource, old, next.shown) ?? checkAndDecide(context, resource, old, next.record)
  );
}

export function replace(context: DecideContext, rule: RuleOf<'replace'>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  const old = recordToChange(context, resource);
  if (old instanceof Refusal) return old;
  const refusal =
    refuseProtected(rule.protect, resource, old) ??
    refuseChangedImmutable(context, resource, old, sentFields(context, resource)) ??
    refuseDeferredIssues(context);
  if (refusal) return refusal;
  return checkAndDecide(context, resource, old, replaced(context, resource, old, rule.keep ?? []));
}

export function upsert(context: DecideContext, rule: RuleOf<'upsert'>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  // A missing parent is refused even if the body names an existing record.
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return refuseOtherFields(context, resource) ?? parent;
  const old =
    rule.by === undefined ? findTarget(context, resource) : recordWithBodyValue(context, resource, rule.by, parent);
  const { successes } = context.rule.operation;
  if (old instanceof Refusal) return refuseOtherFields(context, resource) ?? old;
  const answered = (decision: Decision | Refusal, ...wanted: number[]): Decision | Refusal => {
    if (decision instanceof Refusal) return decision;
    const status = wanted.find((status) => successes.includes(status));
    return status === undefined ? decision : { ...decision, status };
  };
  if (old === undefined)
    return answered(refuseDeferredIssues(context) ?? createWithRequestedId(context, rule, resource), 201);
  const body = sentFields(context, resource);
  const refusal =
    refuseProtected(rule.protect, resource, old) ??
    refuseChangedImmutable(context, resource, old, body) ??
    refuseDeferredIssues(context);
  if (refusal) return refusal;
  const next =
    rule.existing === 'replace'
      ? replaced(context, resource, old, [])
      : merge(resource, old, convertToReplyTypes(context, resource, body), rule.merge, '');
  return answered(checkAndDecide(context, resource, old, next), 200, 204);
}

/** The record below the parent and in the contexts of the path whose field has the same value as the body. */
function recordWithBodyValue(
  context: DecideContext,
  resource: Resource,
  by: string,
  parent: Parent | undefined,
): Json | undefined {
  const key = get(sentFields(context, resource), by);
  const found =
    by === resource.rule.id.field && resource.rule.id.scope === undefined
      ? context.view.get(resource.name, String(key))
      : context.view.find(resource.name, [by], [key]);
  const shown = found && context.view.get(resource.name, keyOf(resource, found));
  const isMeant = shown && isBelow(resource, shown, parent) && isInContext(resource, shown, context.input.params);
  return isMeant ? shown : undefined;
}

/** Creates a record with the id that the call names. */
function createWithRequestedId(context: DecideContext, rule: RuleOf<'upsert'>, resource: Resource): Decision | Refusal {
  if (rule.by !== undefined) return create(context, rule);
  const place = fieldsFromPath(context, resource);
  if (place instanceof Refusal) return place;
  const body = convertToReplyTypes(context, resource, sentFields(context, resource));
  const fixed = set(place, resource.rule.id.field, typedId(context));
  return checkAndDecide(context, resource, undefined, newRecord(context, resource, body, fixed));
}

/** The id in the type of its parameter. */
function typedId(context: DecideContext): unknown {
  const raw = requestedId(context);
  return Object.values(context.input.params).find((value) => String(value) === raw) ?? raw;
}

/** The record to change. Issues of the body at other than immutable fields are refused before a missing record. */
function recordToChange(context: DecideContext, resource: Resource): Json | Refusal {
  const record = targetRecord(context, resource);
  return record instanceof Refusal ? (refuseOtherFields(context, resource) ?? record) : record;
}

/** Issues of the body at other than immutable fields. */
function refuseOtherFields({ input }: DecideContext, resource: Resource): Refusal | undefined {
  const { immutable } = resource.plan;
  const issues = input.deferred.filter((issue) => !immutable.some(({ path }) => isWithin(issue.field, path)));
  return issues.length > 0 ? new Refusal('invalid', { issues }) : undefined;
}

const isWithin = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`);

/** Merges sent fields over stored ones. Omitted fields are kept, null clears a field, lists are replaced. */
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

/** Replaces all writable fields. Omitted ones return to their defaults, unless they are in `keep` or immutable. */
export function replaced(context: DecideContext, resource: Resource, old: Json, keep: readonly string[]): Json {
  const fields = resource.rule.fields ?? {};
  const ownNames = new Map(resource.plan.renamed.map(({ path, rule }) => [rule.alsoSentAs, path]));
  let record: Json = { ...old };
  for (const sent of context.rule.writable) {
    const path = ownNames.get(sent) ?? sent;
    if (path === resource.rule.id.field || keep.includes(path) || isImmutable(fields[path], old)) continue;
    const value = fields[path]?.default;
    if (value === undefined && isRequired(context, resource, path) && !isMade(fields[path])) continue;
    record = set(record, path, value);
  }
  return { ...record, ...convertToReplyTypes(context, resource, sentFields(context, resource)) };
}

const isMade = (field: FieldRule | undefined): boolean => (field?.derive ?? field?.generate) !== undefined;

/** A required field that is omitted keeps its value if no rule supplies another one. */
function isRequired({ vendor }: DecideContext, { schemas }: Resource, path: string): boolean {
  const isOther = (required: string): boolean => required !== path && !required.startsWith(`${path}.`);
  return schemas.some((schema) => vendor.contract.missing(schema, isOther).length > 0);
}

/** Checks the record and returns the decision to write it. */
export function checkAndDecide(
  context: DecideContext,
  resource: Resource,
  old: Json | undefined,
  next: Json,
): Decision | Refusal {
  const record = old ? changedRecord(context, resource, old, withPlaceOf(context, resource, old, next)) : next;
  const refusal =
    refuseRepeatedElements(resource, record) ??
    refuseUnmetRequirement(resource, old, record) ??
    refuseUnknownReferences(context, resource, old, record) ??
    (old ? undefined : refuseDuplicateId(context, resource, record)) ??
    refuseUniqueConflict(context, resource, old, record);
  if (refusal) return refusal;
  const changes: Change[] = [{ resource: resource.name, id: keyOf(resource, record), put: record }];
  if (old && resource.children.length > 0) changes.push(...droppedChildren(context, resource, old, record));
  return {
    changes,
    values: { item: present(context.vendor, context.view, resource, record), id: get(record, resource.rule.id.field) },
  };
}

/** The path identifies the record and what it is below: other ids in the body are ignored. */
function withPlaceOf({ input }: DecideContext, { rule }: Resource, old: Json, next: Json): Json {
  let out = withValueOf(old, next, rule.id.field);
  for (const { parameter, field } of linksOf(rule))
    if (input.params[parameter] !== undefined) out = withValueOf(old, out, field);
  return out;
}

function withValueOf(old: Json, next: Json, path: string): Json {
  const value = get(old, path);
  return value === undefined || equal(get(next, path), value) ? next : set(next, path, value);
}

/** `dropped`: children that are removed when a field of their parent changes. */
export function droppedChildren(
  context: Pick<RecordContext, 'vendor' | 'view'>,
  resource: Resource,
  old: Json,
  record: Json,
): Change[] {
  return resource.children.flatMap((name) => {
    const child = resourceNamed(context.vendor, name);
    const path = child.rule.dropped?.whenParentChanges;
    if (path === undefined || equal(get(old, path), get(record, path))) return [];
    return childrenOf(context.view, resource, old, child).map((item): Change => ({
      resource: name,
      id: keyOf(child, item),
      remove: true,
    }));
  });
}
