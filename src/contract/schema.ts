/** Walks over JSON Schemas of requests and replies. Schemas are dereferenced and may be cyclic. */
import { isObject, type Json } from '../grammar/json.js';
import type { MissingField } from '../engine/model/contract.js';

const MAX_DEPTH = 12;

export const propertiesOf = (schema: unknown): Json => {
  if (!isObject(schema)) return {};
  const own = isObject(schema['properties']) ? schema['properties'] : {};
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as unknown[]) : [],
  );
  return parts.reduce<Json>((all, part) => ({ ...propertiesOf(part), ...all }), own);
};

const isOpen = (schema: Json, properties: Json): boolean => {
  const extra = schema['additionalProperties'];
  return extra === true || isObject(extra) || (extra === undefined && Object.keys(properties).length === 0);
};

type Projection = (value: unknown) => unknown;
const same: Projection = (value) => value;

/**
 * A function that keeps of a value what the schema declares, in the order of the schema: in replies (`hide: 'writeOnly'`)
 * nothing else gets out, in requests (`hide: 'readOnly'`) nothing else gets in. A list of which nothing can go is the same.
 */
export function projection(
  schema: unknown,
  hide: 'writeOnly' | 'readOnly',
  known = new Map<unknown, Projection>(),
): Projection {
  if (!isObject(schema)) return same;
  const seen = known.get(schema);
  if (seen) return (value) => seen(value);
  let made: Projection = same;
  known.set(schema, (value) => made(value));
  const properties = propertiesOf(schema);
  const items = isObject(schema['items']) ? projection(schema['items'], hide, known) : same;
  const extra = isObject(schema['additionalProperties'])
    ? projection(schema['additionalProperties'], hide, known)
    : same;
  const open = isOpen(schema, properties);
  const entries = Object.entries(properties).flatMap(([name, part]) =>
    isObject(part) && part[hide] === true
      ? []
      : [{ name, project: projection(part, hide, known), isInherited: name in Object.prototype }],
  );
  const isSame = Object.keys(properties).length === 0 && open && items === same && extra === same;
  if (isSame) return same;
  const declared = new Set(Object.keys(properties));
  made = (value) => {
    if (Array.isArray(value)) return items === same ? (value as unknown) : (value as unknown[]).map(items);
    if (!isObject(value)) return value;
    const out: Json = {};
    for (const { name, project, isInherited } of entries) {
      const part = value[name];
      if (part === undefined || (isInherited && !Object.hasOwn(value, name))) continue;
      out[name] = typeof part === 'object' ? project(part) : part;
    }
    if (open) for (const name of Object.keys(value)) if (!declared.has(name)) out[name] = extra(value[name]);
    return out;
  };
  return made;
}

/** Paths of the properties that have this flag (`writeOnly`), lists as `[]`. */
export function flagged(schema: unknown, flag: string, at = '', depth = 0): string[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const inItems = isObject(schema['items']) ? flagged(schema['items'], flag, `${at}[]`, depth + 1) : [];
  return [
    ...inItems,
    ...Object.entries(propertiesOf(schema)).flatMap(([name, part]) => {
      const path = at === '' ? name : `${at}.${name}`;
      return isObject(part) && part[flag] === true ? [path] : flagged(part, flag, path, depth + 1);
    }),
  ];
}

/** Every path that a schema declares, lists as `[]`; a free-form object allows whatever is below it (`path.*`). */
export function declaredPaths(schema: unknown, at = '', depth = 0): string[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const properties = propertiesOf(schema);
  const here = at !== '' && isOpen(schema, properties) && allowsObject(schema) ? [`${at}.*`] : [];
  const inItems = isObject(schema['items']) ? [`${at}[]`, ...declaredPaths(schema['items'], `${at}[]`, depth + 1)] : [];
  const below = Object.entries(properties).flatMap(([name, part]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...declaredPaths(part, path, depth + 1)];
  });
  return [...here, ...inItems, ...below];
}

/** The field paths that every valid body has, once the defaults of the schema are put in. */
export function suppliedPaths(schema: unknown, at = '', depth = 0): string[] {
  if (!isObject(schema) || depth > MAX_DEPTH) return [];
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  return Object.entries(propertiesOf(schema)).flatMap(([name, part]) => {
    if (!required.includes(name) && !(isObject(part) && 'default' in part)) return [];
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...suppliedPaths(part, path, depth + 1)];
  });
}

const allowsObject = (schema: Json): boolean =>
  schema['type'] === undefined || [schema['type']].flat().includes('object');

/** What an object of this schema must have, leaves first named; an absent required object is made of its own required parts. */
export function requiredFields(schema: unknown, at = '', depth = 0): MissingField[] {
  if (!isObject(schema) || depth > MAX_DEPTH || !Array.isArray(schema['required'])) return [];
  const properties = propertiesOf(schema);
  return (schema['required'] as string[]).flatMap((name) => {
    const part = properties[name];
    if (!isObject(part)) return [];
    const path = at === '' ? name : `${at}.${name}`;
    const inner = requiredFields(part, path, depth + 1);
    return inner.length > 0 ? inner : [{ path, schema: part }];
  });
}

/** The schema at a path, where whatever holds it must have it. */
export function requiredAt(schema: unknown, [step = '', ...rest]: readonly string[]): Json | undefined {
  if (!isObject(schema)) return undefined;
  const name = step.replace('[]', '');
  const part = propertiesOf(schema)[name];
  if (!isObject(part)) return undefined;
  if (rest.length > 0) return requiredAt(step === name ? part : part['items'], rest);
  return Array.isArray(schema['required']) && schema['required'].includes(name) ? part : undefined;
}

/** The schema at a path, whether what holds it must have it or not. */
export function fieldSchema(schema: unknown, [step, ...rest]: readonly string[]): Json | undefined {
  if (!isObject(schema)) return undefined;
  if (step === undefined) return schema;
  const name = step.replace('[]', '');
  const part = propertiesOf(schema)[name];
  return fieldSchema(step === name || !isObject(part) ? part : part['items'], rest);
}
