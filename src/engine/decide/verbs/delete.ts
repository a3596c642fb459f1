import type { Json } from '../../../grammar/json.js';
import type { Change, Decision } from '../../model/call.js';
import type { DecideContext, Resource } from '../../model/vendor.js';
import { keyOf, protect, resourceOf, target } from '../locate.js';
import type { OperationRule } from '../../../grammar/behavior.js';
import { get } from '../../values/paths.js';

/** delete: the record and all that hangs on it. */
export function remove(context: DecideContext, rule: Extract<OperationRule, { verb: 'delete' }>): Decision {
  const resource = resourceOf(context.vendor, rule.resource);
  const record = target(context, resource);
  protect(rule.protect, resource, record);
  return { changes: withChildren(context, resource, record), values: { id: get(record, resource.rule.id.field) } };
}

function withChildren(context: DecideContext, resource: Resource, record: Json): Change[] {
  const key = keyOf(resource, record);
  const children = resource.children.flatMap((name) => {
    const child = resourceOf(context.vendor, name);
    return context.view.page(name, { parent: key }).items.flatMap((item) => withChildren(context, child, item));
  });
  return [...children, { resource: resource.name, id: key, remove: true }];
}
