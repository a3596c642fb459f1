/** Updates that are sent as a JSON Patch (RFC 6902). */
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
  ['a place that is not there', [{ op: 'remove', path: '/nick' }]],
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
