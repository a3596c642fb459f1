/** Checks a vendor directory. Reports all mistakes at once, each with file, line and remedy. */
import { METHODS } from '../contract/normalize/kinds.js';
import { isObject, type Json } from '../grammar/json.js';
import type { Quirk, Vendor } from '../engine/model/vendor.js';
import { buildVendor } from './build.js';
import { checkBehavior } from './check-behavior.js';
import { checkSeed } from './check-seed.js';
import { openApiErrors } from '../contract/openapi-schema.js';
import { linearPattern } from '../contract/patterns.js';
import { readContractSuite } from './contract-suite.js';
import { checkLinks } from './check-links.js';
import { blamed } from './edition/edition-mistakes.js';
import { readVendor, type VendorData, type VendorFiles } from './read-vendor.js';
import { checkStatements } from './edition/check-statements.js';
import { checkReferences } from './check-references.js';
import type { Mistake } from './mistakes.js';
import { checkSchemas } from './check-schemas.js';
import type { PlacedDocument } from './placed-document.js';
import { versionOf } from '../contract/normalize/normalize.js';

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
  const mistakes = [
    ...files.mistakes,
    ...checkStatements(files),
    ...(isStrict(files) ? checkDocument(files.openapi) : []),
  ];
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

/** Mistakes in a transcribed 3.1 contract are errors; in other documents they are repaired and become notes. */
const isStrict = (files: VendorFiles): boolean =>
  !files.isInferred && isObject(files.openapi.value) && versionOf(files.openapi.value) === '3.1' && !isPrinted(files);

/** Whether a behavior that `infer` printed stands beside it, at least in part. */
const isPrinted = ({ statements }: VendorFiles): boolean => statements.some(({ value }) => states(value, 'inferred'));

/** Whether evidence of this level is stated anywhere in it. */
function states(node: unknown, level: string): boolean {
  if (Array.isArray(node)) return node.some((part) => states(part, level));
  if (!isObject(node)) return false;
  const { evidence } = node;
  return (
    (isObject(evidence) && evidence[level] !== undefined) || Object.values(node).some((part) => states(part, level))
  );
}

/** Checks references between the files. */
function checkMeaning(
  files: VendorFiles,
  data: VendorData,
  vendor: Vendor,
  quirks: Record<string, Quirk>,
  isParsed: boolean,
): Mistake[] {
  const mistakes = [
    ...(isStrict(files) ? checkSecurity(files.openapi, vendor) : []),
    ...checkBehavior(files, data, vendor.contract, new Set(Object.keys(quirks))),
    ...(isParsed && isStrict(files) ? checkCompiles(files.openapi, vendor) : []),
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
  if (isStrict(files)) return hidden;
  const { notes } = files;
  files.notes = () => [...notes(), ...hidden.map(({ file, line, problem }) => ({ file, line, text: problem }))];
  return [];
}

const inOrder = (mistakes: Mistake[]): Mistake[] =>
  [...mistakes].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));

/** The document on its own: version, references, the schema of OpenAPI, operation ids. */
function checkDocument(source: PlacedDocument): Mistake[] {
  if (!isObject(source.value)) return [];
  const invalid = openApiErrors(source.value).map(({ path, message }) =>
    source.mistake(
      path,
      `not valid OpenAPI: ${path.join('.') || 'the document'} ${message}`,
      'see https://spec.openapis.org/oas/v3.1.1.html',
    ),
  );
  return [
    ...checkReferences(source),
    ...checkSchemas(source),
    ...invalid,
    ...checkOperationIds(source, source.value),
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

function checkSecurity(source: PlacedDocument, { contract }: Vendor): Mistake[] {
  const { components } = isObject(source.value) ? source.value : {};
  const schemes = isObject(components) && isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  const known = new Set(Object.keys(schemes));
  const needed = new Set(
    contract.operations.flatMap((operation) => operation.security.flatMap((needs) => Object.keys(needs))),
  );
  return [...needed]
    .filter((name) => !known.has(name))
    .map((name) =>
      source.mistake(
        ['components', 'securitySchemes'],
        `the security scheme ${name} is not declared`,
        'add it under components.securitySchemes',
      ),
    );
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
