/** Reads a vendor and checks its files by the grammars. */
import { isObject, type Json } from '../grammar/json.js';
import type { Seed } from '../engine/model/vendor.js';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { conform } from '../grammar/conform.js';
import { behavior as behaviorGrammar, type Behavior } from '../grammar/behavior.js';
import { withBodies } from '../grammar/envelope.js';
import { seedGrammar } from '../grammar/seed.js';
import { closest, suggest } from '../engine/values/suggest.js';
import { partial } from '../grammar/partial.js';
import type { Mistake } from './mistakes.js';
import { documentOf, type LoadNote } from './document-file.js';
import { extend, type Deviation } from './extend.js';
import { diskFiles, exists } from './files.js';
import { placeOfDirectory, type VendorPlace } from './places.js';
import { infer, withMissingWords } from '../infer/infer.js';
import { shown } from './shown.js';
import { Source } from './source.js';

/** The data of a vendor: plain JSON, so that the build can prepare it. */
export interface VendorData {
  name: string;
  document: Json;
  behavior: Behavior;
  seed: Seed;
}

export { nameOf, vendorDirectories } from './places.js';

export interface VendorFiles {
  name: string;
  /** The directory of the vendor's other files; undefined: there are none. */
  directory: string | undefined;
  openapi: Source;
  /** The same file as `openapi` if the behavior is in `x-stuntdouble`. */
  behavior: Source | undefined;
  behaviorPath: string[];
  seed: Source | undefined;
  seedPath: string[];
  /** The stated part of a behavior with `extends: inferred`. */
  delta: Json | undefined;
  /** Whether the behavior is inferred. */
  isInferred: boolean;
  /** Repairs, and entries without effect. */
  notes: () => LoadNote[];
  /** Without the parts that have mistakes; served only if there are none. */
  data: VendorData | undefined;
  /** Names of the parts that `data` lacks because they have mistakes, and names that unknown keys may stand for. */
  removed: Set<string>;
  mistakes: Mistake[];
}

/** @param seeds a file with seeds by vendor, which replace the vendors' own @throws MistakesError if there is no document */
export function readVendor(at: string | VendorPlace, seeds?: Source): VendorFiles {
  const place = typeof at === 'string' ? placeOfDirectory(at, diskFiles) : at;
  const openapi =
    place.value === undefined
      ? Source.read(place.files, place.file, shown(place.file))
      : Source.of(JSON.stringify(place.value), place.file);
  const { behavior, behaviorPath } = behaviorOf(place, openapi);
  const files: VendorFiles = {
    name: place.name ?? '',
    directory: place.directory,
    openapi,
    behavior,
    behaviorPath,
    seed: undefined,
    seedPath: [],
    data: undefined,
    delta: undefined,
    isInferred: false,
    notes: () => [],
    removed: new Set(),
    mistakes: [...new Set([openapi, behavior])].flatMap((source) => source?.mistakes ?? []),
  };
  const stated = behaviorPath.reduce<unknown>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    behavior?.value,
  );
  files.isInferred = behavior === undefined || (isObject(stated) && stated['extends'] !== undefined);
  const document = readContract(files, place);
  const behaviorData = files.isInferred
    ? document && inferredBehavior(files, document, stated)
    : behavior && parse(behaviorGrammar, behavior, behaviorPath, files);
  const seedData = readSeed(files, place, seeds);
  if (document && behaviorData)
    files.data = { name: files.name, document, behavior: byOwnNames(withBodies(behaviorData)), seed: seedData };
  return files;
}

/** Normalizes a document of any version. */
function readContract(
  files: VendorFiles,
  { name, directory, file, isDirectory, value, files: readable }: VendorPlace,
): Json | undefined {
  if (files.openapi.mistakes.length > 0) {
    files.name ||= name ?? 'api';
    return undefined;
  }
  const read = documentOf(files.openapi, directory, value === undefined ? file : undefined, readable);
  files.mistakes.push(...read.mistakes);
  files.notes = read.file?.notes ?? files.notes;
  files.name = name ?? read.file?.name ?? 'api';
  if (isSegment(files.name)) return read.file?.document;
  files.mistakes.push({
    file: shown(isDirectory && directory !== undefined ? directory : file),
    line: 1,
    problem: `the ${isDirectory ? 'directory' : 'name'} ${files.name} cannot be the first segment of an address`,
    remedy: 'name it in lower case: letters, digits, . _ - and @',
  });
  return read.file?.document;
}

const isSegment = (name: string): boolean => /^[a-z0-9][a-z0-9._@-]*$/.test(name);

/** `behavior.yaml` of a directory or beside a document, or `x-stuntdouble` in it. */
function behaviorOf(
  { directory, file, isDirectory, files }: VendorPlace,
  openapi: Source,
): Pick<VendorFiles, 'behavior' | 'behaviorPath'> {
  const own = `${basename(file, extname(file))}.behavior.yaml`;
  const names = isDirectory ? ['behavior.yaml'] : [own, 'behavior.yaml'];
  const found =
    directory === undefined
      ? undefined
      : names.map((name) => join(directory, name)).find((item) => exists(files, item));
  if (found !== undefined) return { behavior: Source.read(files, found, shown(found)), behaviorPath: [] };
  const isInline = isObject(openapi.value) && isObject(openapi.value['x-stuntdouble']);
  return isInline ? { behavior: openapi, behaviorPath: ['x-stuntdouble'] } : { behavior: undefined, behaviorPath: [] };
}

/** The inferred behavior, merged with the stated one. */
function inferredBehavior(files: VendorFiles, document: Json, delta: unknown): Behavior | undefined {
  const inferred = infer(document);
  const { behavior: source, behaviorPath } = files;
  if (source === undefined || !isObject(delta)) return inferred;
  const addresses = addressesOf(document);
  files.delta = byOperationId(delta, addresses);
  const report = ({ path, problem, remedy }: Deviation): void =>
    void files.mistakes.push(source.mistake([...behaviorPath, ...path], problem, remedy));
  if (delta['extends'] !== 'inferred') {
    report({
      path: ['extends'],
      problem: `cannot extend ${JSON.stringify(delta['extends'])}`,
      remedy: 'write `extends: inferred`',
    });
    return undefined;
  }
  const extended = extend(inferred, delta, addresses);
  extended.mistakes.forEach(report);
  const { notes } = files;
  files.notes = () => [
    ...notes(),
    ...extended.idle.map(({ path, problem, remedy }) => ({
      file: source.file,
      line: source.line([...behaviorPath, ...path]),
      text: `${problem}: ${remedy}`,
    })),
  ];
  const result = conform(behaviorGrammar, extended.behavior);
  if ('data' in result) return withMissingWords(document, result.data);
  for (const { path, problem, remedy, unknown } of result.wrong)
    report({ path: path.map(String), problem, remedy: unknown ? suggest(unknown.key, unknown.known) : remedy });
  return undefined;
}

const byOperationId = ({ operations, ...rest }: Json, addresses: ReadonlyMap<string, string>): Json => ({
  ...rest,
  ...(isObject(operations) && {
    operations: Object.fromEntries(Object.entries(operations).map(([name, it]) => [addresses.get(name) ?? name, it])),
  }),
});

/** operationIds by method and path. */
function addressesOf({ paths }: Json): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {}))
    for (const [method, operation] of Object.entries(isObject(item) ? item : {}))
      if (isObject(operation) && typeof operation['operationId'] === 'string')
        found.set(`${method.toUpperCase()} ${path}`, operation['operationId']);
  return found;
}

function readSeed(files: VendorFiles, place: VendorPlace, seeds: Source | undefined): Seed {
  const { name } = files;
  const given = isObject(seeds?.value) && seeds.value[name] !== undefined;
  const file = seedFileOf(place);
  files.seed = given ? seeds : file === undefined ? undefined : Source.read(place.files, file, shown(file));
  files.seedPath = given ? [name] : [];
  if (files.seed && files.seed !== seeds) files.mistakes.push(...files.seed.mistakes);
  const data = (files.seed && parse(seedGrammar, files.seed, files.seedPath, files)) ?? {
    records: {},
    credentials: {},
  };
  const credentials = Object.entries(data.credentials).map(([credential, it]) => ({
    name: credential,
    ...defined(it.records ? { ...it, records: own(it.records) } : it),
  }));
  return { records: own(data.records), credentials: credentials as Seed['credentials'] };
}

/** The seed beside the document; for a vendor directory also in the `fixtures` next to the directory of all vendors. */
function seedFileOf({ directory, isDirectory, files }: VendorPlace): string | undefined {
  if (directory === undefined) return undefined;
  const at = resolve(directory);
  const inFixtures = isDirectory ? [join(dirname(at), '..', 'fixtures', basename(at), 'seed.yaml')] : [];
  return [join(at, 'seed.yaml'), ...inFixtures].find((file) => exists(files, file));
}

function parse<T>(
  grammar: Parameters<typeof conform<T>>[0],
  source: Source,
  path: string[],
  { mistakes, removed }: VendorFiles,
): T | undefined {
  if (source.value === undefined) return undefined;
  const value = path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), source.value);
  const result = conform(grammar, value);
  if ('data' in result) return result.data;
  for (const { path: at, problem, remedy, unknown } of result.wrong) {
    mistakes.push(source.mistake([...path, ...at], problem, unknown ? suggest(unknown.key, unknown.known) : remedy));
    for (const name of unknown ? closest(unknown.key, unknown.known) : []) removed.add(name);
  }
  const rest = partial(grammar, value);
  for (const name of rest?.removed.map((at) => String(at.at(-1))) ?? []) removed.add(name);
  return rest?.data;
}

/** Null-prototype maps: looking up `toString` never finds that of Object.prototype. */
const byOwnNames = (behavior: Behavior): Behavior => ({
  ...behavior,
  resources: own(
    Object.fromEntries(
      Object.entries(behavior.resources).map(([name, it]) => [
        name,
        it.fields ? { ...it, fields: own(it.fields) } : it,
      ]),
    ),
  ),
  operations: own(behavior.operations),
  dialect: {
    ...behavior.dialect,
    messages: own(behavior.dialect.messages),
    refusals: own(behavior.dialect.refusals),
  },
});

const own = <T extends object>(map: T): T => Object.assign(Object.create(null) as T, map);

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as T;
