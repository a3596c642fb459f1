/** Validating a body takes time in proportion to its size. */
import { SchemaCompiler } from '../../src/contract/compiler.js';
import { readMultipart } from '../../src/http/multipart.js';
import { PlainSchemas } from '../../src/contract/plain-schemas.js';
import { Places } from '../../src/contract/schema-place.js';
import { long, sampleOf } from '../support/depth.js';
import { processorTimeOf } from '../support/processor-time.js';
import { openApiContract } from '../../src/contract/openapi.js';
import type { Contract } from '../../src/engine/model/contract.js';
import type { Json } from '../../src/grammar/json.js';

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const operation = (op: string): Json => ({
  type: 'object',
  required: ['op', 'args'],
  properties: { op: { const: op }, args: { type: 'array', items: ref('Expr') } },
});
const document = {
  components: {
    schemas: {
      Expr: { oneOf: [{ type: 'object', required: ['and'] }, operation('or'), operation('is')] },
      Any: {
        anyOf: [
          { type: 'object', required: ['x'], properties: { x: ref('Any') } },
          { type: 'object', properties: { x: ref('Any'), y: false } },
        ],
      },
    },
  },
};

function check(
  schema: Json,
  value: unknown,
  allErrors = true,
): readonly { keyword: string; instancePath: string; params: Json }[] {
  const compiler = new SchemaCompiler(new Places(document), { allErrors, formats: 'full' });
  return compiler.compile(schema, { direction: 'request', defaults: true })(value);
}

const tree = (depth: number, end: Json): Json => (depth === 0 ? end : { op: 'is', args: [tree(depth - 1, end)] });
const chain = (depth: number): Json => (depth === 0 ? { y: 1 } : { x: chain(depth - 1) });

it.each(sampleOf([true, false], 2))('checks a deep tree of alternatives and reports all errors: %s', (allErrors) => {
  const spent = processorTimeOf(() => {
    expect(check(ref('Expr'), tree(28, { and: [] }), allErrors)).toEqual([]);
    expect(check(ref('Expr'), tree(28, { nothing: 1 }), allErrors).length).toBeGreaterThan(0);
    expect(check(ref('Any'), chain(45), allErrors).length).toBeGreaterThan(0);
  });
  expect(spent).toBeLessThan(3000);
});

/** Each schema refers to the next one several times, for the same value. */
const ladder = (rung: (next: Json) => Json): Places =>
  new Places({
    components: {
      schemas: {
        S40: { enum: ['end', { end: true }] },
        ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`S${i}`, rung(ref(`S${i + 1}`))])),
      },
    },
  });

it.each<[string, (next: Json) => Json]>([
  ['allOf', (next) => ({ allOf: [next, next] })],
  ['anyOf', (next) => ({ anyOf: [next, next] })],
  ['oneOf', (next) => ({ oneOf: [{ allOf: [next, next] }, { not: next }], anyOf: [next, next] })],
  ['if', (next) => ({ if: next, then: next, else: next })],
])('checks any value by schemas that refer to the next one twice: %s', (_, rung) => {
  for (const allErrors of sampleOf([true, false], 2)) {
    const compiler = new SchemaCompiler(ladder(rung), { allErrors, formats: 'full' });
    const validate = compiler.compile(ref('S0'), { direction: 'request', defaults: true });
    const begun = process.cpuUsage().user;
    for (const value of ['end', { end: true }, 'other', 5, null, [], {}]) validate(value);
    expect((process.cpuUsage().user - begun) / 1000).toBeLessThan(5000);
    const inNames = compiler.compile({ propertyNames: { ...ref('S0') } }, { direction: 'request', defaults: true });
    expect([inNames({ end: 1 }).length, inNames({ end: 1, other: 2 }).length > 0]).toEqual([0, true]);
  }
});

it.each<[string, Json]>([
  ['allOf', { allOf: [ref('Self')], type: 'object' }],
  ['oneOf', { oneOf: [ref('Self')], type: 'object' }],
  ['not', { not: { not: ref('Self') }, type: 'object' }],
  ['if', { if: ref('Self'), then: ref('Self'), else: ref('Self'), type: 'object' }],
  ['dependentSchemas', { dependentSchemas: { a: ref('Self') }, type: 'object' }],
  ['another schema', { anyOf: [ref('Other')], type: 'object' }],
])('a schema that applies to itself has an end: %s', (_, Self) => {
  const Other = { allOf: [ref('Self')] };
  const places = new Places({ components: { schemas: { Self, Other, Below: { properties: { a: ref('Self') } } } } });
  for (const start of ['Self', 'Below'])
    for (const allErrors of sampleOf([true, false], 2)) {
      const compiler = new SchemaCompiler(places, { allErrors, formats: 'full' });
      const validate = compiler.compile(ref(start), { direction: 'request', defaults: true });
      for (let time = 0; time < 2; time++) {
        expect(validate({ a: { a: {} } })).toEqual([]);
        expect(validate(start === 'Self' ? 'text' : { a: 'text' }).length).toBeGreaterThan(0);
      }
    }
});

it('does not keep errors of one value for the next', () => {
  const compiler = new SchemaCompiler(new Places(document), { allErrors: true, formats: 'full' });
  const validate = compiler.compile(ref('Expr'), { direction: 'request', defaults: false });
  const value = tree(20, { and: [] });
  expect(validate(value)).toEqual([]);
  let leaf = value;
  while (Array.isArray(leaf['args'])) leaf = leaf['args'][0] as Json;
  delete leaf['and'];
  expect(validate(value).length).toBeGreaterThan(0);
});

it('compares the items of a long list fast enough', () => {
  const schema = { type: 'array', uniqueItems: true };
  const items = Array.from({ length: 30_000 }, (_, i) => ({ b: i, a: [i] }));
  const spent = processorTimeOf(() => {
    expect(check(schema, items)).toEqual([]);
    expect(check(schema, [...items, { a: [7], b: 7 }])).toMatchObject([
      { keyword: 'uniqueItems', params: { i: 7, j: 30_000 } },
    ]);
  });
  expect(spent).toBeLessThan(3000);
  expect(check({ properties: { a: { type: 'array', uniqueItems: false } } }, { a: [1, 1] })).toEqual([]);
  expect(check({ properties: { a: schema } }, { a: ['x', 1, '1', 'x'] })).toMatchObject([{ instancePath: '/a' }]);
});

long('reports at most 1,000 mistakes of a body, however many it has', () => {
  // A schema of this length is checked to the end.
  const properties = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`p${i}`, { type: 'integer' }]));
  const schema = { type: 'object', properties: { ...properties, list: { type: 'array', items: { type: 'integer' } } } };
  const post = {
    operationId: 'make',
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 201: { description: '' } },
  };
  const contract = openApiContract({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/things': { post } },
  });
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error('no operation');
  const list = Array.from({ length: 150_000 }, () => '');
  const { issues } = contract.validate(operation, {}, '', { list });
  expect([issues.length, issues[0]?.field]).toEqual([1000, 'list.0']);
});

describe('a schema behind thousands of references', () => {
  const chain = (of: (next: Json) => Json, count = 3000): Json => ({
    ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`S${i}`, of(ref(`S${i + 1}`))])),
    [`S${count}`]: { type: 'string' },
  });
  const documentOf = (schemas: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {},
    components: { schemas },
  });
  const contractOf = (schemas: Json): Contract => openApiContract(documentOf(schemas));

  it.each<[string, (next: Json) => Json]>([
    ['properties', (a) => ({ type: 'object', required: ['a'], properties: { a } })],
    ['items', (items) => ({ type: 'array', items })],
    ['maps', (additionalProperties) => ({ type: 'object', additionalProperties })],
  ])('is read without exceeding the stack: %s', (_, of) => {
    const contract = contractOf(chain(of));
    expect(contract.missing('S0', () => false).length).toBeLessThan(2);
    expect(new PlainSchemas(new Places(documentOf(chain(of)))).of(ref('S0'))).toBeDefined();
  });

  it('lists a bounded number of required fields', () => {
    const contract = contractOf(chain((a) => ({ type: 'object', required: ['a', 'b'], properties: { a, b: a } }), 30));
    let count = 0;
    expect(processorTimeOf(() => (count = contract.missing('S0', () => false).length))).toBeLessThan(1000);
    expect(count).toBeLessThan(3000);
  });
});

it('does not copy the mistakes of all earlier items for each item', () => {
  const kind = (i: number): Json => ({ type: 'object', required: ['t'], properties: { t: { const: i } } });
  const items = { oneOf: Array.from({ length: 120 }, (_, i) => kind(i)) };
  const values = Array.from({ length: 3000 }, () => ({ t: -1 }));
  let errors: ReturnType<typeof check> = [];
  const spent = processorTimeOf(() => (errors = check({ type: 'array', items }, values)));
  expect(spent).toBeLessThan(1000);
  expect(errors.length).toBeLessThan(20_000);
  expect(errors.find(({ instancePath }) => instancePath === '/2999/t')).toBeDefined();
});

it.each([
  ['date-time', '2026-02-26T15:30:00+01:00', true],
  ['date-time', '2026-02-26t15:30:00z', true],
  ['date-time', '2026-02-26T15:30:00+0100', false],
  ['date-time', '2026-02-26T15:30:00+01', false],
  ['date-time', '2026-02-26 15:30:00Z', false],
  ['date-time', '2026-02-29T15:30:00Z', false],
  ['time', '15:30:00+01:00', true],
  ['time', '15:30:00+0100', false],
])('reads %s as RFC 3339 has it: %s is valid: %s', (format, text, isValid) => {
  expect(check({ type: 'string', format }, text)).toHaveLength(isValid ? 0 : 1);
});

describe('a multipart body', () => {
  const type = 'multipart/form-data; boundary="b"';
  const part = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx--b\r\n';

  it('may have 1,000 parts', async () => {
    expect(await readMultipart(Buffer.from(`${part.repeat(1000)}--b--\r\n`), type)).toHaveLength(1000);
    await expect(readMultipart(Buffer.from(`${part.repeat(1001)}--b--\r\n`), type)).rejects.toThrow('1000 parts');
  });

  it('with very many parts is refused before it is parsed', async () => {
    const body = Buffer.from('--b\r\n'.repeat(200_000));
    const begun = process.cpuUsage();
    await expect(readMultipart(body, type)).rejects.toThrow('more than 1000 parts');
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(200);
  });
});
