/** Made-up values, held against their schemas by a validator that the project does not have. */
import '@hyperjump/json-schema/formats';
import { registerSchema, setShouldValidateFormat, validate } from '@hyperjump/json-schema/draft-2020-12';
import { CannotMake } from '../../src/engine/model/draw.js';
import type { Json } from '../../src/grammar/json.js';
import { makeValue } from '../../src/world/maker/faker.js';
import { mix } from '../../src/world/random.js';
import { processorTimeOf } from '../support/processor-time.js';

setShouldValidateFormat(true);

const NOW = Date.UTC(2026, 1, 3, 4, 5, 6);
let schemas = 0;

const drawOf = (seed: number): (() => number) => {
  let n = 0;
  return () => mix(seed, n++) / 2 ** 32;
};

const made = (schema: Json, seed = 1, more: Json = {}): unknown =>
  makeValue({ path: 'value', schema, ...more }, drawOf(seed), NOW);

async function isValid(schema: Json, value: unknown): Promise<boolean> {
  const uri = `https://made.invalid/${++schemas}`;
  registerSchema({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, uri);
  return (await validate(uri, value as never)).valid;
}

const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });
const formats =
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid uri-template json-pointer relative-json-pointer regex'.split(
    ' ',
  );

const cases: Json[] = [
  ...formats.map((format) => ({ type: 'string', format })),
  { type: 'string', format: 'email', maxLength: 12 },
  { type: 'string', format: 'uri', minLength: 60 },
  { type: 'string', format: 'uri-reference', maxLength: 5 },
  { type: 'string', minLength: 50, maxLength: 50 },
  { type: 'string', maxLength: 2 },
  { type: 'string', maxLength: 0 },
  ...[
    '^[A-Z]{3}-\\d{4}$',
    '^\\p{Lu}\\p{Ll}+$',
    '^\\+?[1-9]\\d{1,14}$',
    '^(?<year>\\d{4})-\\d\\d$',
    'foo|bar',
    '^\\S+@\\S+\\.\\S+$',
    '^(?!x).*$',
    '^(?=.*\\d)[a-z\\d]{8,}$',
    '^\\u{1F600}$',
    '^\\cJ$',
    '^([ab])\\1$',
    '\\bcat\\b',
    '^.{0,1025}$',
    '^[^a-z]+$',
    '^#[0-9a-f]{6}$',
    '^sk_(live|test)_[A-Za-z0-9]{24}$',
    '^$',
    '^[\\w.\\-]+$',
  ].map((pattern) => ({ type: 'string', pattern })),
  { type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 22 },
  { type: 'string', pattern: 'x', minLength: 30 },
  { type: 'number', multipleOf: 0.25 },
  { type: 'number', multipleOf: 0.01, minimum: 3, maximum: 3.05 },
  { type: 'integer', multipleOf: 2, minimum: 1 },
  { type: 'integer', multipleOf: 1.5, minimum: 1 },
  { type: 'integer', maximum: -5 },
  { type: 'integer', exclusiveMinimum: 4, exclusiveMaximum: 6 },
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  { type: 'number', minimum: 0.5, maximum: 0.5 },
  { minimum: 5 },
  { allOf: [{ type: 'number' }, { type: 'integer' }, { minimum: 5 }, { maximum: 5 }] },
  { enum: ['a', 1, null], not: { enum: ['a', null] } },
  { const: { deep: [1] } },
  { type: ['null', 'integer'], minimum: 3 },
  { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string', enum: ['a', 'b', 'c'] } },
  { type: 'array', minItems: 4, uniqueItems: true, items: { type: 'integer' } },
  { type: 'array', minItems: 3, contains: { const: 7 }, minContains: 2, items: { type: 'integer' } },
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2, items: false },
  { type: 'array', minItems: 3, prefixItems: [{ type: 'string' }], items: { type: 'boolean' } },
  object({ a: { type: 'string' } }, { required: ['a', 'b'], additionalProperties: { type: 'integer' } }),
  object({}, { minProperties: 3, additionalProperties: { type: 'string' } }),
  object({}, { minProperties: 2, propertyNames: { pattern: '^[a-z]{3}$' } }),
  object({}, { minProperties: 2, patternProperties: { '^x-': { type: 'integer' } }, additionalProperties: false }),
  object({ a: {}, b: {} }, { minProperties: 2, additionalProperties: false }),
  object({ a: { type: 'string' }, b: { type: 'integer' } }, { required: ['a'], dependentRequired: { a: ['b'] } }),
  object(
    { a: {} },
    { required: ['a'], dependentSchemas: { a: { required: ['c'], properties: { c: { type: 'integer' } } } } },
  ),
  {
    allOf: [
      object({ x: { type: 'integer' } }, { required: ['x'] }),
      object({ x: { minimum: 4 }, y: {} }, { required: ['y'] }),
    ],
  },
  { anyOf: [{ type: 'integer', minimum: 10 }, { type: 'null' }] },
  { oneOf: [{ type: 'integer' }, { type: 'number' }] },
  { oneOf: [{ type: 'integer' }, { type: 'object' }] },
  {
    oneOf: [
      object({ kind: { const: 'a' } }, { required: ['kind'] }),
      object({ kind: { const: 'b' }, n: { type: 'integer' } }, { required: ['kind', 'n'] }),
    ],
  },
  { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }], properties: { a: { type: 'integer' }, b: {} } },
  { not: { type: 'null' }, type: ['object'], minProperties: 1, additionalProperties: { type: 'string' } },
  { type: 'boolean', not: { const: false } },
  { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 3] } },
  {
    type: 'object',
    properties: { kind: { enum: ['heat'] } },
    required: ['kind'],
    if: { properties: { kind: { const: 'heat' } } },
    then: { required: ['watt'], properties: { watt: { type: 'integer' } } },
    else: { required: ['lumen'] },
  },
  {
    $defs: {
      node: object(
        { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] }, n: { type: 'integer' } },
        { required: ['next', 'n'] },
      ),
    },
    $ref: '#/$defs/node',
  },
  {
    $defs: { tree: object({ kids: { type: 'array', items: { $ref: '#/$defs/tree' } } }, { required: ['kids'] }) },
    $ref: '#/$defs/tree',
  },
  { $defs: { id: { type: 'string', format: 'uuid' } }, $ref: '#/$defs/id', minLength: 36 },
  {},
];

/** References of these schemas name what they bring along. */
const sourceOf = (schema: Json): Json => ({
  source: { resolve: (ref: string) => (schema['$defs'] as Json)[ref.split('/').at(-1) ?? ''], isValid: () => true },
});

it.each(cases.map((schema) => [JSON.stringify(schema), schema] as const))(
  'makes a valid value of %s',
  async (_text, schema) => {
    for (const seed of [1, 2, 3])
      for (const full of [false, true]) {
        const value = made(schema, seed, { ...sourceOf(schema), full });
        expect([value, await isValid(schema, value)]).toEqual([value, true]);
      }
  },
);

it('makes equal values from equal seeds, and other values from other seeds', () => {
  const schema = { type: 'string', pattern: '^[a-z]{12}$' };
  expect(made(schema, 7)).toBe(made(schema, 7));
  expect(made(schema, 7)).not.toBe(made(schema, 8));
});

it('uses a valid default or example, and no invalid one', () => {
  expect(made({ type: 'integer', default: 4, example: 5 })).toBe(4);
  expect(made({ type: 'integer', default: 'x', example: 5 })).toBe(5);
  expect(made({ type: 'string', examples: [1, 'b'] })).toBe('b');
  expect(made({ type: 'string', format: 'date', example: '2026-02-31T' })).toBe('2026-02-03');
  expect(made({ allOf: [{ type: 'integer', example: 7 }] })).toBe(7);
});

it('reads closed schemas around and in allOf as one object', () => {
  const part = object({ a: { type: 'integer' } }, { additionalProperties: false });
  const whole = { type: 'object', additionalProperties: false, required: ['a', 'b'], allOf: [part, object({ b: {} })] };
  expect(made(whole)).toMatchObject({ a: expect.any(Number) as number });
});

it('makes new ids, so that records differ', () => {
  const schema = { type: 'string', format: 'uuid', example: '6fa459ea-ee8a-4ca4-894e-db77e160355e' };
  const [first, second] = [1, 2].map((seed) => makeValue({ path: 'id', schema }, drawOf(seed), NOW));
  expect(first).not.toBe(second);
});

it('makes times by the given clock', () => {
  expect(made({ type: 'string', format: 'date-time' })).toBe('2026-02-03T04:05:06.000Z');
  expect(made({ type: 'integer', format: 'unix-time' })).toBe(NOW / 1000);
  expect(made({ type: 'string', format: 'date-time-rfc-2822' })).toBe('Tue, 03 Feb 2026 04:05:06 +0000');
});

it.each([
  { type: 'integer', minimum: 2, maximum: 1 },
  { allOf: [{ type: 'string' }, { type: 'integer' }] },
  { enum: [] },
  { type: 'string', pattern: '^a$', minLength: 2 },
  { type: 'object', required: ['a'], properties: { a: false } },
  { not: {} },
  { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'boolean' } },
])('reports that no value can be made for %j', (schema) => {
  expect(() => made(schema)).toThrow(CannotMake);
});

it('terminates for recursive required fields and for very many branches', () => {
  const endless: Json = object({ a: { $ref: '#/$defs/x' } }, { required: ['a'] });
  expect(() => made(endless, 1, { source: { resolve: () => endless, isValid: () => true } })).toThrow(CannotMake);
  const wide: Json = {
    anyOf: Array.from({ length: 20 }, () =>
      object({ a: { $ref: '#/$defs/x' } }, { required: ['a', 'b'], properties: { a: { $ref: '#' }, b: false } }),
    ),
  };
  const spent = processorTimeOf(() => {
    expect(() => made(wide, 1, { source: { resolve: () => wide, isValid: () => true } })).toThrow(CannotMake);
  });
  expect(spent).toBeLessThan(2000);
});

it('the validator of the contract has the last word', () => {
  const schema = { type: 'string', example: 'no' };
  const source = { resolve: () => true, isValid: (_schema: Json, value: unknown) => value !== 'no' };
  expect(made(schema, 1, { source })).not.toBe('no');
  expect(() => made(schema, 1, { source: { ...source, isValid: () => false } })).toThrow(CannotMake);
});
