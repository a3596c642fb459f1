import type { DecideContext } from '../../model/vendor.js';
import type { Decision } from '../../model/call.js';
import { resourceNamed, targetRecord } from '../../records/locate.js';
import { present } from '../present.js';
import { Refusal } from '../../model/refusal.js';
import type { OperationRule } from '../../../grammar/behavior.js';
import { get } from '../../values/paths.js';

export function read(context: DecideContext, rule: Extract<OperationRule, { verb: 'read' }>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  const record = targetRecord(context, resource);
  if (record instanceof Refusal) return record;
  return {
    changes: [],
    values: { item: present(context.vendor, context.view, resource, record), id: get(record, resource.rule.id.field) },
  };
}
