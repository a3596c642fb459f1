/** The vendors to serve: those that come along, as the build prepared them, or those of a directory. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vendor } from '../engine/model/vendor.js';
import { suggest } from '../engine/values/suggest.js';
import { DEFAULT_LEVEL, levels, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks } from '../quirks/index.js';
import { buildVendor, lazyVendor } from './build.js';
import { here, ownSpecs } from './package-root.js';
import { isPath, placesAt, placesOf, type Specs, type VendorPlace } from './places.js';
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
  /** A directory, a document, or documents by name. */
  specs?: Specs | undefined;
  seed?: string | undefined;
  /** Names of vendors that come along, paths of directories and documents. */
  vendors?: readonly string[] | undefined;
  evidence?: EvidenceLevel | undefined;
  accounts?: 'one' | 'per-credential' | undefined;
}

/** @throws MistakesError, UnknownVendorError */
export async function loadVendors(options: VendorOptions): Promise<Vendor[]> {
  const { specs, seed, accounts } = options;
  const all = [...new Set(options.vendors)];
  const paths = all.filter(isPath);
  const names = all.filter((name) => !isPath(name));
  const given = paths.length === 0 ? [] : await read(paths.flatMap(placesAt), [], options);
  if (paths.length > 0 && names.length === 0) return given;
  const reads = specs !== undefined || seed !== undefined || accounts !== undefined;
  const named = reads ? await read(placesOf(specs ?? ownSpecs), names, options) : await bundled(names, options);
  return [...given, ...named];
}

/** Those that come along. */
async function bundled(names: readonly string[], options: VendorOptions): Promise<Vendor[]> {
  const { evidence = DEFAULT_LEVEL } = options;
  const own = shared[evidence];
  if (own.size === 0 && existsSync(prepared)) {
    for (const data of JSON.parse(readFileSync(prepared, 'utf8')) as VendorData[])
      own.set(
        data.name,
        evidence === DEFAULT_LEVEL ? lazyVendor(data, quirks) : buildVendor(data, quirks, { evidence }),
      );
  }
  const missing = names.filter((name) => !own.has(name));
  if (names.length === 0 ? !existsSync(prepared) : missing.length > 0)
    for (const vendor of await read(placesAt(ownSpecs), missing, options)) own.set(vendor.name, vendor);
  return names.length === 0
    ? [...own.values()]
    : names.map((name) => own.get(name) ?? unknownVendor(name, [...own.keys()]));
}

/** Reading and checking needs more code than serving: it is loaded only when there is something to check. */
async function read(
  places: readonly VendorPlace[],
  names: readonly string[],
  { seed, evidence, accounts }: VendorOptions,
): Promise<Vendor[]> {
  const known = places.flatMap(({ name }) => name ?? []);
  for (const name of names) if (!known.includes(name)) unknownVendor(name, known);
  const { loadPlaces } = await import('./load.js');
  return loadPlaces(places, {
    quirks,
    names,
    accounts,
    ...(evidence !== undefined && { evidence }),
    ...(seed !== undefined && { seedFile: seed }),
  });
}

/** @throws UnknownVendorError */
export function unknownVendor(name: string, known: readonly string[]): never {
  throw new UnknownVendorError(name, known);
}
