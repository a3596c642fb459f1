/** What the comparison of two behaviors finds: one change for each kind, both ways. */
import { diffVendors } from '../../src/diff/diff.js';
import { judgements, type Kind } from '../../src/diff/behavior/judgements.js';
import type { Change } from '../../src/diff/changes.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { behavior as grammar } from '../../src/grammar/behavior.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { reasons } from '../../src/grammar/reasons.js';
import { buildVendor } from '../../src/loading/build.js';
import { patched } from '../support/contract-changes.js';
import { long, sampleOf } from '../support/depth.js';

const evidence = { documented: 'S1' };
const body = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } };
const reply = { description: 'One.', content: body.content };
const item = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] };

const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'list',
        parameters: ['kind', 'limit', 'offset', 'sort'].map((name) => ({
          name,
          in: 'query',
          schema: { type: 'string' },
        })),
        responses: { '200': { description: 'All.', content: { 'application/json': { schema: { type: 'array' } } } } },
      },
      post: { operationId: 'create', requestBody: body, responses: { '201': reply } },
    },
    '/things/{id}': {
      ...item,
      get: { operationId: 'read', responses: { '200': reply } },
      patch: { operationId: 'update', requestBody: body, responses: { '200': reply } },
      put: { operationId: 'replace', requestBody: body, responses: { '200': reply } },
      delete: { operationId: 'remove', responses: { '200': reply } },
    },
    '/upserts/{id}': {
      ...item,
      put: { operationId: 'upsert', requestBody: body, responses: { '200': reply, '201': reply } },
    },
    '/code': { post: { operationId: 'code', requestBody: body, responses: { '200': reply } } },
    '/old': { get: { operationId: 'old', responses: { '200': reply } } },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: Object.fromEntries(
          ['id', 'name', 'kind', 'owner', 'created', 'note'].map((name) => [name, { type: ['string', 'null'] }]),
        ),
      },
    },
  },
};

const on = { resource: 'thing', evidence };
const base: Json = {
  stuntdouble: 1,
  requests: {
    unknownBodyFields: { treat: 'ignore', evidence },
    unknownQueryParameters: { treat: 'ignore', evidence },
    trailingSlash: { treat: 'either', evidence },
    browserOrigin: { treat: 'cors', evidence },
  },
  resources: {
    thing: {
      schema: 'Thing',
      id: { field: 'id', format: 'uuid', evidence },
      fields: { kind: { default: 'plain', evidence } },
    },
    label: { id: { field: 'id', format: 'given', evidence } },
  },
  operations: {
    list: { verb: 'list', ...on, sort: { parameter: 'sort', default: 'name', evidence } },
    create: { verb: 'create', ...on },
    read: { verb: 'read', ...on },
    update: { verb: 'update', ...on },
    replace: { verb: 'replace', ...on },
    remove: { verb: 'delete', ...on },
    upsert: { verb: 'upsert', ...on },
    code: { verb: 'quirk', ...on, quirk: 'first' },
    old: { verb: 'example', evidence },
  },
  dialect: {
    messages: { default: { text: 'The $field is wrong.', evidence } },
    refusals: Object.fromEntries(
      reasons.map((name) => [name, { status: 400, body: { code: name, message: 'This is wrong.' }, evidence }]),
    ),
  },
};

const vendorWith = (patch: Json): Vendor =>
  buildVendor(
    {
      name: 'things',
      document: structuredClone(document),
      behavior: grammar.parse(patched(base, patch)),
      seed: { records: {}, credentials: [] },
    },
    {},
  );

/** The changes of one kind, in one direction. */
const changesOf = (before: Json, after: Json): Change[] => diffVendors(vendorWith(before), vendorWith(after)).changes;

const inThing = (rule: Json): Json => ({ resources: { thing: rule } });
const field = (rule: Json, name = 'note'): Json => inThing({ fields: { [name]: { ...rule, evidence } } });
const inOperation = (name: string, rule: Json): Json => ({ operations: { [name]: rule } });
const inRequests = (rule: Json): Json => ({
  requests: Object.fromEntries(
    Object.entries(rule).map(([key, value]) => [key, isObject(value) ? { ...value, evidence } : value]),
  ),
});
const page = { style: 'offset', limit: 'limit', position: 'offset', size: 50, evidence };
const paged = (more: Json): Json => inOperation('list', { page: { ...page, ...more } });

type Row = [kind: Kind, before: Json, after: Json, there: 'breaking' | 'compatible', back: 'breaking' | 'compatible'];

const rows: Row[] = [
  [
    'verb',
    inOperation('update', { verb: 'update' }),
    inOperation('update', { verb: 'replace' }),
    'breaking',
    'breaking',
  ],
  ['verb', {}, inOperation('old', { verb: 'read', resource: 'thing' }), 'compatible', 'breaking'],
  ['verb', {}, { operations: { old: { verb: 'decline', reason: 'It is old.' } } }, 'breaking', 'compatible'],
  ['quirk', {}, inOperation('code', { quirk: 'second' }), 'breaking', 'breaking'],
  ['status', {}, inOperation('create', { status: 202 }), 'breaking', 'breaking'],
  ['reply', {}, inOperation('read', { reply: { data: '$item' } }), 'breaking', 'breaking'],
  ['merge', {}, inOperation('update', { merge: 'replace' }), 'breaking', 'breaking'],
  ['merge', {}, field({ merge: 'replace' }), 'breaking', 'breaking'],
  ['existing', {}, inOperation('upsert', { existing: 'replace' }), 'breaking', 'breaking'],
  ['by', {}, inOperation('upsert', { by: 'name' }), 'breaking', 'breaking'],
  ['bodyAt', {}, inOperation('create', { body: { at: 'data' } }), 'breaking', 'breaking'],
  ['record', {}, inOperation('read', { record: { query: 'id' } }), 'breaking', 'breaking'],
  ['keep', {}, inOperation('replace', { keep: ['note'] }), 'breaking', 'breaking'],
  [
    'atLeastOneOf',
    {},
    inOperation('update', { atLeastOneOf: { fields: ['name'], evidence } }),
    'breaking',
    'compatible',
  ],
  [
    'atLeastOneOf',
    inOperation('update', { atLeastOneOf: { fields: ['name'], evidence } }),
    inOperation('update', { atLeastOneOf: { fields: ['name', 'kind'], evidence } }),
    'compatible',
    'breaking',
  ],
  ['protect', {}, inOperation('remove', { protect: { when: { kind: 'fixed' }, evidence } }), 'breaking', 'compatible'],
  ['unknownBodyFields', {}, inRequests({ unknownBodyFields: { treat: 'refuse' } }), 'breaking', 'compatible'],
  [
    'bodyLimit',
    inOperation('create', { bodyLimit: 1000 }),
    inOperation('create', { bodyLimit: 500 }),
    'breaking',
    'compatible',
  ],
  [
    'filter',
    {},
    inOperation('list', { filters: { kind: { field: 'kind', match: 'equals', evidence } } }),
    'compatible',
    'breaking',
  ],
  ['page', paged({}), paged({ style: 'page' }), 'breaking', 'breaking'],
  ['pageSize', paged({}), paged({ size: 20 }), 'breaking', 'compatible'],
  ['linkHeader', paged({}), paged({ linkHeader: true }), 'compatible', 'breaking'],
  ['sort', {}, inOperation('list', { sort: { direction: 'order' } }), 'breaking', 'breaking'],
  ['order', {}, inOperation('list', { sort: { default: '-name' } }), 'breaking', 'breaking'],
  ['order', {}, inThing({ order: { by: 'name', direction: 'asc', evidence } }), 'breaking', 'breaking'],
  ['idField', {}, inThing({ id: { field: 'name' } }), 'breaking', 'breaking'],
  ['idFormat', {}, inThing({ id: { format: 'integer' } }), 'breaking', 'breaking'],
  ['idShape', {}, inThing({ id: { length: 12 } }), 'compatible', 'compatible'],
  ['malformedId', {}, inThing({ id: { malformed: 'notFound' } }), 'breaking', 'breaking'],
  ['idScope', {}, inThing({ id: { scope: 'path' } }), 'breaking', 'compatible'],
  ['alias', {}, inThing({ aliases: ['name'] }), 'compatible', 'breaking'],
  [
    'parent',
    {},
    inThing({ parent: { resource: 'label', field: 'owner', parameter: 'label', evidence } }),
    'breaking',
    'compatible',
  ],
  ['contexts', {}, inThing({ context: [{ parameter: 'tenant', field: '$tenant', evidence }] }), 'breaking', 'breaking'],
  ['unique', {}, inThing({ unique: [{ fields: ['name'], evidence }] }), 'breaking', 'compatible'],
  [
    'requires',
    {},
    inThing({ requires: [{ anyOf: { name: 'present', note: [null] }, evidence }] }),
    'breaking',
    'compatible',
  ],
  ['immutable', {}, field({ immutable: {} }), 'breaking', 'compatible'],
  ['immutable', field({ immutable: {} }), field({ immutable: { when: { kind: 'fixed' } } }), 'compatible', 'breaking'],
  ['source', {}, field({ stamp: 'created', precision: 'seconds' }, 'created'), 'breaking', 'breaking'],
  [
    'stampFormat',
    field({ stamp: 'created', format: 'date' }, 'created'),
    field({ stamp: 'created', format: 'unixSeconds' }, 'created'),
    'breaking',
    'breaking',
  ],
  ['default', {}, field({ default: 'other' }, 'kind'), 'breaking', 'breaking'],
  ['default', {}, field({ default: 'x' }), 'compatible', 'breaking'],
  ['distinct', {}, inThing({ fields: { 'note[].name': { distinct: true, evidence } } }), 'breaking', 'compatible'],
  ['references', {}, field({ references: { resource: 'label' } }), 'breaking', 'compatible'],
  ['alsoSentAs', {}, field({ alsoSentAs: 'Note' }), 'compatible', 'breaking'],
  ['hidden', {}, field({ hidden: true }), 'breaking', 'compatible'],
  ['convert', {}, field({ convert: { to: 'list' } }), 'breaking', 'breaking'],
  ['embed', {}, inThing({ embed: { owner: { reference: 'label', by: 'note', evidence } } }), 'compatible', 'breaking'],
  ['dropped', {}, inThing({ dropped: { whenParentChanges: 'kind', evidence } }), 'breaking', 'compatible'],
  ['accounts', {}, { accounts: { treat: 'one', evidence } }, 'breaking', 'breaking'],
  ['unknownQueryParameters', {}, inRequests({ unknownQueryParameters: { treat: 'refuse' } }), 'breaking', 'compatible'],
  ['trailingSlash', {}, inRequests({ trailingSlash: { treat: 'exact' } }), 'breaking', 'compatible'],
  ['browserOrigin', {}, inRequests({ browserOrigin: { treat: 'refuse' } }), 'breaking', 'compatible'],
  ['slashes', {}, inRequests({ slashesInParameters: { parameters: ['id'] } }), 'compatible', 'breaking'],
  [
    'idempotencyKey',
    {},
    inRequests({ idempotencyKey: { header: 'Idempotency-Key', undeclared: true } }),
    'compatible',
    'breaking',
  ],
  ['limits', {}, { limits: [{ requests: 10, seconds: 1, evidence }] }, 'breaking', 'compatible'],
  [
    'limits',
    { limits: [{ requests: 10, seconds: 1, evidence }] },
    { limits: [{ requests: 5, seconds: 1, evidence }] },
    'breaking',
    'compatible',
  ],
  ['message', {}, { dialect: { messages: { default: { text: 'Wrong: $field.' } } } }, 'compatible', 'compatible'],
  ['refusalStatus', {}, { dialect: { refusals: { notFound: { status: 404 } } } }, 'breaking', 'breaking'],
  ['refusalPart', {}, { dialect: { refusals: { notFound: { body: { code: 'missing' } } } } }, 'breaking', 'breaking'],
  [
    'refusalPart',
    {},
    { dialect: { refusals: { notFound: { body: { message: 'There is none.' } } } } },
    'compatible',
    'compatible',
  ],
  [
    'refusalPart',
    {},
    { dialect: { refusals: { notFound: { body: { help: 'https://a.example' } } } } },
    'compatible',
    'breaking',
  ],
];

it('has a case for each kind of change', () => {
  const kinds = new Set(rows.map(([kind]) => kind));
  expect(Object.keys(judgements).filter((kind) => !kinds.has(kind as Kind))).toEqual([]);
});

it.each(sampleOf(rows, 3))('%s: %j → %j is %s, and the reverse %s', (kind, before, after, there, back) => {
  const verdict = (changes: readonly Change[]): string[] => [
    ...new Set(
      changes.filter((change) => change.kind === kind).map(({ breaking }) => (breaking ? 'breaking' : 'compatible')),
    ),
  ];
  const [forth, reverse] = [changesOf(before, after), changesOf(after, before)];
  expect(verdict(forth)).toContain(there);
  expect(verdict(reverse)).toContain(back);
  const strict = (changes: readonly Change[]): string =>
    changes.some(({ breaking }) => breaking) ? 'breaking' : 'compatible';
  expect([strict(forth), strict(reverse)]).toEqual([there, back]);
});

long('finds nothing between a behavior and itself', () => {
  for (const [, , after] of rows) expect(changesOf(after, after)).toEqual([]);
});

it('names the rule, its level and its reference on each side', () => {
  const parts = { documented: 'S1', parts: { status: { assumed: 'A9' } } };
  const before = { dialect: { refusals: { notFound: { status: 404, evidence: parts } } } };
  expect(changesOf({}, before).find(({ kind }) => kind === 'refusalStatus')).toMatchObject({
    area: 'behavior',
    places: ['refusal notFound status'],
    before: { at: 'refusals.notFound', value: 400, level: 'documented', reference: 'S1' },
    after: { at: 'refusals.notFound', value: 404, level: 'assumed', reference: 'A9' },
  });
});

it('the evidence of a part is that of the rest where it has none of its own', () => {
  const parts = { documented: 'S1', parts: { status: { assumed: 'A9' } } };
  const after = { dialect: { refusals: { notFound: { body: { code: 'none' }, evidence: parts } } } };
  expect(changesOf({}, after)).toMatchObject([
    { kind: 'refusalPart', after: { level: 'documented', reference: 'S1' } },
  ]);
});

it('names the operations that show a change, and no others', () => {
  const operations = (after: Json, wanted: Kind): string[] =>
    changesOf({}, after).find(({ kind }) => kind === wanted)?.operations ?? [];
  expect(operations(inThing({ unique: [{ fields: ['name'], evidence }] }), 'unique')).toEqual([
    'POST /things',
    'PUT /things/{id}',
    'PATCH /things/{id}',
    'PUT /upserts/{id}',
    'POST /code',
  ]);
  expect(operations(inThing({ order: { by: 'name', direction: 'asc', evidence } }), 'order')).toEqual([
    'GET /things',
    'POST /code',
  ]);
});

it('a different inferred rule is reported, and is not breaking', () => {
  const inferred = { inferred: 'POST /things declares 409' };
  const [change] = changesOf({}, inThing({ unique: [{ fields: ['name'], evidence: inferred }] }));
  expect(change).toMatchObject({ kind: 'unique', breaking: false, after: { level: 'inferred' } });
});

it('a field that only one side has is reported as a part of the contract only', () => {
  const withField = structuredClone(document);
  (withField.components.schemas.Thing.properties as Json)['born'] = { type: 'string' };
  const after = buildVendor(
    {
      name: 'things',
      document: withField,
      behavior: grammar.parse(patched(base, field({ stamp: 'created', precision: 'seconds' }, 'born'))),
      seed: { records: {}, credentials: [] },
    },
    {},
  );
  const { changes } = diffVendors(vendorWith({}), after);
  expect(changes.map(({ kind, breaking }) => [kind, breaking])).toEqual([
    ['property', false],
    ['property', false],
  ]);
});
