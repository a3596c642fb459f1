/** Reads a vendor and checks its files by the grammars. */
import { withBodies } from '../grammar/envelope.js';
import type { Behavior } from '../grammar/behavior.js';
import { isObject, type Json } from '../grammar/json.js';
import { versionOf } from '../contract/normalize/normalize.js';
import type { Seed } from '../engine/model/vendor.js';
import { readBehavior } from './behavior/read-behavior.js';
import { isInferredInPart, statedBehaviorsAt, type StatedBehavior } from './behavior/stated-behaviors.js';
import { CorrectedContract } from './corrected-contract.js';
import { directoryOf, documentOf, sourceAt, type LoadNote } from './document-file.js';
import { diskFiles, type Files } from './files.js';
import { withoutPrototype } from './null-prototype.js';
import type { Mistake } from './mistakes.js';
import { misnamedIn, placeOfDirectory, type VendorPlace } from './vendor-places.js';
import { fittingSeed, readSeed, type SeedDocument } from './read-seed.js';
import { shownPath } from './shown-path.js';
import type { PlacedDocument } from './placed-document.js';
import type { Source } from './source.js';

/** The data of a vendor: plain JSON, so that the build can prepare it. */
export interface VendorData {
  name: string;
  document: Json;
  behavior: Behavior;
  seed: Seed;
}

export interface VendorFiles {
  name: string;
  /** The directory of the vendor's other files; undefined: there are none. */
  directory: string | undefined;
  /** For an edition: the vendor of which it states the differences. */
  base: VendorPlace | undefined;
  /** The port through which they were read. */
  files: Files;
  openapi: PlacedDocument;
  /** The document, if mistakes in it are refused; in other documents they are repaired and become notes. */
  strict: CorrectedContract | undefined;
  /** The files that state the behavior, an edition before its base. Empty: the behavior is inferred. */
  statements: readonly StatedBehavior[];
  seed: SeedDocument | undefined;
  mistakes: Mistake[];
  /** Paths of the behavior whose values are missing, removed or guessed: what is said about them may be wrong. */
  uncertain: PropertyKey[][];
  /** Whether the behavior is inferred, at least in part. */
  isInferred: boolean;
  /** Repairs, and entries without effect. */
  notes: () => LoadNote[];
  /** Without the parts that have mistakes. It is served only if there are no mistakes. */
  data: VendorData | undefined;
}

/** @param seeds a file with seeds by vendor, which replace the vendors' own @throws MistakesError if there is no document */
export function readVendor(at: string | VendorPlace, seeds?: Source): VendorFiles {
  const place = typeof at === 'string' ? placeOfDirectory(at, diskFiles) : at;
  const written = sourceAt(place);
  const statements = statedBehaviorsAt(place, written);
  const strict =
    isStrict(written, statements) && !isHalfOverlaid(written, place) ? new CorrectedContract(written) : undefined;
  const openapi = strict ?? written;
  const files: VendorFiles = {
    name: place.name ?? '',
    directory: place.directory,
    base: place.base,
    files: place.files,
    openapi,
    strict,
    statements,
    seed: undefined,
    data: undefined,
    isInferred: isInferredInPart(statements),
    notes: () => [],
    uncertain: [],
    mistakes: [...new Set([openapi, ...statements.map(({ source }) => source)])].flatMap((source) => source.mistakes),
  };
  const document = readContract(files, place);
  const { notes } = files;
  files.notes = () => [...notes(), ...misnamed(place)];
  // Without the document, only a whole behavior can be checked.
  const isWhole = statements.length > 0 && statements[0]?.extends === undefined;
  const behavior = document || isWhole ? behaviorFor(files, document ?? {}) : undefined;
  const { seed, document: seedDocument, mistakes, isOfBase } = readSeed(files.name, place, seeds);
  files.seed = seedDocument;
  files.mistakes.push(...mistakes);
  if (document && behavior)
    files.data = {
      name: files.name,
      document,
      behavior: byOwnNames(withBodies(behavior)),
      seed: isOfBase ? fittingSeed(seed, Object.keys(behavior.resources)) : seed,
    };
  return files;
}

/** Whether the document of an edition has only a part of its overlay, because that has mistakes. */
const isHalfOverlaid = ({ mistakes }: PlacedDocument, { overlay }: VendorPlace): boolean =>
  overlay !== undefined && mistakes.length > 0;

/** A transcribed contract of version 3.1: no rule of its behavior is inferred from it, as `infer` prints them. */
const isStrict = ({ value }: PlacedDocument, statements: readonly StatedBehavior[]): boolean =>
  isObject(value) &&
  !isInferredInPart(statements) &&
  versionOf(value) === '3.1' &&
  !statements.some((statement) => states(statement.value, 'inferred'));

/** Whether evidence of this level is stated anywhere in it. */
function states(node: unknown, level: string): boolean {
  if (Array.isArray(node)) return node.some((part) => states(part, level));
  if (!isObject(node)) return false;
  const { evidence } = node;
  return (
    (isObject(evidence) && evidence[level] !== undefined) || Object.values(node).some((part) => states(part, level))
  );
}

const misnamed = ({ directory, isDirectory, files }: VendorPlace): LoadNote[] =>
  isDirectory && directory !== undefined
    ? misnamedIn(directory, files).map(({ file, name }) => ({
        file: shownPath(file),
        line: 1,
        text: `this file is not read: name it ${name}`,
      }))
    : [];

function behaviorFor(files: VendorFiles, document: Json): Behavior | undefined {
  const { base, notes } = files;
  const { behavior, statements, mistakes, uncertain, idle } = readBehavior(
    files.statements,
    document,
    base !== undefined,
  );
  files.statements = statements;
  files.mistakes.push(...mistakes);
  files.uncertain = uncertain;
  files.notes = () => [...notes(), ...idle.map((note) => note())];
  return behavior;
}

/** Normalizes a document of any version. */
function readContract(files: VendorFiles, place: VendorPlace): Json | undefined {
  const { name, directory, file, isDirectory, value } = place;
  if (files.openapi.value === undefined || isHalfOverlaid(files.openapi, place)) {
    files.name ||= name ?? 'api';
    return undefined;
  }
  const read = documentOf(files.openapi, directoryOf(place), value === undefined ? file : undefined, place.files);
  files.mistakes.push(...read.mistakes);
  files.notes = read.file?.notes ?? files.notes;
  files.name = name ?? read.file?.name ?? 'api';
  if (isSegment(files.name)) return read.file?.document;
  files.mistakes.push({
    file: shownPath(isDirectory && directory !== undefined ? directory : file),
    line: 1,
    problem: `the ${isDirectory ? 'directory' : 'name'} ${files.name} cannot be the first segment of an address`,
    remedy: 'name it in lower case: letters, digits, . _ - and @',
  });
  return read.file?.document;
}

const isSegment = (name: string): boolean => /^[a-z0-9][a-z0-9._@-]*$/.test(name);

/** Null-prototype maps: looking up `toString` never finds that of Object.prototype. */
const byOwnNames = (behavior: Behavior): Behavior => ({
  ...behavior,
  resources: withoutPrototype(
    Object.fromEntries(
      Object.entries(behavior.resources).map(([name, it]) => [
        name,
        it.fields ? { ...it, fields: withoutPrototype(it.fields) } : it,
      ]),
    ),
  ),
  operations: withoutPrototype(behavior.operations),
  dialect: {
    ...behavior.dialect,
    messages: withoutPrototype(behavior.dialect.messages),
    refusals: withoutPrototype(behavior.dialect.refusals),
  },
});
