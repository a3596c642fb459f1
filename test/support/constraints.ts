/** The constraints of an OpenAPI document: what a value must be, beyond its type. */
import { isObject, type Json } from '../../src/grammar/json.js';

export interface Constraint {
  /** `Schema.field`, or the operation and the parameter: `GET /things.limit`. */
  place: string;
  /** `maxLength: 40` */
  constraint: string;
}

const KEYWORDS = [
  ...['minLength', 'maxLength', 'pattern', 'format', 'enum', 'const'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required'],
];
/** Names of fields, and not keywords, stand below these. */
const NAMED = ['properties', 'schemas', 'parameters', 'headers', 'variables', 'dependentSchemas', 'responses'];
/** Steps that say nothing to a reader. */
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
    if (value === undefined || value === false || isObject(value)) continue;
    yield `${keyword}: ${Array.isArray(value) ? value.join(', ') : String(value)}`;
  }
  if (node['additionalProperties'] === false) yield 'additionalProperties: false';
  if (Array.isArray(node['type']) && node['type'].includes('null')) yield 'null';
}

const labelOf = (part: unknown, at: number): string =>
  isObject(part) && typeof part['name'] === 'string' ? part['name'] : String(at);

/** The rows of a SOURCES.md: `| place | constraint | evidence |`, behind the heading `Constraints`. */
export function constraintRows(sources: string): (Constraint & { evidence: string })[] {
  const section = sources.split(/^## /m).find((text) => text.startsWith('Constraints\n')) ?? '';
  return section.split('\n').flatMap((line) => {
    const [, place, constraint, evidence] = /^\| `(.+?)` \| `(.+?)` \| (.+?) \|$/.exec(line) ?? [];
    if (place === undefined || constraint === undefined || evidence === undefined) return [];
    return [{ place, constraint: constraint.replaceAll('\\|', '|'), evidence }];
  });
}
