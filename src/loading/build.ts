import type { Contract } from '../engine/model/contract.js';
import type { Quirk, Vendor } from '../engine/model/vendor.js';
import { openApiContract, type ContractOptions } from '../contract/openapi.js';
import { VendorCache } from '../engine/values/vendor-cache.js';
import { assemble } from '../engine/assembly/assemble.js';
import { filterByEvidence } from '../engine/assembly/filter-by-evidence.js';
import type { Behavior } from '../grammar/behavior.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../grammar/evidence.js';
import type { Prepared } from './prepared-vendors.js';
import type { VendorData } from './read-vendor.js';

/** Like `buildVendor`, but reads and builds the vendor on first use, so that a start does not wait for it. */
export const lazyVendor = (prepared: Prepared, quirks: Record<string, Quirk>): Vendor =>
  new LazyVendor(prepared, quirks);

class LazyVendor implements Vendor {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly leftOut = [];
  readonly cache = new VendorCache();
  #read: VendorData | undefined;
  #built: Vendor | undefined;

  constructor(
    private readonly prepared: Prepared,
    readonly quirks: Record<string, Quirk>,
  ) {
    this.name = prepared.name;
    this.hosts = prepared.hosts;
  }

  get behavior(): Behavior {
    return this.#data.behavior;
  }

  get seed(): Vendor['seed'] {
    return this.#data.seed;
  }

  get contract(): Contract {
    return this.#whole.contract;
  }

  get rules(): Vendor['rules'] {
    return this.#whole.rules;
  }

  get resources(): Vendor['resources'] {
    return this.#whole.resources;
  }

  get hasForms(): boolean {
    return this.#whole.hasForms;
  }

  get #data(): VendorData {
    return (this.#read ??= this.prepared.data());
  }

  get #whole(): Vendor {
    return (this.#built ??= buildVendor(this.#data, this.quirks));
  }
}

export interface Building {
  /** Matches `pattern`. Default: RegExp. */
  regExp?: ContractOptions['regExp'];
  /** The minimum evidence of rules. Default: all rules are applied. */
  evidence?: EvidenceLevel | undefined;
  /** Overrides the behavior. */
  accounts?: 'one' | 'per-credential' | undefined;
}

/** Builds a vendor from checked data, without rules below the requested evidence. */
export function buildVendor(
  { name, document, behavior: stated, seed }: VendorData,
  quirks: Record<string, Quirk>,
  { regExp, evidence = DEFAULT_LEVEL, accounts }: Building = {},
): Vendor {
  const behavior = accounts === undefined ? stated : withAccounts(stated, accounts);
  const contract = contractOf(document, behavior, regExp);
  if (evidence === DEFAULT_LEVEL) return assemble(name, contract, behavior, seed, quirks);
  const { behavior: applied, leftOut } = filterByEvidence(behavior, evidence, (schema, path) =>
    contract.tools.requiredAt(schema, path),
  );
  return assemble(name, contractOf(document, applied, regExp), applied, seed, quirks, leftOut);
}

const withAccounts = (behavior: Behavior, accounts: 'one' | 'per-credential'): Behavior => ({
  ...behavior,
  accounts: {
    treat: accounts === 'one' ? 'one' : 'perCredential',
    evidence: behavior.accounts?.evidence ?? { assumed: 'set by --accounts' },
  },
});

const contractOf = (
  document: VendorData['document'],
  { requests: { slashesInParameters, trailingSlash } }: Behavior,
  regExp: ContractOptions['regExp'],
): Contract =>
  openApiContract(document, {
    trailingSlash: trailingSlash.treat,
    regExp,
    ...(slashesInParameters && { slashes: slashesInParameters.parameters }),
  });
