/** Repairs Schema Objects: differences of OpenAPI 2.0 and 3.0 from JSON Schema 2020-12, and common mistakes. */
import { isObject, type Json } from '../../grammar/json.js';
import { objectAt } from '../references.js';
import { UNDECLARED } from '../place.js';
import { put, without, type Mending } from './mending.js';
import { pattern, patternProperties } from './pattern.js';

type Step = (schema: Json, mending: Mending) => Json;

const steps: readonly [keyword: string, Step][] = [
  ['type', types],
  ['nullable', nullable],
  ['x-nullable', nullable],
  ['exclusiveMinimum', (schema, mending) => bound(schema, mending, 'minimum', 'exclusiveMinimum')],
  ['exclusiveMaximum', (schema, mending) => bound(schema, mending, 'maximum', 'exclusiveMaximum')],
  ['enum', choices],
  ['required', required],
  ['items', items],
  ['additionalProperties', (schema, mending) => flag(schema, mending, 'additionalProperties')],
  ['allOf', closedParts],
  ['pattern', pattern],
  ['patternProperties', patternProperties],
  ['default', defaults],
  ['$id', (schema) => without(schema, '$id')],
  ['id', (schema) => (typeof schema['id'] === 'string' ? without(schema, 'id') : schema)],
  ['$schema', (schema) => without(schema, '$schema')],
  ...COUNTS().map((keyword): [string, Step] => [keyword, (schema, mending) => count(schema, mending, keyword)]),
];

export function repairSchema(schema: Json, mending: Mending): Json {
  let out = schema;
  for (const [keyword, repair] of steps) if (out[keyword] !== undefined) out = repair(out, mending);
  return out;
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

function types(schema: Json, mending: Mending): Json {
  const { type } = schema;
  if (typeof type === 'string' && TYPES.has(type)) return schema;
  const given: unknown[] = [type].flat();
  if (Array.isArray(type) && given.length > 0 && given.every((item) => TYPES.has(String(item)) && item !== null)) {
    const once = [...new Set(given)];
    return once.length === given.length ? schema : { ...schema, type: once };
  }
  const rest = without(schema, 'type');
  const known = given.map((item) => knownType(String(item)));
  if (known.length === 0 || known.some((item) => item === undefined)) {
    mending.note(`type ${JSON.stringify(type)} is no type of JSON Schema, and is left open`, 'type');
    return rest;
  }
  if (type !== 'file' || mending.version.startsWith('3'))
    mending.note(`type ${JSON.stringify(type)} is read as ${JSON.stringify(known)}`, 'type');
  return known.length === 1
    ? { ...known[0], ...rest }
    : { ...rest, type: [...new Set(known.map((item) => item?.['type']))] };
}

function knownType(name: string): Json | undefined {
  const lower = name.toLowerCase();
  return TYPES.has(lower) ? { type: lower } : Object.hasOwn(OTHER_TYPES, lower) ? OTHER_TYPES[lower] : undefined;
}

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
function nullable(schema: Json, mending: Mending): Json {
  const isNull = schema['nullable'] === true || schema['x-nullable'] === true;
  if (schema['nullable'] !== undefined && !/^[23]\.0/.test(mending.version))
    mending.note(`nullable is no keyword of OpenAPI ${mending.version}: read as the type null`, 'nullable');
  const rest = without(schema, 'nullable', 'x-nullable');
  return isNull ? withNull(rest, mending) : rest;
}

function withNull(schema: Json, mending: Mending): Json {
  let out = schema;
  const { type, enum: values, $ref, allOf } = schema;
  const keys = Object.keys(schema).filter((key) => !ANNOTATIONS.has(key) && !key.startsWith('x-'));
  const holder = mending.path.at(-2);
  if (keys.length === 0 && (holder === 'anyOf' || holder === 'oneOf')) return { ...schema, type: 'null' };
  if (type !== undefined) out = { ...out, type: [...new Set([type, 'null'].flat())] };
  if (Array.isArray(values) && !values.includes(null)) out = { ...out, enum: [...(values as unknown[]), null] };
  if (schema['const'] !== undefined && schema['const'] !== null)
    out = { ...without(out, 'const'), enum: [schema['const'], null] };
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = out[keyword];
    if (Array.isArray(branches) && !branches.some(takesNull))
      out = { ...out, [keyword]: [...(branches as unknown[]), { type: 'null' }] };
  }
  const needed = [
    ...(typeof $ref === 'string' ? [{ $ref }] : []),
    ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
  ];
  return needed.length === 0 ? out : orNull(without(out, '$ref', 'allOf'), needed);
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

function bound(schema: Json, mending: Mending, inclusive: string, exclusive: string): Json {
  const { [exclusive]: value, [inclusive]: limit } = schema;
  if (typeof value === 'number') return schema;
  if (!/^[23]\.0/.test(mending.version))
    mending.note(`${exclusive} is ${JSON.stringify(value)}, and should be a number`, exclusive);
  const rest = without(schema, exclusive);
  return value === true && typeof limit === 'number' ? { ...without(rest, inclusive), [exclusive]: limit } : rest;
}

function choices(schema: Json, mending: Mending): Json {
  const { enum: values, type } = schema;
  if (!Array.isArray(values) || values.length === 0) {
    mending.note('an enum without values allows nothing, and is left out', 'enum');
    return without(schema, 'enum');
  }
  const isText = [type].flat().every((item) => item === 'string' || item === 'null');
  if (isText && type !== undefined && values.some((value) => typeof value === 'number' || typeof value === 'boolean')) {
    mending.note('an enum of texts has values that are none: they are read as texts', 'enum');
    return choices(
      { ...schema, enum: values.map((value: unknown) => (value === null ? null : String(value))) },
      mending,
    );
  }
  const once = distinct(values);
  return once.length === values.length ? schema : { ...schema, enum: once };
}

function distinct(values: readonly unknown[]): unknown[] {
  if (new Set(values).size === values.length && values.every((value) => typeof value !== 'object'))
    return values as unknown[];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function required(schema: Json, mending: Mending): Json {
  const names = schema['required'];
  if (!Array.isArray(names)) {
    mending.note(`required is ${JSON.stringify(names)}, and should be a list of names: it is left out`, 'required');
    return without(schema, 'required');
  }
  const once = [...new Set(names.filter((name) => typeof name === 'string'))];
  return withUndeclared(once.length === names.length ? schema : { ...schema, required: once }, once, mending);
}

/** Declares required names that no schema declares. Replies have them, but nobody knows to send them. */
function withUndeclared(schema: Json, names: readonly string[], mending: Mending): Json {
  const { properties, discriminator } = schema;
  if (!isObject(properties) || Object.keys(properties).length === 0 || isInComposition(mending.path)) return schema;
  if (['additionalProperties', 'patternProperties', 'unevaluatedProperties'].some((key) => schema[key])) return schema;
  const declared = declaredNames(schema, mending, 0);
  if (isObject(discriminator)) declared.add(String(discriminator['propertyName']));
  const missing = names.filter((name) => !declared.has(name));
  if (missing.length === 0) return schema;
  mending.note(`nothing declares ${missing.join(', ')}: replies have it, requests need not`, 'required');
  const all = { ...properties };
  for (const name of missing) put(all, name, { [UNDECLARED]: true });
  return { ...schema, properties: all };
}

const PARTS = new Set(['allOf', 'anyOf', 'oneOf', 'dependentSchemas']);
const CONDITIONS = new Set(['not', 'if', 'then', 'else']);

const isInComposition = (path: readonly string[]): boolean =>
  PARTS.has(path.at(-2) ?? '') || CONDITIONS.has(path.at(-1) ?? '');

function declaredNames(schema: Json, mending: Mending, depth: number): Set<string> {
  const names = new Set(isObject(schema['properties']) ? Object.keys(schema['properties']) : []);
  if (depth > MAX_PARTS) return names;
  const parts = [...PARTS].flatMap((key): unknown[] => Object.values((schema[key] ?? {}) as Json));
  for (const part of [...parts, ...[...CONDITIONS].map((key) => schema[key])]) {
    const found = objectAt(mending.root, part);
    if (found) for (const name of declaredNames(found, mending, depth + 1)) names.add(name);
  }
  return names;
}

const MAX_PARTS = 6;

/** If a part of `allOf` is closed, no value can have the fields of the others, so the parts are merged into one object. */
function closedParts(schema: Json, mending: Mending): Json {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].map((part) => objectAt(mending.root, part)) : [];
  const names = (part: Json | undefined): string[] =>
    isObject(part?.['properties']) ? Object.keys(part['properties']) : [];
  const all = new Set([schema, ...parts].flatMap(names));
  const isClosed = (part: Json | undefined): boolean =>
    part?.['additionalProperties'] === false && names(part).length < all.size;
  if (isClosed(schema)) mending.note('it is closed, and takes what the parts of allOf declare all the same', 'allOf');
  else if (parts.some(isClosed))
    mending.note('a part of allOf is closed, and takes what the other parts declare all the same', 'allOf');
  return schema;
}

/** Older drafts write `prefixItems` as a list in `items`. */
function items(schema: Json, mending: Mending): Json {
  const { items: given, additionalItems } = schema;
  if (!Array.isArray(given)) return schema;
  mending.note('items is a list of schemas: read as prefixItems', 'items');
  const rest = without(schema, 'items', 'additionalItems');
  return {
    ...rest,
    ...(given.length > 0 && { prefixItems: given }),
    ...(additionalItems !== undefined && { items: additionalItems }),
  };
}

function flag(schema: Json, mending: Mending, keyword: string): Json {
  const value = schema[keyword];
  if (value !== 'true' && value !== 'false') return schema;
  mending.note(`${keyword} is a text, and should be ${value}`, keyword);
  return { ...schema, [keyword]: value === 'true' };
}

function COUNTS(): string[] {
  return [
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
}

/** Repairs limits that are texts, negative, or too large. */
function count(schema: Json, mending: Mending, keyword: string): Json {
  const value = schema[keyword];
  const isBound = keyword === 'minimum' || keyword === 'maximum';
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const isFine =
    typeof number === 'number' &&
    Number.isFinite(number) &&
    (isBound || (keyword === 'multipleOf' ? number > 0 : Number.isInteger(number) && number >= 0));
  if (isFine) {
    if (number === value) return schema;
    mending.note(`${keyword} is a text, and should be a number`, keyword);
    return { ...schema, [keyword]: number };
  }
  mending.note(`${keyword} ${JSON.stringify(value)} is no limit, and is left out`, keyword);
  return without(schema, keyword);
}

/** Converts a default to the type of its schema, or removes it. */
function defaults(schema: Json, mending: Mending): Json {
  const { default: value, type } = schema;
  const allowed: unknown[] = type === undefined ? [] : [type].flat();
  if (fits(value, allowed) && isChoice(value, schema['enum'])) return schema;
  const converted =
    typeof value === 'string'
      ? fromText(value, allowed)
      : allowed.includes('string') && typeof value !== 'object'
        ? String(value)
        : undefined;
  if (converted !== undefined && isChoice(converted, schema['enum'])) {
    mending.note(`the default ${JSON.stringify(value)} is read as ${JSON.stringify(converted)}`, 'default');
    return { ...schema, default: converted };
  }
  // A default of null means no default.
  if (value !== null)
    mending.note(`the default ${JSON.stringify(value)} is not what the schema allows, and is left out`, 'default');
  return without(schema, 'default');
}

const isChoice = (value: unknown, choices: unknown): boolean =>
  !Array.isArray(choices) ||
  choices.some((choice) => choice === value || JSON.stringify(choice) === JSON.stringify(value));

export function fits(value: unknown, types: readonly unknown[]): boolean {
  if (types.length === 0) return true;
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.includes(actual) || (types.includes('integer') && Number.isInteger(value));
}

function fromText(text: string, types: readonly unknown[]): unknown {
  if ((types.includes('integer') || types.includes('number')) && text.trim() !== '' && Number.isFinite(Number(text)))
    return types.includes('number') || Number.isInteger(Number(text)) ? Number(text) : undefined;
  return types.includes('boolean') && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
}
