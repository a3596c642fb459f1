/** Conflicts of a record with another one: its id, and its unique fields. */
import { type Json } from '../../grammar/json.js';
import type { RecordContext, Resource } from '../model/vendor.js';
import { Refusal } from '../model/refusal.js';
import { get } from '../values/paths.js';
import { keyOf } from '../records/record-key.js';

/** Records without a value in a unique field do not conflict. */
export const isNoValue = (value: unknown): boolean => value === undefined || value === null;

export function refuseDuplicateId(
  { view }: Pick<RecordContext, 'view'>,
  resource: Resource,
  record: Json,
): Refusal | undefined {
  const id = keyOf(resource, record);
  if (view.get(resource.name, id) === undefined) return undefined;
  return new Refusal('conflict', { field: resource.rule.id.field, id, resource: resource.name });
}

export function refuseUniqueConflict(
  { view }: Pick<RecordContext, 'view'>,
  resource: Resource,
  old: Json | undefined,
  record: Json,
): Refusal | undefined {
  for (const { fields, refuse } of resource.rule.unique ?? []) {
    if (old && fields.every((path) => get(old, path) === get(record, path))) continue;
    const values = fields.map((path) => get(record, path));
    if (values.some(isNoValue)) continue;
    const holder = view.find(resource.name, fields, values);
    if (holder && keyOf(resource, holder) !== keyOf(resource, record)) {
      return new Refusal(
        'conflict',
        { field: fields[0] ?? '', fields, id: keyOf(resource, holder), resource: resource.name },
        refuse,
      );
    }
  }
  return undefined;
}
