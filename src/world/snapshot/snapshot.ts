/** A sandbox as one JSON document, and back. Both are synchronous: no call is ever seen half done. */
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { keyOf } from '../../engine/decide/locate.js';
import { omit } from '../../engine/values/paths.js';
import { type CheckSnapshot, type RecordState, type Snapshot, type VendorState } from '../../engine/model/snapshot.js';
import { withheld as mark } from '../../engine/values/withheld.js';
import { digest } from './canonical.js';
import type { SandboxClock } from '../clock.js';
import type { FaultList } from '../faults.js';
import type { SeededIds } from '../ids.js';
import type { RateLimits } from '../limits.js';
import { SteeringError } from '../steering.js';
import type { MemoryStore } from '../store/store.js';
import { markWithheld, withhold } from './withhold.js';

export interface SnapshotOptions {
  /** Keeps API keys and other write-only values, which are left out by default. */
  withSecrets?: boolean;
}

/** What a snapshot holds of a sandbox. */
export interface Parts {
  store: MemoryStore;
  ids: SeededIds;
  clock: SandboxClock;
  faults: FaultList;
  limits: RateLimits;
}

/** Deeper than any record that a body can make, and no danger to a stack. */
const MAX_DEPTH = 200;
const AGAIN = 'take another snapshot, and change nothing in it';

const fingerprints = new WeakMap<Vendor, VendorState['fingerprint']>();

/** What the records of a vendor mean something for. */
export function fingerprintOf(vendor: Vendor): VendorState['fingerprint'] {
  let found = fingerprints.get(vendor);
  if (found === undefined) {
    const { contract, behavior, seed } = vendor;
    found = { contract: digest(contract.document), behavior: digest(behavior), seed: digest(seed) };
    fingerprints.set(vendor, found);
  }
  return found;
}

export function takeSnapshot(
  vendors: readonly Vendor[],
  { store, ids, clock, faults, limits }: Parts,
  { withSecrets = false }: SnapshotOptions = {},
): Snapshot {
  const steered = { faults: faults.state(), limits: limits.state() };
  const named = new Set([
    ...steered.faults.standing.map((it) => it.spec.vendor),
    ...steered.limits.on,
    ...steered.limits.windows.map((it) => it.vendor),
  ]);
  const states = vendors.flatMap((vendor): [string, VendorState][] => {
    const { accounts, ...rest } = { ...store.state(vendor), ...ids.state(vendor) };
    const changed = [accounts, ...Object.values(rest)].some((it) => Object.keys(it).length > 0);
    if (!changed && !named.has(vendor.name)) return [];
    const shown = accounts.map((it) => ({ ...it, records: leaving(vendor, it.resource, it.records, withSecrets) }));
    return [[vendor.name, { fingerprint: fingerprintOf(vendor), accounts: shown, ...rest }]];
  });
  const content = {
    secrets: withSecrets ? 'kept' : 'left out',
    randomSeed: ids.seed,
    clock: clock.state(),
    vendors: Object.fromEntries(states),
    ...steered,
  } as const;
  // A copy: what the caller does with it must not reach the store.
  const copy = JSON.parse(JSON.stringify(content)) as typeof content;
  return { format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION, checksum: checksum(copy), ...copy };
}

function leaving(vendor: Vendor, resource: string, records: RecordState[], withSecrets: boolean): RecordState[] {
  const secrets = vendor.resources.get(resource)?.writeOnly;
  return records.map(({ id, seq, record }) => {
    const shown = withhold(record, secrets, (value) => !withSecrets || value === mark);
    return { id, seq, record: shown.record, ...(shown.withheld.length > 0 && { withheld: shown.withheld }) };
  });
}

/** Fills the parts of a new sandbox. @throws SteeringError when it is no snapshot that this double can go on from */
export function applySnapshot(
  document: unknown,
  vendors: readonly Vendor[],
  mistakeIn: CheckSnapshot,
  make: (randomSeed: number) => Parts,
): Parts {
  const snapshot = checked(document, mistakeIn);
  const served = new Map(vendors.map((it) => [it.name, it]));
  const parts = make(snapshot.randomSeed);
  for (const [name, state] of Object.entries(snapshot.vendors)) {
    const vendor = served.get(name);
    if (vendor === undefined)
      throw new SteeringError(
        `/vendors/${name}`,
        'this vendor is not served',
        `serve it as well; served is ${[...served.keys()].join(', ')}`,
      );
    refuseChanged(vendor, state);
    refuseStrange(vendor, state);
    parts.store.restore(vendor, state);
    parts.ids.restore(vendor, state);
  }
  parts.clock.restore(snapshot.clock);
  parts.faults.restore(snapshot.faults);
  parts.limits.restore(snapshot.limits);
  return parts;
}

/** A snapshot of this format and version that is whole; a copy, which the caller cannot reach any more. */
function checked(document: unknown, mistakeIn: CheckSnapshot): Snapshot {
  if (!isObject(document) || document['format'] !== SNAPSHOT_FORMAT)
    throw new SteeringError('/format', 'this is no snapshot of stuntdouble', 'use what `snapshot` gives');
  const { version } = document;
  if (typeof version === 'number' && version > SNAPSHOT_VERSION)
    throw new SteeringError(
      '/version',
      `it is of format ${version}, and this stuntdouble reads up to ${SNAPSHOT_VERSION}`,
      'use a newer stuntdouble',
    );
  if (typeof version === 'number' && version < SNAPSHOT_VERSION)
    throw new SteeringError(
      '/version',
      `it is of format ${version}, and this stuntdouble reads ${SNAPSHOT_VERSION}`,
      'take another snapshot',
    );
  const copy = copied(document);
  refuseDeep(copy);
  if (copy['checksum'] !== checksum(omit(copy, 'checksum')))
    throw new SteeringError('/checksum', 'it is not that of the rest: the snapshot is damaged, or was changed', AGAIN);
  const mistake = mistakeIn(copy);
  if (mistake) throw new SteeringError(mistake.pointer, mistake.problem, AGAIN);
  return copy as unknown as Snapshot;
}

const checksum = (content: unknown): string =>
  digest({ format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION, ...(content as Json) });

function copied(document: Json): Json {
  try {
    return JSON.parse(JSON.stringify(document)) as Json;
  } catch {
    throw new SteeringError('', 'it is no JSON', AGAIN);
  }
}

function refuseDeep(document: Json): void {
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new SteeringError('', 'it is nested too deeply', AGAIN);
    level = level.flatMap((it) => (typeof it === 'object' && it !== null ? (Object.values(it) as unknown[]) : []));
  }
}

function refuseChanged(vendor: Vendor, { fingerprint }: VendorState): void {
  const { name } = vendor;
  const now = fingerprintOf(vendor);
  for (const part of ['contract', 'behavior', 'seed'] as const) {
    if (fingerprint[part] === now[part]) continue;
    throw new SteeringError(
      `/vendors/${name}/fingerprint/${part}`,
      `the ${part} of ${name} is not what it was when the snapshot was taken`,
      `serve ${name} as it was then, or begin anew and take another snapshot`,
    );
  }
}

/** What the grammar cannot know: resources, ids, the places of secrets. Marks the secrets that were left out. */
function refuseStrange(vendor: Vendor, { accounts }: VendorState): void {
  for (const [at, { resource: name, records }] of accounts.entries()) {
    const pointer = `/vendors/${vendor.name}/accounts/${at}`;
    const resource = vendor.resources.get(name);
    if (resource === undefined) throw new SteeringError(`${pointer}/resource`, `there is no resource ${name}`, AGAIN);
    for (const [i, { id, record, withheld = [] }] of records.entries()) {
      if (keyOf(resource, record) !== id)
        throw new SteeringError(`${pointer}/records/${i}/id`, `${id} is not the id that the record has`, AGAIN);
      const stray = markWithheld(record, resource.writeOnly, withheld);
      if (stray !== undefined)
        throw new SteeringError(`${pointer}/records/${i}/withheld`, `${stray} is no place of a secret`, AGAIN);
    }
  }
}
