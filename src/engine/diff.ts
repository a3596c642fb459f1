/** What a decision changes, as the journal tells it. */
import type { Change, Resource, Vendor, View } from './model.js';
import { equal, isObject, type Json } from './paths.js';
import { redact } from './redact.js';

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

/** To be called before the changes are made: the view still has what was there. */
export function recorded(vendor: Vendor, view: View, changes: readonly Change[]): RecordedChange[] {
  return changes.map((change) => {
    const { resource, id } = change;
    const next = 'put' in change ? change.put : undefined;
    const diff = difference(vendor.resources.get(resource), view.get(resource, id), next);
    return { resource, id, kind: next === undefined ? 'remove' : 'put', diff };
  });
}

function difference(resource: Resource | undefined, old: Json = {}, next: Json = {}): Diff {
  const secrets = { paths: resource?.secret ?? [] };
  const diff = { added: {}, changed: {}, removed: {} };
  walk(diff, { old, next, shownOld: redact(old, secrets) as Json, shownNext: redact(next, secrets) as Json }, '');
  return diff;
}

interface Pair {
  old: Json;
  next: Json;
  shownOld: Json;
  shownNext: Json;
}

/** Compares what is, tells what may be shown. */
function walk(
  diff: { added: Json; changed: Record<string, { from: unknown; to: unknown }>; removed: Json },
  { old, next, shownOld, shownNext }: Pair,
  at: string,
): void {
  for (const key of Object.keys(next))
    if (next[key] !== undefined && old[key] === undefined) diff.added[at + key] = shownNext[key];
  for (const key of Object.keys(old)) {
    const [was, is] = [old[key], next[key]];
    const [shownWas, shownIs] = [shownOld[key], shownNext[key]];
    if (was === undefined || equal(was, is)) continue;
    if (is === undefined) diff.removed[at + key] = shownWas;
    else if (isObject(was) && isObject(is) && isObject(shownWas) && isObject(shownIs))
      walk(diff, { old: was, next: is, shownOld: shownWas, shownNext: shownIs }, `${at}${key}.`);
    else diff.changed[at + key] = { from: shownWas, to: shownIs };
  }
}
