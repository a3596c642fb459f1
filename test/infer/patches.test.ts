/** Updates that are sent as a JSON Patch (RFC 6902) or a merge patch (RFC 7396). */
import type { Json } from '../../src/grammar/json.js';
import { api, integer, listOf, object, ref, text } from './small.js';
import { serve, type Call } from './served.js';

const PATCH = { 'content-type': 'application/json-patch+json' };
const operations = listOf(object({ op: text, path: text, from: text, value: {} }, ['op', 'path']));

const document = (): Json =>
  api(
    {
      'GET /pets': { reply: listOf(ref('Pet')) },
      'POST /pets': {
        status: 201,
        body: object({ name: text, tags: listOf(text), secret: { ...text, writeOnly: true } }, ['name']),
        reply: ref('Pet'),
      },
      'GET /pets/{id}': { reply: ref('Pet') },
      'PATCH /pets/{id}': { body: operations, bodyType: 'application/json-patch+json', reply: ref('Pet') },
    },
    { Pet: object({ id: integer, name: text, nick: text, tags: listOf(text) }, ['id', 'name']) },
  );

let call: Call;
let path: string;

beforeEach(async () => {
  call = serve(document());
  const { body } = await call('POST /pets', { name: 'Rex', tags: ['a', 'b'], secret: 'canary' });
  path = `/pets/${String((body as Json)['id'])}`;
});

it('applies the operations in their order, and the record reads back so', async () => {
  const patched = await call(
    `PATCH ${path}`,
    [
      { op: 'test', path: '/name', value: 'Rex' },
      { op: 'replace', path: '/name', value: 'Max' },
      { op: 'add', path: '/tags/-', value: 'c' },
      { op: 'remove', path: '/tags/0' },
      { op: 'copy', from: '/name', path: '/nick' },
    ],
    PATCH,
  );
  expect(patched).toMatchObject({ status: 200, body: { name: 'Max', nick: 'Max', tags: ['b', 'c'] } });
  expect((await call(`GET ${path}`)).body).toEqual(patched.body);
  expect(await call(`PATCH ${path}`, [{ op: 'remove', path: '/nick' }], PATCH)).toMatchObject({ status: 200 });
  expect((await call(`GET ${path}`)).body).not.toHaveProperty('nick');
});

it.each([
  [
    'a test that fails',
    [
      { op: 'replace', path: '/name', value: 'Max' },
      { op: 'test', path: '/name', value: 'Rex' },
    ],
  ],
  ['a place that does not exist', [{ op: 'remove', path: '/nick' }]],
  ['an unknown operation', [{ op: 'rename', path: '/name', value: 'Max' }]],
  ['a path that is no pointer', [{ op: 'replace', path: 'name', value: 'Max' }]],
  ['a value that the schema does not allow', [{ op: 'replace', path: '/name', value: 5 }]],
  ['the removal of what must be there', [{ op: 'remove', path: '/name' }]],
  ['the removal of the whole record', [{ op: 'remove', path: '' }]],
])('refuses %s, and nothing of the patch applies', async (_, patch) => {
  const before = await call(`GET ${path}`);
  expect(await call(`PATCH ${path}`, patch, PATCH)).toMatchObject({ status: 400 });
  expect((await call(`GET ${path}`)).body).toEqual(before.body);
});

it('keeps the id, whatever the patch says of it', async () => {
  await call(`PATCH ${path}`, [{ op: 'replace', path: '/id', value: 999 }], PATCH);
  expect(await call('GET /pets/999')).toMatchObject({ status: 404 });
  expect(await call(`GET ${path}`)).toMatchObject({ status: 200 });
});

it('takes an object that is sent as a patch for the fields to set', async () => {
  const created = api(
    {
      'POST /pets': { status: 201, body: operations, bodyType: 'application/json-patch+json', reply: ref('Pet') },
      'GET /pets/{id}': { reply: ref('Pet') },
    },
    { Pet: object({ id: integer, name: text }, ['id', 'name']) },
  );
  const other = serve(created);
  const { body } = await other('POST /pets', { name: 'Rex' }, PATCH);
  expect(body).toMatchObject({ name: 'Rex' });
  expect((await other(`GET /pets/${String((body as Json)['id'])}`)).body).toEqual(body);
});

describe('a merge patch', () => {
  const size = object({ width: integer, height: integer }, ['width']);
  const own = {
    name: text,
    nick: text,
    note: { type: ['string', 'null'] },
    size,
    labels: { type: 'object', additionalProperties: text },
    tags: listOf(object({ key: text, value: text }, ['key'])),
  };
  const Pet = object({ id: { ...integer, readOnly: true }, ...own }, ['id', 'name']);
  const created = {
    name: 'Rex',
    nick: 'R',
    note: 'n',
    size: { width: 1, height: 2 },
    labels: { a: 'x', b: 'y' },
    tags: [{ key: 'k', value: 'v' }],
  };

  /** @param patch the schema of the patch: the record's own, its fields without required ones, or any object */
  async function made(
    patch: Json,
  ): Promise<(patch: Json) => Promise<[status: number, changed: Json, detail: unknown]>> {
    const merged = serve(
      api(
        {
          'POST /pets': { status: 201, body: ref('Pet'), reply: ref('Pet') },
          'GET /pets/{id}': { reply: ref('Pet') },
          'PATCH /pets/{id}': { body: patch, bodyType: 'application/merge-patch+json', reply: ref('Pet') },
        },
        { Pet },
      ),
    );
    const whole = (await merged('POST /pets', created)).body as Json;
    const pet = `/pets/${String(whole['id'])}`;
    return async (body) => {
      const { status, body: reply } = await merged(`PATCH ${pet}`, body, {
        'content-type': 'application/merge-patch+json',
      });
      const after = (await merged(`GET ${pet}`)).body as Json;
      const changed = Object.entries({ ...whole, ...after }).filter(
        ([name]) => JSON.stringify(after[name]) !== JSON.stringify(whole[name]),
      );
      return [status, Object.fromEntries(changed.map(([name]) => [name, after[name]])), (reply as Json)['detail']];
    };
  }

  const schemas: [string, Json][] = [
    ['has the schema of the record', ref('Pet')],
    ['has its fields', object(own)],
    ['may be any object', { type: 'object' }],
  ];

  it.each(schemas)('that %s removes what it sets to null', async (_, schema) => {
    for (const [patch, changed] of [
      [{ nick: null }, { nick: undefined }],
      [{ size: { height: null } }, { size: { width: 1 } }],
      [{ size: { height: 7 } }, { size: { width: 1, height: 7 } }],
      [{ labels: { a: null, c: 'z' } }, { labels: { b: 'y', c: 'z' } }],
      [
        { size: null, labels: null },
        { size: undefined, labels: undefined },
      ],
    ] as const)
      expect(await (await made(schema))(patch)).toEqual([200, changed, undefined]);
  });

  it.each(schemas)('that %s stores null where the schema allows it', async (_, schema) => {
    expect(await (await made(schema))({ note: null })).toEqual([200, { note: null }, undefined]);
  });

  it.each(schemas)('that %s is refused if it removes what is required', async (_, schema) => {
    const patch = await made(schema);
    expect(await patch({ name: null })).toEqual([400, {}, 'name is required.']);
    expect(await patch({ nick: 'S', size: { width: null } })).toEqual([400, {}, 'size.width is required.']);
  });

  it('is refused if a new object lacks what it requires, and if it has a wrong type', async () => {
    const patch = await made(object(own));
    await patch({ size: null });
    expect((await patch({ size: { height: 3 } }))[0]).toBe(400);
    expect((await patch({ nick: 3 }))[0]).toBe(400);
    expect((await patch({ tags: [{ key: null, value: 'v' }] }))[0]).toBe(400);
    expect((await patch({ tags: [{ value: 'v' }] }))[0]).toBe(400);
  });

  it('requires what only its own schema requires', async () => {
    const patch = await made(object({ ...own, version: integer }, ['version']));
    expect(await patch({ nick: 'S' })).toEqual([400, {}, 'version is required.']);
    expect((await patch({ nick: null, version: 1 }))[0]).toBe(200);
  });
});
