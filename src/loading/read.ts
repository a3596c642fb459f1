/** A vendor directory from disk: read, checked against the grammars, nothing assembled yet. */
import { isObject, type Json } from '../grammar/json.js';
import type { Seed } from '../engine/model/vendor.js';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { conform } from '../grammar/conform.js';
import { behavior as behaviorGrammar, type Behavior } from '../grammar/behavior.js';
import { withBodies } from '../grammar/envelope.js';
import { seedGrammar } from '../grammar/seed.js';
import { closest, suggest } from '../engine/values/suggest.js';
import { partial } from '../grammar/partial.js';
import type { Mistake } from './mistakes.js';
import { shown } from './shown.js';
import { Source } from './source.js';

/** What a vendor is made of: plain JSON, so that it can be prepared at build. */
export interface VendorData {
  name: string;
  document: Json;
  behavior: Behavior;
  seed: Seed;
}

export interface VendorFiles {
  name: string;
  directory: string;
  openapi: Source;
  /** The same file as `openapi` where the behavior is its `x-stuntdouble`. */
  behavior: Source | undefined;
  behaviorPath: string[];
  seed: Source | undefined;
  seedPath: string[];
  /** Without the parts that have mistakes; served only if there are none. */
  data: VendorData | undefined;
  /** Names of the parts that `data` lacks because they have mistakes, and names that unknown keys may stand for. */
  removed: Set<string>;
  mistakes: Mistake[];
}

export const nameOf = (directory: string): string => basename(resolve(directory));

/** The vendor directories in a directory, which may be one itself. Sorted, so that everything after is the same on every machine. */
export function vendorDirectories(directory: string): string[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return [];
  if (existsSync(join(directory, 'openapi.yaml'))) return [directory];
  return readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => existsSync(join(path, 'openapi.yaml')));
}

/** @param seeds a file with seeds by vendor, which go before the vendors' own */
export function readVendor(directory: string, seeds?: Source): VendorFiles {
  const name = nameOf(directory);
  const openapi = Source.read(join(directory, 'openapi.yaml'), shown(join(directory, 'openapi.yaml')));
  const behaviorFile = join(directory, 'behavior.yaml');
  const inline = isObject(openapi.value) && isObject(openapi.value['x-stuntdouble']);
  const behavior = existsSync(behaviorFile)
    ? Source.read(behaviorFile, shown(behaviorFile))
    : inline
      ? openapi
      : undefined;
  const given = isObject(seeds?.value) && seeds.value[name] !== undefined;
  const seedFile = seedOf(directory);
  const seed = given ? seeds : seedFile === undefined ? undefined : Source.read(seedFile, shown(seedFile));
  const seedPath = given ? [name] : [];
  const mistakes = [...new Set([openapi, behavior, seed])].flatMap((source) => source?.mistakes ?? []);
  const behaviorPath = behavior === openapi ? ['x-stuntdouble'] : [];
  const files: VendorFiles = {
    name,
    directory,
    openapi,
    behavior,
    behaviorPath,
    seed,
    seedPath,
    data: undefined,
    removed: new Set(),
    mistakes,
  };

  if (!/^[a-z0-9][a-z0-9._@-]*$/.test(name)) {
    mistakes.push({
      file: shown(directory),
      line: 1,
      problem: `the directory ${name} cannot be the first segment of an address`,
      remedy: 'name it in lower case: letters, digits, . _ - and @',
    });
  }
  if (behavior === undefined) {
    mistakes.push({
      file: shown(behaviorFile),
      line: 1,
      problem: 'there is no behavior',
      remedy: 'add a behavior.yaml beside the openapi.yaml, or x-stuntdouble at the root of it',
    });
  }
  if (openapi.value !== undefined && !isObject(openapi.value))
    mistakes.push(openapi.mistake([], 'the document is not an object', 'write an OpenAPI 3.1 document'));
  const document = isObject(openapi.value) ? openapi.value : undefined;
  const behaviorData = behavior && parse(behaviorGrammar, behavior, behaviorPath, files);
  const seedData = (seed && parse(seedGrammar, seed, seedPath, files)) ?? { records: {}, credentials: {} };
  if (document && behaviorData && openapi.value !== undefined) {
    const credentials = Object.entries(seedData.credentials).map(([credential, it]) => ({
      name: credential,
      ...defined(it),
    }));
    files.data = {
      name,
      document,
      behavior: byOwnNames(withBodies(behaviorData)),
      seed: { records: seedData.records, credentials: credentials as Seed['credentials'] },
    };
  }
  return files;
}

/** Beside the contract, or in the `fixtures` next to the directory of all vendors. */
function seedOf(directory: string): string | undefined {
  const at = resolve(directory);
  return [join(at, 'seed.yaml'), join(dirname(at), '..', 'fixtures', basename(at), 'seed.yaml')].find((file) =>
    existsSync(file),
  );
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

/** Whoever looks for a name that a file brings along (`toString`, `constructor`) finds what the file has, or nothing. */
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
