/** Validating one value takes a bounded amount of work, whatever the schema is. */
import { openApiContract } from '../../src/contract/openapi.js';
import { linearPattern } from '../../src/contract/patterns.js';
import type { Contract } from '../../src/engine/model/contract.js';
import { TooMuchWork } from '../../src/engine/model/too-much-work.js';
import type { Json } from '../../src/grammar/json.js';
import { controlled } from '../support/control.js';
import { long } from '../support/depth.js';
import { client, double } from '../support/double.js';
import { processorTimeOf } from '../support/processor-time.js';

const times = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const named = (count: number, name: string, of: (index: number) => unknown): Json =>
  Object.fromEntries(times(count, (i) => [`${name}${i}`, of(i)]));
const list = (items: unknown): Json => ({ type: 'array', items });

const documentOf = (schema: Json): Json => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      post: {
        operationId: 'make',
        parameters: [{ name: 'filter', in: 'query', style: 'deepObject', explode: true, schema: ref('Filter') }],
        requestBody: { content: { 'application/json': { schema: ref('Body') } } },
        responses: {
          201: { description: '', content: { 'application/json': { schema: ref('Thing') } } },
          400: { description: '' },
        },
      },
      get: {
        operationId: 'list',
        responses: { 200: { description: '', content: { 'application/json': { schema: list(ref('Thing')) } } } },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'read',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: '', content: { 'application/json': { schema: ref('Thing') } } } },
      },
    },
  },
  components: {
    schemas: {
      Body: { type: 'object', properties: { name: { type: 'string' }, part: schema } },
      Thing: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, name: { type: 'string' }, part: schema },
      },
      Filter: { type: 'object', additionalProperties: schema },
      Deep: { anyOf: [{ type: 'array', uniqueItems: true, items: ref('Deep') }, { type: 'integer' }] },
      ...Object.fromEntries(
        times(12, (i) => [
          `S${i}`,
          { oneOf: [{ allOf: [ref(`S${i + 1}`), ref(`S${i + 1}`)] }, { not: ref(`S${i + 1}`) }] },
        ]),
      ),
      S12: { const: 'end' },
    },
  },
});
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function validated(contract: Contract, part: unknown): number {
  const operation = contract.operations.find(({ id }) => id === 'make');
  if (operation === undefined) throw new Error('no operation');
  return contract.validate(operation, {}, '', { part }).issues.length;
}

const contractOf = (schema: Json): Contract => openApiContract(documentOf(schema), { regExp: linearPattern });
const deepList = (depth: number, end: unknown): unknown => (depth === 0 ? end : [deepList(depth - 1, end)]);

/** Work of values that are a hundredth of what a body may be. */
const LESS = 400_000;

/** In a body of a megabyte, each takes seconds to hours without a bound. */
it.each<[string, Json, () => unknown]>([
  ['alternatives', list({ anyOf: times(90, (i) => ({ const: `v${i}` })) }), () => times(800, () => 'v89')],
  ['many alternatives', list({ anyOf: times(110, (i) => ({ const: `v${i}` })) }), () => times(800, () => 'v109')],
  ['parts', list({ allOf: times(60, (i) => ({ not: { const: `v${i}` } })) }), () => times(800, () => 1)],
  ['conditions', list({ allOf: times(60, (i) => ({ if: { const: i }, then: false })) }), () => times(800, () => 'x')],
  ['required names', list({ type: 'object', required: times(300, (i) => `p${i}`) }), () => times(500, () => ({}))],
  [
    'patterns of names',
    { type: 'object', patternProperties: named(60, '^p', () => true) },
    () => named(400, 'q', () => 1),
  ],
  [
    'names in alternatives',
    { anyOf: times(60, (i) => ({ type: 'object', propertyNames: { maxLength: 9 }, minProperties: 1e6 + i })) },
    () => named(400, 'q', () => 1),
  ],
  ['contains', { anyOf: times(30, (i) => ({ contains: { const: i } })) }, () => times(400, () => 'x')],
  ['texts in alternatives', { anyOf: times(300, (i) => ({ type: 'string', maxLength: i })) }, () => 'x'.repeat(1e4)],
  ['an ambiguous pattern', { type: 'string', pattern: '^(?:[a-z]{0,20}[a-z]{0,20}){0,20}$' }, () => 'x'.repeat(2000)],
  ['references', list(ref('S0')), () => times(200, (i) => i)],
  [
    'lists of unique lists',
    ref('Deep'),
    () =>
      deepList(
        60,
        times(400, (i) => i),
      ),
  ],
])('gives up a value for which its schema takes too long: %s', (_, schema, value) => {
  const contract = openApiContract(documentOf(schema), { regExp: linearPattern, maxWork: LESS });
  const part = value();
  expect(() => validated(contract, part)).toThrow(TooMuchWork);
  // Nothing of it is left for the next value.
  expect(validated(contract, undefined)).toBe(0);
});

it.each<[string, Json, () => unknown]>([
  ['a long enum', list({ enum: times(5000, (i) => `v${i}`) }), () => times(10_000, () => 'v4999')],
  ['an enum of objects', list({ enum: times(1000, (i) => ({ a: i })) }), () => times(5000, () => ({ a: 999 }))],
  [
    'properties after those of many parts',
    { allOf: times(50, (i) => ({ properties: { [`p${i}`]: true } })), unevaluatedProperties: { type: 'integer' } },
    () => named(5000, 'q', () => 1),
  ],
  [
    'items after those of many prefixes',
    {
      anyOf: times(50, () => ({ prefixItems: times(9, () => ({ type: 'integer' })) })),
      unevaluatedItems: { type: 'integer' },
    },
    () => times(20_000, () => 1),
  ],
  [
    'many properties',
    list({ properties: named(400, 'p', () => ({ type: 'integer' })) }),
    () => times(4000, () => ({ p7: 1 })),
  ],
  [
    'a plain list',
    list({ type: 'object', properties: { a: { type: 'string', maxLength: 9 } } }),
    () => times(10_000, () => ({ a: 'x' })),
  ],
  ['any JSON', list(true), () => times(30_000, () => 1)],
])('validates a large body in short time: %s', (_, schema, value) => {
  const contract = contractOf(schema);
  const part = value();
  validated(contract, []);
  expect(processorTimeOf(() => expect(validated(contract, part)).toBe(0))).toBeLessThan(1000);
});

it.each<[unknown, boolean]>([
  ['a', true],
  ['z', false],
  [3, true],
  ['3', false],
  [null, true],
  [true, false],
  [{ b: [1, { c: 2 }], a: 1 }, true],
  [{ a: 1, b: [1, { c: 3 }] }, false],
  [[1, 2], true],
  [[2, 1], false],
  [-0, true],
])('compares the values of an enum as JSON Schema says: %j', (value, isOne) => {
  const values = ['a', 3, null, 0, [1, 2], { a: 1, b: [1, { c: 2 }] }];
  const contracts = [values, [...values, ...times(20, (i) => `v${i}`)], [...values, 1e21]];
  for (const one of contracts) expect(validated(contractOf({ enum: one }), value)).toBe(isOne ? 0 : 1);
});

it('reports at most 1,000 mistakes of parameters', () => {
  const contract = contractOf({ type: 'integer' });
  const operation = contract.operations.find(({ id }) => id === 'make');
  const query = times(2000, (i) => `filter[k${i}]=x`).join('&');
  const issues = operation && contract.validate(operation, {}, query, undefined).issues;
  expect([issues?.length, issues?.[0]]).toMatchObject([1000, { in: 'query', field: 'filter.k0', keyword: 'type' }]);
});

const costly = list({ anyOf: times(90, (i) => ({ const: `v${i}` })) });
const tooMany = times(80_000, () => 'v89');

it('answers in its own name that it does not validate a request, and changes nothing', async () => {
  const target = await double({ specs: { things: documentOf(costly) }, clock: '2026-01-01T00:00:00Z' });
  const { call } = client(target, 'things');
  const refused = await call('post', '/things', { name: 'x', part: tooMany });
  expect([refused.status, refused.headers['x-stuntdouble-error']]).toEqual([400, 'true']);
  expect(refused.body).toMatchObject({
    title: 'The request cannot be validated',
    detail: 'Validating it by its schema takes too much work: use a smaller value, or a simpler schema',
  });
  expect(target.journal.find()).toMatchObject([{ status: 400, rule: 'tooMuchWork' }]);
  expect((await call('get', '/things')).body).toEqual([]);
  expect((await call('post', '/things', { name: 'x', part: ['v89'] })).status).toBe(201);
});

long('refuses a record by hand that it does not validate', async () => {
  const { call } = await controlled({ specs: { things: documentOf(costly) } });
  const at = '/sandboxes/default/records/things/everybody/thing';
  const { status, body } = await call('POST', at, { name: 'x', part: tooMany });
  expect([status, body.detail]).toEqual([400, expect.stringContaining('takes too much work')]);
  expect((await call('GET', at)).body).toMatchObject({ count: 0 });
});

it('reports a reply that it does not validate as a violation', () => {
  const contract = openApiContract(documentOf(costly), { maxWork: LESS });
  const operation = contract.operations.find(({ id }) => id === 'read');
  expect(operation && contract.check(operation, 200, { id: '1', part: tooMany.slice(0, 800) })).toEqual([
    { field: '', problem: expect.stringContaining('is not checked. Validating it by its schema takes too much work') },
  ]);
});
