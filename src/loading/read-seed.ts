/** Reads the seed of a vendor. */
import { basename, dirname, join, resolve } from 'node:path';
import type { Seed } from '../engine/model/vendor.js';
import { isObject, type Json } from '../grammar/json.js';
import { seedGrammar } from '../grammar/seed.js';
import { CorrectedDocument, parseByGrammar } from './parse-by-grammar.js';
import { exists } from './files.js';
import type { Mistake } from './mistakes.js';
import { withoutPrototype } from './null-prototype.js';
import type { PlacedDocument } from './placed-document.js';
import type { VendorPlace } from './vendor-places.js';
import { shownPath } from './shown-path.js';
import { Source } from './source.js';

/** Places by paths of the seed, wherever it is in its file. */
export interface SeedDocument extends PlacedDocument {
  /** Numbers that a 64-bit float cannot hold, each with its line. */
  inexactNumbers(): { text: string; line: number }[];
}

export interface SeedRead {
  seed: Seed;
  /** undefined: there is none. */
  document: SeedDocument | undefined;
  mistakes: Mistake[];
  /** Whether an edition has it from its base. */
  isOfBase: boolean;
}

/** @param seeds a file with seeds by vendor, which replace the vendors' own */
export function readSeed(name: string, place: VendorPlace, seeds: Source | undefined): SeedRead {
  const { source, path, isOfBase } = seedAt(name, place, seeds);
  const document =
    source &&
    Object.assign(new CorrectedDocument(source, seedGrammar, path), {
      inexactNumbers: () => source.inexactNumbers(),
    });
  const parsed =
    document === undefined || source?.value === undefined
      ? undefined
      : parseByGrammar(seedGrammar, document.value, (at, problem, remedy) => document.mistake(at, problem, remedy));
  const { data } = parsed ?? {};
  const credentials = Object.entries(data?.credentials ?? {}).map(([credential, it]) => ({
    name: credential,
    ...defined(it.records ? { ...it, records: withoutPrototype(it.records) } : it),
  }));
  const seed = { records: withoutPrototype(data?.records ?? {}), credentials: credentials as Seed['credentials'] };
  return { seed, document, mistakes: [...(document?.mistakes ?? []), ...(parsed?.mistakes ?? [])], isOfBase };
}

interface SeedPlace {
  source: Source | undefined;
  /** Path of the seed in the file. */
  path: string[];
  isOfBase: boolean;
}

/** The records of an edition that has the seed of its base, and none of resources that the edition does not have. */
export function fittingSeed({ records, credentials }: Seed, resources: readonly string[]): Seed {
  const fitting = (all: Record<string, Json[]>): Record<string, Json[]> =>
    withoutPrototype(Object.fromEntries(Object.entries(all).filter(([resource]) => resources.includes(resource))));
  return {
    records: fitting(records),
    credentials: credentials.map((it) => (it.records ? { ...it, records: fitting(it.records) } : it)),
  };
}

function seedAt(name: string, place: VendorPlace, seeds: Source | undefined): SeedPlace {
  if (isObject(seeds?.value) && seeds.value[name] !== undefined)
    return { source: seeds, path: [name], isOfBase: false };
  const file = seedFileOf(place);
  if (file !== undefined) return { source: Source.read(place.files, file, shownPath(file)), path: [], isOfBase: false };
  const { base } = place;
  if (base?.name !== undefined) return { ...seedAt(base.name, { ...base, files: place.files }, seeds), isOfBase: true };
  return { source: undefined, path: [], isOfBase: false };
}

/** The seed beside the document; for a vendor directory also in the `fixtures` next to the directory of all vendors. */
function seedFileOf({ directory, isDirectory, files }: VendorPlace): string | undefined {
  if (directory === undefined) return undefined;
  const at = resolve(directory);
  const inFixtures = isDirectory ? [join(dirname(at), '..', 'fixtures', basename(at), 'seed.yaml')] : [];
  return [join(at, 'seed.yaml'), ...inFixtures].find((file) => exists(files, file));
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as T;
