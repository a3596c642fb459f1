/** Keywords about objects. */
import { isObject, type Json } from '../../grammar/json.js';
import { escapeStep } from '../../grammar/json-pointer.js';
import { sized } from './values.js';
import { failed, isOpen, Seen, type KeywordPart, type Make, type Part, type Run } from './part.js';

const at = (path: string, name: string): string => `${path}/${escapeStep(name)}`;
const sizeOf = (value: Json): number => Object.keys(value).length;

/** From this number on, the properties of the value are looked up, since most of the schema's are missing. */
const MANY = 100;

interface Named {
  index: number;
  name: string;
  part: Part;
}

/** Parts by name, in the order of the schema, without those that accept anything. */
function named(schemas: Json, make: Make): (value: Json) => readonly Named[] {
  const all = Object.keys(schemas)
    .filter((name) => name !== '__proto__' && !isOpen(schemas[name]))
    .map((name, index): Named => ({ index, name, part: make.part(schemas[name]) }));
  if (all.length < MANY) return () => all;
  const byName = new Map(all.map((one) => [one.name, one]));
  return (value) =>
    Object.keys(value)
      .flatMap((name) => byName.get(name) ?? [])
      .sort((a, b) => a.index - b.index);
}

const properties: KeywordPart = (schemas: Json, _, make): Part => {
  const parts = named(schemas, make);
  const names = Object.keys(schemas);
  return (value, path, run, seen) => {
    if (seen) for (const name of names) seen.names.add(name);
    const holder = value as Json;
    let isValid = true;
    for (const { name, part } of parts(holder)) {
      if (holder[name] === undefined || part(holder[name], at(path, name), run, undefined)) continue;
      if (!run.all) return false;
      isValid = false;
    }
    return isValid;
  };
};

/** Applies a part to a property. */
type Apply = (holder: Json, name: string, path: string, run: Run) => boolean;

const applying =
  (part: Part): Apply =>
  (holder, name, path, run) =>
    part(holder[name], at(path, name), run, undefined);

/** Applies a part to each property that is selected. */
function each(apply: Apply, holder: Json, isOne: (name: string) => boolean, path: string, run: Run): boolean {
  let isValid = true;
  for (const name of Object.keys(holder)) {
    if (!isOne(name) || apply(holder, name, path, run)) continue;
    if (!run.all) return false;
    isValid = false;
  }
  return isValid;
}

const patternProperties: KeywordPart = (schemas: Json, _, make): Part => {
  const all = Object.keys(schemas).map((text) => ({
    pattern: make.pattern(text),
    apply: applying(make.part(schemas[text])),
  }));
  return (value, path, run, seen) => {
    let isValid = true;
    for (const { pattern, apply } of all) {
      const isOne = (name: string): boolean => {
        const isMatch = pattern.test(name);
        if (isMatch) seen?.names.add(name);
        return isMatch;
      };
      if (each(apply, value as Json, isOne, path, run)) continue;
      if (!run.all) return false;
      isValid = false;
    }
    return isValid;
  };
};

/** How the other properties are validated; undefined: they may have any value. */
function others(schema: unknown, what: 'additional' | 'unevaluated', make: Make): Apply | undefined {
  if (isOpen(schema)) return undefined;
  if (schema !== false) return applying(make.part(schema));
  const message = `must NOT have ${what} properties`;
  return (_, name, path, run) => failed(run, path, `${what}Properties`, { [`${what}Property`]: name }, message);
}

const additionalProperties: KeywordPart = (schema: unknown, holder, make): Part => {
  const declared = new Set(Object.keys(isObject(holder['properties']) ? holder['properties'] : {}));
  const patterns = Object.keys(isObject(holder['patternProperties']) ? holder['patternProperties'] : {});
  const engines = patterns.map((pattern) => make.pattern(pattern));
  const isOther = (name: string): boolean => !declared.has(name) && !engines.some((engine) => engine.test(name));
  const apply = others(schema, 'additional', make);
  return (value, path, run, seen) => {
    if (seen) seen.areAllNames = true;
    return apply === undefined || each(apply, value as Json, isOther, path, run);
  };
};

const unevaluatedProperties: KeywordPart = (schema: unknown, _, make): Part => {
  const apply = others(schema, 'unevaluated', make);
  return (value, path, run, seen) => {
    const isOther = (name: string): boolean => seen?.has(name) !== true;
    const isValid = apply === undefined || each(apply, value as Json, isOther, path, run);
    if (seen) seen.areAllNames = true;
    return isValid;
  };
};

const propertyNames: KeywordPart = (schema: unknown, _, make): Part => {
  const part = make.part(schema);
  return (value, path, run) => {
    let isValid = true;
    for (const propertyName of Object.keys(value as Json)) {
      if (part(propertyName, path, run, undefined)) continue;
      isValid = failed(run, path, 'propertyNames', { propertyName }, 'property name must be valid');
      if (!run.all) return false;
    }
    return isValid;
  };
};

const required: KeywordPart = (names: readonly string[]): Part => {
  return (value, path, run) => {
    let isValid = true;
    for (const missingProperty of names) {
      if ((value as Json)[missingProperty] !== undefined) continue;
      isValid = failed(run, path, 'required', { missingProperty }, `must have required property '${missingProperty}'`);
      if (!run.all) return false;
    }
    return isValid;
  };
};

const dependentRequired: KeywordPart = (named: Record<string, readonly string[]>): Part => {
  const all = Object.entries(named).filter(([, names]) => names.length > 0);
  return (value, path, run) => {
    const holder = value as Json;
    let isValid = true;
    for (const [property, names] of all) {
      if (holder[property] === undefined) continue;
      for (const missingProperty of names) {
        if (holder[missingProperty] !== undefined) continue;
        const deps = names.join(', ');
        const message = `must have ${names.length === 1 ? 'property' : 'properties'} ${deps} when property ${property} is present`;
        const params = { property, missingProperty, depsCount: names.length, deps };
        isValid = failed(run, path, 'dependentRequired', params, message);
        if (!run.all) return false;
      }
    }
    return isValid;
  };
};

const dependentSchemas: KeywordPart = (schemas: Json, _, make): Part => {
  const parts = named(schemas, make);
  return (value, path, run, seen) => {
    let isValid = true;
    for (const { name, part } of parts(value as Json)) {
      if ((value as Json)[name] === undefined) continue;
      const own = seen && new Seen();
      if (part(value, path, run, own)) {
        if (own) seen.add(own);
        continue;
      }
      if (!run.all) return false;
      isValid = false;
    }
    return isValid;
  };
};

export const objects: Readonly<Record<string, KeywordPart>> = {
  maxProperties: sized('maxProperties', 'properties', sizeOf),
  minProperties: sized('minProperties', 'properties', sizeOf),
  required,
  propertyNames,
  additionalProperties,
  properties,
  patternProperties,
  dependentRequired,
  dependentSchemas,
};

export const unevaluatedOfObjects: Readonly<Record<string, KeywordPart>> = { unevaluatedProperties };

/** Fills in the defaults of missing properties. */
export function defaultsOf(schema: Json): ((holder: Json) => void) | undefined {
  const { properties: declared } = schema;
  const given = Object.entries(isObject(declared) ? declared : {}).flatMap(([name, property]) =>
    isObject(property) && property['default'] !== undefined && name !== '__proto__'
      ? [[name, property['default']] as const]
      : [],
  );
  if (given.length === 0) return undefined;
  return (holder) => {
    for (const [name, value] of given) if (holder[name] === undefined) holder[name] = structuredClone(value);
  };
}
