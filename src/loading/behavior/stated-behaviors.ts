/** The files that state a behavior. A behavior with `extends` states only differences. */
import { basename, extname, join } from 'node:path';
import { behavior } from '../../grammar/behavior.js';
import { isObject } from '../../grammar/json.js';
import { states, type Extends } from '../extend.js';
import { exists } from '../files.js';
import type { Mistake } from '../mistakes.js';
import type { VendorPlace } from '../vendor-places.js';
import { shownPath } from '../shown-path.js';
import { CorrectedDocument } from '../parse-by-grammar.js';
import type { PlacedDocument } from '../placed-document.js';
import { Source } from '../source.js';

export interface StatedBehavior {
  /** Places by paths of the behavior. */
  source: PlacedDocument;
  /** Paths of words that could stand for several others. */
  guessed: PropertyKey[][];
  /** undefined: the file cannot be read. */
  value: unknown;
  /** undefined: a whole behavior. */
  extends: unknown;
  /** Whether it is that of the base of an edition. */
  isOfBase: boolean;
  /** The names of operations that are written as method and path, by operationId. */
  written: ReadonlyMap<string, string>;
}

/** Those of an edition before those of its base. None: the behavior is inferred. @param openapi the document of the place */
export function statedBehaviorsAt(place: VendorPlace, openapi: PlacedDocument): StatedBehavior[] {
  const { base, files } = place;
  const own = statementIn(place, place.file === base?.file ? undefined : openapi);
  if (base === undefined) return own ? [own] : [];
  if (own && own.extends !== ('base' satisfies Extends)) return [own];
  // An overlay may change the behavior that is in the document of the base.
  const document = place.file === base.file ? openapi : Source.read(files, base.file, shownPath(base.file));
  const ofBase = statementIn({ ...base, files }, document);
  return [own, ofBase && { ...ofBase, isOfBase: true }].filter((it) => it !== undefined);
}

/** Whether a part of the behavior comes from the document alone. */
export function isInferredInPart(statements: readonly StatedBehavior[]): boolean {
  const last = statements.at(-1);
  return last === undefined || last.extends !== undefined;
}

/** `behavior.yaml` of a directory or beside a document, or `x-stuntdouble` in it. */
function statementIn(
  { directory, file, isDirectory, files }: VendorPlace,
  openapi: PlacedDocument | undefined,
): StatedBehavior | undefined {
  const names = isDirectory ? [] : [`${basename(file, extname(file))}.behavior.yaml`];
  const found =
    directory === undefined
      ? undefined
      : [...names, 'behavior.yaml'].map((name) => join(directory, name)).find((item) => exists(files, item));
  if (found !== undefined) {
    return statementOfDocument(new CorrectedDocument(Source.read(files, found, shownPath(found)), behavior, [], KEYS));
  }
  const inline = isObject(openapi?.value) ? openapi.value['x-stuntdouble'] : undefined;
  if (openapi === undefined || !isObject(inline)) return undefined;
  return statementOfDocument(new CorrectedDocument(openapi, behavior, ['x-stuntdouble'], KEYS));
}

/** Keys of a file that are not in the grammar of a whole behavior. */
const KEYS = ['extends'];

const statementOfDocument = (source: CorrectedDocument): StatedBehavior => ({
  source,
  guessed: source.guessed,
  value: source.value,
  extends: extendsOf(source.value),
  isOfBase: false,
  written: new Map(),
});

const extendsOf = (value: unknown): unknown => (isObject(value) ? value['extends'] : undefined);

/** The statement that gives a behavior the value at a path; undefined: it is inferred. */
export const statementOf = (
  statements: readonly StatedBehavior[],
  path: readonly PropertyKey[],
): StatedBehavior | undefined =>
  statements.find((it) => it.extends === undefined || (isObject(it.value) && states(it.value, path)));

/** A mistake at a path of a behavior, at the file and line that state it. */
export function mistakeIn(
  { source, written }: StatedBehavior,
  path: readonly PropertyKey[],
  problem: string,
  remedy: string,
): Mistake {
  const [section, name, ...rest] = path;
  const given = section === 'operations' ? written.get(String(name)) : undefined;
  return source.mistake(given === undefined ? [...path] : ['operations', given, ...rest], problem, remedy);
}

/** With operations by operationId. @param addresses operationIds by `POST /v1/customers` */
export function byOperationId(statement: StatedBehavior, addresses: ReadonlyMap<string, string>): StatedBehavior {
  const { value } = statement;
  if (!isObject(value) || !isObject(value['operations'])) return statement;
  const operations = Object.entries(value['operations']);
  return {
    ...statement,
    value: {
      ...value,
      operations: Object.fromEntries(operations.map(([name, it]) => [addresses.get(name) ?? name, it])),
    },
    written: new Map(
      operations.flatMap(([name]) => (addresses.has(name) ? [[addresses.get(name) ?? name, name]] : [])),
    ),
  };
}
