/** Decides on records in the forms of their resources, and converts the changes to stored records. */
import type { SameRecordsRule } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { Refusal } from '../../model/refusal.js';
import { get } from '../../values/paths.js';
import { refuseUniqueConflict } from '../unique.js';
import { changedRecord, completeRecord } from '../fields.js';
import { resourceNamed } from '../../records/locate.js';
import { present } from '../present.js';
import { fromStored, toStored } from './convert-form.js';
import { ShownView } from './shown-view.js';

export function decideInForms(
  context: DecideContext,
  decide: (context: DecideContext) => Decision | Refusal,
): Decision | Refusal {
  const decision = decide({ ...context, view: new ShownView(context.vendor, context.view) });
  if (decision instanceof Refusal || !hasFormChange(context, decision.changes)) return decision;
  let { values } = decision;
  const changes: Change[] = [];
  for (const change of decision.changes) {
    const resource = resourceNamed(context.vendor, change.resource);
    const { sameRecordsAs: rule } = resource.rule;
    if (rule === undefined) changes.push(change);
    else if (!('put' in change)) changes.push({ ...change, resource: rule.resource });
    else {
      const put = storedRecord(context, resource, rule, change.id, change.put);
      if (put instanceof Refusal) return put;
      if (get(values, 'item') !== undefined) values = { ...values, item: itemOf(context, resource, put) };
      changes.push({ resource: rule.resource, id: change.id, put });
    }
  }
  return { ...decision, changes, values };
}

function hasFormChange({ vendor }: DecideContext, changes: readonly Change[]): boolean {
  for (const { resource } of changes) if (resourceNamed(vendor, resource).rule.sameRecordsAs !== undefined) return true;
  return false;
}

/** The stored record, completed and checked by the rules of the resource that stores it. */
function storedRecord(
  context: DecideContext,
  resource: Resource,
  rule: SameRecordsRule,
  id: string,
  record: Json,
): Json | Refusal {
  const stores = resourceNamed(context.vendor, rule.resource);
  const old = context.view.get(stores.name, id);
  const next = toStored(rule, record, old);
  const put = old ? changedRecord(context, stores, old, next) : completeRecord(context, stores, next);
  const clash = refuseUniqueConflict(context, stores, old, put);
  return clash ? inOwnNames(resource, rule, clash) : put;
}

/** A conflict of the stored record, by the unique fields of the form that are among the stored ones. */
function inOwnNames(
  { name, rule: { unique = [] } }: Resource,
  { fields: pairs }: SameRecordsRule,
  clash: Refusal,
): Refusal {
  const own = unique.find(({ fields }) => fields.every((path) => clash.details.fields?.includes(pairs[path] ?? path)));
  if (own === undefined) return clash;
  const { fields, refuse } = own;
  return new Refusal('conflict', { ...clash.details, resource: name, field: fields[0] ?? '', fields }, refuse);
}

function itemOf(context: DecideContext, resource: Resource, stored: Json): Json {
  const { sameRecordsAs } = resource.rule;
  const record = sameRecordsAs ? fromStored(resource, sameRecordsAs, stored) : stored;
  return present(context.vendor, new ShownView(context.vendor, context.view), resource, record);
}
