/** The vendors to serve: those that come along, as the build prepared them, or those of a directory. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vendor } from '../engine/model/vendor.js';
import { suggest } from '../engine/values/suggest.js';
import { DEFAULT_LEVEL, levels, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks } from '../quirks/index.js';
import { buildVendor, lazyVendor } from './build.js';
import { here, ownSpecs } from './package-root.js';
import type { VendorData } from './read.js';

/** Made by the build from the specs that it found sound; without it they are read and checked at each start. */
const prepared = join(here, 'vendors.json');

export class UnknownVendorError extends Error {
  override readonly name = 'UnknownVendorError';

  constructor(
    readonly vendor: string,
    known: readonly string[],
  ) {
    super(`Cannot find the vendor ${vendor}; ${suggest(vendor, known)}`);
  }
}

/** Vendors that come along, once loaded, by what is believed of them: they never change, so every double of this process shares them. */
const shared = Object.fromEntries(levels.map((level) => [level, new Map<string, Vendor>()])) as Record<
  EvidenceLevel,
  Map<string, Vendor>
>;

export interface VendorOptions {
  specs?: string | undefined;
  seed?: string | undefined;
  vendors?: readonly string[] | undefined;
  evidence?: EvidenceLevel | undefined;
}

/** @throws MistakesError, UnknownVendorError */
export async function loadVendors({
  specs,
  seed,
  vendors: named = [],
  evidence = DEFAULT_LEVEL,
}: VendorOptions): Promise<Vendor[]> {
  const names = [...new Set(named)];
  const own = shared[evidence];
  if (specs !== undefined || seed !== undefined) return read(specs ?? ownSpecs, names, evidence, seed);
  if (own.size === 0 && existsSync(prepared)) {
    for (const data of JSON.parse(readFileSync(prepared, 'utf8')) as VendorData[])
      own.set(
        data.name,
        evidence === DEFAULT_LEVEL ? lazyVendor(data, quirks) : buildVendor(data, quirks, { evidence }),
      );
  }
  const missing = names.filter((name) => !own.has(name));
  if (names.length === 0 ? !existsSync(prepared) : missing.length > 0)
    for (const vendor of await read(ownSpecs, missing, evidence)) own.set(vendor.name, vendor);
  return names.length === 0
    ? [...own.values()]
    : names.map((name) => own.get(name) ?? unknownVendor(name, [...own.keys()]));
}

/** Reading and checking needs more code than serving: it is loaded only when there is something to check. */
async function read(
  specs: string,
  names: readonly string[],
  evidence: EvidenceLevel,
  seed?: string,
): Promise<Vendor[]> {
  const { loadDirectory, namesIn } = await import('./load.js');
  const known = namesIn(specs);
  for (const name of names) if (!known.includes(name)) unknownVendor(name, known);
  return loadDirectory(specs, { quirks, names, evidence, ...(seed !== undefined && { seedFile: seed }) });
}

/** @throws UnknownVendorError */
export function unknownVendor(name: string, known: readonly string[]): never {
  throw new UnknownVendorError(name, known);
}
