/** Repairing records that are not valid by their schema. */
import { openApiContract } from '../../src/contract/openapi.js';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';

const schema = {
  type: 'object',
  required: ['id', 'address'],
  properties: {
    id: { type: 'string' },
    address: { type: 'object', required: ['city'], properties: { city: { type: 'string' }, line: { type: 'string' } } },
    count: { type: 'integer' },
    tags: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
  },
};
const contract = openApiContract({
  openapi: '3.1.0',
  info: { title: 'repair', version: '1' },
  paths: {},
  components: { schemas: { Thing: schema } },
});
const repair = (record: Json): Json => contract.repair('Thing', record, ({ path }) => `made ${path}`);

it('does not change a valid record', () => {
  const record = { id: 'a', address: { city: 'b' } };
  expect(repair(record)).toBe(record);
});

it('makes up missing values inside sent objects, and keeps the rest', () => {
  expect(repair({ id: 'a', address: { line: 'x' }, tags: [{}] })).toEqual({
    id: 'a',
    address: { line: 'x', city: 'made address.city' },
    tags: [{ name: 'made tags.0.name' }],
  });
});

it('replaces required fields of a wrong type, and drops optional ones', () => {
  expect(repair({ id: {}, address: { city: 'b' }, count: 'many' })).toEqual({ id: 'made id', address: { city: 'b' } });
});

it('keeps a value that has another type or format', () => {
  expect(repair({ id: 7, address: { city: 'b' }, count: '12' })).toEqual({
    id: '7',
    address: { city: 'b' },
    count: 12,
  });
});

it('keeps a boolean that was sent as its text', () => {
  const flags = openApiContract({
    openapi: '3.1.0',
    info: { title: 'repair', version: '1' },
    paths: {},
    components: { schemas: { Flag: { type: 'object', properties: { on: { type: 'boolean' } } } } },
  });
  expect(flags.repair('Flag', { on: 'true' }, () => false)).toEqual({ on: true });
  expect(flags.repair('Flag', { on: 'yes' }, () => false)).toEqual({});
});

it('keeps fields that no schema declares', () => {
  expect(repair({ id: 'a', address: { city: 'b' }, $tenant: 't', count: 'many' })).toHaveProperty('$tenant', 't');
});

describe('of a record that is one of several', () => {
  const part = (required: string[], extra: Json): Json => ({
    type: 'object',
    required,
    properties: { kind: { type: 'string' }, ...extra },
  });
  const { document } = normalize({
    openapi: '3.1.0',
    info: { title: 'repair', version: '1' },
    paths: {},
    components: {
      schemas: {
        Cat: part(['kind', 'lives'], { lives: { type: 'integer' } }),
        Dog: part(['kind', 'tricks'], { tricks: { type: 'array' } }),
        Animal: {
          oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
          discriminator: { propertyName: 'kind', mapping: { meows: '#/components/schemas/Cat' } },
        },
      },
    },
  });
  const animals = openApiContract(document);
  const made = { lives: 9, tricks: [] } as Json;
  const animal = (record: Json): Json => animals.repair('Animal', record, ({ path }) => made[path]);

  it.each([
    ['by the mapping of the discriminator', { kind: 'meows' }, { kind: 'meows', lives: 9 }],
    ['by the name of the schema', { kind: 'Dog' }, { kind: 'Dog', tricks: [] }],
    ['the nearest one where nothing names it', { kind: 'x', tricks: [] }, { kind: 'Dog', tricks: [] }],
    ['without the fields of the others', { kind: 'Dog', lives: 3, tricks: [] }, { kind: 'Dog', tricks: [] }],
  ])('completes it as one of them, %s', (_, record, whole) => {
    expect(animal(record)).toEqual(whole);
  });
});

it.each([
  ['2015-01-01T05:18:23-0700', '2015-01-01T05:18:23-07:00'],
  ['2015-01-01T05:18:23.120+00', '2015-01-01T05:18:23.120+00:00'],
  ['2015-01-01 05:18:23', '2015-01-01T05:18:23Z'],
  ['2015-01-01 05:18:23 +0100', '2015-01-01T05:18:23+01:00'],
  ['2015-01-01', '2015-01-01T00:00:00Z'],
  ['soon', undefined],
])('shows the time %s as RFC 3339 writes it', (at, shown) => {
  const times = openApiContract({
    openapi: '3.1.0',
    info: { title: 'repair', version: '1' },
    paths: {},
    components: { schemas: { Thing: { type: 'object', properties: { at: { type: 'string', format: 'date-time' } } } } },
  });
  expect(times.repair('Thing', { at }, () => undefined)).toEqual({ ...(shown !== undefined && { at: shown }) });
});
