/** Records that do not fit their schema, made to fit. */
import { openApiContract } from '../../src/contract/openapi.js';
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
  expect(repair({ id: 7, address: { city: 'b' }, count: 'many' })).toEqual({ id: 'made id', address: { city: 'b' } });
});

it('keeps fields that no schema declares', () => {
  expect(repair({ id: 'a', address: { city: 'b' }, $tenant: 't', count: 'many' })).toHaveProperty('$tenant', 't');
});
