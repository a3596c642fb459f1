/**
 * A fast, approximate check whether a value is valid, for choosing among branches and examples. The contract's own
 * validator decides in the end.
 */
import { CHILDREN, kindsOf, namedAlternatives } from '../../engine/model/named-alternatives.js';
import { isObject, type Json } from '../../grammar/json.js';
import { looksLike } from './formats.js';

export type Resolve = (ref: string) => unknown;

/** Ends the recursion for schemas that refer to each other. */
const MAX_DEPTH = 60;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

export function fits(schema: unknown, value: unknown, resolve: Resolve, depth = 0, around: Names = none): boolean {
  if (schema === false) return false;
  if (!isObject(schema) || depth > MAX_DEPTH) return true;
  const check = (part: unknown, inner = value): boolean => fits(part, inner, resolve, depth + 1);
  const isWhole = schema['$ref'] !== undefined || schema['allOf'] !== undefined;
  const names = isWhole ? (): string[] => [...around(), ...declared(schema, resolve)] : around;
  const checkPart = (part: unknown): boolean => fits(part, value, resolve, depth + 1, names);
  if (typeof schema['$ref'] === 'string' && !checkPart(resolve(schema['$ref']))) return false;
  return (
    fitsType(schema, value) &&
    fitsChoice(schema, value) &&
    list(schema['allOf']).every(checkPart) &&
    fitsCompositions(schema, value, check) &&
    fitsParts(schema, value, check, names)
  );
}

/** Names that a closed part of an `allOf` allows because the other parts declare them, as in the contract's validator. */
type Names = () => readonly string[];
const none: Names = () => [];

function declared(schema: unknown, resolve: Resolve, depth = 0): string[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const { $ref, allOf, anyOf, oneOf, properties } = schema;
  const target = typeof $ref === 'string' ? [resolve($ref)] : [];
  return [
    ...Object.keys(isObject(properties) ? properties : {}),
    ...[...target, ...list(allOf), ...list(anyOf), ...list(oneOf)].flatMap((part) =>
      declared(part, resolve, depth + 1),
    ),
  ];
}

function fitsType({ type }: Json, value: unknown): boolean {
  if (type === undefined) return true;
  return [type].flat().some((name) => isOfType(name, value));
}

function isOfType(name: unknown, value: unknown): boolean {
  if (name === 'integer') return Number.isInteger(value);
  if (name === 'null') return value === null;
  if (name === 'array') return Array.isArray(value);
  return name === 'object' ? isObject(value) : typeof value === name;
}

function fitsChoice(schema: Json, value: unknown): boolean {
  if ('const' in schema && !same(schema['const'], value)) return false;
  return !Array.isArray(schema['enum']) || schema['enum'].some((choice) => same(choice, value));
}

function fitsCompositions(schema: Json, value: unknown, check: (part: unknown) => boolean): boolean {
  const { anyOf, oneOf, not } = schema;
  const chosen = chosenBy(schema, value);
  if (chosen && !chosen.parts.some((part) => check(part))) return false;
  if (chosen?.of !== 'anyOf' && Array.isArray(anyOf) && !anyOf.some((part) => check(part))) return false;
  if (chosen?.of !== 'oneOf' && Array.isArray(oneOf) && oneOf.filter((part) => check(part)).length !== 1) return false;
  if (not !== undefined && check(not)) return false;
  if (schema['if'] === undefined) return true;
  return check(schema['if']) ? check(schema['then'] ?? true) : check(schema['else'] ?? true);
}

/** The alternatives that a discriminator chooses; undefined: it chooses none. */
function chosenBy(schema: Json, value: unknown): { of: string; parts: unknown[] } | undefined {
  const kinds = isObject(value) ? kindsOf(schema) : undefined;
  if (kinds === undefined || kinds.of === CHILDREN) return undefined;
  const tag = String((value as Json)[kinds.property]);
  const at = kinds.named.find(([name]) => name === tag)?.[1];
  return at && { of: kinds.of, parts: at.map((index) => namedAlternatives(schema, kinds)[index]) };
}

type Check = (part: unknown, inner?: unknown) => boolean;

function fitsParts(schema: Json, value: unknown, check: Check, around: Names): boolean {
  if (typeof value === 'string') return fitsText(schema, value);
  if (typeof value === 'number') return fitsNumber(schema, value);
  if (Array.isArray(value)) return fitsList(schema, value, check);
  return !isObject(value) || fitsObject(schema, value, check, around);
}

const within = (size: number, min: unknown, max: unknown): boolean =>
  size >= (typeof min === 'number' ? min : 0) && size <= (typeof max === 'number' ? max : Infinity);

function fitsText({ minLength, maxLength, pattern, format }: Json, text: string): boolean {
  if (!within(Array.from(text).length, minLength, maxLength)) return false;
  if (typeof pattern === 'string' && !matches(pattern, text)) return false;
  return typeof format !== 'string' || looksLike(format, text);
}

/** A pattern that cannot be compiled matches any text. */
export function matches(pattern: string, text: string): boolean {
  const compiled = compile(pattern);
  return compiled === undefined || compiled.test(text);
}

const compiled = new Map<string, RegExp | undefined>();

export function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, readPattern(pattern));
  return compiled.get(pattern);
}

function readPattern(pattern: string): RegExp | undefined {
  for (const [text, flags] of [
    [pattern, 'u'],
    [pattern, ''],
    [pattern.replace(/^(\^?)\(\?i\)/, '$1'), 'iu'],
  ] as const)
    try {
      return new RegExp(text, flags);
    } catch {
      continue;
    }
  return undefined;
}

function fitsNumber(schema: Json, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) return false;
  if (typeof maximum === 'number' && value > maximum) return false;
  if (typeof above === 'number' && value <= above) return false;
  if (typeof below === 'number' && value >= below) return false;
  return typeof multipleOf !== 'number' || Math.abs(value / multipleOf - Math.round(value / multipleOf)) < 1e-9;
}

function fitsList(schema: Json, items: readonly unknown[], check: Check): boolean {
  const { minItems, maxItems, uniqueItems, contains, minContains = 1, maxContains } = schema;
  const prefix = list(schema['prefixItems']);
  if (!within(items.length, minItems, maxItems)) return false;
  if (uniqueItems === true && new Set(items.map((item) => JSON.stringify(item))).size < items.length) return false;
  if (!items.every((item, i) => check(i < prefix.length ? prefix[i] : (schema['items'] ?? true), item))) return false;
  return (
    contains === undefined || within(items.filter((item) => check(contains, item)).length, minContains, maxContains)
  );
}

function fitsObject(schema: Json, value: Json, check: Check, around: Names): boolean {
  const { minProperties, maxProperties, propertyNames } = schema;
  const { properties, patternProperties, additionalProperties = true } = schema;
  const isOpen = patternProperties === undefined && additionalProperties === true;
  const isPlain = isOpen && [minProperties, maxProperties, propertyNames].every((keyword) => keyword === undefined);
  // A small part of a large object is checked without visiting the other properties.
  const names = isPlain ? [] : Object.keys(value);
  if (!within(names.length, minProperties, maxProperties)) return false;
  if (!list(schema['required']).every((name) => Object.hasOwn(value, String(name)))) return false;
  if (propertyNames !== undefined && !names.every((name) => check(propertyNames, name))) return false;
  for (const [name, needs] of Object.entries(isObject(schema['dependentRequired']) ? schema['dependentRequired'] : {}))
    if (Object.hasOwn(value, name) && !list(needs).every((need) => Object.hasOwn(value, String(need)))) return false;
  for (const [name, part] of Object.entries(isObject(schema['dependentSchemas']) ? schema['dependentSchemas'] : {}))
    if (Object.hasOwn(value, name) && !check(part)) return false;
  const declared = Object.keys(isObject(properties) ? properties : {});
  const constrained = isOpen ? declared.filter((name) => Object.hasOwn(value, name)) : names;
  return constrained.every((name) =>
    schemasFor(schema, name).every((part) => (part === false && around().includes(name)) || check(part, value[name])),
  );
}

/** The schemas of a property: by name and pattern, otherwise `additionalProperties`. */
export function schemasFor({ properties, patternProperties, additionalProperties }: Json, name: string): unknown[] {
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const byPattern = Object.entries(isObject(patternProperties) ? patternProperties : {}).flatMap(([pattern, part]) =>
    matches(pattern, name) ? [part] : [],
  );
  const found = [...own, ...byPattern];
  return found.length > 0 ? found : [additionalProperties ?? true];
}
