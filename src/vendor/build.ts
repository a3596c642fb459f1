import { hostsOf, openApiContract, type ContractOptions } from '../contract/openapi.js';
import { assemble } from '../engine/assemble.js';
import type { Quirk, Vendor } from '../engine/model.js';
import type { VendorData } from './read.js';

/** The same as `buildVendor` makes, but not before it is called: a start does not wait for vendors that nobody calls. */
export function lazyVendor(data: VendorData, quirks: Record<string, Quirk>): Vendor {
  const { name, document, behavior, seed } = data;
  let vendor: Vendor | undefined;
  const built = (): Vendor => (vendor ??= buildVendor(data, quirks));
  return {
    name,
    hosts: hostsOf(document),
    behavior,
    seed,
    quirks,
    get contract() {
      return built().contract;
    },
    get rules() {
      return built().rules;
    },
    get resources() {
      return built().resources;
    },
  };
}

/** A vendor that can serve, out of checked data. */
export function buildVendor(
  { name, document, behavior, seed }: VendorData,
  quirks: Record<string, Quirk>,
  regExp?: ContractOptions['regExp'],
): Vendor {
  const { slashesInParameters, trailingSlash } = behavior.requests;
  const contract = openApiContract(document, {
    trailingSlash: trailingSlash.treat,
    regExp,
    ...(slashesInParameters && { slashes: slashesInParameters.parameters }),
  });
  return assemble(name, contract, behavior, seed, quirks);
}
