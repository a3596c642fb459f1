/** Decides on records in the forms of their resources, and converts the changes to stored records. */
import type { Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { Refusal } from '../../refusals/refusal.js';
import { get } from '../../values/paths.js';
import { changedRecord, completeRecord } from '../fields.js';
import { resourceOf } from '../locate.js';
import { present } from '../present.js';
import { fromStored, toStored } from './form.js';
import { ShownView } from './shown-view.js';

export function decideInForms(
  context: DecideContext,
  decide: (context: DecideContext) => Decision | Refusal,
): Decision | Refusal {
  const decision = decide({ ...context, view: new ShownView(context.vendor, context.view) });
  if (decision instanceof Refusal) return decision;
  let { values } = decision;
  const changes = decision.changes.map((change): Change => {
    const resource = resourceOf(context.vendor, change.resource);
    const { sameRecordsAs: rule } = resource.rule;
    if (rule === undefined) return change;
    if (!('put' in change)) return { ...change, resource: rule.resource };
    const put = storedRecord(context, resource, change.id, change.put);
    if (get(values, 'item') !== undefined) values = { ...values, item: itemOf(context, resource, put) };
    return { resource: rule.resource, id: change.id, put };
  });
  return { ...decision, changes, values };
}

/** The stored record, completed by the rules of the resource that stores it. */
function storedRecord(context: DecideContext, { rule }: Resource, id: string, record: Json): Json {
  if (rule.sameRecordsAs === undefined) return record;
  const stores = resourceOf(context.vendor, rule.sameRecordsAs.resource);
  const old = context.view.get(stores.name, id);
  const next = toStored(rule.sameRecordsAs, record, old);
  return old ? changedRecord(context, stores, old, next) : completeRecord(context, stores, next);
}

function itemOf(context: DecideContext, resource: Resource, stored: Json): Json {
  const { sameRecordsAs } = resource.rule;
  const record = sameRecordsAs ? fromStored(resource, sameRecordsAs, stored) : stored;
  return present(context.vendor, new ShownView(context.vendor, context.view), resource, record);
}
