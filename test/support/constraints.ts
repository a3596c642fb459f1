/** The constraints of an OpenAPI document, beyond types, and its defaults. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoriesOf } from '../../src/loading/vendor-places.js';
import { isObject, type Json } from '../../src/grammar/json.js';

export interface Constraint {
  /** `Schema.field`, or the operation and the parameter: `GET /things.limit`. */
  place: string;
  /** `maxLength: 40` */
  constraint: string;
}

const KEYWORDS = [
  ...['minLength', 'maxLength', 'pattern', 'format', 'enum', 'contentMediaType', 'contentEncoding'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'required', 'dependentRequired'],
];
/** `additionalProperties: false`. */
const CLOSING = ['additionalProperties', 'unevaluatedProperties', 'items', 'unevaluatedItems', 'additionalItems'];
/** Names of fields, and not keywords, stand below these. */
const NAMED = ['properties', 'schemas', 'parameters', 'headers', 'variables', 'dependentSchemas', 'responses'];
/** Steps that are left out of shown paths. */
const SILENT = new Set(['components', 'paths', 'schemas', 'properties', 'parameters', 'schema', 'content']);

export const constraintsOf = (document: Json): Constraint[] => [...walk(document, [], true)];

function* walk(node: unknown, path: string[], isKeywords: boolean): Generator<Constraint> {
  if (Array.isArray(node)) {
    for (const [at, part] of node.entries()) yield* walk(part, [...path, labelOf(part, at)], true);
    return;
  }
  if (!isObject(node)) return;
  const place = path.filter((step) => !SILENT.has(step)).join('.');
  if (isKeywords) for (const constraint of constraintsAt(node)) yield { place, constraint };
  for (const [key, part] of Object.entries(node)) {
    if (isKeywords && ['example', 'examples', 'default', 'enum', 'const', 'required', 'x-stuntdouble'].includes(key))
      continue;
    yield* walk(part, [...path, key], !(isKeywords && NAMED.includes(key) && !Array.isArray(part)));
  }
}

function* constraintsAt(node: Json): Generator<string> {
  for (const keyword of KEYWORDS) {
    const value = node[keyword];
    // A field of this name, or the keyword switched off.
    if (value === undefined || value === false || (isObject(value) && keyword !== 'dependentRequired')) continue;
    yield `${keyword}: ${shown(value)}`;
  }
  if (Object.hasOwn(node, 'default')) yield `default: ${shown(node['default'])}`;
  if (Object.hasOwn(node, 'const')) yield `const: ${shown(node['const'])}`;
  for (const keyword of CLOSING) if (node[keyword] === false) yield `${keyword}: false`;
  if ([node['type']].flat().includes('null') || node['nullable'] === true) yield 'null';
  if (Object.hasOwn(node, 'not')) yield 'not';
}

const shown = (value: unknown): string =>
  value === ''
    ? "''"
    : Array.isArray(value)
      ? value.map(String).join(', ')
      : isObject(value)
        ? JSON.stringify(value)
        : String(value);

const labelOf = (part: unknown, at: number): string =>
  isObject(part) && typeof part['name'] === 'string' ? part['name'] : String(at);

const labels = (all: readonly Constraint[]): string[] => all.map(({ place, constraint }) => `${place} ${constraint}`);

/** Constraints without a row that leads to a source, and rows without a constraint. */
export function missingConstraints(document: Json, sources: string): { constraints: string[]; rows: string[] } {
  const [stated, rows] = [labels(constraintsOf(document)), labels(constraintRows(sources))];
  return { constraints: without(stated, rows), rows: without(rows, stated) };
}

/** Those of a vendor directory. An edition has the rows of its base, of which it may have removed constraints. */
export function missingFrom(directory: string, document: Json): ReturnType<typeof missingConstraints> {
  const [own, base] = directoriesOf(directory);
  const texts = [own, base].map((each) => (each === undefined ? '' : readFileSync(join(each, 'SOURCES.md'), 'utf8')));
  if (base === undefined) return missingConstraints(document, texts.join(''));
  const [stated, rows] = texts.map((text) => labels(constraintRows(text)));
  return {
    constraints: without(labels(constraintsOf(document)), [...(stated ?? []), ...(rows ?? [])]),
    rows: without(stated ?? [], labels(constraintsOf(document))),
  };
}

/** As often as it is there: two of one label need two rows. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((label) => {
    const at = left.indexOf(label);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The rows of a SOURCES.md: `| place | constraint | evidence |`, behind the heading `Constraints`. */
export function constraintRows(sources: string): (Constraint & { evidence: string })[] {
  const section = sources.split(/^## /m).find((text) => text.startsWith('Constraints\n')) ?? '';
  return section.split('\n').flatMap((line) => {
    const [, place, constraint, evidence] = /^\| `(.+?)` \| `(.+?)` \| (.+?) \|$/.exec(line) ?? [];
    if (place === undefined || constraint === undefined || evidence === undefined) return [];
    return [{ place, constraint: constraint.replaceAll('\\|', '|'), evidence }];
  });
}

/** The values of a constraint that the text of its statements does not have: names, bounds, null, a format. */
export function unstatedIn({ constraint }: Pick<Constraint, 'constraint'>, text: string): string[] {
  const [keyword = '', value = ''] = constraint.split(/: (.*)/);
  const lower = text.toLowerCase();
  const lacks = (...wanted: string[]): boolean => !wanted.some((one) => lower.includes(one.toLowerCase()));
  if (value !== 'true' && ['required', 'enum', 'const'].includes(keyword))
    return value.split(', ').filter((one) => lacks(one));
  if (/^(max|min)/.test(keyword)) return lacks(value, Number(value).toLocaleString('en-US')) ? [value] : [];
  if (keyword === 'default') return lacks(value.replaceAll("'", '')) ? [value] : [];
  if (keyword === 'null') return lacks('null') ? ['null'] : [];
  if (value === 'date-time') return lacks('time', 'ISO') ? [value] : [];
  if (value === 'uuid') return lacks('UUID') && !/\b[0-9a-f]{8}-[0-9a-f]{4}-/.test(lower) ? [value] : [];
  return [];
}
