/** Checks a vendor directory. Reports all mistakes at once, each with file, line and remedy. */
import { METHODS } from '../contract/normalize/kinds.js';
import { isObject, type Json } from '../grammar/json.js';
import type { Quirk, Vendor } from '../engine/model/vendor.js';
import { buildVendor } from './build.js';
import { checkBehavior } from './check-behavior.js';
import { checkSeed } from './check-seed.js';
import { linearPattern } from '../contract/patterns.js';
import { readContractSuite } from './contract-suite.js';
import { closest, suggest } from '../engine/values/suggest.js';
import { checkKeywords } from './check-keywords.js';
import type { CorrectedContract } from './corrected-contract.js';
import { checkLinks } from './check-links.js';
import { blamed } from './edition/edition-mistakes.js';
import { readVendor, type VendorData, type VendorFiles } from './read-vendor.js';
import { checkStatements } from './edition/check-statements.js';
import type { Mistake } from './mistakes.js';
import { checkSchemas } from './check-schemas.js';
import type { PlacedDocument } from './placed-document.js';

export interface CheckedVendor {
  /** undefined: it has mistakes. */
  vendor?: Vendor;
  mistakes: Mistake[];
}

export function checkVendor(files: VendorFiles, quirks: Record<string, Quirk>): CheckedVendor {
  const { vendor, mistakes } = checkParts(files, quirks);
  if (mistakes.length === 0 && vendor) return { vendor, mistakes };
  const ofBase = (): Mistake[] =>
    files.base === undefined ? [] : checkVendor(readVendor({ ...files.base, files: files.files }), quirks).mistakes;
  return { mistakes: inOrder(files.base === undefined ? mistakes : blamed(mistakes, files, ofBase())) };
}

function checkParts(files: VendorFiles, quirks: Record<string, Quirk>): CheckedVendor {
  const mistakes = [...files.mistakes, ...checkStatements(files), ...(files.strict ? checkDocument(files.strict) : [])];
  const { data } = files;
  if (data === undefined) return { mistakes };
  let vendor: Vendor | undefined;
  try {
    vendor = buildVendor(data, quirks, { regExp: linearPattern });
    mistakes.push(...checkMeaning(files, data, vendor, quirks, mistakes.length === 0));
  } catch (error) {
    // After other mistakes, an error may be a consequence of them.
    if (mistakes.length === 0)
      mistakes.push(
        files.openapi.mistake(
          ['paths'],
          error instanceof Error ? error.message : String(error),
          'correct the document',
        ),
      );
  }
  return { ...(vendor && { vendor }), mistakes };
}

/** Checks references between the files. */
function checkMeaning(
  files: VendorFiles,
  data: VendorData,
  vendor: Vendor,
  quirks: Record<string, Quirk>,
  isParsed: boolean,
): Mistake[] {
  noteExamples(files, vendor);
  const mistakes = [
    ...(files.strict ? checkSecurity(files.strict) : []),
    ...checkBehavior(files, data, vendor.contract, new Set(Object.keys(quirks))),
    ...(isParsed && files.strict ? checkCompiles(files.strict, vendor) : []),
    ...checkReachable(files, vendor),
    ...checkSeed(files, vendor),
  ];
  // The cases refer to rules and operations.
  return isParsed && mistakes.length === 0 && files.directory !== undefined
    ? readContractSuite(files.directory, vendor).mistakes
    : mistakes;
}

/** An unreachable operation is a note in a document without its own behavior. */
function checkReachable(files: VendorFiles, { contract }: Vendor): Mistake[] {
  const hidden = contract.tools.unreachable().map(({ operation, by }) => {
    const instead = by === undefined ? 'nothing answers' : `${by.method} ${by.path} (${by.id}) answers`;
    return files.openapi.mistake(
      ['paths', operation.path, operation.method.toLowerCase()],
      `no request reaches ${operation.id}: ${instead} in its place`,
      'give it a path of its own',
    );
  });
  if (files.strict !== undefined) return hidden;
  const { notes } = files;
  files.notes = () => [...notes(), ...hidden.map(({ file, line, problem }) => ({ file, line, text: problem }))];
  return [];
}

const inOrder = (mistakes: Mistake[]): Mistake[] =>
  [...mistakes].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));

/** The document on its own: version, references, the schema of OpenAPI, operation ids. */
function checkDocument(source: CorrectedContract): Mistake[] {
  if (!isObject(source.value)) return [];
  return [
    ...source.corrected,
    ...checkSchemas(source),
    ...checkKeywords(source),
    ...checkOperationIds(source, source.value),
    ...checkPathParameters(source, source.value),
    ...checkLinks(source),
  ];
}

function checkOperationIds(source: PlacedDocument, document: Json): Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Set<string>();
  const paths = isObject(document['paths']) ? document['paths'] : {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const id = operation['operationId'];
      const at = ['paths', path, method];
      if (typeof id !== 'string' || id === '')
        mistakes.push(
          source.mistake(
            at,
            `${method.toUpperCase()} ${path} has no operationId`,
            'give it one: the behavior names operations by it',
          ),
        );
      else if (seen.has(id))
        mistakes.push(source.mistake([...at, 'operationId'], `operationId ${id} is used twice`, 'rename one'));
      else seen.add(id);
    }
  }
  if (seen.size === 0)
    mistakes.push(source.mistake(['paths'], 'the document has no operations', 'add paths with operations'));
  return mistakes;
}

/** A path parameter must stand in the path. */
function checkPathParameters(source: PlacedDocument, { paths }: Json): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {})) {
    if (!isObject(item)) continue;
    const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
    const lists: [PropertyKey[], unknown][] = [
      [['parameters'], item['parameters']],
      ...METHODS.map((method): [PropertyKey[], unknown] => {
        const operation = item[method];
        return [[method, 'parameters'], isObject(operation) ? operation['parameters'] : undefined];
      }),
    ];
    for (const [at, list] of lists)
      for (const [i, parameter] of (Array.isArray(list) ? list : []).entries()) {
        if (!isObject(parameter) || parameter['in'] !== 'path' || names.includes(String(parameter['name']))) continue;
        const problem = `the path ${path} has no parameter ${String(parameter['name'])}`;
        const remedy =
          names.length === 0 ? 'remove it, or put it into the path' : suggest(String(parameter['name']), names);
        mistakes.push(source.mistake(['paths', path, ...at, i, 'name'], problem, remedy));
      }
  }
  return mistakes;
}

function checkSecurity(source: PlacedDocument): Mistake[] {
  if (!isObject(source.value)) return [];
  const { components, paths, security } = source.value;
  const schemes = isObject(components) && isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const known = Object.keys(schemes);
  const lists: [PropertyKey[], unknown][] = [
    [['security'], security],
    ...Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) =>
      METHODS.map((method): [PropertyKey[], unknown] => {
        const operation = isObject(item) ? item[method] : undefined;
        return [['paths', path, method, 'security'], isObject(operation) ? operation['security'] : undefined];
      }),
    ),
  ];
  return lists.flatMap(([at, list]) =>
    (Array.isArray(list) ? list : []).flatMap((needs: unknown, i) =>
      Object.keys(isObject(needs) ? needs : {})
        .filter((name) => !known.includes(name))
        .map((name) => {
          const near = closest(name, known);
          const remedy =
            near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'add it under components.securitySchemes';
          const mistake = source.mistake([...at, i, name], `the security scheme ${name} is not declared`, remedy);
          return { ...mistake, ...source.removal(['components', 'securitySchemes', name]) };
        }),
    ),
  );
}

/** Notes on examples of requests that break their schemas: the vendor refuses its own examples. */
function noteExamples(files: VendorFiles, { contract }: Vendor): void {
  const { strict, notes } = files;
  // An example may break what stands in place of a misspelled word.
  if (strict === undefined || strict.mistakes.length > 0 || strict.corrected.length > 0) return;
  files.notes = () => [
    ...notes(),
    ...brokenExamples(contract).map(({ operation, type, issues }) => {
      const parts = issues.map(({ keyword, field }) => `${keyword} at ${field || 'the body'}`);
      return {
        ...strict.place(['paths', operation.path, operation.method.toLowerCase(), 'requestBody', 'content', type]),
        text: `an example of the request of ${operation.id} breaks its schema, and is refused: ${parts.join(', ')}`,
      };
    }),
  ];
}

/** Schemas that cannot be compiled are told elsewhere. */
function brokenExamples({ tools }: Vendor['contract']): ReturnType<typeof tools.brokenByExamples> {
  try {
    return tools.brokenByExamples();
  } catch {
    return [];
  }
}

/** Compiles every validator, to report schemas that Ajv cannot compile. */
function checkCompiles(source: PlacedDocument, vendor: Vendor): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const operation of vendor.contract.operations) {
    try {
      vendor.contract.validate(operation, {}, '', {});
      for (const status of operation.successes) vendor.contract.check(operation, status, null);
    } catch (error) {
      mistakes.push(
        source.mistake(
          ['paths', operation.path, operation.method.toLowerCase()],
          error instanceof Error ? error.message : String(error),
          'correct the schema',
        ),
      );
    }
  }
  return mistakes;
}
