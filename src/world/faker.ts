/**
 * A value for a schema, by the type, the format and the field's name. Nothing of a document's text is ever handed to
 * faker's template functions (`helpers.fake`), which run what they are given.
 */
import { isObject, type Json } from '../grammar/json.js';
import type { MissingField } from '../engine/model/contract.js';
import { faker as shared } from '@faker-js/faker/locale/en';

type Faker = typeof shared;

export function makeValue({ path, schema }: MissingField, random: () => number, now: number): unknown {
  // One instance, seeded anew for each value: what it gave before does not matter.
  shared.seed(Math.floor(random() * 2 ** 32));
  shared.setDefaultRefDate(new Date(now));
  return make(shared, path.split('.').at(-1) ?? '', schema, now, 0);
}

function make(faker: Faker, name: string, schema: Json, now: number, depth: number): unknown {
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  const choices = schema['enum'];
  if (Array.isArray(choices)) return faker.helpers.arrayElement(choices as unknown[]);
  const types = [schema['type']].flat();
  if (types.includes('null')) return null;
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) {
    const min = number(
      schema['minimum'],
      number(schema['exclusiveMinimum'], 0) + ('exclusiveMinimum' in schema ? 1 : 0),
    );
    const max = number(schema['maximum'], Math.max(min, 1000));
    return types.includes('integer')
      ? faker.number.int({ min: Math.ceil(min), max: Math.floor(max) })
      : faker.number.float({ min, max, fractionDigits: 2 });
  }
  if (types.includes('array')) {
    const items = isObject(schema['items']) ? schema['items'] : {};
    return Array.from({ length: number(schema['minItems'], 0) }, () => make(faker, name, items, now, depth + 1));
  }
  if (types.includes('object') || isObject(schema['properties'])) return object(faker, schema, now, depth);
  return text(faker, name, schema, now);
}

function object(faker: Faker, schema: Json, now: number, depth: number): Json {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) && depth < 8 ? (schema['required'] as string[]) : [];
  return Object.fromEntries(
    required.map((key) => [key, make(faker, key, isObject(properties[key]) ? properties[key] : {}, now, depth + 1)]),
  );
}

function text(faker: Faker, name: string, schema: Json, now: number): string {
  const made = shaped(faker, name, schema, now);
  const min = number(schema['minLength'], 0);
  const max = number(schema['maxLength'], Infinity);
  return made.length < min ? made.padEnd(min, 'x') : Number.isFinite(max) ? made.slice(0, max) : made;
}

function shaped(faker: Faker, name: string, schema: Json, now: number): string {
  switch (schema['format']) {
    case 'date-time':
      return new Date(now).toISOString();
    case 'date':
      return new Date(now).toISOString().slice(0, 10);
    case 'uuid':
      return faker.string.uuid();
    case 'uri':
    case 'url':
      return `https://example.com/${faker.lorem.slug(2)}`;
    case 'email':
      return `${faker.lorem.word()}@example.com`;
    case 'hostname':
      return `${faker.lorem.word()}.example.com`;
    case 'ipv4':
      return '192.0.2.1';
    default:
      break;
  }
  const known = /^\^?([\w-]+)\$?$/.exec(String(schema['pattern'] ?? ''))?.[1];
  if (known !== undefined) return known;
  if (/email/i.test(name)) return `${faker.lorem.word()}@example.com`;
  if (/(_at|At|date)$/.test(name)) return new Date(now).toISOString();
  if (/(url|uri)$/i.test(name)) return `https://example.com/${faker.lorem.slug(2)}`;
  if (/id$/i.test(name)) return faker.string.uuid();
  if (/name|label|title/i.test(name)) return faker.lorem.words(2);
  return faker.lorem.words(3);
}

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
