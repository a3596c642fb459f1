/** `nullable` of OpenAPI 3.0 and `x-nullable` of 2.0: JSON Schema has the type null. */
import { isObject, type Json } from '../../grammar/json.js';
import { withoutKeys, type RepairWalk } from './repair-walk.js';

const ANNOTATIONS = new Set([
  'title',
  'description',
  'deprecated',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'writeOnly',
  'default',
]);

/** Converts `nullable: true` to a type, an enum value, or an alternative. */
export function repairNullable(schema: Json, walk: RepairWalk): Json {
  const isNull = schema['nullable'] === true || schema['x-nullable'] === true;
  if (schema['nullable'] !== undefined && !/^[23]\.0/.test(walk.version))
    walk.note(`nullable is not a keyword of OpenAPI ${walk.version}: read as the type null`, 'nullable');
  const rest = withoutKeys(schema, 'nullable', 'x-nullable');
  return isNull ? withNull(rest, walk) : rest;
}

function withNull(schema: Json, walk: RepairWalk): Json {
  let out = schema;
  const { type, enum: values, $ref, allOf } = schema;
  const keys = Object.keys(schema).filter((key) => !ANNOTATIONS.has(key) && !key.startsWith('x-'));
  const holder = walk.path.at(-2);
  if (keys.length === 0 && (holder === 'anyOf' || holder === 'oneOf')) return { ...schema, type: 'null' };
  if (type !== undefined) out = { ...out, type: [...new Set([type, 'null'].flat())] };
  if (Array.isArray(values) && !values.includes(null)) out = { ...out, enum: [...(values as unknown[]), null] };
  if (schema['const'] !== undefined && schema['const'] !== null)
    out = { ...withoutKeys(out, 'const'), enum: [schema['const'], null] };
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = out[keyword];
    if (Array.isArray(branches) && !branches.some(takesNull))
      out = { ...out, [keyword]: [...(branches as unknown[]), { type: 'null' }] };
  }
  const needed = [
    ...(typeof $ref === 'string' ? [{ $ref }] : []),
    ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
  ];
  return needed.length === 0 ? out : orNull(withoutKeys(out, '$ref', 'allOf'), needed);
}

/** The type that all of these require, or null. */
function orNull(schema: Json, needed: readonly unknown[]): Json {
  const branches = [needed.length === 1 ? needed[0] : { allOf: needed }, { type: 'null' }];
  return schema['anyOf'] === undefined ? { ...schema, anyOf: branches } : { ...schema, allOf: [{ anyOf: branches }] };
}

/** Checks only the schema itself, not its references. */
const takesNull = (schema: unknown): boolean =>
  isObject(schema) &&
  (schema['nullable'] === true || [schema['type']].flat().some((item) => item === 'null' || item === null));
