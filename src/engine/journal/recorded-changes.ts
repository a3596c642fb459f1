/** Differences between records before and after a change, for the journal. Secrets are `[redacted]`. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Change } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';
import type { WrittenRecord } from '../model/trace.js';
import type { View } from '../model/view.js';
import { equal, pathTo } from '../values/paths.js';
import { hides, REDACTED, scrub } from '../values/redact.js';
import type { SecretPlaces } from '../values/secrets.js';

/** Values by field path (`config.provider`); lists as a whole. */
export interface Diff {
  readonly added: Readonly<Json>;
  readonly changed: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly removed: Readonly<Json>;
}

export interface RecordedChange {
  readonly resource: string;
  readonly id: string;
  readonly kind: 'put' | 'remove';
  readonly diff: Diff;
}

/** Call this before the changes are applied: the view must still have the old records. */
export const writtenRecords = (view: View, changes: readonly Change[]): WrittenRecord[] =>
  changes.map((change) => ({
    resource: change.resource,
    id: change.id,
    before: view.get(change.resource, change.id),
    after: 'put' in change ? change.put : undefined,
  }));

/** @param names whose values are redacted as well, in lower case */
export const recordedChanges = (
  vendor: Vendor,
  changes: readonly WrittenRecord[],
  names?: ReadonlySet<string>,
): RecordedChange[] =>
  changes.map(({ resource, id, before, after }) => ({
    resource,
    id,
    kind: after === undefined ? 'remove' : 'put',
    diff: difference({ secrets: vendor.resources.get(resource)?.secret, names }, before, after),
  }));

const nothing: Json = {};

function difference(hidden: Hidden, old: Json = nothing, next: Json = nothing): Diff {
  const diff: Writable = { added: {}, changed: {}, removed: {} };
  compare(diff, old, next, hidden, '');
  return diff;
}

interface Hidden {
  secrets: SecretPlaces | undefined;
  names: ReadonlySet<string> | undefined;
}

interface Writable {
  added: Json;
  changed: Record<string, { from: unknown; to: unknown }>;
  removed: Json;
}

/** Compares real values, reports redacted ones. Unchanged parts are the same object. */
function compare(diff: Writable, old: Json, next: Json, hidden: Hidden, at: string): void {
  for (const key of Object.keys(next))
    if (next[key] !== undefined && old[key] === undefined)
      diff.added[pathTo(at, key)] = redactedValue(next, key, hidden);
  for (const key of Object.keys(old)) {
    const [was, is] = [old[key], next[key]];
    if (was === undefined || was === is || equal(was, is)) continue;
    if (is === undefined) diff.removed[pathTo(at, key)] = redactedValue(old, key, hidden);
    else if (isObject(was) && isObject(is) && !isHidden(old, key, hidden) && !isHidden(next, key, hidden))
      compare(diff, was, is, { ...hidden, secrets: hidden.secrets?.property(key) }, pathTo(at, key));
    else
      diff.changed[pathTo(at, key)] = { from: redactedValue(old, key, hidden), to: redactedValue(next, key, hidden) };
  }
}

const isHidden = (holder: Json, key: string, { secrets, names }: Hidden): boolean => hides(holder, key, secrets, names);

const redactedValue = (holder: Json, key: string, hidden: Hidden): unknown =>
  isHidden(holder, key, hidden) ? REDACTED : scrub(holder[key], hidden.secrets?.property(key), hidden.names);
