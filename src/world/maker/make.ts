/**
 * Makes up a valid value for a schema. Texts of a document are never passed to faker's template functions
 * (`helpers.fake`), which would execute them.
 */
import {
  namedAlternatives,
  CHILDREN,
  KINDS,
  kindsOf,
  namesOfAlternatives,
} from '../../engine/model/named-alternatives.js';
import { isObject, type Json } from '../../grammar/json.js';
import { CannotMake } from '../../engine/model/draw.js';
import { combine } from './combine-schemas.js';
import { fits, schemasFor, type Resolve } from './fits-schema.js';
import type { Source } from './formats.js';
import { makeNumber } from './numbers.js';
import { fromPattern } from './pattern.js';
import { makeText } from './texts.js';

export interface Making extends Source {
  resolve: Resolve;
  /** Whether to use the document's examples and defaults. */
  examples: boolean;
  /** Whether to make optional fields. */
  optional: boolean;
  /** Remaining steps. */
  budget: { left: number };
}

/** At greater depth only required fields are made, in the branch with the least depth. */
const SHALLOW = 3;
const MAX_DEPTH = 24;
const MAX_BRANCHES = 12;
/** Number of attempts where the result is random (`not`, `uniqueItems`). */
const TRIES = 8;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** @throws CannotMake */
export function make(schema: unknown, name: string, making: Making, depth = 0): unknown {
  if (schema === false) throw new CannotMake('the schema allows no value');
  if (depth > MAX_DEPTH) throw new CannotMake('the schema is too deep');
  if (!isObject(schema)) return fromPlain({}, name, making, depth);
  const ready = documentValue(schema, making, depth, name);
  if (ready !== undefined) return ready.value;
  let why: unknown;
  for (const branch of branches(schema, making, depth))
    for (let tries = 0; tries < TRIES; tries++) {
      useStep(making);
      try {
        const value = documentValue(branch, making, depth, name)?.value ?? fromPlain(branch, name, making, depth);
        if (fits(schema, value, making.resolve)) return value;
      } catch (error) {
        if (!(error instanceof CannotMake) || error instanceof Exhausted) throw error;
        why = error;
        break;
      }
    }
  throw why instanceof CannotMake ? why : new CannotMake('no valid value was found');
}

/** The budget is used up: ends the whole search, not only one branch. */
class Exhausted extends CannotMake {}

function useStep({ budget }: Making): void {
  if (budget.left-- <= 0) throw new Exhausted('the schema has too many branches');
}

/** A constant, or a valid example or default of the document. */
function documentValue(schema: Json, making: Making, depth: number, name: string): { value: unknown } | undefined {
  if ('const' in schema) return { value: schema['const'] };
  if (!making.examples) return undefined;
  // No examples for ids: they must differ between records.
  const isId = depth <= 1 && (/(^|_)(id|uuid|key|token)$|(Id|Key|Token)$/.test(name) || schema['format'] === 'uuid');
  const target = typeof schema['$ref'] === 'string' ? making.resolve(schema['$ref']) : undefined;
  const candidates = [schema, target]
    .filter(isObject)
    .flatMap((holder) => [
      ...('default' in holder ? [holder['default']] : []),
      ...('example' in holder && !isId ? [holder['example']] : []),
      ...(isId ? [] : list(holder['examples'])),
    ]);
  const found = candidates.find((candidate) => fits(schema, candidate, making.resolve));
  return found === undefined ? undefined : { value: found };
}

/** Resolves references and compositions into alternative schemas. At greater depth the simplest come first. */
function branches(schema: Json, making: Making, depth: number, seen: ReadonlySet<unknown> = new Set()): Json[] {
  // A schema with children is a part of each of them.
  if (seen.has(schema)) return schema[CHILDREN] === undefined ? [] : [{}];
  useStep(making);
  const known = new Set([...seen, schema]);
  const { $ref, allOf, if: condition, then: met, else: unmet, ...rest } = schema;
  const { anyOf, oneOf, [CHILDREN]: children, ...own } = named(rest);
  /** Lists of alternatives, of which one of each list applies. */
  const all: Json[][] = [[own]];
  const join = (parts: readonly unknown[]): void => {
    all.push(
      parts.flatMap((part) => (isObject(part) ? branches(part, making, depth, known) : part === false ? [] : [{}])),
    );
  };
  if (typeof $ref === 'string') join([making.resolve($ref) ?? true]);
  for (const part of list(allOf)) join([part]);
  for (const choices of [anyOf, oneOf])
    if (Array.isArray(choices))
      join(depth > SHALLOW ? [...(choices as unknown[])].sort((a, b) => depthCost(a) - depthCost(b)) : choices);
  const isOfChild = list(schema[CHILDREN]).some((child) => seen.has(targetOf(child, making)));
  if (children !== undefined && !isOfChild) join(list(children));
  if (condition !== undefined) join([{ allOf: [condition, met ?? true] }, unmet ?? true, met ?? true]);
  return combinations(all);
}

/** By halves: one list after the other would copy the schema that was combined so far for each. */
function combinations(lists: readonly Json[][]): Json[] {
  if (lists.length <= 1) return (lists[0] ?? []).slice(0, MAX_BRANCHES);
  const half = Math.ceil(lists.length / 2);
  const others = combinations(lists.slice(half));
  const bases = combinations(lists.slice(0, half));
  return bases.flatMap((base) => others.map((other) => combine(base, other))).slice(0, MAX_BRANCHES);
}

/** The schema with the name of each alternative in it, by which a value is one of that alternative. */
function named(schema: Json): Json {
  const kinds = kindsOf(schema);
  if (kinds === undefined) return schema;
  const namesByIndex = namesOfAlternatives(kinds);
  const parts = namedAlternatives(schema, kinds).map((part, at) => {
    const names = namesByIndex.get(at);
    if (names === undefined) return part;
    const { property } = kinds;
    return { allOf: [part, { type: 'object', required: [property], properties: { [property]: { enum: names } } }] };
  });
  return { ...schema, [kinds.of]: parts, [KINDS]: undefined };
}

const targetOf = (schema: unknown, making: Making): unknown =>
  isObject(schema) && typeof schema['$ref'] === 'string' ? making.resolve(schema['$ref']) : schema;

/** Low for schemas that end a recursion. */
function depthCost(schema: unknown): number {
  if (!isObject(schema)) return 0;
  if (schema['type'] === 'null') return 0;
  return schema['$ref'] !== undefined || schema['type'] === 'object' || isObject(schema['properties']) ? 2 : 1;
}

const TYPES = ['boolean', 'integer', 'number', 'string', 'array', 'object', 'null'];

/** Makes a value for a schema without references and compositions. */
function fromPlain(schema: Json, name: string, making: Making, depth: number): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) {
    const { enum: choices, ...others } = schema;
    const valid = (choices as unknown[]).filter((choice) => fits(others, choice, making.resolve));
    if (valid.length === 0) throw new CannotMake('no value of enum is valid');
    return making.faker.helpers.arrayElement(valid);
  }
  const type = schemaTypeOf(schema, making.optional);
  if (type === 'null') return null;
  if (type === 'boolean') return !fits(schema, false, making.resolve);
  if (type === 'integer' || type === 'number')
    return makeNumber(schema, type === 'integer', making.faker.number.float({ min: 0, max: 0.999999 }), making.now);
  if (type === 'array') return makeList(schema, name, making, depth);
  return type === 'object' ? makeObject(schema, making, depth) : makeText(schema, name, making);
}

/** A nullable field is null in a record, but has a value in an example of a whole reply. */
function schemaTypeOf(schema: Json, isExample: boolean): string {
  const named = ('type' in schema ? [schema['type']].flat().map(String) : impliedTypes(schema)).filter((type) =>
    TYPES.includes(type),
  );
  if (named.length === 0 && 'type' in schema) throw new CannotMake('the schemas require different types');
  const others = named.filter((type) => type !== 'null');
  const [first = 'string'] = isExample || others.length === named.length ? others : ['null'];
  return others.length === 0 && named.length > 0 ? 'null' : first;
}

function impliedTypes(schema: Json): string[] {
  const has = (...keywords: string[]): boolean => keywords.some((keyword) => schema[keyword] !== undefined);
  if (
    has(
      'properties',
      'required',
      'additionalProperties',
      'minProperties',
      'patternProperties',
      'propertyNames',
      'dependentRequired',
    )
  )
    return ['object'];
  if (has('items', 'prefixItems', 'minItems', 'contains', 'uniqueItems')) return ['array'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  return [];
}

function makeList(schema: Json, name: string, making: Making, depth: number): unknown[] {
  const prefix = list(schema['prefixItems']);
  const wanted = schema['contains'] === undefined ? 0 : numberOr(schema['minContains'], 1);
  const min = Math.max(numberOr(schema['minItems'], 0), wanted);
  const some = making.optional && depth < SHALLOW && isObject(schema['items']) ? 1 : 0;
  const length = Math.min(Math.max(min, some), numberOr(schema['maxItems'], Infinity));
  const out: unknown[] = [];
  for (let at = 0; at < length; at++) {
    const base = at < prefix.length ? prefix[at] : (schema['items'] ?? true);
    const needed = length - at <= wanted || (prefix.length === 0 && at < wanted);
    out.push(element(needed ? { allOf: [base, schema['contains']] } : base, name, schema, out, making, depth));
  }
  return out;
}

/** Makes one element, different from the earlier ones if `uniqueItems` is set. */
function element(
  item: unknown,
  name: string,
  list: Json,
  before: readonly unknown[],
  making: Making,
  depth: number,
): unknown {
  if (list['uniqueItems'] !== true) return make(item, name, making, depth + 1);
  const taken = before.map((value) => ({ const: value }));
  const free = taken.length === 0 ? item : { allOf: [item, { not: { anyOf: taken } }] };
  return make(free, name, { ...making, examples: making.examples && taken.length === 0 }, depth + 1);
}

function makeObject(schema: Json, making: Making, depth: number): Json {
  const out: Json = {};
  let size = 0;
  const addProperty = (name: string): void => {
    if (Object.hasOwn(out, name)) return;
    const parts = schemasFor(schema, name).filter((part) => part !== true);
    const value = make(parts.length === 1 ? parts[0] : { allOf: parts }, name, making, depth + 1);
    // A property may be named `__proto__`.
    Object.defineProperty(out, name, { value, enumerable: true, writable: true, configurable: true });
    size++;
  };
  for (const name of list(schema['required'])) addProperty(String(name));
  const declared = Object.keys(isObject(schema['properties']) ? schema['properties'] : {});
  const max = numberOr(schema['maxProperties'], Infinity);
  if (making.optional && depth < SHALLOW)
    for (const name of declared) if (size < max) tryOptional(() => addProperty(name));
  for (const name of declared) if (size < numberOr(schema['minProperties'], 0)) tryOptional(() => addProperty(name));
  for (const name of dependents(schema, out)) addProperty(name);
  for (let at = 0; size < numberOr(schema['minProperties'], 0) && at < 1000; at++)
    addProperty(newName(schema, making, at));
  return withDependents(schema, out, making, depth);
}

/** Leaves out an optional field that cannot be made. */
function tryOptional(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof CannotMake)) throw error;
  }
}

/** Names required by `dependentRequired`, transitively. */
function dependents(schema: Json, made: Json): string[] {
  const needs = isObject(schema['dependentRequired']) ? schema['dependentRequired'] : {};
  const names = new Set(Object.keys(made));
  for (const name of names) for (const needed of list(needs[name])) names.add(String(needed));
  return [...names].filter((name) => !Object.hasOwn(made, name));
}

/** Adds the fields that `dependentSchemas` require. */
function withDependents(schema: Json, made: Json, making: Making, depth: number): Json {
  const { dependentSchemas: given, ...rest } = schema;
  if (!isObject(given)) return made;
  const parts = Object.keys(made).flatMap((name) => (isObject(given[name]) ? [given[name]] : []));
  if (parts.every((part) => fits(part, made, making.resolve))) return made;
  const whole = make(
    { ...rest, allOf: [...list(rest['allOf']), ...parts] },
    '',
    { ...making, examples: false },
    depth + 1,
  );
  return isObject(whole) ? { ...made, ...whole } : made;
}

/** A valid name for an additional property. */
function newName(schema: Json, making: Making, at: number): string {
  const { propertyNames, patternProperties } = schema;
  if (isObject(propertyNames))
    return String(make({ type: 'string', ...propertyNames }, '', { ...making, examples: false }, MAX_DEPTH - 4));
  const [pattern] = Object.keys(isObject(patternProperties) ? patternProperties : {});
  if (pattern !== undefined)
    return (
      fromPattern(pattern, at, Infinity, () => making.faker.number.float({ min: 0, max: 0.999999 })) ?? `name${at}`
    );
  return `${making.faker.lorem.word()}${at === 0 ? '' : at}`;
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
