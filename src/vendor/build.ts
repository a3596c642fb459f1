import { openApiContract } from '../contract/openapi.js';
import { assemble } from '../engine/assemble.js';
import type { Quirk, Vendor } from '../engine/model.js';
import type { VendorData } from './read.js';

/** A vendor that can serve, out of checked data. */
export function buildVendor({ name, document, behavior, seed }: VendorData, quirks: Record<string, Quirk>): Vendor {
  const { slashesInParameters, trailingSlash } = behavior.requests;
  const contract = openApiContract(document, {
    trailingSlash: trailingSlash.treat,
    ...(slashesInParameters && { slashes: slashesInParameters.parameters }),
  });
  return assemble(name, contract, behavior, seed, quirks);
}
