/** Records as the control side shows them: without write-only values, and without values that look like secrets. */
import { knownFields } from '../../engine/decide/by-hand/mistakes.js';
import { withoutSecrets } from '../../engine/decide/present.js';
import { keyOf, linksOf } from '../../engine/records/record-key.js';
import type { Resource, Vendor } from '../../engine/model/vendor.js';
import { get, set } from '../../engine/values/paths.js';
import { redact } from '../../engine/values/redact.js';
import { isSecretAt } from '../../engine/values/secrets.js';
import type { Json } from '../../grammar/json.js';
import { leaveOutSecrets } from '../../world/snapshot/leave-out-secrets.js';

export interface ShownRecord {
  /** Key in the store, for the path. */
  id: string;
  record: Json;
  /** JSON pointers to write-only values, which are set and not shown. */
  writeOnly: string[];
}

export function shownRecord(resource: Resource, record: Json): ShownRecord {
  let shown = withoutSecrets(record, resource.secret);
  // Hidden from clients, whose paths have them.
  for (const { field } of linksOf(resource.rule)) {
    const value = get(record, field);
    if (value !== undefined) shown = set(shown, field, value);
  }
  return {
    id: keyOf(resource, record),
    record: redact(shown) as Json,
    writeOnly: leaveOutSecrets(record, resource.writeOnly, () => true).pointers,
  };
}

/** Top-level fields that a table of records can show, the id first. */
export const columnsOf = (vendor: Vendor, resource: Resource): string[] =>
  vendor.cache.of(knownFields, vendor, resource).filter((name) => !isSecretAt(resource.secret, name));
