/** singleton: the only record of its resource in an account and context. */
import type { RuleOf } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { Refusal } from '../../model/refusal.js';
import { sentFields } from '../sent-fields.js';
import { newRecord } from '../fields.js';
import { convertToReplyTypes } from '../convert.js';
import { resourceNamed } from '../../records/locate.js';
import { keyAt, keyOf } from '../../records/record-key.js';
import { patchedRecord } from '../patch.js';
import { present } from '../present.js';
import { checkAndDecide, updated, fieldsFromPath, replaced } from './write.js';

export function singleton(context: DecideContext, rule: RuleOf<'singleton'>): Decision | Refusal {
  const { view, vendor, input } = context;
  const resource = resourceNamed(vendor, rule.resource);
  const place = fieldsFromPath(context, resource);
  if (place instanceof Refusal) return place;
  const stored = view.get(resource.name, keyAt(resource, input.params, ''));
  const record = stored ?? newRecord(context, resource, {}, place);
  const shown = { item: present(vendor, view, resource, record) };
  switch (rule.does) {
    case 'read':
      return {
        changes: stored ? [] : [{ resource: resource.name, id: keyOf(resource, record), put: record }],
        values: shown,
      };
    case 'delete':
      return {
        changes: stored ? [{ resource: resource.name, id: keyOf(resource, stored), remove: true }] : [],
        values: shown,
      };
    case 'update':
    case 'replace': {
      const patched = input.patch && patchedRecord(context, resource, record, input.patch);
      if (patched instanceof Refusal) return patched;
      if (patched) return checkAndDecide(context, resource, stored, patched.record);
      const next = updatedSingleton(context, rule, resource, record);
      return next instanceof Refusal ? next : checkAndDecide(context, resource, stored, next);
    }
    default:
      return rule.does satisfies never;
  }
}

function updatedSingleton(
  context: DecideContext,
  rule: RuleOf<'singleton'>,
  resource: Resource,
  record: Json,
): Json | Refusal {
  if (rule.does === 'replace') return replaced(context, resource, record, []);
  return updated(
    context,
    resource,
    record,
    convertToReplyTypes(context, resource, sentFields(context, resource)),
    rule.merge,
  );
}
