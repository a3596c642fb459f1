/** Takes, checks and restores snapshots: a sandbox as a JSON document. The state is captured synchronously. */
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import { isObject } from '../../grammar/json.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { keyOf } from '../../engine/decide/locate.js';
import { omit } from '../../engine/values/paths.js';
import type { CheckSnapshot, ClockState, FaultsState, IdsState, LimitsState } from '../../engine/model/snapshot.js';
import type { RecordState, Snapshot, StoreState, VendorState } from '../../engine/model/snapshot.js';
import { JsonError } from '../../engine/request/json.js';
import type { Steps } from '../../timers/slices.js';
import { withheld as mark } from '../../engine/values/withheld.js';
import type { SandboxClock } from '../clock.js';
import type { FaultList } from '../faults/fault-list.js';
import type { SeededIds } from '../ids.js';
import type { RateLimits } from '../limits.js';
import { SteeringError } from '../steering.js';
import type { MemoryStore } from '../store/store.js';
import { mistakeInParts } from './check-parts.js';
import { readJson } from './read-json.js';
import { markWithheld, withhold } from './withhold.js';
import { digestSteps, jsonPieces } from './write-json.js';

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

const VERSION = { format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION } as const;
/** Number of records per step. */
const PER_STEP = 100;
const AGAIN = 'take another snapshot and do not edit it';

const fingerprints = new WeakMap<Vendor, VendorState['fingerprint']>();

/** Digests of contract, behavior and seed. Records are valid only for these. */
export function* fingerprintOf(vendor: Vendor): Steps<VendorState['fingerprint']> {
  let found = fingerprints.get(vendor);
  if (found === undefined) {
    const { contract, behavior, seed } = vendor;
    found = {
      contract: yield* digestSteps(contract.document),
      behavior: yield* digestSteps(behavior),
      seed: yield* digestSteps(seed),
    };
    fingerprints.set(vendor, found);
  }
  return found;
}

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
  const steered = steeredVendors(of);
  const states: Record<string, VendorState> = {};
  for (const { vendor, ids, store } of of.vendors) {
    const state = yield* store();
    if (isInitial(state, ids) && !steered.has(vendor.name)) continue;
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
const steeredVendors = ({ faults, limits }: Capture): ReadonlySet<string> =>
  new Set([
    ...faults.standing.map(({ spec }) => spec.vendor),
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
    const shown = withhold(record, secrets, (value) => !withSecrets || value === mark);
    left.push({ id, seq, record: shown.record, ...(shown.withheld.length > 0 && { withheld: shown.withheld }) });
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
  const snapshot = yield* checked(document, mistakeIn);
  const parts = make(snapshot.randomSeed);
  for (const [name, state] of Object.entries(snapshot.vendors)) {
    const vendor = servedAs(name, vendors);
    yield* refuseChanged(vendor, state.fingerprint);
    yield* refuseStrange(vendor, state);
    yield* parts.store.restore(vendor, state);
    parts.ids.restore(vendor, state);
  }
  return steer(parts, snapshot);
}

/** Restores the parts of a new sandbox from a captured state. */
export function* applyCapture(
  of: Capture,
  vendors: readonly Vendor[],
  make: (randomSeed: number) => Parts,
): Steps<Parts> {
  const parts = make(of.randomSeed);
  const steered = steeredVendors(of);
  for (const { vendor: then, ids, store } of of.vendors) {
    const state = yield* store();
    if (isInitial(state, ids) && !steered.has(then.name)) continue;
    const vendor = servedAs(then.name, vendors);
    if (vendor !== then) yield* refuseChanged(vendor, yield* fingerprintOf(then));
    yield* parts.store.restore(vendor, state);
    parts.ids.restore(vendor, ids);
  }
  return steer(parts, of);
}

/** @throws SteeringError */
function servedAs(name: string, vendors: readonly Vendor[]): Vendor {
  const found = vendors.find((vendor) => vendor.name === name);
  if (found) return found;
  throw new SteeringError(
    `/vendors/${name}`,
    'this vendor is not served',
    `serve it as well; served: ${vendors.map((vendor) => vendor.name).join(', ')}`,
  );
}

function steer(parts: Parts, { clock, faults, limits }: Pick<Snapshot, 'clock' | 'faults' | 'limits'>): Parts {
  parts.clock.restore(clock);
  parts.faults.restore(faults);
  parts.limits.restore(limits);
  return parts;
}

/** Checks format, version, checksum and grammar. */
function* checked(document: unknown, mistakeIn: CheckSnapshot): Steps<Snapshot> {
  if (!isObject(document) || document['format'] !== SNAPSHOT_FORMAT)
    throw new SteeringError('/format', 'this is not a snapshot of stuntdouble', 'use a document from `snapshot`');
  const { version } = document;
  if (typeof version === 'number' && version > SNAPSHOT_VERSION)
    throw new SteeringError(
      '/version',
      `it has format ${version}; this stuntdouble reads up to ${SNAPSHOT_VERSION}`,
      'use a newer stuntdouble',
    );
  if (typeof version === 'number' && version < SNAPSHOT_VERSION)
    throw new SteeringError(
      '/version',
      `it has format ${version}; this stuntdouble reads ${SNAPSHOT_VERSION}`,
      'take another snapshot',
    );
  if (document['checksum'] !== (yield* checksum(omit(document, 'checksum'))))
    throw new SteeringError('/checksum', 'it does not match: the snapshot is damaged or was edited', AGAIN);
  const mistake = yield* mistakeInParts(document, mistakeIn);
  if (mistake) throw new SteeringError(mistake.pointer, mistake.problem, AGAIN);
  return document as unknown as Snapshot;
}

const checksum = (content: object): Steps<string> => digestSteps({ ...VERSION, ...content });

/** A copy of the document, which the caller cannot change. @throws SteeringError */
export function* ownCopy(document: unknown): Steps<unknown> {
  try {
    return yield* readJson(yield* jsonPieces(document));
  } catch (error) {
    const isDeep = error instanceof JsonError && error.problem === 'depth';
    throw new SteeringError('', isDeep ? 'nested too deeply' : 'not JSON', AGAIN);
  }
}

function* refuseChanged(vendor: Vendor, fingerprint: VendorState['fingerprint']): Steps<void> {
  const { name } = vendor;
  const now = yield* fingerprintOf(vendor);
  for (const part of ['contract', 'behavior', 'seed'] as const) {
    if (fingerprint[part] === now[part]) continue;
    throw new SteeringError(
      `/vendors/${name}/fingerprint/${part}`,
      `the ${part} of ${name} has changed since the snapshot was taken`,
      `serve the earlier version of ${name}, or take a new snapshot`,
    );
  }
}

/** Checks beyond the grammar: resources, ids, write-only fields. Marks secrets that were left out. */
function* refuseStrange(vendor: Vendor, { accounts }: VendorState): Steps<void> {
  for (const [at, { resource: name, records }] of accounts.entries()) {
    const pointer = `/vendors/${vendor.name}/accounts/${at}`;
    const resource = vendor.resources.get(name);
    if (resource === undefined) throw new SteeringError(`${pointer}/resource`, `there is no resource ${name}`, AGAIN);
    yield;
    for (const [i, { id, record, withheld = [] }] of records.entries()) {
      if (i % PER_STEP === PER_STEP - 1) yield;
      if (keyOf(resource, record) !== id)
        throw new SteeringError(`${pointer}/records/${i}/id`, `${id} is not the id of the record`, AGAIN);
      const stray = markWithheld(record, resource.writeOnly, withheld);
      if (stray !== undefined)
        throw new SteeringError(`${pointer}/records/${i}/withheld`, `${stray} is not a write-only field`, AGAIN);
    }
  }
}
