/** Loads the vendors to serve: bundled ones, prepared by the build, or those of a directory. */
import { join, resolve } from 'node:path';
import type { Vendor } from '../engine/model/vendor.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks } from '../quirks/index.js';
import { buildVendor, lazyVendor } from './build.js';
import { checkServed, chosenEditions, unknownEdition, withChosen, type Editions } from './edition/chosen-editions.js';
import { editionNamed } from '../grammar/edition-name.js';
import { isPrepared, readPrepared } from './prepared-vendors.js';
import { diskFiles, type Files } from './files.js';
import { here, ownSpecs } from './package-root.js';
import { editionsBeside, isFile, placesAt, placesOf, type Specs, type VendorPlace } from './vendor-places.js';
import { readSources } from './numbered-statements.js';
import { UnknownVendorError } from './unknown-vendor.js';

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
  /** The editions that have the plain address and host of their vendors. */
  editions?: Editions | undefined;
  /** Names of vendors by the path of their document, so that a changed title does not change a base path. */
  named?: ReadonlyMap<string, string> | undefined;
}

/** @throws MistakesError, UnknownVendorError, EditionError */
export async function loadVendors(options: VendorOptions): Promise<Vendor[]> {
  const { specs, seed, accounts, files = diskFiles } = options;
  const chosen = chosenEditions(options.editions);
  const all = [...new Set(options.vendors)];
  const paths = all.filter((name) => isFile(name, specs, files));
  const names = all.filter((name) => !isFile(name, specs, files));
  const places = paths.flatMap((path) => placesAt(path, files));
  const inPlaces = new Map([...chosen].filter(([base]) => places.some(({ name }) => name === base)));
  const given = places.length === 0 ? [] : await loadFrom(places, [], inPlaces, options);
  const others = new Map([...chosen].filter(([base]) => !inPlaces.has(base)));
  if (paths.length > 0 && names.length === 0) {
    checkServed([], others);
    return given;
  }
  const reads = specs !== undefined || seed !== undefined || accounts !== undefined;
  const named = reads
    ? await loadFrom(placesOf(specs ?? ownSpecs, files), names, others, options)
    : await bundled(names, others, options);
  return [...given, ...named];
}

type Chosen = ReadonlyMap<string, string>;

/** The bundled vendors. */
async function bundled(names: readonly string[], chosen: Chosen, options: VendorOptions): Promise<Vendor[]> {
  const { evidence = DEFAULT_LEVEL, files = diskFiles } = options;
  const own = loadedFrom(files)[evidence];
  const hasPrepared = isPrepared(files, here);
  if (own.size === 0 && hasPrepared) {
    for (const item of readPrepared(files, here)) {
      const isLazy = evidence === DEFAULT_LEVEL;
      const vendor = isLazy ? lazyVendor(item, quirks) : buildVendor(item.data(), quirks, { evidence });
      vendor.statements = () => readSources(join(ownSpecs, item.name), files);
      vendor.isBundled = true;
      own.set(item.name, vendor);
    }
  }
  if (names.length > 0) checkServed(names, chosen);
  const missing = [...names, ...(names.length > 0 ? chosen.values() : [])].filter((name) => !own.has(name));
  if (names.length === 0 ? !hasPrepared : missing.length > 0)
    for (const vendor of await loadFrom(placesAt(ownSpecs, files), missing, NONE, options))
      own.set(vendor.name, Object.assign(vendor, { isBundled: true }));
  const wanted = withChosen(names, chosen, [...own.keys()]);
  return wanted.length === 0
    ? [...own.values()]
    : wanted.map((name) => own.get(name) ?? unknownVendor(name, [...own.keys()]));
}

const NONE: Chosen = new Map();

/** The editions of a vendor that is served from its own directory, if one of them is chosen. */
const chosenBeside = ({ name, directory, isDirectory, files }: VendorPlace, chosen: Chosen): VendorPlace[] =>
  isDirectory && directory !== undefined && chosen.has(name ?? '') ? editionsBeside(directory, files) : [];

/** Loads the code for reading and checking only if it is needed. */
async function loadFrom(
  places: readonly VendorPlace[],
  names: readonly string[],
  chosen: Chosen,
  { seed, evidence, accounts, files, named }: VendorOptions,
): Promise<Vendor[]> {
  const called = places.map((place) => ({ ...place, name: place.name ?? named?.get(resolve(place.file)) }));
  const given = called.flatMap(({ name }) => name ?? []);
  const beside = called.flatMap((place) => chosenBeside(place, chosen));
  const all = [...called, ...beside.filter(({ name = '' }) => !given.includes(name))];
  const known = all.flatMap(({ name }) => name ?? []);
  for (const name of names) if (!known.includes(name)) unknownVendor(name, known);
  const wanted = withChosen(names.length === 0 && beside.length > 0 ? given : names, chosen, known);
  const { loadPlaces } = await import('./load.js');
  return loadPlaces(all, {
    quirks,
    names: wanted,
    accounts,
    files,
    ...(evidence !== undefined && { evidence }),
    ...(seed !== undefined && { seedFile: seed }),
  });
}

/** @throws UnknownVendorError, or EditionError for an edition of a known vendor */
export function unknownVendor(name: string, known: readonly string[]): never {
  const base = editionNamed(name)?.base;
  if (base !== undefined && known.includes(base)) throw unknownEdition(name, known);
  const vendors = known.filter((other) => editionNamed(other) === undefined);
  throw new UnknownVendorError(name, base === undefined ? vendors : known);
}
