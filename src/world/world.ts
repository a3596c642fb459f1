import { writtenRecords } from '../engine/journal/recorded-changes.js';
import type { Maker } from '../engine/model/draw.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { CheckFault } from '../engine/model/faults.js';
import type { CheckSnapshot, Snapshot } from '../engine/model/snapshot.js';
import { SandboxClock } from './clock.js';
import { FaultList } from './faults/fault-list.js';
import { SeededIds } from './ids.js';
import { AllJournals } from './journal/all-journals.js';
import { BoundedJournal, type JournalBounds } from './journal/journal.js';
import { RateLimits } from './rate-limits.js';
import { NamedSnapshots } from './snapshot/named-snapshots.js';
import { atOnce, type Steps } from '../timers/slices.js';
import { applyCapture, applySnapshot, capture, ownCopy, snapshotOf } from './snapshot/snapshot.js';
import type { Capture, EarlierVendor, Parts, SnapshotOptions } from './snapshot/snapshot.js';
import { reload, type AdaptedVendor, type Reloadable } from './reload.js';
import { StateChanges } from './state-changes.js';
import { SteeringError } from './steering-error.js';
import { MemoryStore } from './store/store.js';
import type { Usage } from './store/store-limits.js';

export interface WorldOptions {
  vendors: readonly Vendor[];
  /** The system's clock: milliseconds since the epoch. */
  now: () => number;
  /** An ISO 8601 instant at which the clock is frozen at the start; undefined: the system's clock. */
  clock: string | undefined;
  randomSeed: number;
  journal?: JournalBounds | undefined;
  /** Shared by all sandboxes. */
  journals?: AllJournals;
  maker: Maker;
  checkSnapshot: CheckSnapshot;
  checkFault: CheckFault;
  /** Shared by all sandboxes. */
  usage?: Usage;
}

/** A World with its controls: clock, faults, limits, journal and snapshots. */
export interface Sandbox extends Reloadable {
  /** A reset keeps them. */
  snapshots: NamedSnapshots;
  /** Whether nothing but the journal has changed since the start. */
  isUntouched(): boolean;
  /** Resets records, ids, clock, faults, limits and journal to the start. */
  reset(): void;
  /** Frees all memory and ends waiting for calls, because the sandbox is removed. */
  close(): void;
  /** References to the current content of the sandbox, without its journal. */
  capture(): Capture;
  /** The sandbox without its journal, as a JSON document. */
  snapshot(options?: SnapshotOptions): Snapshot;
  /**
   * Checks a snapshot. Returns a function that restores it (without the journal).
   * @throws SteeringError for a snapshot that is invalid or does not fit the served vendors
   */
  prepare(snapshot: unknown): () => void;
  /** The same in steps, for a document that nothing else refers to, or for a capture. */
  prepareSteps(from: { document: unknown } | { capture: Capture }): Steps<() => AdaptedVendor[]>;
}

export function createWorld(
  name: string,
  { vendors, now, clock, randomSeed, journal, journals, maker, checkSnapshot, checkFault, usage }: WorldOptions,
): Sandbox {
  const stateChanges = new StateChanges();
  const parts = (seed: number): Parts => ({
    clock: new SandboxClock(now, clock, () => stateChanges.notify('clock')),
    store: new MemoryStore(usage),
    ids: new SeededIds(seed),
    faults: new FaultList(vendors, seed, checkFault, () => stateChanges.notify('faults')),
    limits: new RateLimits(vendors, () => stateChanges.notify('limits')),
  });
  /** Builds the parts of a snapshot. Their size counts towards the bounds from the first step on. */
  function* prepareSteps(from: Parameters<Sandbox['prepareSteps']>[0]): Steps<() => AdaptedVendor[]> {
    const served = [...vendors];
    const store = new MemoryStore(usage);
    const make = (seed: number): Parts => ({ ...parts(seed), store });
    let isComplete = false;
    try {
      const restored =
        'capture' in from
          ? yield* applyCapture(from.capture, served, make)
          : { parts: yield* applySnapshot(from.document, served, checkSnapshot, make), earlier: [] };
      const excess = usage?.excess(world.store.sizes());
      if (excess) throw new SteeringError('', excess.problem, excess.remedy);
      isComplete = true;
      return restore.bind(undefined, restored, served);
    } finally {
      if (!isComplete) store.reset();
    }
  }
  const replace = (restored: Parts): void => {
    world.store.reset();
    Object.assign(world, restored);
    for (const part of ['clock', 'faults', 'limits', 'records'] as const) stateChanges.notify(part);
  };
  const restore = (
    { parts: restored, earlier }: { parts: Parts; earlier: readonly EarlierVendor[] },
    served: readonly Vendor[],
  ): AdaptedVendor[] => {
    const isReloaded = served.some((vendor) => !vendors.includes(vendor));
    if (isClosed || isReloaded) {
      restored.store.reset();
      const what = isClosed ? `the sandbox ${name} was removed` : 'a vendor was reloaded';
      throw new SteeringError('/name', `${what} meanwhile`, 'restore the snapshot again');
    }
    replace(restored);
    world.journal.addChange({ at: world.clock.now(), sandbox: name, by: 'restore', of: undefined, changes: [] });
    return earlier.map(({ then, now, faults }) => {
      const found = reload(world, then, now);
      const change = now === undefined ? 'removed' : 'changed';
      return { vendor: then.name, change, ...found, faults: [...faults, ...found.faults] };
    });
  };
  let isClosed = false;
  const world: Sandbox = {
    name,
    maker,
    stateChanges,
    ...parts(randomSeed),
    journal: new BoundedJournal(journal, journals),
    change(by, of, changes) {
      const written = writtenRecords(world.store.view(of.vendor, of.account), changes);
      world.store.apply(of.vendor, of.account, changes);
      world.journal.addChange({ at: world.clock.now(), sandbox: name, by, of, changes: written });
    },
    isUntouched: () =>
      world.store.isUntouched &&
      world.ids.isUntouched &&
      world.clock.isInitial &&
      world.faults.isUntouched &&
      world.limits.enabled().length === 0 &&
      world.snapshots.list().length === 0,
    reset() {
      replace(parts(randomSeed));
      world.journal.clear();
    },
    close() {
      isClosed = true;
      world.store.reset();
      world.journal.close();
    },
    capture: () => capture(vendors, world),
    snapshots: new NamedSnapshots(
      () => world.clock.now(),
      () => world.capture(),
      () => stateChanges.notify('snapshots'),
    ),
    snapshot: (options) => atOnce(snapshotOf(world.capture(), options)),
    prepare: (snapshot) => atOnce(prepareSteps({ document: atOnce(ownCopy(snapshot)) })),
    prepareSteps,
  };
  return world;
}
