import type { Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, RecordContext, Resource } from '../../model/vendor.js';
import { refuseProtected, resourceNamed, targetRecord } from '../../records/locate.js';
import { childrenOf, keyOf } from '../../records/record-key.js';
import { present } from '../present.js';
import { Refusal } from '../../model/refusal.js';
import type { RuleOf } from '../../../grammar/behavior.js';
import { get } from '../../values/paths.js';

/** delete: removes the record and all its descendants. */
export function deleteRecord(context: DecideContext, rule: RuleOf<'delete'>): Decision | Refusal {
  const { vendor, view } = context;
  const resource = resourceNamed(vendor, rule.resource);
  const record = targetRecord(context, resource);
  if (record instanceof Refusal) return record;
  const refusal = refuseProtected(rule.protect, resource, record);
  if (refusal) return refusal;
  return {
    changes: removeWithChildren(context, resource, record),
    values: { item: present(vendor, view, resource, record), id: get(record, resource.rule.id.field) },
  };
}

export function removeWithChildren(
  context: Pick<RecordContext, 'vendor' | 'view'>,
  resource: Resource,
  record: Json,
): Change[] {
  const children = resource.children.flatMap((name) => {
    const child = resourceNamed(context.vendor, name);
    return childrenOf(context.view, resource, record, child).flatMap((item) =>
      removeWithChildren(context, child, item),
    );
  });
  return [...children, { resource: resource.name, id: keyOf(resource, record), remove: true }];
}
