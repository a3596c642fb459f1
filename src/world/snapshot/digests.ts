/** Digests in snapshots: of a vendor's data, and of the snapshot itself. */
import type { VendorState } from '../../engine/model/snapshot.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import type { Steps } from '../../timers/slices.js';
import { digestSteps } from './write-json.js';

export const VERSION = { format: SNAPSHOT_FORMAT, version: SNAPSHOT_VERSION } as const;

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

/** A digest of the content of a snapshot. */
export const checksum = (content: object): Steps<string> => digestSteps({ ...VERSION, ...content });
