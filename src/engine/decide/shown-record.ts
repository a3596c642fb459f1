/** Keeps what reads show of records: most reads repeat an earlier one (docs/decisions/0027). */
import type { Json } from '../../grammar/json.js';
import type { ShownRecord } from '../model/call.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { get } from '../values/paths.js';
import { present } from './present.js';

/** Maximum number of records that are kept for one operation. */
const MAX_KEPT = 1000;

/** What a read shows of a record. It is the same object for the same record, unless the reply shows other records as well. */
export function shownRecord(context: DecideContext, resource: Resource, record: Json): ShownRecord {
  if (resource.rule.embed !== undefined || resource.conversions.length > 0) return shownNow(context, resource, record);
  const kept = (context.rule.shown ??= new Map<Json, ShownRecord>());
  let shown = kept.get(record);
  if (shown === undefined) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(record, (shown = shownNow(context, resource, record)));
  }
  return shown;
}

const shownNow = ({ vendor, view }: DecideContext, resource: Resource, record: Json): ShownRecord => ({
  values: { item: present(vendor, view, resource, record), id: get(record, resource.rule.id.field) },
});
