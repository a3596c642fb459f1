/** What stands above a record in its paths, and what notes and lists call by their own words. */
import type { Json } from '../../src/grammar/json.js';
import { api, inferred, integer, listOf, object, ref, text, verbs } from './small.js';
import { serve } from './served.js';

const thing = object({ id: integer, name: text }, ['id', 'name']);
const name = object({ name: text });
const crud = (path: string, schema: string): Record<string, Json> => ({
  [`GET ${path}`]: { reply: listOf(ref(schema)) },
  [`POST ${path}`]: { status: 201, body: name, reply: ref(schema) },
  [`GET ${path}/{id}`]: { reply: ref(schema) },
});
const idOf = (body: unknown): number => (body as { id: number }).id;

it('treats a path parameter with two names in two paths as one', async () => {
  const call = serve(
    api(
      {
        'GET /fees/{id}': { reply: ref('Fee') },
        'POST /fees/{id}/refunds': { status: 201, body: name, reply: ref('Refund') },
        'GET /fees/{fee}/refunds/{id}': { reply: ref('Refund') },
      },
      { Fee: object({ id: integer }), Refund: thing },
    ),
  );
  const { status, body } = await call('POST /fees/7/refunds', { name: 'a' });
  expect(status).toBe(201);
  expect(await call(`GET /fees/7/refunds/${idOf(body)}`)).toMatchObject({ status: 200, body: { name: 'a' } });
  expect(await call(`GET /fees/8/refunds/${idOf(body)}`)).toMatchObject({ status: 404 });
});

it('asks for no parent where another path makes the same records without it', async () => {
  const call = serve(
    api(
      {
        ...crud('/customers', 'Customer'),
        ...crud('/cards', 'Card'),
        'POST /customers/{customer_id}/cards': { status: 201, body: name, reply: ref('Card') },
        'DELETE /customers/{customer_id}/cards/{card_id}': { status: 204 },
      },
      { Customer: thing, Card: object({ id: integer, name: text, customer_id: text }, ['id', 'name']) },
    ),
  );
  const { body } = await call('POST /customers/unknown/cards', { name: 'a' });
  expect(body).toMatchObject({ customer_id: 'unknown' });
  expect(await call(`GET /cards/${idOf(body)}`)).toMatchObject({ status: 200 });
});

it('keeps apart what is below two records with one id, below two parents', async () => {
  const entry = object({ key: text, name: text }, ['key']);
  const call = serve(
    api(
      {
        ...crud('/books', 'Book'),
        'PUT /books/{book}/entries/{key}': { body: name, reply: ref('Entry') },
        'GET /books/{book}/entries/{key}': { reply: ref('Entry') },
        'DELETE /books/{book}/entries/{key}': { status: 204 },
        ...crud('/books/{book}/entries/{key}/notes', 'Note'),
      },
      { Book: thing, Entry: entry, Note: thing },
    ),
  );
  const books: number[] = [];
  for (const at of ['a', 'b']) {
    const { body } = await call('POST /books', { name: at });
    books.push(idOf(body));
    expect((await call(`PUT /books/${idOf(body)}/entries/e`, { name: at })).status).toBe(200);
    expect((await call(`POST /books/${idOf(body)}/entries/e/notes`, { name: at })).status).toBe(201);
  }
  const [first = 0, second = 0] = books;
  const notes = `GET /books/${second}/entries/e/notes`;
  expect((await call(notes)).body).toMatchObject([{ name: 'b' }]);
  expect((await call(`DELETE /books/${first}/entries/e`)).status).toBe(204);
  expect((await call(notes)).body).toMatchObject([{ name: 'b' }]);
});

describe('where nearly everything is below one resource', () => {
  const below = ['pets', 'toys', 'foods', 'beds', 'walks'];
  const call = serve(
    api(
      {
        ...crud('/accounts', 'Account'),
        ...Object.assign({}, ...below.map((word) => crud(`/accounts/{account}/${word}`, word))),
      },
      Object.fromEntries(['Account', ...below].map((word) => [word, { ...thing, title: word }])),
    ),
  );

  it('creates it when it is first named', async () => {
    const { status, body } = await call('POST /accounts/5/pets', { name: 'Rex' });
    expect(status).toBe(201);
    expect(await call(`GET /accounts/5/pets/${idOf(body)}`)).toMatchObject({ status: 200 });
    expect(await call(`GET /accounts/6/pets/${idOf(body)}`)).toMatchObject({ status: 404 });
  });

  it('still refuses an id that no call created', async () => {
    expect(await call('GET /accounts/5/toys/999')).toMatchObject({ status: 404 });
  });
});

it('answers a delete with what its schema requires of the record', async () => {
  const deleted = object({ id: integer, name: text, deleted: { type: 'boolean', enum: [true] } }, [
    'id',
    'name',
    'deleted',
  ]);
  const call = serve(api({ ...crud('/pets', 'Pet'), 'DELETE /pets/{id}': { reply: deleted } }, { Pet: thing }));
  const { body } = await call('POST /pets', { name: 'Rex' });
  expect((await call(`DELETE /pets/${idOf(body)}`)).body).toEqual({ id: idOf(body), name: 'Rex', deleted: true });
});

it('answers a delete with a note that requires more than a record has', async () => {
  const call = serve(
    api(
      {
        ...crud('/pets', 'Pet'),
        'DELETE /pets/{id}': {
          reply: object({ message: { ...text, example: 'Gone' }, id: integer }, ['message', 'id']),
        },
      },
      { Pet: thing },
    ),
  );
  const { body } = await call('POST /pets', { name: 'a' });
  expect((await call(`DELETE /pets/${idOf(body)}`)).body).toEqual({ message: 'Gone', id: idOf(body) });
});

it('takes a word such as messages for the list where the path has it', () => {
  const many = object({ messages: listOf(ref('Message')), page: integer });
  const behavior = inferred(
    api({ ...crud('/messages', 'Message'), 'GET /messages': { reply: many } }, { Message: thing }),
  );
  expect(verbs(behavior)).toMatchObject({ 'GET /messages': 'list message' });
});

it('finds a record by its id alone on a path that leaves out what it is below', async () => {
  const call = serve(
    api(
      {
        ...crud('/films', 'Film'),
        'PUT /films/{film}/genres/{genre}': { body: name, reply: ref('Genre') },
        'GET /films/{film}/genres/{genre}': { reply: ref('Genre') },
        'GET /films/genres/{genre}': { reply: ref('Genre') },
      },
      { Film: thing, Genre: object({ genre: text, name: text, rank: integer }) },
    ),
  );
  const film = idOf((await call('POST /films', { name: 'a' })).body);
  expect(await call(`PUT /films/${film}/genres/noir`, { name: 'Noir' })).toMatchObject({ status: 200 });
  expect(await call('GET /films/genres/noir')).toMatchObject({ status: 200, body: { genre: 'noir', name: 'Noir' } });
  expect(await call('GET /films/genres/western')).toMatchObject({ status: 404 });
});

it('keeps a parent named id in the path apart from the id field of the record', async () => {
  const call = serve(
    api(
      {
        'POST /teams': { status: 201, body: name, reply: ref('Team') },
        'GET /teams/{id}': { reply: ref('Team') },
        'POST /teams/{id}/helpers': { status: 201, body: object({ user_id: text }), reply: ref('Helper') },
        'GET /teams/{id}/helpers/{helper_user_id}': { reply: ref('Helper') },
        'PUT /teams/{id}/helpers/{helper_user_id}': { body: ref('Helper'), reply: ref('Helper') },
      },
      { Team: thing, Helper: object({ id: text, user_id: text }, ['user_id']) },
    ),
  );
  const team = idOf((await call('POST /teams', { name: 'a' })).body);
  await call(`POST /teams/${team}/helpers`, { user_id: 'x' });
  await call(`PUT /teams/${team}/helpers/x`, { id: 'other', user_id: 'x' });
  expect(await call(`GET /teams/${team}/helpers/x`)).toMatchObject({ status: 200, body: { id: 'other' } });
});

it('shows a declared field that begins with a dollar, like a path parameter', async () => {
  const call = serve(
    api(
      {
        'POST /collections/{collectionId}/papers': { status: 201, body: name, reply: ref('Paper') },
        'GET /collections/{collectionId}/papers/{paperId}': { reply: ref('Paper') },
      },
      { Paper: object({ $id: text, $collection: text, name: text }, ['$id', '$collection']) },
    ),
  );
  const { body } = await call('POST /collections/a/papers', { name: 'b' });
  expect(body).toMatchObject({ $collection: expect.any(String) as unknown, name: 'b' });
});

it('gives a record an id that the paths of what is below it can have', () => {
  const document = api(
    {
      'POST /projects': { status: 201, body: name, reply: ref('Project') },
      'GET /projects/{id}': { reply: ref('Project') },
      'POST /projects/{id}/boards': { status: 201, body: name, reply: ref('Board') },
      'GET /projects/{id}/boards/{board_id}': { reply: ref('Board') },
    },
    { Project: object({ id: text, name: text }, ['id']), Board: thing },
  );
  expect(inferred(document).resources['project']?.id.format).toBe('uuid');
  const paths = document['paths'] as Record<string, Record<string, Json>>;
  (paths['/projects/{id}/boards']?.['post']?.['parameters'] as Json[]).push({
    name: 'id',
    in: 'path',
    required: true,
    schema: integer,
  });
  expect(inferred(document).resources['project']?.id.format).toBe('digits');
});

it('finds what is below a record with a number where it keeps that number as a text', async () => {
  const call = serve(
    api(
      {
        ...crud('/projects', 'Project'),
        'POST /projects/{project_id}/papers': { status: 201, body: name, reply: ref('Paper') },
        'GET /projects/{project_id}/papers/{id}': { reply: ref('Paper') },
      },
      { Project: thing, Paper: object({ id: integer, name: text, project_id: text }, ['id', 'project_id']) },
    ),
  );
  const project = idOf((await call('POST /projects', { name: 'a' })).body);
  const { body } = await call(`POST /projects/${project}/papers`, { name: 'b' });
  expect(body).toMatchObject({ project_id: String(project) });
  expect(await call(`GET /projects/${project}/papers/${idOf(body)}`)).toMatchObject({ status: 200 });
  expect(await call(`GET /projects/${project + 1}/papers/${idOf(body)}`)).toMatchObject({ status: 404 });
});

it('a create whose path ends in a parameter makes no parent of what that parameter names', async () => {
  const build = object({ build_num: integer, status: text });
  const key = object({ fingerprint: text });
  const call = serve(
    api({
      'POST /project/{user}/{project}': { status: 201, body: object({ tag: text }), reply: build },
      'GET /project/{user}/{project}/{build_num}': { reply: build },
      'POST /project/{user}/{project}/keys': { status: 201, body: key, reply: key },
      'GET /project/{user}/{project}/keys/{fingerprint}': { reply: key },
    }),
  );
  expect((await call('POST /project/ann/web', { tag: 'x' })).body).toMatchObject({ build_num: 1 });
  expect((await call('POST /project/ann/web/keys', { fingerprint: 'ab' })).status).toBe(201);
  expect((await call('GET /project/ann/web/keys/ab')).body).toEqual({ fingerprint: 'ab' });
});
