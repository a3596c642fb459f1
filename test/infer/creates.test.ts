/** Creates as public documents declare them: in alternatives, without a reply, in bodies that look like a wrapper. */
import type { Json } from '../../src/grammar/json.js';
import { api, inferred, integer, listOf, object, operationAt, ref, text, verbs } from './small.js';
import { serve } from './served.js';

const pet = { Pet: object({ id: integer, name: text }, ['id', 'name']) };
const body = object({ name: text }, ['name']);

it('a create that answers one record or several answers one', async () => {
  const call = serve(
    api(
      {
        'GET /pets': { reply: object({ pets: listOf(ref('Pet')) }) },
        'POST /pets': {
          status: 202,
          body: { oneOf: [body, object({ names: listOf(text) }, ['names'])] },
          reply: {
            oneOf: [object({ pets: listOf(ref('Pet')) }, ['pets']), object({ pet: ref('Pet') }, ['pet'])],
          },
        },
        'GET /pets/{pet_id}': { reply: object({ pet: ref('Pet') }) },
      },
      pet,
    ),
  );
  expect(await call('POST /pets', { name: 'Rex' })).toMatchObject({
    status: 202,
    body: { pet: { id: 1, name: 'Rex' } },
  });
  expect((await call('GET /pets/1')).body).toEqual({ pet: { id: 1, name: 'Rex' } });
});

it.each<[what: string, reply: Json, shown: unknown]>([
  ['an object without properties', { type: 'object' }, { name: 'Rex' }],
  ['an object that stays empty', { type: 'object', properties: {}, additionalProperties: false }, {}],
])('a create may answer %s', async (_, reply, shown) => {
  const call = serve(
    api(
      {
        'GET /pets': { reply: listOf(ref('Pet')) },
        'POST /pets': { status: 201, body, reply },
        'GET /pets/{name}': { reply: ref('Pet') },
      },
      { Pet: object({ name: text }, ['name']) },
    ),
  );
  expect(await call('POST /pets', { name: 'Rex' })).toMatchObject({ status: 201, body: shown });
  expect((await call('GET /pets/Rex')).body).toEqual({ name: 'Rex' });
});

it('an object in a body is a field where replies show it beside the others', async () => {
  const about = object({ id: text, type: text }, ['id', 'type']);
  const call = serve(
    api(
      {
        'POST /comments': {
          status: 201,
          body: object({ item: about, message: text }, ['message']),
          reply: ref('Comment'),
        },
        'GET /comments/{comment_id}': { reply: ref('Comment') },
      },
      { Comment: object({ id: integer, item: about, message: text }) },
    ),
  );
  const sent = { item: { id: '7', type: 'file' }, message: 'Good' };
  expect((await call('POST /comments', sent)).body).toEqual({ id: 1, ...sent });
  expect((await call('GET /comments/1')).body).toEqual({ id: 1, ...sent });
});

it('a JSON Patch that the document declares as plain JSON changes the record', async () => {
  const operations = listOf(object({ op: text, path: text, value: {} }, ['op', 'path']));
  const document = api(
    {
      'POST /pets': { status: 201, body, reply: ref('Pet') },
      'GET /pets/{id}': { reply: ref('Pet') },
      'PATCH /pets/{id}': { body: operations, reply: ref('Pet') },
    },
    pet,
  );
  expect(verbs(inferred(document))).toMatchObject({ 'PATCH /pets/{id}': 'update pet' });
  const call = serve(document);
  await call('POST /pets', { name: 'Rex' });
  const changed = await call('PATCH /pets/1', [{ op: 'replace', path: '/name', value: 'Max' }]);
  expect(changed).toMatchObject({ status: 200, body: { id: 1, name: 'Max' } });
  expect((await call('GET /pets/1')).body).toEqual({ id: 1, name: 'Max' });
  expect(await call('PATCH /pets/1', [{ op: 'test', path: '/name', value: 'Rex' }])).toMatchObject({ status: 400 });
});

it('a record is valid by each schema that shows it, where they differ in what may be null', async () => {
  const nullable = { type: ['string', 'null'] };
  const license = (spdx: Json): Json => ({ ...object({ key: text, spdx }, ['key']) });
  const call = serve(
    api(
      {
        'GET /repos': { reply: listOf(ref('Short')) },
        'POST /repos': { status: 201, body: object({ name: text }, ['name']), reply: ref('Repo') },
        'GET /repos/{id}': { reply: ref('Repo') },
      },
      {
        Repo: object(
          { id: integer, name: text, user: nullable, license: { ...license(nullable), required: ['key', 'spdx'] } },
          ['id', 'license'],
        ),
        Short: object(
          {
            id: integer,
            name: text,
            user: { ...object({ login: text }), type: ['object', 'null'] },
            license: license(text),
          },
          ['id', 'user', 'license'],
        ),
      },
    ),
  );
  const { body } = await call('POST /repos', { name: 'a' });
  expect(body).toMatchObject({ name: 'a', user: null, license: { spdx: expect.any(String) as unknown } });
  expect((await call('GET /repos')).body).toEqual([body]);
});

it('creates and reads may show the record below different names', async () => {
  const entry = ref('Entry');
  const call = serve(
    api(
      {
        'POST /catalog/object': {
          body: object({ object: entry }, ['object']),
          reply: object({ catalog_object: entry, mappings: listOf(object({ from: text, to: text })) }),
        },
        'GET /catalog/object/{object_id}': { reply: object({ object: entry, related_objects: listOf(entry) }) },
      },
      { Entry: object({ id: integer, name: text }) },
    ),
  );
  const made = await call('POST /catalog/object', { object: { name: 'Tea' } });
  expect(made.body).toEqual({ catalog_object: { id: 1, name: 'Tea' } });
  expect((await call('GET /catalog/object/1')).body).toMatchObject({ object: { id: 1, name: 'Tea' } });
});

it('operations that declare only errors succeed without a body', async () => {
  const document = api(
    {
      'POST /pets': { status: 405, body: ref('Pet') },
      'GET /pets/{petId}': { reply: ref('Pet') },
      'PUT /pets/{petId}': { status: 404, body: ref('Pet') },
      'DELETE /pets/{petId}': { status: 404 },
      'POST /pets/{petId}/wash': { status: 404 },
    },
    pet,
  );
  expect(verbs(inferred(document))).toMatchObject({ 'POST /pets': 'create pet', 'POST /pets/{petId}/wash': 'decline' });
  const call = serve(document);
  expect(await call('POST /pets', { id: 3, name: 'Rex' })).toMatchObject({ status: 204, body: '' });
  expect((await call('GET /pets/3')).body).toEqual({ id: 3, name: 'Rex' });
  expect(await call('PUT /pets/3', { id: 3, name: 'Max' })).toMatchObject({ status: 204, body: '' });
  expect((await call('GET /pets/3')).body).toEqual({ id: 3, name: 'Max' });
  expect(await call('DELETE /pets/3')).toMatchObject({ status: 204, body: '' });
  expect(await call('GET /pets/3')).toMatchObject({ status: 404 });
});

it.each([
  ['with a field that the record does not show', 'POST /pets', object({ name: text, note: text })],
  ['on another path', 'POST /shelter/pets', ref('Pet')],
])('a create that declares only errors is one %s', (_, create, sent) => {
  const errors = { [create]: { status: 405, body: sent } };
  expect(verbs(inferred(api({ 'GET /pets/{petId}': { reply: ref('Pet') }, ...errors }, pet)))).toMatchObject({
    [create]: 'create pet',
  });
});

it.each<[what: string, media: Json]>([
  ['no schema', {}],
  ['a schema that allows everything', { schema: {} }],
])('writes whose replies are JSON with %s show the record', async (_, media) => {
  const document = api(
    {
      'POST /pets': { status: 201, body, reply: text },
      'GET /pets/{id}': { reply: ref('Pet') },
      'PUT /pets/{id}': { body, reply: text },
      'DELETE /pets/{id}': { reply: text },
      'POST /pets/{id}/wash': { reply: text },
    },
    pet,
  );
  for (const title of ['POST /pets', 'PUT /pets/{id}', 'DELETE /pets/{id}', 'POST /pets/{id}/wash']) {
    const responses = operationAt(document, title)['responses'] as Json;
    for (const reply of Object.values(responses)) (reply as Json)['content'] = { 'application/json': media };
  }
  const call = serve(document);
  expect(await call('POST /pets', { name: 'Rex' })).toMatchObject({ status: 201, body: { id: 1, name: 'Rex' } });
  expect((await call('PUT /pets/1', { name: 'Max' })).body).toEqual({ id: 1, name: 'Max' });
  expect((await call('POST /pets/1/wash')).body).not.toBe('');
  expect((await call('DELETE /pets/1')).body).not.toBe('');
});
