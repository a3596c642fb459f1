/** A sandbox as its tester holds it. */
import type { Json } from '../grammar/json.js';
import type { JournalChange } from '../engine/journal/change.js';
import type { JournalEntry } from '../engine/journal/entry.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Fault, FaultSpec } from '../engine/model/faults.js';
import type { Snapshot } from '../engine/model/snapshot.js';
import type { RecordOf, ResourceName, VendorName } from './vendor-types.js';
import { matching, refuseUnknown, type JournalFilter } from '../world/journal/journal-filter.js';
import { waitFor, type WaitOptions } from '../world/journal/journal-wait.js';
import type { SavedSnapshot } from '../world/snapshot/named-snapshots.js';
import type { SnapshotOptions } from '../world/snapshot/snapshot.js';
import type { Sandbox } from '../world/world.js';

export interface JournalHandle {
  /** The last calls that match, oldest first. @throws SteeringError when the filter cannot be */
  find(filter?: JournalFilter): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  /** Changes that no call made, oldest first. */
  changes(): readonly JournalChange[];
  /**
   * The next call that matches, in real time. Rejects when none came in time, and tells the nearest.
   * @throws SteeringError when the filter or the time cannot be
   */
  waitFor(filter?: JournalFilter, options?: WaitOptions): Promise<JournalEntry>;
  clear(): void;
}

export interface FaultsHandle {
  /** @throws SteeringError at once when it names something that does not exist */
  add(spec: FaultSpec): Fault;
  list(): readonly Fault[];
  /** Whether it was there. */
  remove(id: string): boolean;
  clear(): void;
}

/** Durations are texts such as `90s`, `15m`, `1h30m`; instants are ISO 8601. Impossible ones throw a SteeringError. */
export interface ClockHandle {
  /** ISO 8601, in UTC. */
  now(): string;
  /** Stands still at an instant; now, when left out. */
  freeze(at?: string): void;
  /** Jumps to an instant, and goes on from there if it was running. */
  set(at: string): void;
  /** Goes forward. */
  advance(duration: string): void;
  /** Runs on from where it stands. */
  resume(): void;
  /** Goes back to the system's clock. */
  system(): void;
}

export interface LimitsHandle {
  /** Switches the vendor's documented rate limits on. @throws SteeringError when it documents none */
  enable(vendor: string): void;
  disable(vendor: string): void;
  enabled(): readonly string[];
}

/** Snapshots by name, in memory, 16 of a sandbox: kept over a reset, gone with the sandbox. */
export interface SnapshotsHandle {
  /** With API keys and other write-only values; in place of one that has this name. @throws SteeringError when there are too many */
  save(name: string): SavedSnapshot;
  /** Goes on from it, again and again. @throws SteeringError when there is none of this name */
  restore(name: string): void;
  list(): readonly SavedSnapshot[];
  /** As `snapshot()` gives it. @throws SteeringError when there is none of this name */
  export(name: string, options?: SnapshotOptions): Snapshot;
  /** Whether it was there. */
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
  /** The names of a vendor's operations. */
  operations(vendor: VendorName): readonly string[];
  /** Every record back to the seed, ids and clock as at the start, no faults, no limits, an empty journal. Named snapshots stay. */
  reset(): void;
  /** Records, ids, clock, faults and limits as one JSON document: all but the journal, and without API keys and other write-only values. */
  snapshot(options?: SnapshotOptions): Snapshot;
  /**
   * Goes on from a snapshot, of this sandbox or of another.
   * @throws SteeringError when that cannot be: then nothing is changed
   */
  restore(snapshot: Snapshot): void;
  /** The records of one account, without write-only fields. `account`: a credential, or a name as the journal shows it. */
  records<V extends VendorName, R extends ResourceName<V>>(
    vendor: V,
    resource: R,
    account: string,
  ): readonly RecordOf<V, R>[];
}

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
  const find = (filter: JournalFilter): readonly JournalEntry[] => {
    refuseUnknown(vendors, filter);
    return matching(world().journal.entries(), filter);
  };
  return {
    name,
    url,
    operations,
    // Which type they have, the vendor's document says.
    records: records as SandboxHandle['records'],
    reset: () => world().reset(),
    snapshot: (options) => world().snapshot(options),
    restore: (snapshot) => world().prepare(snapshot)(),
    journal: {
      find: (filter = {}) => find(filter),
      count: (filter = {}) => find(filter).length,
      changes: () =>
        world()
          .journal.all()
          .flatMap((entry) => (entry.kind === 'change' ? [entry] : [])),
      waitFor(filter = {}, options) {
        refuseUnknown(vendors, filter);
        return waitFor(world().journal, filter, options);
      },
      clear: () => world().journal.clear(),
    },
    faults: {
      add: (spec) => world().faults.add(spec),
      list: () => world().faults.list(),
      remove: (id) => world().faults.remove(id),
      clear: () => world().faults.clear(),
    },
    clock: {
      now: () => new Date(world().clock.now()).toISOString(),
      freeze: (at) => world().clock.freeze(at),
      set: (at) => world().clock.set(at),
      advance: (duration) => world().clock.advance(duration),
      resume: () => world().clock.resume(),
      system: () => world().clock.system(),
    },
    limits: {
      enable: (vendor) => world().limits.enable(vendor),
      disable: (vendor) => world().limits.disable(vendor),
      enabled: () => world().limits.enabled(),
    },
    snapshots: {
      save: (name) => world().snapshots.save(name),
      restore: (name) => world().snapshots.restore(name),
      list: () => world().snapshots.list(),
      export: (name, options) => world().snapshots.export(name, options),
      remove: (name) => world().snapshots.remove(name),
    },
  };
}
