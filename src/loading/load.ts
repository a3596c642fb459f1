/** The vendors of a directory: checked, or every mistake in it. */
import { suggest } from '../engine/values/suggest.js';
import { isObject } from '../grammar/json.js';
import type { Quirk, Vendor } from '../engine/model/vendor.js';
import { linearPattern } from '../contract/patterns.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks as ownQuirks } from '../quirks/index.js';
import { buildVendor } from './build.js';
import { checkVendor } from './check.js';
import { MistakesError, type Mistake } from './mistakes.js';
import { nameOf, readVendor, vendorDirectories, type VendorData, type VendorFiles } from './read.js';
import { Source } from './source.js';

export interface Checked {
  vendors: Vendor[];
  data: VendorData[];
  mistakes: Mistake[];
}

export interface CheckOptions {
  quirks: Record<string, Quirk>;
  /** A file with seeds by vendor that go before the vendors' own. */
  seedFile?: string;
  /** Only these; none: all. */
  names?: readonly string[];
}

export interface LoadOptions extends CheckOptions {
  /** The least that a rule must rest on. */
  evidence?: EvidenceLevel;
}

export const namesIn = (directory: string): string[] => vendorDirectories(directory).map(nameOf);

/** Every vendor directory in a directory, or the one that it is. */
export function checkDirectory(directory: string, { quirks, seedFile, names = [] }: CheckOptions): Checked {
  const directories = vendorDirectories(directory).filter((it) => names.length === 0 || names.includes(nameOf(it)));
  if (directories.length === 0) {
    return {
      vendors: [],
      data: [],
      mistakes: [
        {
          file: directory,
          line: 1,
          problem: 'there is no vendor here',
          remedy: 'name a directory with an openapi.yaml, or one whose directories have one',
        },
      ],
    };
  }
  const seeds = seedFile === undefined ? undefined : readSeeds(seedFile);
  const read = directories.map((it) => readVendor(it, seeds));
  const checked = read.map((it) => checkVendor(it, quirks));
  const mistakes = [...(seeds ? strangers(seeds, read) : []), ...checked.flatMap((it) => it.mistakes)];
  return {
    vendors: checked.flatMap(({ vendor }) => vendor ?? []),
    data: read.flatMap(({ data }) => data ?? []),
    mistakes,
  };
}

function readSeeds(file: string): Source {
  try {
    return Source.read(file);
  } catch (error) {
    throw new MistakesError([
      {
        file,
        line: 1,
        problem: error instanceof Error ? error.message : String(error),
        remedy: 'name a YAML file with seeds by vendor',
      },
    ]);
  }
}

function strangers(seeds: Source, read: readonly VendorFiles[]): Mistake[] {
  const names = read.map((it) => it.name);
  if (!isObject(seeds.value))
    return [
      ...seeds.mistakes,
      ...(seeds.mistakes.length > 0
        ? []
        : [seeds.mistake([], 'the file has no seeds by vendor', `begin it with one of ${names.join(', ')}`)]),
    ];
  return Object.keys(seeds.value).flatMap((name) =>
    names.includes(name) ? [] : [seeds.mistake([name], `unknown vendor ${name}`, suggest(name, names))],
  );
}

/** @throws MistakesError */
export function loadDirectory(directory: string, { evidence = DEFAULT_LEVEL, ...options }: LoadOptions): Vendor[] {
  const { vendors, data, mistakes } = checkDirectory(directory, options);
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  return evidence === DEFAULT_LEVEL
    ? vendors
    : data.map((it) => buildVendor(it, options.quirks, { regExp: linearPattern, evidence }));
}

/** The data of a sound directory, as the build keeps it. @throws MistakesError */
export function prepare(directory: string): VendorData[] {
  const { data, mistakes } = checkDirectory(directory, { quirks: ownQuirks });
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  return data;
}
