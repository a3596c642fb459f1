import type { DecideContext } from '../../model/vendor.js';
import type { Decision } from '../../model/call.js';
import { resourceNamed, targetRecord } from '../../records/locate.js';
import { shownRecord } from '../shown-record.js';
import { Refusal } from '../../model/refusal.js';
import type { OperationRule } from '../../../grammar/behavior.js';

const none: Decision['changes'] = [];

export function read(context: DecideContext, rule: Extract<OperationRule, { verb: 'read' }>): Decision | Refusal {
  const resource = resourceNamed(context.vendor, rule.resource);
  const record = targetRecord(context, resource);
  if (record instanceof Refusal) return record;
  const shown = shownRecord(context, resource, record);
  return { changes: none, values: shown.values, shown };
}
