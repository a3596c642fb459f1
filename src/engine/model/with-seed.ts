/** The same vendor with other records at the start. */
import type { Vendor } from './vendor.js';

/** A vendor may be an object that computes its parts on first use, which a spread would lose. */
export function withSeed(vendor: Vendor, seed: Vendor['seed']): Vendor {
  const { behavior, contract, rules, resources, hasForms } = vendor;
  return { ...vendor, behavior, contract, rules, resources, hasForms, seed };
}
