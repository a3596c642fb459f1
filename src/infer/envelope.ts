/** Makes the template of a body around a record or a list. */
import type { Json } from '../grammar/json.js';
import type { SchemaAt } from './openapi-document.js';
import { onlyValue, type Schemas } from './schemas.js';
import { folded } from './words.js';

/** Maps a property name to a template name of the engine, or to a constant. */
export type Meaning = (name: string, place: SchemaAt, whole: SchemaAt) => unknown;

/**
 * A template for an object with `value` at `at`. Other properties are constants, template names by `meaning`, and, if
 * required, values that the schema allows.
 */
export function envelope(
  schemas: Schemas,
  whole: SchemaAt,
  at: readonly string[],
  value: string,
  meaning: Meaning,
): unknown {
  const [step, ...rest] = at;
  if (step === undefined) return value;
  const { properties, required } = schemas.facts(whole);
  const out: Json = Object.create(null) as Json;
  for (const name of properties.keys()) {
    const place = schemas.property(whole, name);
    if (place === undefined) continue;
    if (name === step) {
      out[keyText(name)] =
        rest.length === 0 ? value : envelope(schemas, schemas.unwrapped(place), rest, value, meaning);
      continue;
    }
    const known = propertyTemplate(schemas, name, place, whole, meaning);
    if (known !== undefined) out[keyOf(schemas, name, place, required)] = known;
  }
  return { ...out };
}

/** undefined: the property is left out. */
function propertyTemplate(schemas: Schemas, name: string, place: SchemaAt, whole: SchemaAt, meaning: Meaning): unknown {
  const known = knownTemplate(schemas, name, place, whole, meaning);
  return known === undefined && schemas.facts(whole).required.has(name) ? plainValue(schemas, place, 0) : known;
}

function knownTemplate(schemas: Schemas, name: string, place: SchemaAt, whole: SchemaAt, meaning: Meaning): unknown {
  const inner = schemas.unwrapped(place);
  const only = onlyValue(inner.schema);
  if (only !== undefined) return dollars(only);
  if (/^(success|ok|succeeded)$/.test(folded(name)) && schemas.facts(inner).types.has('boolean')) return true;
  const named = meaning(name, place, whole);
  if (named !== undefined) return named;
  return isAbout(name) && schemas.facts(inner).properties.size > 0 ? within(schemas, inner, meaning) : undefined;
}

export const isAbout = (name: string): boolean =>
  /^(meta|metadata|pagination|paging|pages?|pageinfo|links|_links|cursors?|resultinfo|responsemetadata|pagingmetadata|nextpage|next)$/.test(
    folded(name),
  ) || name === '_links';

/** An optional object that requires a value, such as a next page: left out where it has none. */
function keyOf(schemas: Schemas, name: string, place: SchemaAt, required: ReadonlySet<string>): string {
  const inner = schemas.facts(schemas.unwrapped(place));
  const key = keyText(name);
  return !required.has(name) && inner.properties.size > 0 && inner.required.size > 0 ? `${key}?` : key;
}

/** A property name as templates write it. */
export const keyText = (name: string): string => name.replaceAll('$', '$$$$');

/** A nested object such as `meta: { total, page }`; undefined: no known and no required property. */
function within(schemas: Schemas, whole: SchemaAt, meaning: Meaning): unknown {
  const { properties, required } = schemas.facts(whole);
  const entries = [...properties.keys()].flatMap((name) => {
    const place = schemas.property(whole, name);
    if (place === undefined) return [];
    const known = propertyTemplate(schemas, name, place, whole, meaning);
    return known === undefined ? [] : [[keyOf(schemas, name, place, required), known] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const MAX_DEPTH = 5;

/** A neutral value that the schema allows. */
export function plainValue(schemas: Schemas, place: SchemaAt, depth: number): unknown {
  const { schema } = place;
  for (const key of ['default', 'const', 'example'])
    if (key in schema && schema[key] !== undefined) return escape(schema[key]);
  for (const key of ['enum', 'examples']) {
    const choices = schema[key];
    if (Array.isArray(choices) && choices.length > 0) return escape(choices[0]);
  }
  if ([schema['type']].flat().includes('null') || hasNull(schema)) return null;
  const inner = schemas.unwrapped(place);
  if (inner.schema !== schema) return plainValue(schemas, inner, depth + 1);
  return byType(schemas, place, depth);
}

const hasNull = (schema: Json): boolean =>
  ['anyOf', 'oneOf'].some(
    (key) => Array.isArray(schema[key]) && (schema[key] as Json[]).some((part) => part['type'] === 'null'),
  );

function byType(schemas: Schemas, place: SchemaAt, depth: number): unknown {
  const { types, properties, required } = schemas.facts(place);
  const { schema } = place;
  if (types.has('array')) return [];
  if (types.has('object') || properties.size > 0) {
    const names = depth > MAX_DEPTH ? [] : [...required].filter((name) => properties.has(name));
    return Object.fromEntries(
      names.flatMap((name) => {
        const field = schemas.property(place, name);
        return field ? [[keyText(name), plainValue(schemas, field, depth + 1)]] : [];
      }),
    );
  }
  if (types.has('boolean')) return false;
  if (types.has('integer') || types.has('number')) return Number(schema['minimum'] ?? 0);
  return text(schema);
}

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  email: 'someone@example.com',
};

const text = (schema: Json): string =>
  literal(schema['pattern']) ?? TEXTS[String(schema['format'])] ?? ''.padEnd(Number(schema['minLength'] ?? 0), 'x');

/** Escapes dollar signs for templates. */
const dollars = (value: string | number | boolean): unknown =>
  typeof value === 'string' ? value.replaceAll('$', '$$$$') : value;

export function escape(value: unknown): unknown {
  if (typeof value === 'string') return dollars(value);
  if (Array.isArray(value)) return value.map(escape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [keyText(key), escape(part)]));
}

/** The only text that matches a literal pattern, such as `^/v1/customers`. */
function literal(pattern: unknown): string | undefined {
  const found = typeof pattern === 'string' ? /^\^([\w\-/~: ]+)\$?$/.exec(pattern) : null;
  return found?.[1];
}
