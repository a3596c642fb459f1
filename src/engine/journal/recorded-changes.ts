/** Differences between records before and after a change, for the journal. Secrets are `[redacted]`. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Change } from '../model/call.js';
import type { Resource, Vendor } from '../model/vendor.js';
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

export const recordedChanges = (vendor: Vendor, changes: readonly WrittenRecord[]): RecordedChange[] =>
  changes.map(({ resource, id, before, after }) => ({
    resource,
    id,
    kind: after === undefined ? 'remove' : 'put',
    diff: difference(vendor.resources.get(resource), before, after),
  }));

const nothing: Json = {};

function difference(resource: Resource | undefined, old: Json = nothing, next: Json = nothing): Diff {
  const diff: Writable = { added: {}, changed: {}, removed: {} };
  compare(diff, old, next, resource?.secret, '');
  return diff;
}

interface Writable {
  added: Json;
  changed: Record<string, { from: unknown; to: unknown }>;
  removed: Json;
}

/** Compares real values, reports redacted ones. Unchanged parts are the same object. */
function compare(diff: Writable, old: Json, next: Json, secrets: SecretPlaces | undefined, at: string): void {
  for (const key of Object.keys(next))
    if (next[key] !== undefined && old[key] === undefined) diff.added[pathTo(at, key)] = shown(next, key, secrets);
  for (const key of Object.keys(old)) {
    const [was, is] = [old[key], next[key]];
    if (was === undefined || was === is || equal(was, is)) continue;
    if (is === undefined) diff.removed[pathTo(at, key)] = shown(old, key, secrets);
    else if (isObject(was) && isObject(is) && !hides(old, key, secrets) && !hides(next, key, secrets))
      compare(diff, was, is, secrets?.property(key), pathTo(at, key));
    else diff.changed[pathTo(at, key)] = { from: shown(old, key, secrets), to: shown(next, key, secrets) };
  }
}

const shown = (holder: Json, key: string, secrets: SecretPlaces | undefined): unknown =>
  hides(holder, key, secrets) ? REDACTED : scrub(holder[key], secrets?.property(key));
