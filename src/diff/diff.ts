/** Compares two APIs as a client sees them: what was valid to send, and what was to be expected in replies. */
import type { Vendor } from '../engine/model/vendor.js';
import { compareBehaviors } from './behavior/compare-behaviors.js';
import { Changes, type Change } from './changes.js';
import { compareContracts } from './contract/compare-contracts.js';
import { contractSide } from './contract/contract-side.js';
import { pairOperations } from './pairs.js';

export interface Difference {
  changes: Change[];
  /** Number of operations that both have. */
  compared: number;
}

/** @param before the API that clients are written for; @param after the API that they will call. Inferred behaviors are compared, too. */
export function diffVendors(before: Vendor, after: Vendor): Difference {
  const changes = new Changes();
  const operations = pairOperations(before.contract.operations, after.contract.operations);
  compareContracts(contractSide(before), contractSide(after), operations, changes);
  compareBehaviors(before, after, operations.pairs, changes);
  return { changes: changes.all(), compared: operations.pairs.length };
}
