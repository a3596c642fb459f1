/** Replies that have an example and no schema: the fields of the example are those of the records. */
import type { Json } from '../../src/grammar/json.js';
import { serve } from './served.js';
import { api, inferred, object, operationAt, text, verbs } from './small.js';

/** @param examples by operation */
function shown(examples: Record<string, Json>): Json {
  const paths = Object.keys(examples).map((title) => [title, title.startsWith('POST') ? { body: named } : {}] as const);
  const document = api(Object.fromEntries(paths));
  for (const [title, media] of Object.entries(examples))
    operationAt(document, title)['responses'] = {
      '200': { description: 'ok', content: { 'application/json': media } },
    };
  return document;
}

const named = object({ name: text });
const list = { id: 7, name: 'a', kind: 'static' };

it('stores records whose fields are only in examples', async () => {
  const call = serve(
    shown({
      'GET /lists': { example: { data: [list], total: 1 } },
      'POST /lists': { examples: { made: { value: { data: list, message: 'done' } } } },
      'GET /lists/{list_id}': { schema: { type: 'object' }, example: { data: list } },
    }),
  );
  expect((await call('POST /lists', { name: 'b' })).body).toMatchObject({ data: { id: 1, name: 'b' } });
  expect((await call('GET /lists/1')).body).toMatchObject({ data: { id: 1, name: 'b' } });
  expect((await call('GET /lists')).body).toMatchObject({ data: [{ id: 1, name: 'b' }] });
});

it('shows what was sent, be it in no example', async () => {
  const call = serve(shown({ 'POST /lists': { example: { id: 7 } }, 'GET /lists/{id}': { example: { id: 7 } } }));
  await call('POST /lists', { name: 'b' });
  expect((await call('GET /lists/1')).body).toEqual({ id: 1, name: 'b' });
});

it('reads an example that is JSON as a text', () => {
  const example = JSON.stringify(list);
  const document = shown({ 'POST /lists': { example }, 'GET /lists/{id}': { example } });
  expect(verbs(inferred(document))).toEqual({ 'POST /lists': 'create list', 'GET /lists/{id}': 'read list' });
});

it('keeps a schema that says anything', () => {
  const schema = { type: 'object', additionalProperties: false };
  const document = shown({
    'GET /lists/{id}': { schema, example: list },
    'POST /lists': { schema: named, example: list },
  });
  expect(verbs(inferred(document))).toEqual({ 'POST /lists': 'example', 'GET /lists/{id}': 'example' });
});

it('answers no information status as the success of an operation', async () => {
  const document = api({ 'POST /attach': {} });
  operationAt(document, 'POST /attach')['responses'] = { '101': { description: 'up' }, '200': { description: 'ok' } };
  expect((await serve(document)('POST /attach')).status).toBe(200);
});
