/** Loads the vendors to serve: bundled ones, prepared by the build, or those of a directory. */
import { join, resolve } from 'node:path';
import type { Vendor } from '../engine/model/vendor.js';
import { suggest } from '../engine/values/suggest.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks } from '../quirks/index.js';
import { buildVendor, lazyVendor } from './build.js';
import { diskFiles, exists, type Files } from './files.js';
import { here, ownSpecs } from './package-root.js';
import { isPath, placesAt, placesOf, type Specs, type VendorPlace } from './places.js';
import type { VendorData } from './read.js';
import { readSources } from './sources.js';

/** Written by the build from the checked specs. Without it, they are read and checked at each start. */
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

/** Cache of the bundled vendors, which all doubles of the process share. */
const loaded = new WeakMap<Files, Record<EvidenceLevel, Map<string, Vendor>>>();

function loadedFrom(files: Files): Record<EvidenceLevel, Map<string, Vendor>> {
  const known = loaded.get(files) ?? {
    documented: new Map(),
    client: new Map(),
    observed: new Map(),
    assumed: new Map(),
    inferred: new Map(),
  };
  loaded.set(files, known);
  return known;
}

export interface VendorOptions {
  /** A directory, a document, or documents by name. */
  specs?: Specs | undefined;
  seed?: string | undefined;
  /** Names of bundled vendors, paths of directories and documents. */
  vendors?: readonly string[] | undefined;
  evidence?: EvidenceLevel | undefined;
  accounts?: 'one' | 'per-credential' | undefined;
  /** Default: the disk. */
  files?: Files | undefined;
  /** Names of vendors by the path of their document, so that a changed title does not change a base path. */
  named?: ReadonlyMap<string, string> | undefined;
}

/** @throws MistakesError, UnknownVendorError */
export async function loadVendors(options: VendorOptions): Promise<Vendor[]> {
  const { specs, seed, accounts, files = diskFiles } = options;
  const all = [...new Set(options.vendors)];
  // A name without a dot or a slash can be a file or directory here, unless a vendor is called so.
  const isFile = (name: string): boolean =>
    isPath(name) || (specs === undefined && exists(files, name) && !exists(files, join(ownSpecs, name)));
  const paths = all.filter(isFile);
  const names = all.filter((name) => !isFile(name));
  const given =
    paths.length === 0
      ? []
      : await read(
          paths.flatMap((path) => placesAt(path, files)),
          [],
          options,
        );
  if (paths.length > 0 && names.length === 0) return given;
  const reads = specs !== undefined || seed !== undefined || accounts !== undefined;
  const named = reads ? await read(placesOf(specs ?? ownSpecs, files), names, options) : await bundled(names, options);
  return [...given, ...named];
}

/** The bundled vendors. */
async function bundled(names: readonly string[], options: VendorOptions): Promise<Vendor[]> {
  const { evidence = DEFAULT_LEVEL, files = diskFiles } = options;
  const own = loadedFrom(files)[evidence];
  if (own.size === 0 && exists(files, prepared)) {
    for (const data of JSON.parse(files.read(prepared)) as VendorData[]) {
      const vendor = evidence === DEFAULT_LEVEL ? lazyVendor(data, quirks) : buildVendor(data, quirks, { evidence });
      vendor.statements = () => readSources(join(ownSpecs, data.name), files);
      own.set(data.name, vendor);
    }
  }
  const missing = names.filter((name) => !own.has(name));
  if (names.length === 0 ? !exists(files, prepared) : missing.length > 0)
    for (const vendor of await read(placesAt(ownSpecs, files), missing, options)) own.set(vendor.name, vendor);
  return names.length === 0
    ? [...own.values()]
    : names.map((name) => own.get(name) ?? unknownVendor(name, [...own.keys()]));
}

/** Loads the code for reading and checking only if it is needed. */
async function read(
  places: readonly VendorPlace[],
  names: readonly string[],
  { seed, evidence, accounts, files, named }: VendorOptions,
): Promise<Vendor[]> {
  const known = places.flatMap(({ name }) => name ?? []);
  for (const name of names) if (!known.includes(name)) unknownVendor(name, known);
  const { loadPlaces } = await import('./load.js');
  const called = places.map((place) => ({ ...place, name: place.name ?? named?.get(resolve(place.file)) }));
  return loadPlaces(called, {
    quirks,
    names,
    accounts,
    files,
    ...(evidence !== undefined && { evidence }),
    ...(seed !== undefined && { seedFile: seed }),
  });
}

/** @throws UnknownVendorError */
export function unknownVendor(name: string, known: readonly string[]): never {
  throw new UnknownVendorError(name, known);
}
