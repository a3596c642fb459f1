/** Checks snapshots: format, version, checksum and grammar; then whether they fit the served vendors. */
import { keyOf } from '../../engine/records/record-key.js';
import type { CheckSnapshot, Snapshot, VendorState } from '../../engine/model/snapshot.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { omit } from '../../engine/values/paths.js';
import { isObject } from '../../grammar/json.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import type { Steps } from '../../timers/slices.js';
import { SteeringError } from '../steering-error.js';
import { mistakeInParts } from './check-grammar.js';
import { checksum, fingerprintOf } from './digests.js';
import { putPlaceholders } from './leave-out-secrets.js';

/** Number of records per step. */
const PER_STEP = 100;
/** The remedy for a snapshot that was changed. */
export const AGAIN = 'take another snapshot and do not edit it';

/** Checks format, version, checksum and grammar. @throws SteeringError */
export function* checkedSnapshot(document: unknown, mistakeIn: CheckSnapshot): Steps<Snapshot> {
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

/** The served vendor of this name. @throws SteeringError */
export function servedVendor(name: string, vendors: readonly Vendor[]): Vendor {
  const found = vendors.find((vendor) => vendor.name === name);
  if (found) return found;
  throw new SteeringError(
    `/vendors/${name}`,
    'this vendor is not served',
    `serve it as well; served: ${vendors.map((vendor) => vendor.name).join(', ')}`,
  );
}

/** Refuses a snapshot that was taken with other data of the vendor. @throws SteeringError */
export function* refuseChangedVendor(vendor: Vendor, fingerprint: VendorState['fingerprint']): Steps<void> {
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

/** Checks beyond the grammar: resources, ids, write-only fields. Marks secrets that were left out. @throws SteeringError */
export function* refuseInvalidRecords(vendor: Vendor, { accounts }: VendorState): Steps<void> {
  for (const [at, { resource: name, records }] of accounts.entries()) {
    const pointer = `/vendors/${vendor.name}/accounts/${at}`;
    const resource = vendor.resources.get(name);
    if (resource === undefined) throw new SteeringError(`${pointer}/resource`, `there is no resource ${name}`, AGAIN);
    yield;
    for (const [i, { id, record, withheld = [] }] of records.entries()) {
      if (i % PER_STEP === PER_STEP - 1) yield;
      if (keyOf(resource, record) !== id)
        throw new SteeringError(`${pointer}/records/${i}/id`, `${id} is not the id of the record`, AGAIN);
      const stray = putPlaceholders(record, resource.writeOnly, withheld);
      if (stray !== undefined)
        throw new SteeringError(`${pointer}/records/${i}/withheld`, `${stray} is not a write-only field`, AGAIN);
    }
  }
}
