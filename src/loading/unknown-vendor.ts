import { suggest } from '../engine/values/suggest.js';

export class UnknownVendorError extends Error {
  override readonly name = 'UnknownVendorError';

  constructor(
    readonly vendor: string,
    known: readonly string[],
  ) {
    super(`Cannot find the vendor ${vendor || '""'}; ${suggest(vendor, known)}`);
  }
}
