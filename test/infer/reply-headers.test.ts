/** Headers of replies that a document declares. */
import type { Json } from '../../src/grammar/json.js';
import { api, integer, listOf, object, ref, text } from './small.js';
import { serve } from './served.js';

const pet = object({ id: integer, name: text }, ['id', 'name']);
const name = object({ name: text });
const location = { Location: { schema: { type: 'string', format: 'uri-reference' } } };

it('names the new record in Location, by the path that reads it', async () => {
  const call = serve(
    api(
      {
        'GET /shops/{shop}/pets': { reply: listOf(ref('Pet')) },
        'POST /shops/{shop}/pets': { status: 201, body: name, reply: ref('Pet'), headers: location },
        'GET /shops/{shop}/pets/{id}': { reply: ref('Pet') },
      },
      { Pet: pet },
    ),
  );
  const { headers, body } = await call('POST /shops/a%20b/pets', { name: 'Rex' });
  expect(new URL(headers.get('location') ?? '').pathname).toBe(
    `/life/shops/a%20b/pets/${String((body as Json)['id'])}`,
  );
});

it('names it there too where a create answers with no body', async () => {
  const call = serve(
    api(
      {
        'GET /pets': { reply: listOf(ref('Pet')) },
        'POST /pets': { status: 201, body: name },
        'GET /pets/{id}': { reply: ref('Pet') },
      },
      { Pet: pet },
    ),
  );
  const { headers } = await call('POST /pets', { name: 'Rex' });
  const { pathname } = new URL(headers.get('location') ?? '');
  expect(await call(`GET ${pathname.replace('/life', '')}`)).toMatchObject({ status: 200, body: { name: 'Rex' } });
});

it('sends every required header: its example, else a value that its schema allows', async () => {
  const headers = {
    'X-Left': { required: true, schema: integer, example: 9 },
    'X-Kind': { required: true, schema: { type: 'string', enum: ['a', 'b'] } },
    'X-Since': { required: true, schema: { type: 'string', format: 'date-time' } },
    'X-Free': { schema: text },
    'Content-Type': { required: true, schema: text },
  };
  const reply = await serve(api({ 'GET /ping': { reply: object({ ok: { type: 'boolean' } }), headers } }))('GET /ping');
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-left': '9',
    'x-kind': 'a',
    'x-since': '2026-01-01T00:00:00Z',
    'content-type': 'application/json',
  });
  expect(reply.headers.has('x-free')).toBe(false);
});

it('answers a redirect where no other success is declared', async () => {
  const call = serve(
    api({
      'GET /file': { status: 302, headers: { Location: { schema: { type: 'string', example: '/files/1' } } } },
    }),
  );
  const { status, headers } = await call('GET /file');
  expect([status, headers.get('location')]).toEqual([302, '/files/1']);
});
