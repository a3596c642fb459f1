/** Replaces a vendor by its reloaded version, and decides which records of a sandbox are kept. */
import { adaptedRecord } from '../engine/decide/fields.js';
import { keyOf } from '../engine/records/record-key.js';
import type { Change } from '../engine/model/call.js';
import { CannotMake } from '../engine/model/draw.js';
import type { Resource, Vendor } from '../engine/model/vendor.js';
import { keyReader } from '../engine/values/id-formats.js';
import { equal, get } from '../engine/values/paths.js';
import type { Json } from '../grammar/json.js';
import { atOnce } from '../timers/slices.js';
import type { World } from '../engine/ports.js';
import type { SandboxClock } from './clock.js';
import type { FaultList } from './faults/fault-list.js';
import type { SeededIds } from './ids.js';
import type { BoundedJournal } from './journal/journal.js';
import type { RateLimits } from './rate-limits.js';
import type { StateChanges } from './state-changes.js';
import type { MemoryStore } from './store/store.js';

/** What a reload changes in a sandbox. */
export interface Reloadable extends World {
  store: MemoryStore;
  ids: SeededIds;
  clock: SandboxClock;
  faults: FaultList;
  limits: RateLimits;
  journal: BoundedJournal;
  stateChanges: StateChanges;
}

export interface ReloadedRecords {
  /** Number of kept records that are not from the seed. */
  kept: number;
  /** Number of removed records by resource. */
  dropped: Record<string, number>;
  /** Ids of the removed faults, whose operation was removed. */
  faults: string[];
}

/** What was kept of a vendor in a captured state, if it has changed since. */
export interface AdaptedVendor extends ReloadedRecords {
  vendor: string;
  change: 'changed' | 'removed';
}

/** @param next undefined: the vendor is no longer served */
export function reload(world: Reloadable, old: Vendor, next: Vendor | undefined): ReloadedRecords {
  const found: ReloadedRecords = { kept: 0, dropped: {}, faults: [] };
  const addCounts = (resource: string, dropped: number, kept: number): void => {
    if (isInternal(resource)) return;
    found.kept += kept;
    if (dropped > 0) found.dropped[resource] = (found.dropped[resource] ?? 0) + dropped;
  };
  // Drafts in the journal would keep the earlier vendor in memory.
  world.journal.all();
  for (const { account, resource, records } of atOnce(world.store.state(old)()).accounts) {
    const gone = records.filter(({ id, record }) => !next || !stays(old, next, resource, id, record));
    addCounts(resource, gone.length, records.length - gone.length);
    const changes = gone.map(({ id }): Change => ({ resource, id, remove: true }));
    if (changes.length > 0) world.change('reload', { vendor: old, account: { name: account, number: 0 } }, changes);
  }
  world.store.replace(old, next, (resource) => next !== undefined && keeps(old, next, resource));
  if (next) for (const [resource, dropped] of adapt(world, next)) addCounts(resource, dropped, -dropped);
  for (const { id, vendor, operation } of world.faults.list()) {
    if (vendor !== old.name || next?.rules.has(operation)) continue;
    world.faults.remove(id);
    found.faults.push(id);
  }
  if (!next?.behavior.limits?.length) world.limits.disable(old.name);
  world.stateChanges.notify('records');
  return found;
}

/** Does not count stored replies for idempotency keys. */
const isInternal = (resource: string): boolean => resource.startsWith('$');

/** Whether a resource keeps its records: same name and id field, and its parent keeps its records too. */
function keeps(old: Vendor, next: Vendor, name: string): boolean {
  const [before, after] = [old.resources.get(name), next.resources.get(name)];
  if (after === undefined || before?.rule.id.field !== after.rule.id.field) return false;
  const parent = after.rule.parent?.resource;
  return parent === undefined || parent === name || keeps(old, next, parent);
}

/** Whether calls can still find the record. */
function stays(old: Vendor, next: Vendor, name: string, id: string, record: Json): boolean {
  const resource = next.resources.get(name);
  if (resource === undefined || !keeps(old, next, name)) return false;
  const { rule } = resource;
  if (rule.parent && get(record, rule.parent.field) === undefined) return false;
  if (keyOf(resource, record) !== id) return false;
  return rule.id.format === 'single' || keyReader(rule.id)(String(get(record, rule.id.field))) !== undefined;
}

/** Adds missing required fields to the records. @returns the number of removed records that cannot be completed */
function adapt(world: Reloadable, vendor: Vendor): Map<string, number> {
  const lost = new Map<string, number>();
  for (const { account: name, resource: of, records } of atOnce(world.store.state(vendor)()).accounts) {
    const resource = vendor.resources.get(of);
    if (resource === undefined) continue;
    const account = { name, number: 0 };
    const changes = records.flatMap(({ id, record }) => adaptation(world, vendor, resource, name, id, record) ?? []);
    const gone = changes.filter((change) => 'remove' in change).length;
    if (gone > 0) lost.set(of, (lost.get(of) ?? 0) + gone);
    if (changes.length > 0) world.change('reload', { vendor, account }, changes);
  }
  return lost;
}

function adaptation(
  { store, clock, ids, maker }: Reloadable,
  vendor: Vendor,
  resource: Resource,
  name: string,
  id: string,
  record: Json,
): Change | undefined {
  const account = { name, number: 0 };
  const view = store.view(vendor, account);
  const now = clock.now();
  const draw = ids.draw(vendor, account, now, view);
  try {
    const put = adaptedRecord({ vendor, account, view, now, draw, maker }, resource, record);
    draw.commit();
    return equal(put, record) ? undefined : { resource: resource.name, id, put };
  } catch (error) {
    if (error instanceof CannotMake) return { resource: resource.name, id, remove: true };
    throw error;
  }
}
