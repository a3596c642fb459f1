/** The handle of a sandbox in tests. */
import type { Json } from '../grammar/json.js';
import type { JournalChange } from '../engine/journal/change.js';
import type { JournalEntry } from '../engine/journal/redacted-entry.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Fault, FaultSpec } from '../engine/model/faults.js';
import type { Snapshot } from '../engine/model/snapshot.js';
import { requireObject, requireText } from './argument-kinds.js';
import type { RecordOf, ResourceName, VendorName } from './vendor-types.js';
import { matching, checkNames, type JournalFilter } from '../world/journal/journal-filter.js';
import { waitFor, type WaitOptions } from '../world/journal/journal-wait.js';
import type { SavedSnapshot } from '../world/snapshot/named-snapshots.js';
import { atOnce } from '../timers/slices.js';
import type { AdaptedVendor } from '../world/reload.js';
import { refuseUnknownOptions, type OptionNames } from '../world/known-options.js';
import { snapshotOf, type SnapshotOptions } from '../world/snapshot/snapshot.js';
import type { Sandbox } from '../world/world.js';

export interface JournalHandle {
  /** The calls that match, oldest first, as far as the journal keeps them. @throws SteeringError for an invalid filter */
  find(filter?: JournalFilter): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  /** Changes without a call, oldest first. */
  changes(): readonly JournalChange[];
  /**
   * The next call that matches. Rejects with WaitError after the timeout (real time); the message lists similar calls.
   * @throws SteeringError for an invalid filter or timeout
   */
  waitFor(filter?: JournalFilter, options?: WaitOptions): Promise<JournalEntry>;
  clear(): void;
}

export interface FaultsHandle {
  /** @throws SteeringError if the fault is invalid or names something that does not exist */
  add(spec: FaultSpec): Fault;
  list(): readonly Fault[];
  /** Returns whether the fault existed. */
  remove(id: string): boolean;
  clear(): void;
}

/** Durations are texts such as `90s`, `15m`, `1h30m`; instants are ISO 8601. Invalid ones throw a SteeringError. */
export interface ClockHandle {
  /** ISO 8601, in UTC. */
  now(): string;
  /** Stops the clock at an instant. Default: now. */
  freeze(at?: string): void;
  /** Sets the clock. It keeps running if it was running. */
  set(at: string): void;
  /** Sets the clock forward by a duration. */
  advance(duration: string): void;
  /** Lets a frozen clock run again from its current time. */
  resume(): void;
  /** Returns to the system's clock. */
  system(): void;
}

export interface LimitsHandle {
  /** Switches on the vendor's documented rate limits. @throws SteeringError if it documents none */
  enable(vendor: string): void;
  disable(vendor: string): void;
  enabled(): readonly string[];
}

/** Named snapshots in memory, up to 16 per sandbox. A reset keeps them; removing the sandbox discards them. */
export interface SnapshotsHandle {
  /** Includes API keys and other write-only values. Overwrites a snapshot of the same name. @throws SteeringError if there are too many */
  save(name: string): SavedSnapshot;
  /**
   * Restores the sandbox. The snapshot is kept. Returns the vendors that were reloaded since the snapshot was saved: their
   * records are kept as at a reload. @throws SteeringError if there is no snapshot of this name
   */
  restore(name: string): readonly AdaptedVendor[];
  list(): readonly SavedSnapshot[];
  /** Returns the same document as `snapshot()`. @throws SteeringError if there is no snapshot of this name */
  export(name: string, options?: SnapshotOptions): Snapshot;
  /** Returns whether the snapshot existed. */
  remove(name: string): boolean;
}

export interface SandboxHandle {
  readonly name: string;
  readonly journal: JournalHandle;
  readonly faults: FaultsHandle;
  readonly clock: ClockHandle;
  readonly limits: LimitsHandle;
  readonly snapshots: SnapshotsHandle;
  /** The base URL of a vendor in this sandbox. */
  url(vendor: VendorName): string;
  /** The operation ids of a vendor. */
  operations(vendor: VendorName): readonly string[];
  /** Resets records, ids and clock to the start, and removes faults, rate limits and the journal. Keeps named snapshots. */
  reset(): void;
  /** Records, ids, clock, faults and limits as a JSON document. By default without API keys and other write-only values. */
  snapshot(options?: SnapshotOptions): Snapshot;
  /**
   * Restores a snapshot of this sandbox or of another.
   * @throws SteeringError if the snapshot is invalid or does not fit the served vendors; then nothing is changed
   */
  restore(snapshot: Snapshot): void;
  /** The records of one account, without write-only fields. `account`: a credential, or the account's name in the journal. */
  records<V extends VendorName, R extends ResourceName<V>>(
    vendor: V,
    resource: R,
    account: string,
  ): readonly RecordOf<V, R>[];
}

const VENDOR = 'the name of a vendor';
const FILTER = 'an object of filters';
const INSTANT = 'an ISO 8601 instant';
const NAME = 'the name of a snapshot';

export const snapshotOptions: OptionNames<SnapshotOptions> = { withSecrets: true };

export interface SandboxAccess {
  vendors: readonly Vendor[];
  world: () => Sandbox;
  url: SandboxHandle['url'];
  operations: SandboxHandle['operations'];
  records: (vendor: string, resource: string, account: string) => readonly Json[];
}

export function sandboxHandle(
  name: string,
  { vendors, world, url, operations, records }: SandboxAccess,
): SandboxHandle {
  const find = (of: string, filter: JournalFilter): readonly JournalEntry[] => {
    requireObject(of, FILTER, filter);
    checkNames(vendors, filter);
    return matching(world().journal.entries(), filter);
  };
  return {
    name,
    url(vendor) {
      requireText('url', VENDOR, vendor);
      return url(vendor);
    },
    operations(vendor) {
      requireText('operations', VENDOR, vendor);
      return operations(vendor);
    },
    // The types come from the vendor's document.
    records: ((vendor: string, resource: string, account: string) => {
      requireText('records', VENDOR, vendor);
      requireText('records', 'the name of a resource', resource);
      requireText('records', 'an account', account);
      return records(vendor, resource, account);
    }) as SandboxHandle['records'],
    reset: () => world().reset(),
    snapshot(options) {
      refuseUnknownOptions('snapshot', options, snapshotOptions);
      return world().snapshot(options);
    },
    restore: (snapshot) => world().prepare(snapshot)(),
    journal: {
      find: (filter = {}) => find('journal.find', filter),
      count: (filter = {}) => find('journal.count', filter).length,
      changes: () =>
        world()
          .journal.all()
          .flatMap((entry) => (entry.kind === 'change' ? [entry] : [])),
      waitFor(filter = {}, options) {
        requireObject('journal.waitFor', FILTER, filter);
        checkNames(vendors, filter);
        return waitFor(world().journal, filter, options);
      },
      clear: () => world().journal.clear(),
    },
    faults: {
      add(spec) {
        requireObject('faults.add', 'an object such as { operation, status }', spec);
        return world().faults.add(spec);
      },
      list: () => world().faults.list(),
      remove(id) {
        requireText('faults.remove', 'the id of a fault', id);
        return world().faults.remove(id);
      },
      clear: () => world().faults.clear(),
    },
    clock: {
      now: () => new Date(world().clock.now()).toISOString(),
      freeze(at) {
        if (at !== undefined) requireText('clock.freeze', INSTANT, at);
        world().clock.freeze(at);
      },
      set(at) {
        requireText('clock.set', INSTANT, at);
        world().clock.set(at);
      },
      advance(duration) {
        requireText('clock.advance', 'a duration such as 90s', duration);
        world().clock.advance(duration);
      },
      resume: () => world().clock.resume(),
      system: () => world().clock.system(),
    },
    limits: {
      enable(vendor) {
        requireText('limits.enable', VENDOR, vendor);
        world().limits.enable(vendor);
      },
      disable(vendor) {
        requireText('limits.disable', VENDOR, vendor);
        world().limits.disable(vendor);
      },
      enabled: () => world().limits.enabled(),
    },
    snapshots: {
      save(name) {
        requireText('snapshots.save', NAME, name);
        return world().snapshots.save(name);
      },
      restore(name) {
        requireText('snapshots.restore', NAME, name);
        const capture = world().snapshots.find(name);
        return atOnce(world().prepareSteps({ capture }))();
      },
      list: () => world().snapshots.list(),
      export(name, options) {
        requireText('snapshots.export', NAME, name);
        refuseUnknownOptions('snapshots.export', options, snapshotOptions);
        return atOnce(snapshotOf(world().snapshots.find(name), options));
      },
      remove(name) {
        requireText('snapshots.remove', NAME, name);
        return world().snapshots.remove(name);
      },
    },
  };
}
