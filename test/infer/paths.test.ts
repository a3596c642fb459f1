/** Inference from paths. */
import type { Json } from '../../src/grammar/json.js';
import { api, inferred, integer, listOf, object, operationAt, ref, text, verbs } from './small.js';
import { serve } from './served.js';

const pet = object({ id: integer, name: text }, ['id', 'name']);
const name = object({ name: text });

it('names resources in the singular, and `constructor` is a name like any other', () => {
  const behavior = inferred(
    api(
      {
        'GET /constructors': { reply: listOf(ref('constructor')) },
        'POST /constructors': { status: 201, body: name, reply: ref('constructor') },
        'GET /constructors/{id}': { reply: ref('constructor') },
      },
      { constructor: pet },
    ),
  );
  expect(Object.keys(behavior.resources)).toEqual(['constructor']);
  expect(verbs(behavior)).toMatchObject({ 'GET /constructors/{id}': 'read constructor' });
});

it('understands singular paths, and a tenant in front of them', () => {
  const behavior = inferred(
    api(
      {
        'GET /tenants/{tenantId}/pet': { reply: listOf(ref('Pet')) },
        'POST /tenants/{tenantId}/pet': { status: 201, body: name, reply: ref('Pet') },
        'GET /tenants/{tenantId}/pet/{petId}': { reply: ref('Pet') },
      },
      { Pet: pet },
    ),
  );
  expect(behavior.resources['pet']).toMatchObject({
    id: { field: 'id', format: 'integer' },
    context: [{ parameter: 'tenantId', field: '$tenantId' }],
  });
  expect(behavior.resources['pet']).not.toHaveProperty('parent');
});

it('infers create from a PUT if no other operation creates the record', () => {
  const behavior = inferred(
    api(
      {
        'GET /buckets/{bucketName}': { reply: ref('Bucket') },
        'PUT /buckets/{bucketName}': { status: 201, body: object({ region: text }), reply: ref('Bucket') },
        'DELETE /buckets/{bucketName}': { status: 204 },
      },
      { Bucket: object({ name: text, region: text }, ['name']) },
    ),
  );
  expect(verbs(behavior)).toMatchObject({ 'PUT /buckets/{bucketName}': 'upsert bucket' });
  expect(behavior.resources['bucket']?.id).toMatchObject({ field: 'name', format: 'given' });
});

it('infers update from a PUT if records are created below another path', () => {
  const behavior = inferred(
    api(
      {
        'POST /stores/{storeId}/hooks': { status: 201, body: name, reply: ref('Hook') },
        'GET /stores/{storeId}/hooks': { reply: listOf(ref('Hook')) },
        'GET /hooks/{hookId}': { reply: ref('Hook') },
        'PUT /hooks/{hookId}': { body: name, reply: ref('Hook') },
      },
      { Hook: object({ id: text, name: text, topic: text }, ['id']) },
    ),
  );
  expect(verbs(behavior)).toEqual({
    'POST /stores/{storeId}/hooks': 'create hook',
    'GET /stores/{storeId}/hooks': 'list hook',
    'GET /hooks/{hookId}': 'read hook',
    'PUT /hooks/{hookId}': 'update hook',
  });
  expect(behavior.resources['hook']?.id).toMatchObject({ format: 'uuid' });
});

it('infers update from a PUT on the collection if the body has the id', () => {
  const { operations } = inferred(
    api(
      {
        'POST /pet': { body: ref('Pet'), reply: ref('Pet') },
        'PUT /pet': { body: ref('Pet'), reply: ref('Pet') },
        'GET /pet/{petId}': { reply: ref('Pet') },
      },
      { Pet: pet },
    ),
  );
  expect(operations['PUT /pet']).toMatchObject({ verb: 'update', record: { body: 'id' } });
});

it('infers update from POST on an item path, and matches fields in other casings', () => {
  const form = 'application/x-www-form-urlencoded';
  const behavior = inferred(
    api(
      {
        'GET /Widgets.json': {
          reply: object({ widgets: listOf(ref('widget')), page: integer, page_size: integer, next_page_uri: text }),
          query: { PageSize: integer, Page: integer },
        },
        'POST /Widgets.json': {
          status: 201,
          bodyType: form,
          body: object({ FriendlyName: text }),
          reply: ref('widget'),
        },
        'GET /Widgets/{Sid}.json': { reply: ref('widget') },
        'POST /Widgets/{Sid}.json': { bodyType: form, body: object({ FriendlyName: text }), reply: ref('widget') },
      },
      {
        widget: object({
          sid: { type: 'string', pattern: '^WD[0-9a-fA-F]{32}$' },
          friendly_name: text,
          date_created: { type: 'string', format: 'date-time-rfc-2822' },
        }),
      },
    ),
  );
  expect(verbs(behavior)).toEqual({
    'GET /Widgets.json': 'list widget',
    'POST /Widgets.json': 'create widget',
    'GET /Widgets/{Sid}.json': 'read widget',
    'POST /Widgets/{Sid}.json': 'update widget',
  });
  expect(behavior.resources['widget']).toMatchObject({
    id: { field: 'sid', format: 'text', prefix: 'WD', alphabet: '0123456789abcdef', length: 32 },
    fields: { friendly_name: { alsoSentAs: 'FriendlyName' }, date_created: { stamp: 'created', format: 'rfc2822' } },
  });
});

it('infers create on a path that looks like an item', () => {
  const behavior = inferred(
    api(
      {
        'POST /instances/{type}': { status: 201, body: name, reply: ref('Instance') },
        'GET /instances/{type}': { reply: listOf(ref('Instance')) },
        'GET /instances/{type}/{instance_id}': { reply: ref('Instance') },
        'DELETE /instances/{type}/{instance_id}': { status: 204 },
      },
      { Instance: object({ id: { type: 'string', format: 'uuid' }, type: text, name: text }, ['id', 'type']) },
    ),
  );
  expect(verbs(behavior)).toMatchObject({
    'POST /instances/{type}': 'create instance',
    'GET /instances/{type}': 'list instance',
  });
  expect(behavior.resources['instance']).toMatchObject({ context: [{ parameter: 'type', field: 'type' }] });
});

it('does not infer create or delete of a member from a membership', () => {
  const behavior = inferred(
    api(
      {
        'POST /teams': { status: 201, body: name, reply: ref('Team') },
        'GET /teams/{team_id}': { reply: ref('Team') },
        'PUT /teams/{team_id}/members/{user_id}': { status: 204 },
        'DELETE /teams/{team_id}/members/{user_id}': { status: 204 },
        'GET /teams/{team_id}/members': { reply: listOf(ref('User')) },
        'POST /users': { status: 201, body: name, reply: ref('User') },
        'GET /users/{user_id}': { reply: ref('User') },
      },
      { Team: pet, User: object({ id: integer, name: text, email: text }, ['id']) },
    ),
  );
  expect(verbs(behavior)).toMatchObject({
    'PUT /teams/{team_id}/members/{user_id}': 'example',
    'DELETE /teams/{team_id}/members/{user_id}': 'example',
  });
});

it('infers an API that uses only POST, with verbs in its paths', () => {
  const user = object({ ok: { type: 'boolean' }, user: ref('User') });
  const behavior = inferred(
    api(
      {
        'POST /users.create': { body: object({ name: text }, ['name']), reply: user },
        'POST /users.info': { body: object({ user: text }, ['user']), reply: user },
        'POST /users.list': {
          body: object({ limit: integer }),
          reply: object({ ok: { type: 'boolean' }, users: listOf(ref('User')) }),
        },
        'POST /users.update': { body: object({ user: text, name: text }, ['user']), reply: user },
        'POST /users.delete': { body: object({ user: text }, ['user']), reply: object({ ok: { type: 'boolean' } }) },
      },
      { User: object({ id: text, name: text }, ['id', 'name']) },
    ),
  );
  expect(verbs(behavior)).toEqual({
    'POST /users.create': 'create user',
    'POST /users.info': 'read user',
    'POST /users.list': 'list user',
    'POST /users.update': 'update user',
    'POST /users.delete': 'delete user',
  });
  expect(behavior.operations['POST /users.info']).toMatchObject({
    record: { body: 'user' },
    reply: { ok: true, user: '$item' },
  });
});

it('finds the create of a resource with two names in its path', () => {
  const behavior = inferred(
    api(
      {
        'POST /user/repos': { status: 201, body: name, reply: ref('Repo') },
        'GET /repos/{owner}/{repo}': { reply: ref('Repo') },
        'DELETE /repos/{owner}/{repo}': { status: 204 },
        'GET /orgs/{org}/repos': { reply: listOf(ref('Repo')) },
      },
      { Repo: object({ id: integer, name: text, full_name: text }, ['id', 'name']) },
    ),
  );
  expect(verbs(behavior)).toEqual({
    'POST /user/repos': 'create repo',
    'GET /repos/{owner}/{repo}': 'read repo',
    'DELETE /repos/{owner}/{repo}': 'delete repo',
    'GET /orgs/{org}/repos': 'list repo',
  });
});

it('shows the record if an action returns it, and infers example for a search', () => {
  const behavior = inferred(
    api(
      {
        'POST /jobs': { status: 201, body: name },
        'GET /jobs': { reply: listOf(ref('Job')) },
        'GET /jobs/{jobId}': { reply: ref('Job') },
        'POST /jobs/{jobId}:cancel': { reply: ref('Job') },
        'POST /jobs/search': { body: object({ q: text }), reply: listOf(ref('Job')) },
      },
      { Job: object({ id: { type: 'string', format: 'uuid' }, name: text, state: text }, ['id']) },
    ),
  );
  expect(verbs(behavior)).toMatchObject({
    'POST /jobs': 'create job',
    'POST /jobs/{jobId}:cancel': 'read job',
    'POST /jobs/search': 'example',
  });
});

it('takes a general word with id, such as entity_id, as the id', () => {
  const behavior = inferred(
    api(
      {
        'GET /applications': { reply: listOf(object({ entity_id: text, entity_type: text })) },
        'POST /applications': { status: 201, body: object({ name: text }), reply: ref('Application') },
        'GET /applications/{id}': { reply: ref('Application') },
      },
      { Application: object({ entity_id: text, name: text, created: integer }) },
    ),
  );
  expect(behavior.resources['application']?.id.field).toBe('entity_id');
});

it('keeps records apart whose type always has another value', () => {
  const kind = (type: string): Json => object({ id: text, type: { enum: [type] }, name: text }, ['id', 'type']);
  const behavior = inferred(
    api(
      {
        'POST /groups': { status: 201, body: object({ name: text }), reply: ref('Group') },
        'GET /groups/{id}': { reply: ref('Group') },
        'GET /coaches/{id}': { reply: ref('Coach') },
      },
      { Group: kind('group'), Coach: kind('coach') },
    ),
  );
  expect(verbs(behavior)).toMatchObject({ 'GET /groups/{id}': 'read group', 'GET /coaches/{id}': 'example' });
});

it('makes ids by the first pattern of several alternatives', () => {
  const id = { anyOf: ['^job:[a-f0-9]{8}$', '^job:common-.+$'].map((pattern) => ({ type: 'string', pattern })) };
  const behavior = inferred(
    api(
      {
        'POST /jobs': { status: 201, body: object({ name: text }), reply: ref('Job') },
        'GET /jobs/{id}': { reply: ref('Job') },
      },
      { Job: object({ id, name: text }, ['id']) },
    ),
  );
  expect(behavior.resources['job']?.id).toMatchObject({ format: 'text', prefix: 'job:', length: 8 });
});

it('a path may name a record by its name, where the id is a number', async () => {
  const named = (title: string): Json => {
    const operation = operationAt(document, title);
    (operation['parameters'] as Json[]).push({ name: 'org', in: 'path', required: true, schema: text });
    return operation;
  };
  const document = api(
    {
      'GET /orgs': { reply: listOf(ref('Org')) },
      'POST /orgs': { status: 201, body: object({ username: text }, ['username']), reply: ref('Org') },
      'GET /orgs/{org}': { reply: ref('Org') },
      'DELETE /orgs/{org}': { status: 204 },
      'POST /orgs/{org}/teams': { status: 201, body: object({ name: text }), reply: ref('Team') },
      'GET /orgs/{org}/teams': { reply: listOf(ref('Team')) },
    },
    { Org: object({ id: integer, username: text }), Team: object({ id: integer, name: text }) },
  );
  ['GET /orgs/{org}', 'DELETE /orgs/{org}', 'POST /orgs/{org}/teams', 'GET /orgs/{org}/teams'].forEach(named);
  const call = serve(document);
  await call('POST /orgs', { username: 'acme' });
  expect((await call('GET /orgs/acme')).body).toEqual({ id: 1, username: 'acme' });
  expect((await call('GET /orgs/1')).body).toEqual({ id: 1, username: 'acme' });
  expect((await call('GET /orgs/other')).status).toBe(404);
  expect((await call('POST /orgs/acme/teams', { name: 'a' })).status).toBe(201);
  expect((await call('GET /orgs/acme/teams')).body).toEqual([{ id: 1, name: 'a' }]);
  await call('DELETE /orgs/acme');
  expect((await call('GET /orgs/acme')).status).toBe(404);
});

it('a path outside of the collection may name a record by its name', async () => {
  const document = api(
    {
      'POST /user/repos': { status: 201, body: object({ name: text }, ['name']), reply: ref('Repo') },
      'GET /user/repos': { reply: listOf(ref('Repo')) },
      'GET /repos/{owner}/{repo}': { reply: ref('Repo') },
    },
    { Repo: object({ id: integer, name: text }) },
  );
  const read = operationAt(document, 'GET /repos/{owner}/{repo}');
  read['parameters'] = ['owner', 'repo'].map((at) => ({ name: at, in: 'path', required: true, schema: text }));
  const call = serve(document);
  await call('POST /user/repos', { name: 'hello' });
  expect((await call('GET /repos/me/hello')).body).toEqual({ id: 1, name: 'hello' });
  expect((await call('GET /repos/me/other')).status).toBe(404);
});

it.each<[what: string, path: string, fields: Record<string, Json>, id: string]>([
  [
    'ends with the last words of the path',
    '/life-insurance-policies',
    { agentId: integer, insurancePolicyId: integer },
    'insurancePolicyId',
  ],
  ['is the only one that a create does not take', '/goals/{goalId}/costs', { expenseId: integer }, 'expenseId'],
])('takes a field as the id that %s', (_, path, fields, id) => {
  const { resources } = inferred(
    api(
      {
        [`POST ${path}`]: { status: 201, body: object({ name: text, ownerId: text }), reply: ref('Thing') },
        [`GET ${path}/{id}`]: { reply: ref('Thing') },
      },
      { Thing: object({ name: text, ownerId: text, ...fields }) },
    ),
  );
  expect(Object.values(resources)).toMatchObject([{ id: { field: id, format: 'integer' } }]);
});

it('a path that takes any text finds no record by a word, and does not refuse it', async () => {
  const document = api(
    {
      'GET /users': { reply: listOf(ref('User')) },
      'POST /users': { status: 201, body: object({ mail: text }), reply: ref('User') },
      'GET /users/{username}': { reply: ref('User') },
    },
    { User: object({ id: integer, mail: text }) },
  );
  const read = operationAt(document, 'GET /users/{username}');
  read['parameters'] = [{ name: 'username', in: 'path', required: true, schema: text }];
  (read['responses'] as Record<string, Json>)['400'] = { description: 'Bad request' };
  const call = serve(document);
  expect((await call('GET /users/ada')).status).toBe(404);
});
