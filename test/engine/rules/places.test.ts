/** Parents, contexts, ids and the place of a record in a call. */
import { api, evidence, inPath, inQuery, ok, sends, stored } from '../../support/api.js';
import type { Json } from '../../../src/grammar/json.js';
import type { Lab } from '../../support/lab.js';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
};
const named = { type: 'object', properties: { name: { type: 'string' } } };
const list = { type: 'array', items: thing };
const id = { field: 'id', format: 'digits', evidence };
const schema = '#/components/schemas/Thing';

describe('a context', () => {
  const tenants = (context: Json = {}): Lab =>
    api({
      paths: {
        '/{tenant}/things': {
          parameters: inPath('tenant'),
          get: { operationId: 'list', responses: ok(list) },
          post: { operationId: 'make', requestBody: sends(named), responses: ok(thing, 201) },
        },
        '/{tenant}/things/{id}': {
          parameters: inPath('tenant', 'id'),
          get: { operationId: 'read', responses: ok(thing) },
          put: { operationId: 'put', requestBody: sends(named), responses: ok(thing) },
          delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
        },
        '/things': { get: { operationId: 'all', responses: ok(list) } },
      },
      schemas: { Thing: thing },
      resources: {
        thing: { schema, id, context: [{ parameter: 'tenant', field: '$tenant', evidence }], ...context },
      },
      operations: {
        list: { verb: 'list', resource: 'thing', evidence },
        all: { verb: 'list', resource: 'thing', evidence },
        make: { verb: 'create', resource: 'thing', evidence },
        read: { verb: 'read', resource: 'thing', evidence },
        put: { verb: 'upsert', resource: 'thing', evidence },
        remove: { verb: 'delete', resource: 'thing', evidence },
      },
    });

  it('separates the records, and exists on first use', async () => {
    const { send, complaints } = tenants();
    expect((await send('POST', '/a/things', { body: { name: 'one' } })).body).toEqual({ id: '1', name: 'one' });
    await send('POST', '/b/things', { body: { name: 'two' } });
    expect((await send('GET', '/a/things')).body).toEqual([{ id: '1', name: 'one' }]);
    expect((await send('GET', '/b/things')).body).toEqual([{ id: '2', name: 'two' }]);
    expect((await send('GET', '/c/things')).body).toEqual([]);
    expect((await send('GET', '/things')).body).toHaveLength(2);
    expect((await send('GET', '/b/things/1')).status).toBe(404);
    expect((await send('DELETE', '/b/things/1')).status).toBe(404);
    expect((await send('GET', '/a/things/1')).status).toBe(200);
    expect(complaints).toEqual([]);
  });

  it('has its own ids if their scope is the path', async () => {
    const bench = tenants({ id: { field: 'id', format: 'given', scope: 'path', evidence } });
    const { send } = bench;
    expect((await send('PUT', '/a/things/x', { body: { name: 'one' } })).body).toEqual({ id: 'x', name: 'one' });
    expect((await send('PUT', '/b/things/x', { body: { name: 'two' } })).body).toEqual({ id: 'x', name: 'two' });
    expect((await send('PUT', '/a/things/x', { body: { name: 'three' } })).body).toEqual({ id: 'x', name: 'three' });
    expect((await send('GET', '/a/things/x')).body).toEqual({ id: 'x', name: 'three' });
    expect((await send('GET', '/b/things/x')).body).toEqual({ id: 'x', name: 'two' });
    expect((await send('DELETE', '/a/things/x')).status).toBe(204);
    expect((await send('GET', '/b/things')).body).toEqual([{ id: 'x', name: 'two' }]);
    expect(stored(bench, 'thing')).toHaveLength(1);
  });
});

describe('a parent', () => {
  const below = (path: string, item: string): Json => ({
    [path]: {
      parameters: inPath(...[...path.matchAll(/\{(\w+)\}/g)].map((entry) => entry[1] ?? '')),
      get: { operationId: `list${item}`, responses: ok(list) },
      post: { operationId: `make${item}`, requestBody: sends(named), responses: ok(thing, 201) },
    },
    [`${path}/{${item}}`]: {
      parameters: inPath(...[...path.matchAll(/\{(\w+)\}/g)].map((entry) => entry[1] ?? ''), item),
      get: { operationId: `read${item}`, responses: ok(thing) },
      delete: { operationId: `remove${item}`, responses: { 204: { description: 'gone' } } },
    },
  });
  const verbs = (item: string): Json => ({
    [`list${item}`]: { verb: 'list', resource: item, evidence },
    [`make${item}`]: { verb: 'create', resource: item, evidence },
    [`read${item}`]: { verb: 'read', resource: item, evidence },
    [`remove${item}`]: { verb: 'delete', resource: item, evidence },
  });
  const tree = (): Lab =>
    api({
      paths: {
        ...below('/orgs', 'org'),
        ...below('/orgs/{org}/projects', 'project'),
        ...below('/orgs/{org}/projects/{project}/issues', 'issue'),
        '/issues': { get: { operationId: 'all', responses: ok(list) } },
      },
      schemas: { Thing: thing },
      resources: {
        org: { schema, id },
        project: { schema, id, parent: { resource: 'org', field: '$org', parameter: 'org', evidence } },
        issue: { schema, id, parent: { resource: 'project', field: '$project', parameter: 'project', evidence } },
      },
      operations: {
        ...verbs('org'),
        ...verbs('project'),
        ...verbs('issue'),
        all: { verb: 'list', resource: 'issue', evidence },
      },
    });

  it('must exist at every level of the path', async () => {
    const { send, complaints } = tree();
    const make = (path: string): ReturnType<Lab['send']> => send('POST', path, { body: { name: 'x' } });
    expect((await make('/orgs/1/projects')).status).toBe(404);
    await make('/orgs');
    await make('/orgs');
    expect((await make('/orgs/1/projects')).status).toBe(201);
    expect((await make('/orgs/1/projects/7/issues')).status).toBe(404);
    expect((await make('/orgs/1/projects/1/issues')).body).toEqual({ id: '1', name: 'x' });
    expect((await make('/orgs/2/projects/1/issues')).status).toBe(404);
    expect((await send('GET', '/orgs/2/projects/1')).status).toBe(404);
    expect((await send('GET', '/orgs/2/projects/1/issues/1')).status).toBe(404);
    expect((await send('GET', '/orgs/1/projects/1/issues/1')).status).toBe(200);
    expect((await send('GET', '/issues')).body).toEqual([{ id: '1', name: 'x' }]);
    expect(complaints).toEqual([]);
  });

  it('is deleted with its children and their children', async () => {
    const bench = tree();
    const { send } = bench;
    for (const path of ['/orgs', '/orgs/1/projects', '/orgs/1/projects/1/issues'])
      await send('POST', path, { body: { name: 'x' } });
    const all = (): number[] => ['org', 'project', 'issue'].map((item) => stored(bench, item).length);
    expect(all()).toEqual([1, 1, 1]);
    expect((await send('DELETE', '/orgs/1')).status).toBe(204);
    expect(all()).toEqual([0, 0, 0]);
  });
});

describe('an id', () => {
  const things = (rule: Json, operations: Json = {}, extra: Json = {}): Lab =>
    api({
      paths: {
        '/things': { post: { operationId: 'make', requestBody: sends(thing), responses: ok(thing, 201) } },
        '/things/{id}': {
          parameters: inPath('id'),
          get: { operationId: 'read', responses: ok(thing) },
          put: { operationId: 'put', requestBody: sends(named), responses: { ...ok(thing), ...ok(thing, 201) } },
        },
        ...extra,
      },
      schemas: { Thing: { ...thing, required: ['id'] } },
      resources: { thing: { schema, id: { field: 'id', evidence, ...rule } } },
      operations: {
        make: { verb: 'create', resource: 'thing', evidence },
        read: { verb: 'read', resource: 'thing', evidence },
        put: { verb: 'upsert', resource: 'thing', existing: 'replace', evidence },
        ...operations,
      },
    });
  const made = async (rule: Json): Promise<unknown> => {
    const bench = things(rule);
    const answer = await bench.send('PUT', '/things/zz', { body: {} });
    return (answer.body as Json)['id'];
  };

  it('may be opaque text of a prefix, an alphabet and a length', async () => {
    const { send } = api({
      paths: {
        '/things': { post: { operationId: 'make', requestBody: sends(named), responses: ok(thing, 201) } },
        '/things/{id}': { parameters: inPath('id'), get: { operationId: 'read', responses: ok(thing) } },
      },
      schemas: { Thing: thing },
      resources: {
        thing: { schema, id: { field: 'id', format: 'text', prefix: 'cus_', alphabet: 'abc', length: 9, evidence } },
      },
      operations: {
        make: { verb: 'create', resource: 'thing', evidence },
        read: { verb: 'read', resource: 'thing', evidence },
      },
    });
    const { id: first } = (await send('POST', '/things', { body: { name: 'x' } })).body as { id: string };
    expect(first).toMatch(/^cus_[abc]{9}$/);
    expect((await send('GET', `/things/${first}`)).body).toEqual({ id: first, name: 'x' });
  });

  it('is the one in the path if PUT creates, with status 201', async () => {
    const { send } = things({ format: 'given' });
    expect(await made({ format: 'given' })).toBe('zz');
    expect((await send('PUT', '/things/a', { body: { name: 'one' } })).status).toBe(201);
    expect(await send('PUT', '/things/a', { body: {} })).toMatchObject({ status: 200, body: { id: 'a' } });
    expect((await send('GET', '/things/a')).body).toEqual({ id: 'a' });
  });

  it('may be chosen by the client, or is generated', async () => {
    const { send } = things({ format: 'digits' });
    expect((await send('POST', '/things', { body: { id: '77', name: 'x' } })).body).toEqual({
      id: '77',
      name: 'x',
    });
    expect((await send('GET', '/things/77')).body).toEqual({ id: '77', name: 'x' });
  });

  it('stays that of the path whatever the body of a change says', async () => {
    const rename = {
      put: { verb: 'replace', resource: 'thing', evidence },
      patch: { verb: 'update', resource: 'thing', evidence },
    };
    for (const [method, verb] of [
      ['PUT', 'put'],
      ['PATCH', 'patch'],
    ] as const) {
      const bench = things(
        { format: 'given' },
        { change: rename[verb] },
        {
          '/changes/{id}': {
            parameters: inPath('id'),
            [verb]: { operationId: 'change', requestBody: sends(thing), responses: ok(thing) },
          },
        },
      );
      await bench.send('POST', '/things', { body: { id: 'a', name: 'one' } });
      await bench.send('POST', '/things', { body: { id: 'b', name: 'two' } });
      const changed = await bench.send(method, '/changes/a', { body: { id: 'b', name: 'new' } });
      expect([changed.status, changed.body]).toEqual([200, { id: 'a', name: 'new' }]);
      expect((await bench.send('GET', '/things/a')).body).toEqual({ id: 'a', name: 'new' });
      expect((await bench.send('GET', '/things/b')).body).toEqual({ id: 'b', name: 'two' });
    }
  });

  it.each([
    ['notFound', 404],
    ['invalidId', 400],
  ])('that is malformed is answered as %s', async (malformed, status) => {
    const { send } = things({ format: 'uuid', malformed });
    expect((await send('GET', '/things/no-uuid')).status).toBe(status);
    expect((await send('GET', '/things/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it.each<[string, Json, string, Json | undefined]>([
    ['a parameter that is not the last', { path: 'id' }, '/things/a/as/x', undefined],
    ['the query', { query: 'thing' }, '/find?thing=a', undefined],
    ['the body', { body: 'ref.id' }, '/find', { ref: { id: 'a' } }],
  ])('may be in %s', async (_, record, path, body) => {
    const { send } = things(
      { format: 'given' },
      {
        find: { verb: 'read', resource: 'thing', record, evidence },
        as: { verb: 'read', resource: 'thing', record: { path: 'id' }, evidence },
      },
      {
        '/find': {
          [body ? 'post' : 'get']: {
            operationId: 'find',
            parameters: inQuery({ thing: { type: 'string' } }),
            ...(body && { requestBody: sends({ type: 'object', properties: { ref: { type: 'object' } } }) }),
            responses: ok(thing),
          },
        },
        '/things/{id}/as/{form}': {
          parameters: inPath('id', 'form'),
          get: { operationId: 'as', responses: ok(thing) },
        },
      },
    );
    await send('PUT', '/things/a', { body: { name: 'one' } });
    expect((await send(body ? 'POST' : 'GET', path, { body })).body).toEqual({ id: 'a', name: 'one' });
  });
});

it('a list may filter by a path parameter', async () => {
  const card = { type: 'object', properties: { id: { type: 'string' }, customer: { type: 'string' } } };
  const { send } = api({
    paths: {
      '/cards': { post: { operationId: 'make', requestBody: sends(card), responses: ok(card, 201) } },
      '/customers/{customer}/cards': {
        parameters: inPath('customer'),
        get: { operationId: 'list', responses: ok({ type: 'array', items: card }) },
      },
    },
    schemas: { Card: card },
    resources: { card: { schema: 'Card', id: { ...id, format: 'integer' } } },
    operations: {
      make: { verb: 'create', resource: 'card', evidence },
      list: {
        verb: 'list',
        resource: 'card',
        filters: { customer: { field: 'customer', match: 'equals', evidence } },
        evidence,
      },
    },
  });
  for (const customer of ['a', 'b']) await send('POST', '/cards', { body: { customer } });
  expect((await send('GET', '/customers/b/cards')).body).toMatchObject([{ customer: 'b' }]);
});
