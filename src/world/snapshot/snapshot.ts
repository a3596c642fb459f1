/** Takes and restores snapshots: a sandbox as a JSON document. The state is captured synchronously. */
import type { Vendor } from '../../engine/model/vendor.js';
import type { CheckSnapshot, ClockState, FaultsState, IdsState, LimitsState } from '../../engine/model/snapshot.js';
import type { RecordState, Snapshot, StoreState, VendorState } from '../../engine/model/snapshot.js';
import { JsonError } from '../../engine/request/parse-json.js';
import type { Steps } from '../../timers/slices.js';
import { secretPlaceholder } from '../../engine/values/secret-placeholder.js';
import type { SandboxClock } from '../clock.js';
import type { FaultList } from '../faults/fault-list.js';
import type { SeededIds } from '../ids.js';
import type { RateLimits } from '../rate-limits.js';
import { SteeringError } from '../steering-error.js';
import type { MemoryStore } from '../store/store.js';
import { AGAIN, checkedSnapshot, refuseChangedVendor, refuseInvalidRecords, servedVendor } from './check-snapshot.js';
import { checksum, fingerprintOf, VERSION } from './digests.js';
import { readJson } from './read-json.js';
import { leaveOutSecrets } from './leave-out-secrets.js';
import { jsonPieces } from './write-json.js';

export interface SnapshotOptions {
  /** Keeps API keys and other write-only values, which are left out by default. */
  withSecrets?: boolean;
}

/** The parts of a sandbox in a snapshot. */
export interface Parts {
  store: MemoryStore;
  ids: SeededIds;
  clock: SandboxClock;
  faults: FaultList;
  limits: RateLimits;
}

/** Number of records per step. */
const PER_STEP = 100;

/** The state of a sandbox at one moment. Shares the records of the store, which are immutable. */
export interface Capture {
  readonly randomSeed: number;
  readonly clock: ClockState;
  readonly faults: FaultsState;
  readonly limits: LimitsState;
  readonly vendors: readonly CapturedVendor[];
}

interface CapturedVendor {
  readonly vendor: Vendor;
  readonly ids: IdsState;
  readonly store: () => Steps<StoreState>;
}

/** Takes about as long as listing the records. */
export function capture(vendors: readonly Vendor[], { store, ids, clock, faults, limits }: Parts): Capture {
  return {
    randomSeed: ids.seed,
    clock: clock.state(),
    faults: faults.state(),
    limits: limits.state(),
    vendors: vendors.map((vendor) => ({ vendor, ids: ids.state(vendor), store: store.state(vendor) })),
  };
}

/** The snapshot as JSON text, in UTF-8. */
export function* snapshotText(of: Capture, { withSecrets = false }: SnapshotOptions = {}): Steps<Uint8Array[]> {
  const { randomSeed, clock, faults, limits } = of;
  const vendors = yield* vendorStates(of, withSecrets);
  const secrets = withSecrets ? 'kept' : 'left out';
  const content = { secrets, randomSeed, clock, vendors, faults, limits } as const;
  return yield* jsonPieces({ ...VERSION, checksum: yield* checksum(content), ...content });
}

/** A deep copy, which shares nothing with the store. */
export function* snapshotOf(of: Capture, options?: SnapshotOptions): Steps<Snapshot> {
  return (yield* readJson(yield* snapshotText(of, options))) as Snapshot;
}

/** Leaves out vendors without changes. */
function* vendorStates(of: Capture, withSecrets: boolean): Steps<Record<string, VendorState>> {
  const inUse = vendorsWithFaultsOrLimits(of);
  const states: Record<string, VendorState> = {};
  for (const { vendor, ids, store } of of.vendors) {
    const state = yield* store();
    if (isInitial(state, ids) && !inUse.has(vendor.name)) continue;
    const { accounts, owners } = state;
    const shown: VendorState['accounts'] = [];
    for (const account of accounts) {
      const records = yield* leaving(vendor, account.resource, account.records, withSecrets);
      shown.push({ ...account, records });
    }
    states[vendor.name] = { fingerprint: yield* fingerprintOf(vendor), accounts: shown, owners, ...ids };
  }
  return states;
}

/** The names of vendors with faults or enabled limits. */
const vendorsWithFaultsOrLimits = ({ faults, limits }: Capture): ReadonlySet<string> =>
  new Set([
    ...faults.active.map(({ spec }) => spec.vendor),
    ...limits.on,
    ...limits.windows.map(({ vendor }) => vendor),
  ]);

const isInitial = ({ accounts, owners }: StoreState, { draws, sequences }: IdsState): boolean =>
  [accounts, owners, Object.keys(draws), Object.keys(sequences)].every((list) => list.length === 0);

function* leaving(
  vendor: Vendor,
  resource: string,
  records: RecordState[],
  withSecrets: boolean,
): Steps<RecordState[]> {
  const secrets = vendor.resources.get(resource)?.writeOnly;
  const left: RecordState[] = [];
  for (const { id, seq, record } of records) {
    const shown = leaveOutSecrets(record, secrets, (value) => !withSecrets || value === secretPlaceholder);
    left.push({ id, seq, record: shown.record, ...(shown.pointers.length > 0 && { withheld: shown.pointers }) });
    if (left.length % PER_STEP === 0) yield;
  }
  if (records.length > 0) yield;
  return left;
}

/** Restores the parts of a new sandbox. @throws SteeringError for an invalid snapshot, or one that does not fit the served vendors */
export function* applySnapshot(
  document: unknown,
  vendors: readonly Vendor[],
  mistakeIn: CheckSnapshot,
  make: (randomSeed: number) => Parts,
): Steps<Parts> {
  const snapshot = yield* checkedSnapshot(document, mistakeIn);
  const parts = make(snapshot.randomSeed);
  for (const [name, state] of Object.entries(snapshot.vendors)) {
    const vendor = servedVendor(name, vendors);
    yield* refuseChangedVendor(vendor, state.fingerprint);
    yield* refuseInvalidRecords(vendor, state);
    yield* parts.store.restore(vendor, state);
    parts.ids.restore(vendor, state);
  }
  return setControls(parts, snapshot);
}

/** A vendor that has changed since a state was captured. Its records in the store are still those of the earlier vendor. */
export interface EarlierVendor {
  then: Vendor;
  /** undefined: the vendor is no longer served. */
  now: Vendor | undefined;
  /** Ids of the captured faults whose operation is no longer served. */
  faults: readonly string[];
}

/** Restores the parts of a new sandbox from a captured state. */
export function* applyCapture(
  of: Capture,
  vendors: readonly Vendor[],
  make: (randomSeed: number) => Parts,
): Steps<{ parts: Parts; earlier: EarlierVendor[] }> {
  const parts = make(of.randomSeed);
  const earlier: EarlierVendor[] = [];
  const inUse = vendorsWithFaultsOrLimits(of);
  for (const { vendor: then, ids, store } of of.vendors) {
    const state = yield* store();
    if (isInitial(state, ids) && !inUse.has(then.name)) continue;
    const now = vendors.find(({ name }) => name === then.name);
    const isSame = now === then || (now !== undefined && (yield* haveSameData(then, now)));
    if (!isSame) earlier.push({ then, now, faults: impossibleFaults(of, then.name, now) });
    yield* parts.store.restore(isSame ? now : then, state);
    parts.ids.restore(now ?? then, ids);
  }
  return { parts: setControls(parts, { ...of, ...stillPossible(of, vendors) }), earlier };
}

const impossibleFaults = ({ faults }: Capture, name: string, now: Vendor | undefined): string[] =>
  faults.active.flatMap(({ id, spec }) => (spec.vendor === name && !now?.rules.has(spec.operation) ? [id] : []));

function* haveSameData(then: Vendor, now: Vendor): Steps<boolean> {
  const [a, b] = [yield* fingerprintOf(then), yield* fingerprintOf(now)];
  return a.contract === b.contract && a.behavior === b.behavior && a.seed === b.seed;
}

/** Faults whose operation is still served, and limits of vendors that still have some. */
function stillPossible({ faults, limits }: Capture, vendors: readonly Vendor[]): Pick<Capture, 'faults' | 'limits'> {
  const of = (name: string): Vendor | undefined => vendors.find((vendor) => vendor.name === name);
  const hasLimits = (name: string): boolean => (of(name)?.behavior.limits?.length ?? 0) > 0;
  return {
    faults: { ...faults, active: faults.active.filter(({ spec }) => of(spec.vendor)?.rules.has(spec.operation)) },
    limits: { on: limits.on.filter(hasLimits), windows: limits.windows.filter(({ vendor }) => hasLimits(vendor)) },
  };
}

function setControls(parts: Parts, { clock, faults, limits }: Pick<Snapshot, 'clock' | 'faults' | 'limits'>): Parts {
  parts.clock.restore(clock);
  parts.faults.restore(faults);
  parts.limits.restore(limits);
  return parts;
}

/** A copy of the document, which the caller cannot change. @throws SteeringError */
export function* ownCopy(document: unknown): Steps<unknown> {
  try {
    return yield* readJson(yield* jsonPieces(document));
  } catch (error) {
    const isDeep = error instanceof JsonError && error.problem === 'depth';
    throw new SteeringError('', isDeep ? 'nested too deeply' : 'not JSON', AGAIN);
  }
}
