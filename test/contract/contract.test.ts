/** What the contract answers for documents in many styles: directions, secrets, maps, recursion, formats. */
import { createRequire } from 'node:module';
import { normalize } from '../../src/contract/normalize/normalize.js';
import { linearPattern } from '../../src/contract/patterns.js';
import { openApiContract } from '../../src/contract/openapi.js';
import type { Contract, Operation } from '../../src/engine/model/contract.js';
import { redact, REDACTED } from '../../src/engine/values/redact.js';
import { writeOnlyPaths } from '../../src/engine/values/write-only.js';
import type { Json } from '../../src/grammar/json.js';

interface Served {
  contract: Contract;
  create: Operation;
}

/** A contract with one operation whose body and reply are a Thing with this field. */
function serving(field: unknown, more: Json = {}, thing: Json = {}): Served {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
  const Thing = { type: 'object', properties: { name: { type: 'string' }, field }, ...thing };
  const { document } = normalize({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/things': {
        post: { operationId: 'make', requestBody: { content }, responses: { 201: { description: '', content } } },
      },
    },
    components: {
      schemas: { Thing, Secret: { type: 'string' }, Hidden: { type: 'string', writeOnly: true }, ...more },
    },
  });
  const contract = openApiContract(document, { regExp: linearPattern });
  const [create] = contract.operations;
  if (create === undefined) throw new Error('no operation');
  return { contract, create };
}

const issuesOf = ({ contract, create }: Served, body: unknown): string[] =>
  contract.validate(create, {}, '', body).issues.map((issue) => `${issue.field} ${issue.keyword}`);

const KEY = 'S3CR3T-12';
const hook = { type: 'object', properties: { url: { type: 'string' }, key: { type: 'string', writeOnly: true } } };
const hidden = { type: 'string', writeOnly: true };

it.each<[string, unknown, unknown]>([
  ['a plain field', hidden, KEY],
  ['a reference to a write-only schema', { $ref: '#/components/schemas/Hidden' }, KEY],
  ['a reference with writeOnly beside it', { $ref: '#/components/schemas/Secret', writeOnly: true }, KEY],
  ['allOf with writeOnly beside it', { allOf: [{ $ref: '#/components/schemas/Secret' }], writeOnly: true }, KEY],
  ['allOf of a write-only schema', { allOf: [{ $ref: '#/components/schemas/Hidden' }] }, KEY],
  ['anyOf with null', { anyOf: [hidden, { type: 'null' }] }, KEY],
  ['oneOf', { oneOf: [hidden, { type: 'object' }] }, KEY],
  ['nullable beside a reference', { $ref: '#/components/schemas/Hidden', nullable: true }, KEY],
  ['a list', { type: 'array', items: hook }, [{ url: 'u', key: KEY }]],
  ['a list of secrets', { type: 'array', items: hidden }, [KEY]],
  ['a list or null', { anyOf: [{ type: 'array', items: hook }, { type: 'null' }] }, [{ url: 'u', key: KEY }]],
  ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, hidden] }, ['a', KEY]],
  ['a map', { type: 'object', additionalProperties: hook }, { 'a.b': { url: 'u', key: KEY } }],
  ['a map of secrets', { type: 'object', additionalProperties: hidden }, { 'a.b': KEY }],
  ['names by a pattern', { type: 'object', patternProperties: { '^x-': hidden } }, { 'x-a': KEY }],
  ['a name with a dot', { type: 'object', properties: { 'a.b': hidden, 'c[]': hidden } }, { 'a.b': KEY, 'c[]': KEY }],
  ['a name that every object has', { type: 'object', properties: { constructor: hidden } }, { constructor: KEY }],
  ['then', { if: { type: 'object' }, then: { properties: { key: hidden } } }, { key: KEY }],
  ['dependentSchemas', { dependentSchemas: { url: { properties: { key: hidden } } } }, { url: 'u', key: KEY }],
  ['a recursive schema', { $ref: '#/components/schemas/Node' }, { child: { child: { key: KEY } } }],
])('hides a secret that is declared by %s', (_, field, value) => {
  const Node = { type: 'object', properties: { key: hidden, child: { $ref: '#/components/schemas/Node' } } };
  const { contract, create } = serving(field, { Node });
  const body = { name: 'n', field: value };
  expect(issuesOf({ contract, create }, body)).toEqual([]);
  const reply = JSON.stringify(contract.project(create, 201, body));
  const redacted = JSON.stringify(redact(body, { places: contract.secrets(create) }));
  expect([reply.includes(KEY), redacted.includes(KEY)]).toEqual([false, false]);
  expect(redacted).toContain(REDACTED);
  expect(JSON.stringify(redact(body, { places: contract.secretsOf('Thing') }))).not.toContain(KEY);
});

it('finds no secret if none is declared', () => {
  const Node = { type: 'object', properties: { child: { $ref: '#/components/schemas/Node' } } };
  const { contract, create } = serving({ $ref: '#/components/schemas/Node' }, { Node });
  expect(contract.secrets(create)).toBeUndefined();
});

it('requires no read-only field in a request, and no write-only one in a reply', () => {
  const served = serving(
    hidden,
    {},
    { required: ['id', 'field', 'name'], allOf: [{ properties: { id: { readOnly: true } } }] },
  );
  expect(issuesOf(served, { name: 'n', field: 'x' })).toEqual([]);
  expect(issuesOf(served, { name: 'n' })).toEqual(['field required']);
  expect(served.contract.check(served.create, 201, { id: 1, name: 'n' })).toEqual([]);
  expect(served.contract.check(served.create, 201, { name: 'n' })).not.toEqual([]);
});

it('fills in defaults for a new record, and not for an update', () => {
  const { contract, create } = serving({ type: 'object', properties: { hue: { default: 7 } } }, {}, {});
  const sent = (): Json => ({ field: {} });
  expect(contract.validate(create, {}, '', sent()).body).toEqual({ field: { hue: 7 } });
  expect(contract.validate(create, {}, '', sent(), {}, { bodyDefaults: false }).body).toEqual({ field: {} });
});

it.each<[string, Json, Json, Json]>([
  ['a map', { additionalProperties: { type: 'string' } }, { a: 'b' }, { a: 'b' }],
  ['a pattern', { patternProperties: { '^a': {} }, additionalProperties: false }, { a: 1, b: 2 }, { a: 1 }],
  ['then', { properties: { k: {} }, then: { properties: { w: {} } }, if: true }, { k: 1, w: 2, z: 3 }, { k: 1, w: 2 }],
  ['what is open', { type: 'object' }, { a: { b: 1 } }, { a: { b: 1 } }],
  [
    'a keyword as a name',
    { properties: { $ref: { type: 'string' }, enum: {}, nullable: {} } },
    { $ref: 'x', enum: 1, y: 2 },
    { $ref: 'x', enum: 1 },
  ],
])('keeps only fields of a reply that are declared by %s', (_, field, value, kept) => {
  const { contract, create } = serving(field);
  expect(contract.project(create, 201, { field: value })).toEqual({ field: kept });
});

it.each<[string, unknown, unknown, boolean]>([
  ['multipleOf 0.01', { multipleOf: 0.01 }, 19.99, true],
  ['multipleOf 0.01', { multipleOf: 0.01 }, 1.005, false],
  ['date-time', { format: 'date-time' }, '2026-02-26T15:30:00+01:00', true],
  ['date-time', { format: 'date-time' }, '2026-02-26T15:30:00+0100', false],
  ['date-time', { format: 'date-time' }, '2026-02-26 15:30:00Z', false],
  ['time', { format: 'time' }, '15:30:00+0100', false],
  ['an unknown format', { format: 'phone' }, '+1', true],
  ['a lookahead, which cannot be matched', { type: 'string', pattern: '^(?!a)' }, 'a', true],
])('checks %s (%j): %j is valid: %s', (_, field, value, isValid) => {
  expect(issuesOf(serving(field), { field: value }).length === 0).toBe(isValid);
});

it('reports the place of a mistake in a recursive value', () => {
  const Node = {
    type: 'object',
    required: ['label'],
    properties: { label: { type: 'string' }, kids: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
  };
  const served = serving({ $ref: '#/components/schemas/Node' }, { Node });
  expect(issuesOf(served, { field: { label: 'a', kids: [{ label: 'b', kids: [{}] }] } })).toEqual([
    'field.kids.0.kids.0.label required',
  ]);
});

it('is fast with schemas that all refer to each other', () => {
  const names = Array.from({ length: 8 }, (_, at) => `N${at}`);
  const any = { anyOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })) };
  const all = Object.fromEntries(
    names.map((name) => [name, { type: 'object', properties: Object.fromEntries(names.map((item) => [item, any])) }]),
  );
  const { contract, create } = serving(any, all);
  const began = process.cpuUsage().user;
  expect(issuesOf({ contract, create }, { field: { N1: { N2: {} } } })).toEqual([]);
  expect(contract.secrets(create)).toBeUndefined();
  expect(contract.missing('Thing', () => false)).toEqual([]);
  expect(writeOnlyPaths(contract.tools.body(create))).toEqual([]);
  expect(process.cpuUsage().user - began).toBeLessThan(3_000_000);
});

it.each([
  [{ 201: 1, 200: 1 }, [200, 201]],
  [{ '2XX': 1, '4XX': 1 }, [200]],
  [{ default: 1 }, [200]],
  [{ 302: 1, 404: 1 }, [302]],
  [{ 404: 1 }, []],
])('uses as success statuses of %j: %j', (given, successes) => {
  const responses = Object.fromEntries(Object.keys(given).map((status) => [status, { description: '' }]));
  const { document } = normalize({ openapi: '3.1.0', info: {}, paths: { '/a': { get: { responses } } } });
  expect(openApiContract(document).operations[0]?.successes).toEqual(successes);
});

it.each([
  ['https://{tenant}.x.test/api', { tenant: { default: '<tenant>' } }, '/api/a'],
  ['https://{tenant}.x.test:{port}/v1', undefined, '/v1/a'],
  ['{base}/v3', { base: { default: 'https://x.test' } }, '/v3/a'],
  ['api/v1', undefined, '/api/v1/a'],
  ['./api', undefined, '/api/a'],
])('serves below the path of the server %s', (url, variables, path) => {
  const get = { operationId: 'a', responses: { 200: { description: '' } } };
  const servers = [{ url, ...(variables && { variables }) }];
  const { document } = normalize({ openapi: '3.1.0', info: {}, servers, paths: { '/a': { get } } });
  expect(openApiContract(document).match('GET', path)).toMatchObject({ operation: { id: 'a' } });
});

it('reads the parts of allOf as one object where one of them is closed', () => {
  const Base = { type: 'object', additionalProperties: false, properties: { id: { type: 'integer' } } };
  const field = { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['n'], properties: { n: {} } }] };
  const served = serving(field, { Base });
  expect(issuesOf(served, { field: { id: 1, n: 'x' } })).toEqual([]);
  expect(issuesOf(served, { field: { id: 'x', n: 'x' } })).toEqual(['field.id type']);
  expect(issuesOf(served, { field: { id: 1, n: 'x', other: 1 } })).toEqual(['field.other additionalProperties']);
});

it('reads allOf as one object where the schema around it is closed', () => {
  const Base = { type: 'object', properties: { id: { type: 'integer' } } };
  const field = { type: 'object', additionalProperties: false, allOf: [{ $ref: '#/components/schemas/Base' }] };
  const served = serving(field, { Base });
  expect(issuesOf(served, { field: { id: 1 } })).toEqual([]);
  expect(issuesOf(served, { field: { id: 'x' } })).toEqual(['field.id type']);
  expect(issuesOf(served, { field: { id: 1, other: 1 } })).toEqual(['field.other additionalProperties']);
});

describe('whether every valid body has a field', () => {
  const size = { type: 'integer', default: 1 };
  const box = (required: string[]): Json => ({
    type: 'object',
    required,
    properties: { size, name: { type: 'string' } },
  });

  it.each([
    ['a required one, yes', box(['name']), ['field'], 'field.name', true],
    ['one with a default, yes', box([]), ['field'], 'field.size', true],
    ['an optional one, no', box([]), ['field'], 'field.name', false],
    ['one below an optional object, no', box(['name']), [], 'field.name', false],
    ['one that is not declared, no', box(['other']), ['field'], 'field.other', false],
    ['a read-only one, no', { type: 'string', readOnly: true }, ['field'], 'field', false],
    ['the elements of a list, no', { type: 'array', items: { type: 'string' } }, ['field'], 'field[]', false],
  ])('%s', (_, field, required, path, expected) => {
    const { contract, create } = serving(field, {}, { required });
    expect(contract.supplies(create, path)).toBe(expected);
  });

  it('ends for a recursive schema', () => {
    const Node = { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Node' } } };
    const { contract, create } = serving({ $ref: '#/components/schemas/Node' }, { Node }, { required: ['field'] });
    expect(contract.supplies(create, 'field.next.next.next')).toBe(true);
    expect(writeOnlyPaths(contract.tools.body(create))).toEqual([]);
  });
});

describe("the build's replacement of lodash in openapi-backend", () => {
  interface Chain {
    entries: () => Chain;
    flatMap: (map: (entry: [string, unknown]) => unknown) => Chain;
    value: () => unknown;
  }
  interface Lodash {
    chain: (value: unknown) => Chain;
    entries: (value: unknown) => unknown;
    pick: (value: unknown, names: string[]) => object;
    uniq: (list: unknown[]) => unknown[];
    find: () => unknown;
  }
  const require = createRequire(import.meta.url);
  const lean = require('../../scripts/lean-lodash.cjs') as Lodash;
  const lodash = createRequire(require.resolve('openapi-backend'))('lodash') as Lodash;
  const values = [{ post: 1, get: { a: [2] }, parameters: [], trace: null }, { '/b': 1, '/a': 2 }, {}, null, undefined];

  it.each(values)('lists and picks the same of %j', (value) => {
    const all = ({ chain, entries, pick }: Lodash): string =>
      JSON.stringify([
        entries(value),
        pick(value, ['get', 'put', 'post', 'trace']),
        chain(value)
          .entries()
          .flatMap(([name, part]) => [name, [part]])
          .value(),
      ]);
    expect(all(lean)).toBe(all(lodash));
  });

  it('finds the same names once', () => {
    expect(lean.uniq(['b', 'a', 'b', 'c', 'a'])).toEqual(lodash.uniq(['b', 'a', 'b', 'c', 'a']));
  });

  it('throws where it lacks a function', () => {
    expect(() => lean.find()).toThrow('left out');
  });
});
