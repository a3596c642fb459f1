/** Loads and checks the vendors of a directory. Reports every mistake. */
import { suggest } from '../engine/values/suggest.js';
import { isObject } from '../grammar/json.js';
import type { NoteOptions, Quirk, Vendor } from '../engine/model/vendor.js';
import { linearPattern } from '../contract/patterns.js';
import { DEFAULT_LEVEL, type EvidenceLevel } from '../grammar/evidence.js';
import { quirks as ownQuirks } from '../quirks/index.js';
import { buildVendor, type Building } from './build.js';
import { checkVendor } from './check-vendor.js';
import { formatMistake, MistakesError, type Mistake } from './mistakes.js';
import { summaryLines, inferenceSummary } from '../infer/summary.js';
import type { LoadNote } from './document-file.js';
import { diskFiles, type Files } from './files.js';
import { placesAt, placesOfSource, type VendorPlace } from './vendor-places.js';
import { preparedFiles } from './prepared-vendors.js';
import { RecordedFiles, type Seen } from './recorded-files.js';
import { readVendor, type VendorData, type VendorFiles } from './read-vendor.js';
import { relaxedNotes } from './relaxed-notes.js';
import { Source } from './source.js';
import { readSources, type NumberedStatement } from './numbered-statements.js';

export interface Checked {
  vendors: Vendor[];
  data: VendorData[];
  /** By vendor. */
  notes: Map<string, (options?: NoteOptions) => LoadNote[]>;
  /** By vendor: its files, the document first, including missing ones that would be read. */
  files: Map<string, Seen>;
  /** By vendor: finds the line of a path in its document. */
  placeOf: Map<string, (path: readonly PropertyKey[]) => { file: string; line: number }>;
  /** By vendor directory. */
  statements: Map<string, () => NumberedStatement[]>;
  /** Names of the vendors with an inferred behavior. */
  inferred: Set<string>;
  mistakes: Mistake[];
}

export interface CheckOptions {
  quirks: Record<string, Quirk>;
  /** A file with seeds by vendor, which replace the vendors' own. */
  seedFile?: string;
  /** Only these vendors; undefined: all. */
  names?: readonly string[];
  /** Default: the disk. */
  files?: Files | undefined;
}

export interface LoadOptions extends CheckOptions {
  /** The minimum evidence of rules. */
  evidence?: EvidenceLevel;
  accounts?: Building['accounts'];
}

/** Loads all vendors of a directory, a single vendor directory, or a document. */
export const checkDirectory = (path: string, options: CheckOptions): Checked =>
  checkFound(() => placesAt(path, options.files ?? diskFiles), options);

/** The same for a source on the command line, which can be the name of a bundled vendor. */
export const checkSource = (source: string, options: CheckOptions): Checked =>
  checkFound(() => placesOfSource(source, options.files ?? diskFiles), options);

function checkFound(find: () => VendorPlace[], options: CheckOptions): Checked {
  try {
    return checkPlaces(find(), options);
  } catch (error) {
    if (error instanceof MistakesError)
      return {
        vendors: [],
        data: [],
        notes: new Map(),
        files: new Map(),
        placeOf: new Map(),
        statements: new Map(),
        inferred: new Set(),
        mistakes: [...error.mistakes],
      };
    throw error;
  }
}

/** @throws MistakesError if there is no document */
export function checkPlaces(places: readonly VendorPlace[], options: CheckOptions): Checked {
  const { quirks, seedFile, names = [], files = diskFiles } = options;
  const wanted = places.filter((place) => names.length === 0 || place.name === undefined || names.includes(place.name));
  const seeds = seedFile === undefined ? undefined : readSeeds(files, seedFile);
  // Digests are computed only for watched files.
  const recorded = wanted.map((place) => ({
    place,
    files: files instanceof RecordedFiles ? new RecordedFiles(place.files) : undefined,
  }));
  const read = withNamesOfTheirOwn(
    recorded.map(({ place, files: own }) => readVendor({ ...place, files: own ?? place.files }, seeds)),
  );
  // The common seeds belong to the files of each vendor.
  if (seedFile !== undefined) for (const { files: own } of recorded) own?.read(seedFile);
  const checked = read.map((it) => checkVendor(it, quirks));
  const mistakes = once([...(seeds ? strangers(seeds, read) : []), ...checked.flatMap((it) => it.mistakes)]);
  return {
    vendors: checked.flatMap(({ vendor }) => vendor ?? []),
    data: read.flatMap(({ data }) => data ?? []),
    notes: new Map(read.map((it, at) => [it.name, notesOf(it, checked[at]?.vendor)])),
    files: new Map(read.map(({ name }, at) => [name, recorded[at]?.files?.seen ?? new Map<string, string>()])),
    placeOf: new Map(read.map(({ name, openapi }) => [name, (path) => openapi.place(path)])),
    statements: new Map(
      read.flatMap(({ name, directory }, at): [string, () => NumberedStatement[]][] =>
        directory !== undefined && wanted[at]?.isDirectory ? [[name, () => readSources(directory, files)]] : [],
      ),
    ),
    inferred: new Set(read.flatMap((item) => (item.isInferred ? [item.name] : []))),
    mistakes,
  };
}

/** Each mistake once: an edition also has those of its base. */
const once = (mistakes: readonly Mistake[]): Mistake[] => [
  ...new Map(mistakes.map((mistake) => [formatMistake(mistake), mistake])).values(),
];

const notesOf =
  ({ notes, openapi }: VendorFiles, vendor: Vendor | undefined) =>
  ({ examples = true }: NoteOptions = {}): LoadNote[] => [
    ...notes(),
    ...(examples && vendor ? relaxedNotes(openapi, vendor) : []),
  ];

/** Makes names unique, so that documents with equal titles can be served together. */
function withNamesOfTheirOwn(read: VendorFiles[]): VendorFiles[] {
  const taken = new Set<string>();
  for (const files of read) {
    let name = files.name;
    for (let n = 2; taken.has(name); n++) name = `${files.name}-${n}`;
    taken.add(name);
    if (name === files.name) continue;
    files.name = name;
    if (files.data) files.data = { ...files.data, name };
  }
  return read;
}

function readSeeds(files: Files, file: string): Source {
  try {
    return Source.read(files, file);
  } catch (error) {
    if (error instanceof MistakesError) throw error;
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
  const names = read.map((item) => item.name);
  if (!isObject(seeds.value))
    return [
      ...seeds.mistakes,
      ...(seeds.mistakes.length > 0
        ? []
        : [seeds.mistake([], 'the file has no seeds by vendor', `begin it with one of ${names.join(', ')}`)]),
    ];
  const unknown = Object.keys(seeds.value).filter((name) => !names.includes(name));
  return [
    ...seeds.mistakes,
    ...unknown.map((name) => seeds.mistake([name], `unknown vendor ${name}`, suggest(name, names))),
  ];
}

/** @throws MistakesError */
export function loadDirectory(directory: string, options: LoadOptions): Vendor[] {
  return loadPlaces(placesAt(directory, options.files ?? diskFiles), options);
}

/** @throws MistakesError */
export function loadPlaces(places: readonly VendorPlace[], options: LoadOptions): Vendor[] {
  const { evidence = DEFAULT_LEVEL, accounts, quirks } = options;
  const { vendors, data, notes, files, statements, inferred, mistakes } = checkPlaces(places, options);
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  const built =
    evidence === DEFAULT_LEVEL && accounts === undefined
      ? vendors
      : data.map((item) => buildVendor(item, quirks, { regExp: linearPattern, evidence, accounts }));
  return built.map((vendor) =>
    Object.assign(vendor, {
      notes: notes.get(vendor.name) ?? none,
      statements: statements.get(vendor.name),
      files: files.get(vendor.name),
      ...(inferred.has(vendor.name) && {
        understood: () => summaryLines(vendor.contract.title, inferenceSummary(vendor.behavior)),
      }),
    }),
  );
}

const none = (): LoadNote[] => [];

/** The data of a valid directory. @throws MistakesError */
export function dataOf(directory: string): VendorData[] {
  const { data, mistakes } = checkDirectory(directory, { quirks: ownQuirks });
  if (mistakes.length > 0) throw new MistakesError(mistakes);
  return data;
}

/** The files that the build writes for the vendors of a valid directory, by name. @throws MistakesError */
export const prepare = (directory: string): Map<string, string> => preparedFiles(dataOf(directory));
