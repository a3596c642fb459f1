/** What a decision changes, as the journal tells it. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Change } from '../model/call.js';
import type { Resource, Vendor } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { equal, pathTo } from '../values/paths.js';
import { hides, REDACTED, scrub } from '../values/redact.js';
import type { SecretPlaces } from '../values/secrets.js';

/** By field path, `config.provider`; lists are told whole. What never leaves the store is only said to be there: `[redacted]`. */
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

/** One change as it was made: the record before and after, undefined where there is none. Records never change, so nothing is copied. */
export interface Written {
  readonly resource: string;
  readonly id: string;
  readonly was: Json | undefined;
  readonly is: Json | undefined;
}

/** To be called before the changes are made: the view still has what was there. */
export const recorded = (view: View, changes: readonly Change[]): Written[] =>
  changes.map((change) => ({
    resource: change.resource,
    id: change.id,
    was: view.get(change.resource, change.id),
    is: 'put' in change ? change.put : undefined,
  }));

export const differences = (vendor: Vendor, changes: readonly Written[]): RecordedChange[] =>
  changes.map(({ resource, id, was, is }) => ({
    resource,
    id,
    kind: is === undefined ? 'remove' : 'put',
    diff: difference(vendor.resources.get(resource), was, is),
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

/** Compares what is, tells what may be shown. A part that was not written is the same object. */
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
