/** Creates that answer less than the record, and parameters that name it in other words. */
import { serve } from './served.js';
import { api, inferred, integer, listOf, object, operationAt, ref, text, verbs } from './small.js';

const named = object({ name: text });
const uuid = { type: 'string', format: 'uuid' };

it('a record without an id is found by the id in the reply to its create', async () => {
  const call = serve(
    api({
      'POST /accounts': { body: named, reply: object({ Id: object({ id: integer }) }) },
      'GET /accounts/{itemId}': { reply: named },
      'DELETE /accounts/{itemId}': { status: 204 },
    }),
  );
  const made = (await call('POST /accounts', { name: 'a' })).body as { Id: { id: number } };
  expect(made).toEqual({ Id: { id: expect.any(Number) as number } });
  expect((await call(`GET /accounts/${made.Id.id}`)).body).toEqual({ name: 'a' });
  expect((await call(`DELETE /accounts/${made.Id.id}`)).status).toBe(204);
  expect((await call(`GET /accounts/${made.Id.id}`)).status).toBe(404);
});

it('the note about a new record may call its id the id of the entity', async () => {
  const article = object({ id: integer, title: text });
  const call = serve(
    api({
      'POST /articles': {
        status: 201,
        body: object({ title: text }, ['title']),
        reply: object({ entity_id: integer, warnings: listOf(text) }, ['entity_id', 'warnings']),
      },
      'GET /articles/{article_id}': { reply: article },
    }),
  );
  expect((await call('POST /articles', { title: 'a' })).body).toEqual({ entity_id: 1, warnings: [] });
  expect((await call('GET /articles/1')).body).toEqual({ id: 1, title: 'a' });
});

it('a create need not answer an id that its body has', async () => {
  const list = object({ name: text, words: listOf(text) }, ['name', 'words']);
  const call = serve(
    api({
      'POST /blocklists': { status: 201, body: list, reply: object({ duration: text }, ['duration']) },
      'GET /blocklists/{name}': { reply: object({ blocklist: list, duration: text }, ['duration']) },
    }),
  );
  expect((await call('POST /blocklists', { name: 'rude', words: ['x'] })).status).toBe(201);
  expect((await call('GET /blocklists/rude')).body).toMatchObject({ blocklist: { name: 'rude', words: ['x'] } });
});

it('a saved query is a record and no search', () => {
  const query = object({ id: integer, sql: text });
  const document = api({
    'POST /saved_query': { status: 201, body: object({ sql: text }), reply: object({ id: integer, result: named }) },
    'GET /saved_query/{id}': { reply: query },
  });
  expect(verbs(inferred(document))).toMatchObject({ 'POST /saved_query': 'create saved_query' });
});

it('a parameter may be the id or another field', async () => {
  const call = serve(
    api({
      'POST /projects': { status: 201, body: object({ key: text }), reply: object({ id: integer, key: text }) },
      'GET /projects/{projectIdOrKey}': { reply: object({ id: integer, key: text }) },
    }),
  );
  const { body } = await call('POST /projects', { key: 'EX' });
  expect(body).toEqual({ id: 1, key: 'EX' });
  expect((await call('GET /projects/1')).body).toEqual(body);
  expect((await call('GET /projects/EX')).body).toEqual(body);
});

it('a parameter may be a field that begins with a word for the record', async () => {
  const protection = object({ branch_name: text });
  const call = serve(
    api({
      'POST /branch_protections': { status: 201, body: protection, reply: protection },
      'GET /branch_protections/{name}': { reply: protection },
    }),
  );
  await call('POST /branch_protections', { branch_name: 'main' });
  expect((await call('GET /branch_protections/main')).body).toEqual({ branch_name: 'main' });
});

it('a UUID names no record by a name', () => {
  const document = api({
    'POST /templates': { body: named, reply: named },
    'GET /templates/{template_id}': { reply: named },
  });
  operationAt(document, 'GET /templates/{template_id}')['parameters'] = [
    { name: 'template_id', in: 'path', required: true, schema: uuid },
  ];
  expect(verbs(inferred(document))).toEqual({
    'POST /templates': 'example',
    'GET /templates/{template_id}': 'example',
  });
});

it('an update does not move a record to another parent than its path names', async () => {
  const rule = object({ id: integer, org_id: integer, note: text });
  const call = serve(
    api({
      'POST /orgs': { status: 201, body: named, reply: object({ id: integer, name: text }) },
      'GET /orgs/{org_id}': { reply: object({ id: integer, name: text }) },
      'POST /orgs/{org_id}/rules': { status: 201, body: rule, reply: rule },
      'GET /orgs/{org_id}/rules/{rule_id}': { reply: rule },
      'PUT /orgs/{org_id}/rules/{rule_id}': { body: rule, reply: rule },
    }),
  );
  await call('POST /orgs', { name: 'a' });
  await call('POST /orgs/1/rules', { note: 'x' });
  expect((await call('PUT /orgs/1/rules/1', { org_id: 7, note: 'y' })).body).toMatchObject({ org_id: 1, note: 'y' });
  expect((await call('GET /orgs/1/rules/1')).body).toMatchObject({ org_id: 1, note: 'y' });
});

it('a required filter counts only where creates send its field', () => {
  const share = object({ id: integer, status: text });
  const document = api(
    {
      'GET /shares': { reply: object({ entries: listOf(ref('Share')) }), query: { status: text } },
      'POST /shares': { status: 201, body: object({ role: text }), reply: ref('Share') },
      'GET /shares/{id}': { reply: ref('Share') },
      'PUT /shares/{id}': { body: object({ status: text }), reply: ref('Share') },
    },
    { Share: share },
  );
  operationAt(document, 'GET /shares')['parameters'] = [{ name: 'status', in: 'query', required: true, schema: text }];
  expect(inferred(document).operations['GET /shares']).not.toHaveProperty('filters');
});

it('a singleton is complete in each of its replies', async () => {
  const call = serve(
    api({
      'GET /campaigns/{id}/schedule': { reply: object({ send_at: integer }, ['send_at']) },
      'POST /campaigns/{id}/schedule': {
        status: 201,
        body: object({ send_at: integer }, ['send_at']),
        reply: object({ send_at: integer, status: { enum: ['Scheduled'] } }, ['send_at', 'status']),
      },
      'PATCH /campaigns/{id}/schedule': {
        body: object({ send_at: integer }),
        reply: object({ send_at: integer }),
      },
    }),
  );
  expect((await call('POST /campaigns/7/schedule', { send_at: 5 })).body).toEqual({ send_at: 5, status: 'Scheduled' });
});
