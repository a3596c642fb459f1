/** Fields: time stamps, constants, conversions, defaults, what is made up; singletons; evidence. */
import { api, evidence, inPath, ok, sends, stored } from '../../support/api.js';
import { behavior } from '../../../src/grammar/behavior.js';
import { isObject, type Json } from '../../../src/grammar/json.js';
import { buildVendor } from '../../../src/loading/build.js';
import type { Lab } from '../../support/lab.js';

const object = (properties: Json, required: string[] = []): Json => ({ type: 'object', required, properties });
const integer = { type: 'integer' };
const text = { type: 'string' };

/** One resource that is made, read, changed and replaced. */
function things(
  shown: Json,
  sent: Json,
  rules: Json,
  { schemas = {}, resources = {}, operations = {}, paths = {} }: Json = {},
): Lab {
  const thing = { ...shown, properties: { id: integer, ...(shown['properties'] as Json) } };
  return api({
    paths: {
      '/things': { post: { operationId: 'make', requestBody: sends(sent), responses: ok(thing, 201) } },
      '/things/{id}': {
        parameters: inPath('id'),
        get: { operationId: 'read', responses: ok(thing) },
        patch: { operationId: 'change', requestBody: sends({ ...sent, required: [] }), responses: ok(thing) },
        put: { operationId: 'replace', requestBody: sends(sent), responses: ok(thing) },
      },
      ...(paths as Json),
    },
    schemas: { Thing: thing, ...(schemas as Json) },
    resources: {
      thing: { schema: 'Thing', id: { field: 'id', format: 'integer', evidence }, ...rules },
      ...(resources as Json),
    },
    operations: {
      make: { verb: 'create', resource: 'thing', evidence },
      read: { verb: 'read', resource: 'thing', evidence },
      change: { verb: 'update', resource: 'thing', evidence },
      replace: { verb: 'replace', resource: 'thing', evidence },
      ...(operations as Json),
    },
  });
}

it.each<[Json, Json, unknown]>([
  [{ format: 'unixSeconds' }, integer, 1780315200],
  [{ format: 'unixMilliseconds' }, integer, 1780315200000],
  [{ format: 'rfc2822' }, text, 'Mon, 01 Jun 2026 12:00:00 +0000'],
  [{ format: 'date' }, { type: 'string', format: 'date' }, '2026-06-01'],
  [{ precision: 'seconds' }, { type: 'string', format: 'date-time' }, '2026-06-01T12:00:00Z'],
])('a time stamp is written as %j', async (rule, schema, written) => {
  const fields = { at: { stamp: 'created', ...rule, evidence } };
  const { send, complaints } = things(object({ at: schema }), object({}), { fields });
  expect((await send('POST', '/things', { body: {} })).body).toEqual({ id: 1, at: written });
  expect(complaints).toEqual([]);
});

it('no change replaces the time stamp of the creation, whether it is sent or left out', async () => {
  const body = object({ at: { type: 'string', format: 'date-time' }, name: text });
  const at = '2020-01-01T00:00:00Z';
  const fields = { at: { stamp: 'created', precision: 'seconds', evidence } };
  const { send } = things(body, body, { fields });
  const { body: made } = await send('POST', '/things', { body: { name: 'a', at } });
  expect(made).toEqual({ id: 1, name: 'a', at: '2026-06-01T12:00:00Z' });
  expect((await send('PUT', '/things/1', { body: { name: 'b' } })).body).toEqual({ ...(made as Json), name: 'b' });
  expect((await send('PUT', '/things/1', { body: { name: 'c', at } })).body).toEqual({ ...(made as Json), name: 'c' });
  expect((await send('PATCH', '/things/1', { body: { at } })).body).toEqual({ ...(made as Json), name: 'c' });
});

it('a slug is absent while its field has no value', async () => {
  const shown = object({ name: { type: ['string', 'null'] }, slug: text });
  const { send } = things(shown, object({ name: { type: ['string', 'null'] } }), {
    fields: { slug: { derive: { slug: 'name' }, evidence } },
  });
  expect((await send('POST', '/things', { body: {} })).body).toEqual({ id: 1 });
  expect((await send('POST', '/things', { body: { name: null } })).body).toEqual({ id: 2, name: null });
  expect((await send('PUT', '/things/1', { body: { name: 'A b' } })).body).toEqual({ id: 1, name: 'A b', slug: 'a_b' });
});

it('the position among all records does not count the record itself', async () => {
  const { send } = things(object({ name: text, place: integer }), object({ name: text }), {
    fields: { place: { derive: { position: 'siblings' }, evidence } },
  });
  const places = async (...names: string[]): Promise<unknown[]> => {
    const made = [];
    for (const name of names) made.push((await send('POST', '/things', { body: { name } })).body);
    return made;
  };
  expect(await places('a', 'b')).toMatchObject([{ place: 0 }, { place: 1 }]);
  expect((await send('PATCH', '/things/2', { body: { name: 'c' } })).body).toMatchObject({ place: 1 });
});

it('the names in a map, and a presence, are derived where the record has a value', async () => {
  const [map, bool] = [{ type: 'object', additionalProperties: text }, { type: 'boolean' }];
  const sent = object({ kind: text, headers: { ...map, writeOnly: true }, key: { ...text, writeOnly: true } });
  const shown = object({ kind: text, names: { type: 'array', items: text }, hasKey: bool, hasHeaders: bool });
  const fields = {
    names: { derive: { names: 'headers', where: { kind: ['a', 'b'] } }, evidence },
    hasKey: { derive: { presence: 'key', where: { kind: ['a'] } }, evidence },
    hasHeaders: { derive: { presence: 'headers', where: { kind: ['d'] } }, evidence },
  };
  const { send } = things(shown, sent, { fields });
  const made = async (body: Json): Promise<unknown> => (await send('POST', '/things', { body })).body;
  expect(await made({ kind: 'a', headers: { x: '1', y: '2' }, key: 'k' })).toEqual({
    id: 1,
    kind: 'a',
    names: ['x', 'y'],
    hasKey: true,
  });
  expect(await made({ kind: 'b' })).toEqual({ id: 2, kind: 'b', names: [] });
  expect(await made({ kind: 'c', headers: { x: '1' }, key: 'k' })).toEqual({ id: 3, kind: 'c' });
  expect((await send('PATCH', '/things/1', { body: { kind: 'c' } })).body).toEqual({ id: 1, kind: 'c' });
  expect(await made({ kind: 'd', headers: {} })).toEqual({ id: 4, kind: 'd', hasHeaders: false });
  expect(await made({ kind: 'd', headers: { x: '1' } })).toEqual({ id: 5, kind: 'd', hasHeaders: true });
});

it('an element of a changed list keeps the generated value of the element with the same key', async () => {
  const part = (more: Json): Json => ({ type: 'array', items: object({ name: text, ...more }) });
  const fields = {
    'parts[].id': { generate: 'uuid', keptBy: 'name', evidence },
    'parts[].name': { distinct: true, evidence },
  };
  const { send } = things(object({ parts: part({ id: text }) }), object({ parts: part({}) }), { fields });
  const ids = async (method: string, path: string, ...names: string[]): Promise<unknown[]> => {
    const { body } = await send(method, path, { body: { parts: names.map((name) => ({ name })) } });
    return (body as { parts: Json[] }).parts.map(({ id }) => id);
  };
  const [a, b] = await ids('POST', '/things', 'a', 'b');
  const changed = await ids('PATCH', '/things/1', 'c', 'b');
  expect(changed).toEqual([expect.any(String), b]);
  expect(changed).not.toContain(a);
  expect(await ids('PUT', '/things/1', 'b', 'a')).toEqual([b, expect.any(String)]);
});

it('a constant overrides any sent value', async () => {
  const sent = object({ kind: text, name: text });
  const { send } = things(sent, sent, { fields: { kind: { constant: 'thing', evidence } } });
  expect((await send('POST', '/things', { body: { kind: 'other' } })).body).toEqual({ id: 1, kind: 'thing' });
  expect((await send('PATCH', '/things/1', { body: { kind: 'other' } })).body).toEqual({ id: 1, kind: 'thing' });
});

it('an update changes only sent fields: defaults apply to new records', async () => {
  const sent = object({ name: text, size: { ...integer, default: 5 } });
  const { send } = things(sent, sent, {});
  expect((await send('POST', '/things', { body: { name: 'a', size: 7 } })).body).toEqual({ id: 1, name: 'a', size: 7 });
  expect((await send('PATCH', '/things/1', { body: { name: 'b' } })).body).toEqual({ id: 1, name: 'b', size: 7 });
  expect((await send('PUT', '/things/1', { body: { name: 'b' } })).body).toEqual({ id: 1, name: 'b', size: 5 });
});

it('a field keeps its own name under any sent name, also in a replacement and as a secret', async () => {
  const sent = object({ FriendlyName: text, AuthToken: { ...text, writeOnly: true } });
  const fields = {
    friendly_name: { alsoSentAs: 'FriendlyName', evidence },
    auth_token: { alsoSentAs: 'AuthToken', evidence },
  };
  const bench = things(object({ friendly_name: text, auth_token: text }), sent, { fields });
  const { send } = bench;
  const body = { FriendlyName: 'a', AuthToken: 'hush' };
  expect((await send('POST', '/things', { body })).body).toEqual({ id: 1, friendly_name: 'a' });
  expect(stored(bench, 'thing')).toEqual([{ id: 1, friendly_name: 'a', auth_token: 'hush' }]);
  expect((await send('PUT', '/things/1', { body: {} })).body).toEqual({ id: 1 });
  expect(JSON.stringify(bench.journal())).not.toContain('hush');
});

it('a required value is made up once, also for a summary, and a replacement keeps it', async () => {
  const shown = object({ name: text, code: { ...text, minLength: 5 } }, ['id', 'name', 'code']);
  const sent = object({ name: text, code: text });
  const schemas = { Summary: object({ rank: { ...integer, minimum: 3 } }, ['rank']) };
  const bench = things(shown, sent, { alsoShownAs: ['#/components/schemas/Summary'] }, { schemas });
  const first = (await bench.send('POST', '/things', { body: { name: 'a' } })).body as Json;
  expect(first['code']).toEqual(expect.any(String));
  expect((await bench.send('GET', '/things/1')).body).toEqual(first);
  expect(stored(bench, 'thing')[0]?.['rank']).toBeGreaterThanOrEqual(3);
  expect((await bench.send('PUT', '/things/1', { body: { name: 'b' } })).body).toEqual({ ...first, name: 'b' });
  expect(bench.complaints).toEqual([]);
});

describe('a field whose sent type differs from its reply type', () => {
  const user = object({ id: integer, name: text }, ['id', 'name']);
  const sentId = object({ owner: integer, members: { type: 'array', items: integer } });
  const withUsers = {
    schemas: { User: user },
    resources: { user: { schema: 'User', id: { field: 'id', format: 'integer', evidence } } },
    operations: { makeUser: { verb: 'create', resource: 'user', evidence } },
    paths: {
      '/users': {
        post: { operationId: 'makeUser', requestBody: sends(object({ name: text })), responses: ok(user, 201) },
      },
    },
  };
  const convert = { convert: { to: 'record', resource: 'user' }, evidence };

  it('becomes the current record with its id', async () => {
    const shown = object({ owner: user, members: { type: 'array', items: user } });
    const { send, complaints } = things(shown, sentId, { fields: { owner: convert, members: convert } }, withUsers);
    await send('POST', '/users', { body: { name: 'Ada' } });
    const body = { owner: 1, members: [1] };
    const ada = { id: 1, name: 'Ada' };
    expect((await send('POST', '/things', { body })).body).toEqual({ id: 1, owner: ada, members: [ada] });
    expect(complaints).toEqual([]);
  });

  it('is accepted and made up if there is no such record', async () => {
    const { send, complaints } = things(object({ owner: user }), sentId, { fields: { owner: convert } }, withUsers);
    const made = (await send('POST', '/things', { body: { owner: 9 } })).body as Json;
    expect(made['owner']).toEqual({ id: 9, name: expect.any(String) as unknown });
    expect((await send('GET', '/things/1')).body).toEqual(made);
    expect(((await send('PATCH', '/things/1', { body: { owner: 8 } })).body as Json)['owner']).toMatchObject({ id: 8 });
    expect(complaints).toEqual([]);
  });

  it('becomes a list of one, and null stays null', async () => {
    const tags = { type: ['array', 'null'], items: text };
    const fields = { tags: { convert: { to: 'list' }, evidence } };
    const { send } = things(object({ tags }), object({ tags: {} }), { fields });
    expect((await send('POST', '/things', { body: { tags: 'a' } })).body).toEqual({ id: 1, tags: ['a'] });
    expect((await send('PATCH', '/things/1', { body: { tags: ['b'] } })).body).toEqual({ id: 1, tags: ['b'] });
    expect((await send('PATCH', '/things/1', { body: { tags: null } })).body).toEqual({ id: 1, tags: null });
  });

  it('is made up once if neither applies', async () => {
    const shown = object({ plan: object({ name: text, seats: integer }, ['name', 'seats']) });
    const fields = { plan: { convert: { to: 'madeUp' }, evidence } };
    const { send, complaints } = things(shown, object({ plan: text }), { fields });
    const made = (await send('POST', '/things', { body: { plan: 'gold' } })).body;
    expect(isObject(made) && made['plan']).toMatchObject({ name: expect.any(String) as unknown });
    expect((await send('GET', '/things/1')).body).toEqual(made);
    expect(complaints).toEqual([]);
  });
});

describe('unknown fields of a body', () => {
  const closed = { ...object({ name: text }), additionalProperties: false };

  it.each([
    [closed, {}, 400],
    [object({ name: text }), {}, 201],
    [closed, { unknownBodyFields: 'ignore' }, 201],
  ])('are treated as the body declares, or as the operation says: %#', async (sent, rule, status) => {
    const operations = { make: { verb: 'create', resource: 'thing', ...rule, evidence } };
    const { send } = things(object({ name: text }), sent, {}, { operations });
    expect((await send('POST', '/things', { body: { name: 'a', colour: 'red' } })).status).toBe(status);
  });
});

describe('a singleton', () => {
  const settings = (): Lab =>
    api({
      paths: {
        '/{team}/settings': {
          parameters: inPath('team'),
          get: { operationId: 'read', responses: ok(object({ team: text, mode: text, size: integer }, ['mode'])) },
          patch: {
            operationId: 'change',
            requestBody: sends(object({ size: { ...integer, default: 4 } })),
            responses: ok(object({ mode: text, size: integer })),
          },
          put: {
            operationId: 'replace',
            requestBody: sends(object({ size: { ...integer, default: 4 } })),
            responses: ok(object({ size: integer })),
          },
          delete: { operationId: 'reset', responses: { 204: { description: 'gone' } } },
        },
      },
      schemas: { Settings: object({ team: text, mode: { ...text, minLength: 3 }, size: integer }, ['mode']) },
      resources: {
        settings: {
          schema: 'Settings',
          id: { format: 'single', evidence },
          context: [{ parameter: 'team', field: 'team', evidence }],
        },
      },
      operations: Object.fromEntries(
        ['read', 'update', 'replace', 'delete'].map((does) => [
          { read: 'read', update: 'change', replace: 'replace', delete: 'reset' }[does] ?? '',
          { verb: 'singleton', does, resource: 'settings', evidence },
        ]),
      ),
    });

  it('is created on first use, and stays', async () => {
    const { send, complaints } = settings();
    const first = (await send('GET', '/a/settings')).body;
    expect(first).toEqual({ team: 'a', mode: expect.any(String) as unknown });
    expect((await send('GET', '/a/settings')).body).toEqual(first);
    expect((await send('GET', '/b/settings')).body).toMatchObject({ team: 'b' });
    expect(complaints).toEqual([]);
  });

  it('is changed, replaced, and created again after deletion', async () => {
    const { send } = settings();
    expect((await send('PATCH', '/a/settings', { body: { size: 9 } })).body).toMatchObject({ size: 9 });
    expect((await send('PATCH', '/a/settings', { body: {} })).body).toMatchObject({ size: 9 });
    expect((await send('PUT', '/a/settings', { body: {} })).body).toEqual({ size: 4 });
    expect((await send('DELETE', '/a/settings')).status).toBe(204);
    expect((await send('GET', '/a/settings')).body).not.toHaveProperty('size');
    expect((await send('DELETE', '/c/settings')).status).toBe(204);
  });
});

describe('records of all callers', () => {
  it.each([
    ['one', 1],
    ['perCredential', 0],
  ])('accounts: %s', async (treat, count) => {
    const document = { components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } } };
    const make = {
      operationId: 'make',
      security: [{ key: [] }],
      requestBody: sends(object({})),
      responses: ok(object({ id: integer }), 201),
    };
    const { send } = api({
      paths: { '/things': { post: make, get: { operationId: 'list', responses: ok({ type: 'array', items: {} }) } } },
      resources: { thing: { id: { field: 'id', format: 'integer', evidence } } },
      operations: {
        make: { verb: 'create', resource: 'thing', evidence },
        list: { verb: 'list', resource: 'thing', evidence },
      },
      top: { accounts: { treat, evidence } },
      document,
    });
    expect((await send('POST', '/things', { body: {}, token: '' })).status).toBe(401);
    expect((await send('POST', '/things', { body: {}, token: 'x' })).status).toBe(201);
    expect((await send('GET', '/things', { token: '' })).body).toHaveLength(count);
  });
});

describe('evidence', () => {
  const { behavior: whole, contract, seed } = things(object({}), object({}), {}).vendor;
  const served = (level: 'observed' | 'assumed' | 'inferred', evidenceOfMake: Json): number[] => {
    const { make, ...rest } = whole.operations;
    const data = {
      ...whole,
      operations: { ...rest, make: { ...make, evidence: evidenceOfMake } as typeof make & object },
    };
    const vendor = buildVendor(
      { name: 'acme', document: contract.document, behavior: data, seed },
      {},
      { evidence: level },
    );
    return [...vendor.rules.values()].map((rule) => (rule.rule.verb === 'decline' ? 501 : 200));
  };

  it('of the level inferred is served by default only, and declined at other levels', () => {
    expect(served('inferred', { inferred: 'x' })).toEqual([200, 200, 200, 200]);
    expect(served('assumed', { assumed: 'x' })).toEqual([200, 501, 501, 501]);
    expect(served('observed', { assumed: 'x' })).toEqual([501, 501, 501, 501]);
    expect(served('observed', { observed: 'x', date: '2026-01-02' })).toEqual([200, 501, 501, 501]);
  });

  it.each([
    [{ observed: 'a recording' }],
    [{ observed: 'a recording', date: 'yesterday' }],
    [{ documented: 'a page', date: '2026-01-02' }],
    [{ inferred: 'x', assumed: 'y' }],
    [{}],
  ])('%j is none', (no) => {
    const { success } = behavior.safeParse({ ...whole, accounts: { treat: 'one', evidence: no } });
    expect(success).toBe(false);
  });
});
