/** Repairs Schema Objects: differences of OpenAPI 2.0 and 3.0 from JSON Schema 2020-12, and common mistakes. */
import type { Json } from '../../grammar/json.js';
import { noteClosedParts, repairRequired } from './declared-names.js';
import { repairDefault } from './defaults.js';
import { discriminator } from './discriminator.js';
import { withoutKeys, type RepairWalk } from './repair-walk.js';
import { repairNullable } from './nullable.js';
import { repairPattern, repairPatternProperties } from './pattern.js';

type Step = (schema: Json, walk: RepairWalk) => Json;

const COUNTS = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minimum',
  'maximum',
  'multipleOf',
];

const steps: readonly [keyword: string, Step][] = [
  ['type', types],
  ['nullable', repairNullable],
  ['x-nullable', repairNullable],
  ['exclusiveMinimum', (schema, walk) => bound(schema, walk, 'minimum', 'exclusiveMinimum')],
  ['exclusiveMaximum', (schema, walk) => bound(schema, walk, 'maximum', 'exclusiveMaximum')],
  ['enum', choices],
  ['required', repairRequired],
  ['items', items],
  ['additionalProperties', (schema, walk) => flag(schema, walk, 'additionalProperties')],
  ['allOf', noteClosedParts],
  ['pattern', repairPattern],
  ['patternProperties', repairPatternProperties],
  ['default', repairDefault],
  ['$id', (schema) => withoutKeys(schema, '$id')],
  ['id', (schema) => (typeof schema['id'] === 'string' ? withoutKeys(schema, 'id') : schema)],
  ['$schema', (schema) => withoutKeys(schema, '$schema')],
  ...COUNTS.map((keyword): [string, Step] => [keyword, (schema, walk) => repairedLimit(schema, walk, keyword)]),
];

export function repairSchema(schema: Json, walk: RepairWalk): Json {
  let out = schema;
  for (const [keyword, repair] of steps) if (out[keyword] !== undefined) out = repair(out, walk);
  return out['discriminator'] === undefined ? out : discriminator(out, schema, walk);
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

/** Other names of types: of other languages, and of older versions. */
const OTHER_TYPES: Readonly<Record<string, Json>> = {
  file: { type: 'string', format: 'binary' },
  any: {},
  text: { type: 'string' },
  str: { type: 'string' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  'date-time': { type: 'string', format: 'date-time' },
  uuid: { type: 'string', format: 'uuid' },
  int: { type: 'integer' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  long: { type: 'integer' },
  float: { type: 'number' },
  double: { type: 'number' },
  decimal: { type: 'number' },
  bool: { type: 'boolean' },
  map: { type: 'object' },
  dict: { type: 'object' },
  hash: { type: 'object' },
  list: { type: 'array' },
};

function types(schema: Json, walk: RepairWalk): Json {
  const { type } = schema;
  if (typeof type === 'string' && TYPES.has(type)) return schema;
  const given: unknown[] = [type].flat();
  if (Array.isArray(type) && given.length > 0 && given.every((item) => TYPES.has(String(item)) && item !== null)) {
    const once = [...new Set(given)];
    return once.length === given.length ? schema : { ...schema, type: once };
  }
  const rest = withoutKeys(schema, 'type');
  const known = given.map((item) => knownType(String(item)));
  if (known.length === 0 || known.some((item) => item === undefined)) {
    walk.note(`type ${JSON.stringify(type)} is not a type of JSON Schema: any type is accepted`, 'type');
    return rest;
  }
  if (type !== 'file' || walk.version.startsWith('3'))
    walk.note(`type ${JSON.stringify(type)} is read as ${JSON.stringify(known)}`, 'type');
  return known.length === 1
    ? { ...known[0], ...rest }
    : { ...rest, type: [...new Set(known.map((item) => item?.['type']))] };
}

function knownType(name: string): Json | undefined {
  const lower = name.toLowerCase();
  return TYPES.has(lower) ? { type: lower } : Object.hasOwn(OTHER_TYPES, lower) ? OTHER_TYPES[lower] : undefined;
}

function bound(schema: Json, walk: RepairWalk, inclusive: string, exclusive: string): Json {
  const { [exclusive]: value, [inclusive]: limit } = schema;
  if (typeof value === 'number') return schema;
  if (!/^[23]\.0/.test(walk.version))
    walk.note(`${exclusive} is ${JSON.stringify(value)}, and should be a number`, exclusive);
  const rest = withoutKeys(schema, exclusive);
  return value === true && typeof limit === 'number' ? { ...withoutKeys(rest, inclusive), [exclusive]: limit } : rest;
}

function choices(schema: Json, walk: RepairWalk): Json {
  const { enum: values, type } = schema;
  if (!Array.isArray(values) || values.length === 0) {
    walk.note('an enum without values allows nothing: it is ignored', 'enum');
    return withoutKeys(schema, 'enum');
  }
  const isText = [type].flat().every((item) => item === 'string' || item === 'null');
  if (isText && type !== undefined && values.some((value) => typeof value === 'number' || typeof value === 'boolean')) {
    walk.note('an enum of strings has other values: they are read as strings', 'enum');
    return choices({ ...schema, enum: values.map((value: unknown) => (value === null ? null : String(value))) }, walk);
  }
  const once = distinct(values);
  return once.length === values.length ? schema : { ...schema, enum: once };
}

function distinct(values: readonly unknown[]): unknown[] {
  if (new Set(values).size === values.length && values.every((value) => typeof value !== 'object'))
    return values as unknown[];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** Older drafts write `prefixItems` as a list in `items`. */
function items(schema: Json, walk: RepairWalk): Json {
  const { items: given, additionalItems } = schema;
  if (!Array.isArray(given)) return schema;
  walk.note('items is a list of schemas: read as prefixItems', 'items');
  const rest = withoutKeys(schema, 'items', 'additionalItems');
  return {
    ...rest,
    ...(given.length > 0 && { prefixItems: given }),
    ...(additionalItems !== undefined && { items: additionalItems }),
  };
}

function flag(schema: Json, walk: RepairWalk, keyword: string): Json {
  const value = schema[keyword];
  if (value !== 'true' && value !== 'false') return schema;
  walk.note(`${keyword} is a string, and should be ${value}`, keyword);
  return { ...schema, [keyword]: value === 'true' };
}

/** Repairs limits that are texts, negative, or too large. */
function repairedLimit(schema: Json, walk: RepairWalk, keyword: string): Json {
  const value = schema[keyword];
  const isBound = keyword === 'minimum' || keyword === 'maximum';
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFine =
    typeof number === 'number' &&
    Number.isFinite(number) &&
    (isBound || (keyword === 'multipleOf' ? number > 0 : Number.isInteger(number) && number >= 0));
  if (isFine) {
    if (number === value) return schema;
    walk.note(`${keyword} is a string, and should be a number`, keyword);
    return { ...schema, [keyword]: number };
  }
  walk.note(`${keyword} ${JSON.stringify(value)} is not a valid limit: it is ignored`, keyword);
  return withoutKeys(schema, keyword);
}
