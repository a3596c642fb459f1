/** One test for each statement of the vendor's page (specs/respan/SOURCES.md, S1 to S27), and for what the fact sheet adds. */
import { double, request, serve, type Client, type Method } from '../support/double.js';
import { directories, lab, vendorIn, type Lab } from '../support/lab.js';
import type { Test } from 'supertest';

const PROVIDERS = '/api/providers/';
const MODELS = '/api/models/';
const path = '/api/providers/123/';
const managed = '/api/providers/126/';
const custom = '/api/models/my-custom-gpt-4/';
const builtIn = '/api/models/openai/gpt-4/';

/** The page's example, and the instant at which it was taken. */
const NOON = '2024-01-15T12:00:00Z';
const EXAMPLE = { provider_name: 'Updated Azure Provider', api_key: 'new-api-key' };
const AZURE = {
  id: 'my-azure-provider',
  provider_id: 'my-azure-provider',
  provider_name: 'My Azure Provider',
  created_at: '2024-01-15T10:30:00Z',
  updated_at: '2024-01-15T10:30:00Z',
};
const UPDATED = { ...AZURE, provider_name: 'Updated Azure Provider', updated_at: NOON };
const MANAGED = {
  id: 'respan-managed-provider',
  provider_id: 'respan-managed-provider',
  provider_name: 'Respan Managed Provider',
  created_at: '2024-01-18T08:00:00Z',
  updated_at: '2024-01-18T08:00:00Z',
};
const OTHER_ORGANIZATION = {
  id: 'their-provider',
  provider_id: 'their-provider',
  provider_name: "Another Organization's Provider",
  created_at: '2024-01-19T10:00:00Z',
  updated_at: '2024-01-19T10:00:00Z',
};
/** A model as the vendor shows it after its creation. */
const CUSTOM = {
  id: 'my-custom-gpt-4',
  model_name: 'my-custom-gpt-4',
  display_name: 'My Custom GPT-4',
  base_model_name: 'gpt-4',
  affiliation_category: 'custom',
  is_called_by_custom_name: false,
  input_cost: 0.025,
  output_cost: 0.075,
  cache_hit_input_cost: 0,
  cache_creation_input_cost: 0,
  max_context_window: 8192,
  streaming_support: 1,
  function_call: 1,
  image_support: 0,
  source: 'db',
  provider: {
    id: 'my-custom-provider',
    provider_id: 'my-custom-provider',
    provider_name: 'My Custom Provider',
    organization_id: 123,
  },
};
const BUILT_IN = {
  ...CUSTOM,
  id: 'openai/gpt-4',
  model_name: 'openai/gpt-4',
  display_name: 'GPT-4',
  base_model_name: null,
  affiliation_category: 'respan',
  input_cost: 0.03,
  output_cost: 0.06,
  source: 'hardcoded',
  provider: null,
};
const AZURE_IN_MODEL = {
  id: 'my-azure-provider',
  provider_id: 'my-azure-provider',
  provider_name: 'My Azure Provider',
  organization_id: 123,
};

const NOT_FOUND = { detail: 'Not found.' };
const NO_CREDENTIALS = { detail: 'Authentication credentials were not provided.' };
const BAD_KEY = {
  detail:
    'Your API key is invalid or expired, please check your API key at https://platform.respan.ai/platform/api/api-keys',
};
const MANAGED_UNCHANGEABLE = {
  error: 'Cannot modify managed provider. This provider is managed by Respan and cannot be modified.',
};
const MANAGED_UNDELETABLE = {
  error: 'Cannot delete managed provider. This provider is managed by Respan and cannot be deleted.',
};
const HARDCODED_UNCHANGEABLE = {
  detail:
    'Cannot modify hardcoded models. They are synced from code and will be overwritten on next deployment. Only database-only models can be modified.',
};
const HARDCODED_UNDELETABLE = {
  detail:
    'Cannot delete hardcoded models. They are synced from code and will be recreated on next deployment. Only database-only models can be deleted.',
};
const OWNED_BY_OTHERS = { detail: 'Cannot access objects owned by others' };
const NO_BASE = { error: 'Base model not found' };
const invalid = (errors: Record<string, string[]>) => ({ detail: 'Validation error', errors });

/** Every operation that is served, with a body that succeeds. */
const operations: [Method, string, unknown][] = [
  ['get', PROVIDERS, undefined],
  ['post', PROVIDERS, { provider_id: 'new-provider', provider_name: 'New Provider' }],
  ['get', path, undefined],
  ['patch', path, EXAMPLE],
  ['put', path, EXAMPLE],
  ['delete', path, undefined],
  ['get', MODELS, undefined],
  ['post', MODELS, { model_name: 'new-model' }],
  ['get', custom, undefined],
  ['patch', custom, { display_name: 'New Name' }],
  ['put', custom, { display_name: 'New Name' }],
  ['delete', custom, undefined],
];

const bodyOf = async ({ call }: Client, at: string): Promise<unknown> => (await call('get', at)).body as unknown;

/** The pipeline without HTTP: the only way to see what no reply shows. */
function bench(): Lab {
  return lab(vendorIn(directories.find((directory) => directory.endsWith('respan')) ?? ''));
}
const providerIn = (inside: Lab, key = 123): unknown =>
  inside.records('provider').find((record) => record['key'] === key);
const modelIn = (inside: Lab, name = 'my-custom-gpt-4'): unknown =>
  inside.records('model').find((record) => record['model_name'] === name);

describe('Respan: the update of a custom provider', () => {
  it('S1: a PATCH changes this one provider, and later reads show it', async () => {
    const client = await serve('respan', { clock: NOON });
    const others = (await client.call('get', PROVIDERS)).body.slice(1);
    const reply = await client.call('patch', path, { provider_name: 'Renamed' });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ...AZURE, provider_name: 'Renamed', updated_at: NOON });
    expect(await bodyOf(client, path)).toEqual(reply.body);
    expect(await bodyOf(client, PROVIDERS)).toEqual([reply.body, ...others]);
  });

  it('S2: fields that are not sent stay as they are, including those that no reply shows', async () => {
    const inside = bench();
    const before = providerIn(inside);
    expect(before).toMatchObject({ api_key: 'seed-respan-azure-key', extra_kwargs: { timeout: 60 } });
    await inside.send('PATCH', path, { body: { provider_name: 'Renamed' } });
    expect(providerIn(inside)).toEqual({
      ...(before as object),
      provider_name: 'Renamed',
      updated_at: '2026-06-01T12:00:00Z',
    });
    await inside.send('PATCH', path, { body: { api_key: 'another-key' } });
    expect(providerIn(inside)).toMatchObject({
      provider_name: 'Renamed',
      api_key: 'another-key',
      extra_kwargs: { timeout: 60 },
    });
  });

  it('S3: provider_id cannot be changed: it is ignored, and so is everything that the server sets', async () => {
    const client = await serve('respan', { clock: NOON });
    const sent = {
      ...EXAMPLE,
      provider_id: 'other',
      id: 'other',
      key: 9,
      is_managed: true,
      created_at: NOON,
      updated_at: '2020-01-01T00:00:00Z',
    };
    const reply = await client.call('patch', path, sent);
    expect([reply.status, reply.body]).toEqual([200, UPDATED]);
    expect(await bodyOf(client, path)).toEqual(UPDATED);
    expect((await client.call('get', '/api/providers/other/')).status).toBe(404);
    expect((await client.call('patch', path, { provider_id: 5, provider_name: 'x' })).status).toBe(200);
    // Nor did it become a managed one.
    expect((await client.call('delete', path)).status).toBe(204);
  });

  it('S4: only the organization that owns a provider can update it', async () => {
    const { call, as } = await serve('respan', { clock: NOON });
    for (const id of ['777', 'their-provider']) {
      const reply = await call('patch', `/api/providers/${id}/`, EXAMPLE);
      expect([id, reply.status, reply.body]).toEqual([id, 404, NOT_FOUND]);
    }
    const owner = as('other-key');
    expect(await bodyOf(owner, '/api/providers/777/')).toEqual(OTHER_ORGANIZATION);
    expect((await owner.call('patch', '/api/providers/777/', { provider_name: 'Ours' })).body).toEqual({
      ...OTHER_ORGANIZATION,
      provider_name: 'Ours',
      updated_at: NOON,
    });
  });

  it('S5: no critical field of a managed provider can be modified', async () => {
    const client = await serve('respan', { clock: NOON });
    const values = [
      { provider_name: 'Mine now' },
      { api_key: 'mine' },
      { extra_kwargs: { base_url: 'https://mine.example' } },
      { extra_kwargs: {} },
      EXAMPLE,
      { provider_name: 7 },
    ];
    for (const body of values) {
      for (const at of [managed, '/api/providers/respan-managed-provider/']) {
        const reply = await client.call('patch', at, body);
        expect([body, reply.status, reply.body]).toEqual([body, 403, MANAGED_UNCHANGEABLE]);
      }
    }
    expect(await bodyOf(client, managed)).toEqual(MANAGED);
    // Nothing critical, or nothing new.
    for (const body of [{}, { note: 'x' }, { provider_name: MANAGED.provider_name }]) {
      const reply = await client.call('patch', managed, body);
      expect([reply.status, reply.body]).toEqual([200, { ...MANAGED, updated_at: NOON }]);
    }
  });

  it('S6: the path names the provider by its integer key', async () => {
    const { call } = await serve('respan', { clock: NOON });
    expect((await call('patch', path, EXAMPLE)).body).toEqual(UPDATED);
    expect((await call('patch', '/api/providers/124/', { provider_name: 'x' })).body.id).toBe('my-openai-provider');
    for (const key of ['0', '-123', '122', '12345678901234567890123', '1.5', '123abc']) {
      const reply = await call('patch', `/api/providers/${key}/`, EXAMPLE);
      expect([key, reply.status, reply.body]).toEqual([key, 404, NOT_FOUND]);
    }
  });

  it('S7: every field is optional: each is enough, and so is none', async () => {
    const { call } = await serve('respan', { clock: NOON });
    for (const body of [{ api_key: 'k' }, { extra_kwargs: { timeout: 90 } }, {}]) {
      const reply = await call('patch', path, body);
      expect([body, reply.status, reply.body]).toEqual([body, 200, { ...AZURE, updated_at: NOON }]);
    }
    expect((await call('patch', path, { provider_name: 'Updated Azure Provider' })).body).toEqual(UPDATED);
  });

  it('S8: provider_name is text, and not empty', async () => {
    const client = await serve('respan');
    for (const name of [5, true, null, ['x'], { a: 1 }]) {
      const reply = await client.call('patch', path, { provider_name: name, api_key: 'k' });
      expect([name, reply.status, reply.body]).toEqual([
        name,
        422,
        invalid({ provider_name: ['Not a valid string.'] }),
      ]);
    }
    const blank = await client.call('patch', path, { provider_name: '' });
    expect([blank.status, blank.body]).toEqual([422, invalid({ provider_name: ['This field may not be blank.'] })]);
    expect(await bodyOf(client, path)).toEqual(AZURE);
    const reply = await client.call('patch', path, { provider_name: 'Größe 💡 "x"' });
    expect(reply.body.provider_name).toBe('Größe 💡 "x"');
  });

  it('S9: api_key is text, and is what the provider is called with from then on', async () => {
    const inside = bench();
    for (const key of [5, null, ['k'], { k: 1 }]) {
      const reply = await inside.send('PATCH', path, { body: { api_key: key } });
      expect([key, reply.status, reply.body]).toEqual([key, 422, invalid({ api_key: ['Not a valid string.'] })]);
    }
    expect(providerIn(inside)).toMatchObject({ api_key: 'seed-respan-azure-key' });
    await inside.send('PATCH', path, { body: EXAMPLE });
    expect(providerIn(inside)).toMatchObject({ api_key: 'new-api-key' });
  });

  it('S10: an api_key is in no reply, no refusal, and not in the journal', async () => {
    const canary = 'canary-respan-key-5f2c9';
    const { call, double: running } = await serve('respan');
    const replies = [
      await call('post', PROVIDERS, { provider_id: 'canary', provider_name: 'Canary', api_key: canary }),
      await call('post', PROVIDERS, { provider_id: 'canary', provider_name: 'Canary', api_key: canary }),
      await call('patch', '/api/providers/canary/', { provider_name: 'Canary', api_key: canary }),
      await call('put', '/api/providers/canary/', { provider_name: 'Canary', api_key: canary }),
      await call('patch', '/api/providers/canary/', { provider_name: '', api_key: canary }),
      await call('patch', '/api/providers/canary/', { api_key: [canary] }),
      await call('patch', managed, { api_key: canary }),
      await call('patch', '/api/providers/nobody/', { api_key: canary }),
      await call('patch', path).set('content-type', 'application/json').send(`{"api_key":"${canary}"`),
      await call('post', MODELS, { model_name: 'm', custom_provider_id: 'canary' }),
      await call('get', '/api/providers/canary/'),
      await call('get', PROVIDERS),
      await call('get', MODELS),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([
      201, 200, 200, 200, 422, 422, 403, 404, 400, 201, 200, 200, 200,
    ]);
    for (const reply of replies) expect(reply.text + JSON.stringify(reply.headers)).not.toContain(canary);
    expect(running.journal.find()).toHaveLength(replies.length);
    expect(JSON.stringify(running.journal.find())).not.toContain(canary);
  });

  it('S11: extra_kwargs is an object with anything in it, and takes the place of the old one whole', async () => {
    const inside = bench();
    for (const kwargs of ['x', 5, null, [], [{ base_url: 'x' }]]) {
      const reply = await inside.send('PATCH', path, { body: { extra_kwargs: kwargs } });
      expect([kwargs, reply.status, reply.body]).toEqual([
        kwargs,
        422,
        invalid({ extra_kwargs: ['Not a valid object.'] }),
      ]);
    }
    expect(providerIn(inside)).toMatchObject({
      extra_kwargs: { base_url: 'https://my-azure-endpoint.openai.azure.com', timeout: 60 },
    });
    await inside.send('PATCH', path, { body: { extra_kwargs: { temperature: 0.5, nested: { deep: [1, null] } } } });
    expect(providerIn(inside)).toMatchObject({
      provider_name: 'My Azure Provider',
      extra_kwargs: { temperature: 0.5, nested: { deep: [1, null] } },
    });
    expect(JSON.stringify(providerIn(inside))).not.toContain('base_url');
  });

  it('S12: extra_kwargs are in no reply, no refusal, and not in the journal', async () => {
    const canary = 'canary-respan-kwargs-7d1e3';
    const kwargs = { base_url: `https://${canary}.example`, timeout: 90, nested: { api_key: canary, list: [canary] } };
    const { call, double: running } = await serve('respan', { clock: NOON });
    const replies = [
      await call('patch', path, { extra_kwargs: kwargs }),
      await call('post', PROVIDERS, {
        provider_id: 'my-azure-provider',
        provider_name: 'My Azure Provider',
        extra_kwargs: kwargs,
      }),
      await call('put', path, { provider_name: 'My Azure Provider', extra_kwargs: kwargs }),
      await call('patch', path, { extra_kwargs: [kwargs] }),
      await call('patch', managed, { extra_kwargs: kwargs }),
      await call('get', path),
      await call('get', PROVIDERS),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 422, 403, 200, 200]);
    expect(replies[0]?.body).toEqual({ ...AZURE, updated_at: NOON });
    for (const reply of replies) expect(reply.text + JSON.stringify(reply.headers)).not.toContain(canary);
    expect(running.journal.find()).toHaveLength(replies.length);
    expect(JSON.stringify(running.journal.find())).not.toContain(canary);
  });
});

describe('Respan: the reply to an update', () => {
  it('S13 S14: 200 with the updated provider, exactly as in the example', async () => {
    const { call } = await serve('respan', { clock: NOON });
    const reply = await call('patch', path, EXAMPLE);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.text).toBe(JSON.stringify(UPDATED));
  });

  it('S15: it has five keys and no others', async () => {
    const { call } = await serve('respan');
    const keys = ['id', 'provider_id', 'provider_name', 'created_at', 'updated_at'];
    for (const body of [EXAMPLE, {}]) expect(Object.keys((await call('patch', path, body)).body)).toEqual(keys);
    for (const at of [path, managed]) expect(Object.keys((await call('get', at)).body)).toEqual(keys);
  });

  it('S16: id repeats provider_id, and the integer of the path is in no reply', async () => {
    const { call } = await serve('respan');
    const reply = await call('patch', path, {});
    expect([reply.body.id, reply.body.provider_id]).toEqual(['my-azure-provider', 'my-azure-provider']);
    expect(reply.text).not.toContain('123');
    const created = await call('post', PROVIDERS, { provider_id: 'fresh', provider_name: 'Fresh' });
    expect([created.body.id, created.body.provider_id]).toEqual(['fresh', 'fresh']);
  });

  it('S17: times are in UTC, in whole seconds, and end in Z', async () => {
    const { call } = await serve('respan', { clock: '2024-01-15T14:00:00.987+02:00' });
    expect((await call('patch', path, EXAMPLE)).body).toEqual(UPDATED);
    const created = await call('post', PROVIDERS, { provider_id: 'fresh', provider_name: 'Fresh' });
    expect([created.body.created_at, created.body.updated_at]).toEqual([NOON, NOON]);
  });

  it('S18: an update moves updated_at and keeps created_at, also when no value is new', async () => {
    const client = await serve('respan', { clock: NOON });
    for (const body of [{ provider_name: AZURE.provider_name }, {}]) {
      const { created_at, updated_at } = (await client.call('patch', path, body)).body;
      expect([created_at, updated_at]).toEqual([AZURE.created_at, NOON]);
    }
    expect(await bodyOf(client, path)).toEqual({ ...AZURE, updated_at: NOON });
  });

  it('S19: a provider that does not exist is 404 with `Not found.`', async () => {
    const { call } = await serve('respan');
    for (const id of ['999', 'nobody', 'openai%2Fx', '%20', '..%2F123', 'Ω']) {
      for (const [method, body] of [
        ['patch', EXAMPLE],
        ['get', undefined],
        ['put', EXAMPLE],
        ['delete', undefined],
      ] as const) {
        const reply = await call(method, `/api/providers/${encodeURI(id).replaceAll('%25', '%')}/`, body);
        expect([method, id, reply.status, reply.text]).toEqual([method, id, 404, '{"detail":"Not found."}']);
      }
    }
  });

  it('S20: no credentials are 401 with the words of the page, for every operation', async () => {
    const { as } = await serve('respan');
    for (const [method, at, body] of operations) {
      const reply = await as(undefined).call(method, at, body);
      expect([method, at, reply.status, reply.text]).toEqual([method, at, 401, JSON.stringify(NO_CREDENTIALS)]);
    }
    expect(await bodyOf(as('test-key'), path)).toEqual(AZURE);
  });
});

describe('Respan: the request of an update', () => {
  it('S21: it is a PATCH of /api/providers/{provider_id}/ at api.respan.ai, and the slash at the end belongs to it', async () => {
    const { origin } = await double({ vendors: ['arize', 'respan'], clock: NOON });
    const send = (at: string): Test =>
      request(origin).patch(at).set('host', 'api.respan.ai').set('authorization', 'Bearer YOUR_API_KEY').send(EXAMPLE);
    const without = await send('/api/providers/123');
    expect([without.status, without.body]).toEqual([404, NOT_FOUND]);
    expect(without.headers['location']).toBeUndefined();
    expect((await send('/api/providers//123/')).status).toBe(404);
    const reply = await send(path);
    expect([reply.status, reply.body]).toEqual([200, UPDATED]);
  });

  it('S22: it says that its body is JSON; another media type is refused', async () => {
    const client = await serve('respan', { clock: NOON });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const reply = await client.call('patch', path).set('content-type', type).send(JSON.stringify(EXAMPLE));
      expect([type, reply.status, reply.body]).toEqual([
        type,
        415,
        { detail: 'Unsupported media type in request: expected application/json.' },
      ]);
    }
    expect(await bodyOf(client, path)).toEqual(AZURE);
    const reply = await client
      .call('patch', path)
      .set('content-type', 'Application/JSON; charset=UTF-8')
      .send(JSON.stringify(EXAMPLE));
    expect(reply.body).toEqual(UPDATED);
  });

  it('S23: the three programs of the page, which send one and the same request, get the reply of the page', async () => {
    const running = await double({ vendors: ['respan'], clock: NOON });
    const reply = await running.fetch(`${running.url('respan')}/api/providers/123/`, {
      method: 'PATCH',
      headers: { Authorization: 'Bearer YOUR_API_KEY', 'Content-Type': 'application/json' },
      body: JSON.stringify(EXAMPLE),
    });
    expect([reply.status, await reply.json()]).toEqual([200, UPDATED]);
    // As served alone: at the root, with nothing but the host in another place.
    const alone = await request(running.origin)
      .patch(path)
      .set('authorization', 'Bearer YOUR_API_KEY')
      .set('content-type', 'application/json')
      .send('{ "provider_name": "Updated Azure Provider", "api_key": "new-api-key" }');
    expect([alone.status, alone.body]).toEqual([200, UPDATED]);
  });

  it('S24: the API key goes in as a bearer token, and nothing else counts as one', async () => {
    const { call, as } = await serve('respan');
    for (const header of [
      'YOUR_API_KEY',
      'Bearer',
      'Bearer ',
      'Basic a2V5',
      'Api-Key YOUR_API_KEY',
      'Token YOUR_API_KEY',
    ]) {
      const reply = await as(undefined).call('patch', path, EXAMPLE).set('authorization', header);
      expect([header, reply.status, reply.body]).toEqual([header, 401, NO_CREDENTIALS]);
    }
    expect((await call('get', path)).body).toEqual(AZURE);
    expect((await as(undefined).call('get', path).set('authorization', 'bearer any-key')).status).toBe(200);
  });

  it('S25: the body is an object', async () => {
    const client = await serve('respan');
    for (const body of [[EXAMPLE], 'text', 5, true, null]) {
      const reply = await client.call('patch', path).set('content-type', 'application/json').send(JSON.stringify(body));
      expect([body, reply.status, reply.body]).toEqual([body, 422, invalid({ body: ['Not a valid object.'] })]);
    }
    expect(await bodyOf(client, path)).toEqual(AZURE);
  });

  it('S26: the extra_kwargs that the foot of the page lists for the reply are not in it (C1)', async () => {
    const { call } = await serve('respan', { clock: NOON });
    const sent = { extra_kwargs: { base_url: 'https://updated-endpoint.openai.azure.com', timeout: 90 } };
    const reply = await call('patch', path, sent);
    expect(reply.body).toEqual({ ...AZURE, updated_at: NOON });
    expect(reply.text).not.toMatch(/kwargs|updated-endpoint/);
  });

  it('S27: a key that is no good is 401, too, in its own words', async () => {
    const { as, call } = await serve('respan');
    for (const [method, at, body] of operations) {
      const reply = await as('revoked-key').call(method, at, body);
      expect([method, at, reply.status, reply.body]).toEqual([method, at, 401, BAD_KEY]);
    }
    expect((await call('get', path)).body).toEqual(AZURE);
    const strict = await serve('respan', { auth: 'strict' });
    const unknown = await strict.call('patch', path, EXAMPLE);
    expect([unknown.status, unknown.body]).toEqual([401, BAD_KEY]);
    expect((await strict.as('demo-key').call('patch', path, EXAMPLE)).status).toBe(200);
  });
});

describe('Respan: the other operations on providers', () => {
  it('F5 F6 C13 A5: the list is a bare array, oldest first, the managed provider among the others', async () => {
    const { call } = await serve('respan', { clock: NOON });
    const reply = await call('get', PROVIDERS);
    expect(reply.status).toBe(200);
    expect(reply.body.map((item: { id: string }) => item.id)).toEqual([
      'my-azure-provider',
      'my-openai-provider',
      'my-custom-provider',
      'respan-managed-provider',
    ]);
    expect(reply.body.slice(0, 2)).toEqual([
      AZURE,
      {
        id: 'my-openai-provider',
        provider_id: 'my-openai-provider',
        provider_name: 'My OpenAI Provider',
        created_at: '2024-01-16T14:20:00Z',
        updated_at: '2024-01-16T14:20:00Z',
      },
    ]);
    expect(reply.body[3]).toEqual(MANAGED);
    await call('post', PROVIDERS, { provider_id: 'a-new-one', provider_name: 'New' });
    await call('patch', path, EXAMPLE);
    expect((await call('get', `${PROVIDERS}?limit=1&x=%ZZ`)).body.map((item: { id: string }) => item.id)).toEqual([
      'my-azure-provider',
      'my-openai-provider',
      'my-custom-provider',
      'respan-managed-provider',
      'a-new-one',
    ]);
  });

  it('F7: a POST needs provider_id and provider_name', async () => {
    const client = await serve('respan', { clock: NOON });
    const before = await bodyOf(client, PROVIDERS);
    const required = ['This field is required.'];
    const blank = ['This field may not be blank.'];
    const cases: [unknown, Record<string, string[]>][] = [
      [{}, { provider_id: required, provider_name: required }],
      [{ provider_name: 'x' }, { provider_id: required }],
      [{ provider_id: 'x' }, { provider_name: required }],
      [
        { provider_id: '', provider_name: '' },
        { provider_id: blank, provider_name: blank },
      ],
      [{ provider_id: 5, provider_name: 'x' }, { provider_id: ['Not a valid string.'] }],
      [
        { provider_id: 'x', provider_name: 'x', api_key: 5, extra_kwargs: 'x' },
        { api_key: ['Not a valid string.'], extra_kwargs: ['Not a valid object.'] },
      ],
    ];
    for (const [body, errors] of cases) {
      const reply = await client.call('post', PROVIDERS, body);
      expect([body, reply.status, reply.body]).toEqual([body, 422, invalid(errors)]);
    }
    expect(await bodyOf(client, PROVIDERS)).toEqual(before);
  });

  it('F9: a POST of a new provider_id is 201, and the provider can be read under it', async () => {
    const client = await serve('respan', { clock: NOON });
    const reply = await client.call('post', PROVIDERS, {
      provider_id: 'fresh',
      provider_name: 'Fresh',
      api_key: 'k',
      extra_kwargs: { timeout: 5 },
      id: 'ignored',
      is_managed: true,
    });
    const fresh = { id: 'fresh', provider_id: 'fresh', provider_name: 'Fresh', created_at: NOON, updated_at: NOON };
    expect([reply.status, reply.body]).toEqual([201, fresh]);
    expect(await bodyOf(client, '/api/providers/fresh/')).toEqual(fresh);
    expect((await client.call('delete', '/api/providers/fresh/')).status).toBe(204);
  });

  it('F9: a POST of a provider_id that is there updates that provider: 200, created_at kept, updated_at moved', async () => {
    const client = await serve('respan', { clock: NOON });
    const body = {
      provider_id: 'my-azure-provider',
      provider_name: 'My Azure Provider',
      api_key: 'your-api-key',
      extra_kwargs: { base_url: 'https://my-azure-endpoint.openai.azure.com' },
    };
    const reply = await client.call('post', PROVIDERS, body);
    expect([reply.status, reply.body]).toEqual([200, { ...AZURE, updated_at: NOON }]);
    expect((await client.call('get', PROVIDERS)).body).toHaveLength(4);
    expect(await bodyOf(client, path)).toEqual(reply.body);
  });

  it('F9: a POST keeps what it does not name and takes extra_kwargs whole', async () => {
    const inside = bench();
    await inside.send('POST', PROVIDERS, {
      body: { provider_id: 'my-azure-provider', provider_name: 'Renamed', extra_kwargs: { timeout: 1 } },
    });
    expect(providerIn(inside)).toMatchObject({ key: 123, provider_name: 'Renamed', api_key: 'seed-respan-azure-key' });
    expect((providerIn(inside) as { extra_kwargs: unknown }).extra_kwargs).toEqual({ timeout: 1 });
  });

  it('F11 F17 C2: a provider is read by its key and by its string id; what looks like a key is one', async () => {
    const client = await serve('respan');
    for (const id of ['123', 'my-azure-provider']) expect(await bodyOf(client, `/api/providers/${id}/`)).toEqual(AZURE);
    for (const method of ['patch', 'put'] as const)
      expect((await client.call(method, '/api/providers/my-azure-provider/', EXAMPLE)).body.id).toBe(
        'my-azure-provider',
      );
    await client.call('post', PROVIDERS, { provider_id: '124', provider_name: 'Digits' });
    expect(await bodyOf(client, '/api/providers/124/')).toMatchObject({ id: 'my-openai-provider' });
    const digits = await client.call('post', PROVIDERS, { provider_id: '4711', provider_name: 'Digits' });
    expect([digits.status, digits.body]).toEqual([422, invalid({ provider_id: ['Not a valid value.'] })]);
  });

  it('A12: new providers get keys that are counted up, and are unique over all accounts', async () => {
    const inside = bench();
    for (const id of ['one', 'two'])
      await inside.send('POST', PROVIDERS, { body: { provider_id: id, provider_name: id } });
    const [first, second] = inside
      .records('provider')
      .slice(-2)
      .map((record) => Number(record['key']));
    expect([second, Number(first) > 777]).toEqual([Number(first) + 1, true]);
    expect((await inside.send('GET', `/api/providers/${second}/`)).body).toMatchObject({ id: 'two' });
    expect((await inside.send('GET', `/api/providers/${second}/`, { token: 'someone-else' })).body).toEqual(NOT_FOUND);
  });

  it('F12 F13 A8: a PUT replaces all that can be edited; the id stays, what is left out is cleared', async () => {
    const inside = bench();
    const reply = await inside.send('PUT', path, { body: { provider_name: 'Replaced', provider_id: 'other' } });
    expect([reply.status, reply.body]).toEqual([
      200,
      { ...AZURE, provider_name: 'Replaced', updated_at: '2026-06-01T12:00:00Z' },
    ]);
    expect(providerIn(inside)).toEqual({
      ...AZURE,
      key: 123,
      provider_name: 'Replaced',
      organization_id: 123,
      is_managed: false,
      updated_at: '2026-06-01T12:00:00Z',
    });
    await inside.send('PUT', path, { body: { ...EXAMPLE, extra_kwargs: { timeout: 90 } } });
    expect(providerIn(inside)).toMatchObject({
      provider_name: 'Updated Azure Provider',
      api_key: 'new-api-key',
      extra_kwargs: { timeout: 90 },
    });
    const before = providerIn(inside);
    const nameless = await inside.send('PUT', path, { body: { api_key: 'k' } });
    expect([nameless.status, nameless.body]).toEqual([422, invalid({ provider_name: ['This field is required.'] })]);
    expect(providerIn(inside)).toEqual(before);
  });

  it('F14 F16: a DELETE is permanent: 204 without a body', async () => {
    const client = await serve('respan');
    const reply = await client.call('delete', path);
    expect([reply.status, reply.text]).toEqual([204, '']);
    for (const at of [path, '/api/providers/my-azure-provider/']) {
      for (const method of ['get', 'delete'] as const)
        expect([at, (await client.call(method, at)).body]).toEqual([at, NOT_FOUND]);
    }
    expect((await client.call('get', PROVIDERS)).body).toHaveLength(3);
    // Its string id is free again, for a provider of another key.
    expect(
      (await client.call('post', PROVIDERS, { provider_id: 'my-azure-provider', provider_name: 'Anew' })).status,
    ).toBe(201);
    expect((await client.call('get', path)).status).toBe(404);
  });

  it('F15: a managed provider cannot be deleted; the reply has the reason under the key `error`', async () => {
    const client = await serve('respan');
    for (const at of [managed, '/api/providers/respan-managed-provider/']) {
      const reply = await client.call('delete', at);
      expect([reply.status, reply.text]).toEqual([403, JSON.stringify(MANAGED_UNDELETABLE)]);
    }
    expect(await bodyOf(client, managed)).toEqual(MANAGED);
  });

  it('A4: neither a PUT nor a POST changes a managed provider', async () => {
    const inside = bench();
    const before = providerIn(inside, 126);
    for (const body of [
      EXAMPLE,
      { provider_name: 'Mine' },
      { provider_name: MANAGED.provider_name, extra_kwargs: {} },
    ]) {
      for (const [method, at, sent] of [
        ['PUT', managed, body],
        ['POST', PROVIDERS, { ...body, provider_id: 'respan-managed-provider' }],
      ] as const) {
        const reply = await inside.send(method, at, { body: sent });
        expect([method, sent, reply.status, reply.body]).toEqual([method, sent, 403, MANAGED_UNCHANGEABLE]);
      }
    }
    expect(providerIn(inside, 126)).toEqual(before);
    // What is left out of a PUT is not cleared here.
    expect((await inside.send('PUT', managed, { body: { provider_name: MANAGED.provider_name } })).status).toBe(200);
    expect(providerIn(inside, 126)).toMatchObject({
      api_key: 'seed-respan-managed-key',
      extra_kwargs: { base_url: 'https://managed.example.com/v1' },
    });
  });

  it('A6: another organization’s provider is not found by any operation', async () => {
    const { call, as } = await serve('respan');
    for (const [method, body] of [
      ['get', undefined],
      ['patch', EXAMPLE],
      ['put', EXAMPLE],
      ['delete', undefined],
    ] as const) {
      const reply = await call(method, '/api/providers/777/', body);
      expect([method, reply.status, reply.body]).toEqual([method, 404, NOT_FOUND]);
    }
    expect(await bodyOf(as('other-key'), '/api/providers/777/')).toEqual(OTHER_ORGANIZATION);
    expect((await call('get', PROVIDERS)).text).not.toContain('their-provider');
  });
});

describe('Respan: models', () => {
  it('F19 F20 F35: the list is a bare array of built-in and own models, by name', async () => {
    const { call } = await serve('respan');
    const reply = await call('get', MODELS);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual([{ ...BUILT_IN, id: 'gpt-4', model_name: 'gpt-4' }, CUSTOM, BUILT_IN]);
  });

  it('F19 A20: sort_by names the field, a minus turns it round, `all` changes nothing, and an unknown field is refused', async () => {
    const { call } = await serve('respan');
    await call('post', MODELS, { model_name: 'a-free-one', display_name: 'Zero' });
    const names = async (query: string): Promise<unknown> =>
      (await call('get', `${MODELS}?${query}`)).body.map((item: { model_name: string }) => item.model_name);
    const byName = ['a-free-one', 'gpt-4', 'my-custom-gpt-4', 'openai/gpt-4'];
    for (const query of ['', 'sort_by=model_name', 'all=true', 'all=false&sort_by=model_name', 'unknown=1'])
      expect([query, await names(query)]).toEqual([query, byName]);
    expect(await names('sort_by=-model_name')).toEqual([...byName].reverse());
    expect(await names('sort_by=input_cost')).toEqual(['a-free-one', 'my-custom-gpt-4', 'gpt-4', 'openai/gpt-4']);
    expect(await names('sort_by=-display_name')).toEqual(['a-free-one', 'my-custom-gpt-4', 'gpt-4', 'openai/gpt-4']);
    for (const field of ['supported_params_override', 'custom_provider_id', 'nonsense', '', '-']) {
      const reply = await call('get', `${MODELS}?sort_by=${field}`);
      expect([field, reply.status, reply.body]).toEqual([
        field,
        422,
        invalid({ sort_by: ['Not a field to sort by.'] }),
      ]);
    }
  });

  it('F21 F24 F27: the documented example adds a model, 201, which takes from its base what was not sent', async () => {
    const client = await serve('respan');
    expect((await client.call('delete', custom)).status).toBe(204);
    const body = {
      model_name: 'my-custom-gpt-4',
      base_model_name: 'gpt-4',
      display_name: 'My Custom GPT-4',
      custom_provider_id: 'my-azure-provider',
      input_cost: 0.025,
      output_cost: 0.075,
    };
    const reply = await client.call('post', MODELS, body);
    expect([reply.status, reply.body]).toEqual([201, { ...CUSTOM, provider: AZURE_IN_MODEL }]);
    expect(await bodyOf(client, custom)).toEqual(reply.body);
  });

  it('F21: the same name again updates that model, 200, and keeps what is not sent', async () => {
    const client = await serve('respan');
    const reply = await client.call('post', MODELS, { model_name: 'my-custom-gpt-4', output_cost: 9 });
    expect([reply.status, reply.body]).toEqual([200, { ...CUSTOM, output_cost: 9 }]);
    expect((await client.call('get', MODELS)).body).toHaveLength(3);
  });

  it('F22 A16: only model_name is required; without a base there is nothing to take over', async () => {
    const client = await serve('respan');
    const reply = await client.call('post', MODELS, {
      model_name: 'bare',
      source: 'hardcoded',
      affiliation_category: 'respan',
      is_called_by_custom_name: true,
      id: 'x',
      provider: {},
    });
    const bare = {
      ...CUSTOM,
      id: 'bare',
      model_name: 'bare',
      display_name: 'bare',
      base_model_name: null,
      input_cost: 0,
      output_cost: 0,
      max_context_window: null,
      streaming_support: 0,
      function_call: 0,
      provider: null,
    };
    expect([reply.status, reply.body]).toEqual([201, bare]);
    expect(await bodyOf(client, '/api/models/bare/')).toEqual(bare);
  });

  it('F22 A10: each field has its type and bounds', async () => {
    const client = await serve('respan');
    const before = await bodyOf(client, MODELS);
    const flag = ['Not a valid choice; choose 0 or 1.'];
    const cases: [object, Record<string, string[]>][] = [
      [{ model_name: '' }, { model_name: ['This field may not be blank.'] }],
      [
        { model_name: 'm', input_cost: -1, output_cost: 'x' },
        { input_cost: ['Ensure this value is greater than or equal to 0.'], output_cost: ['Not a valid number.'] },
      ],
      [{ model_name: 'm', max_context_window: 1.5 }, { max_context_window: ['Not a valid integer.'] }],
      [
        { model_name: 'm', streaming_support: 2, function_call: -1, image_support: 3 },
        { streaming_support: flag, function_call: flag, image_support: flag },
      ],
      [
        { model_name: 'm', custom_provider_id: null, base_model_name: null },
        { custom_provider_id: ['Not a valid integer or string.'], base_model_name: ['Not a valid string.'] },
      ],
      [{ model_name: 'm', supported_params_override: [] }, { supported_params_override: ['Not a valid object.'] }],
    ];
    for (const [body, errors] of cases) {
      const reply = await client.call('post', MODELS, body);
      expect([body, reply.status, reply.body]).toEqual([body, 422, invalid(errors)]);
    }
    const nameless = await client.call('post', MODELS, {});
    expect(nameless.body).toEqual(invalid({ model_name: ['This field is required.'] }));
    expect(await bodyOf(client, MODELS)).toEqual(before);
  });

  it('F23 A15: the provider is named by key or string id, under either of two names, the first of which counts', async () => {
    const { call } = await serve('respan');
    const providerOf = async (body: object): Promise<unknown> =>
      (await call('post', MODELS, { model_name: 'm', ...body })).body.provider;
    for (const body of [
      { custom_provider_id: 123 },
      { custom_provider_id: '123' },
      { provider_id: 123 },
      { provider_id: 'my-azure-provider' },
      { provider_id: 124, custom_provider_id: 123 },
    ]) {
      expect([body, await providerOf(body)]).toEqual([body, AZURE_IN_MODEL]);
    }
    expect((await call('patch', '/api/models/m/', { provider_id: 'my-openai-provider' })).body.provider.id).toBe(
      'my-openai-provider',
    );
    expect((await call('patch', '/api/models/m/', { custom_provider_id: 125 })).body.provider.id).toBe(
      'my-custom-provider',
    );
    // The model shows what its provider is called at the moment.
    await call('patch', '/api/providers/125/', { provider_name: 'Renamed' });
    expect((await call('get', '/api/models/m/')).body.provider.provider_name).toBe('Renamed');
  });

  it('A15: a provider that does not exist, or not the organization’s own, is refused with the field', async () => {
    const client = await serve('respan');
    for (const [method, at] of [
      ['post', MODELS],
      ['patch', custom],
      ['put', custom],
    ] as const) {
      for (const id of [999, 'nobody', 777, 'their-provider', '']) {
        const reply = await client.call(method, at, { model_name: 'm', custom_provider_id: id });
        expect([method, id, reply.status, reply.body]).toEqual([
          method,
          id,
          422,
          invalid({ custom_provider_id: [`Invalid pk "${id}" - object does not exist.`] }),
        ]);
      }
    }
    expect(await bodyOf(client, custom)).toEqual(CUSTOM);
    expect((await client.call('get', '/api/models/m/')).status).toBe(404);
  });

  it('F25: a base model that does not exist is 400 under the key `error`', async () => {
    const client = await serve('respan');
    for (const [method, at] of [
      ['post', MODELS],
      ['patch', custom],
      ['put', custom],
    ] as const) {
      for (const base of ['nothing', 'their-model', 'm', '']) {
        const reply = await client.call(method, at, { model_name: 'm', base_model_name: base });
        expect([method, base, reply.status, reply.text]).toEqual([method, base, 400, JSON.stringify(NO_BASE)]);
      }
    }
    expect(await bodyOf(client, custom)).toEqual(CUSTOM);
    expect((await client.call('get', '/api/models/m/')).status).toBe(404);
  });

  it('F24: a custom model can be the base of another', async () => {
    const { call } = await serve('respan');
    const reply = await call('post', MODELS, {
      model_name: 'child',
      base_model_name: 'my-custom-gpt-4',
      image_support: 1,
      input_cost: 0,
    });
    expect(reply.body).toEqual({
      ...CUSTOM,
      id: 'child',
      model_name: 'child',
      display_name: 'child',
      base_model_name: 'my-custom-gpt-4',
      image_support: 1,
      input_cost: 0,
      provider: null,
    });
    // It was taken over once: later changes of the base do not reach it, and its end is not the child's.
    await call('patch', custom, { output_cost: 5 });
    expect((await call('get', '/api/models/child/')).body.output_cost).toBe(0.075);
    await call('delete', custom);
    const renamed = await call('patch', '/api/models/child/', { display_name: 'Orphan' });
    expect([renamed.status, renamed.body.base_model_name]).toEqual([200, 'my-custom-gpt-4']);
    expect((await call('patch', '/api/models/child/', { base_model_name: 'my-custom-gpt-4' })).body).toEqual(NO_BASE);
  });

  it('F28 A22: a name with slashes works as it is and percent-encoded, and the slash at the end belongs to the path', async () => {
    const client = await serve('respan');
    for (const at of [builtIn, '/api/models/openai%2Fgpt-4/']) expect(await bodyOf(client, at)).toEqual(BUILT_IN);
    const created = await client.call('post', MODELS, { model_name: 'team/a/model one' });
    expect(created.status).toBe(201);
    expect(
      (await client.call('patch', '/api/models/team/a/model%20one/', { display_name: 'One' })).body.display_name,
    ).toBe('One');
    for (const at of [
      '/api/models/openai/gpt-4',
      '/api/models/openai//gpt-4/',
      '/api/models/my-custom-gpt-4',
      '/api/models',
      '/api/models/nothing/',
    ]) {
      const reply = await client.call('get', at);
      expect([at, reply.status, reply.body]).toEqual([at, 404, NOT_FOUND]);
    }
    expect((await client.call('delete', '/api/models/team/a/model%20one/')).status).toBe(204);
  });

  it('F28: the documented example of a change keeps all else; model_name is read-only', async () => {
    const client = await serve('respan');
    const reply = await client.call('patch', custom, {
      display_name: 'My Updated Custom GPT-4',
      input_cost: 0.03,
      model_name: 'other',
      id: 'other',
      source: 'hardcoded',
    });
    expect([reply.status, reply.body]).toEqual([
      200,
      { ...CUSTOM, display_name: 'My Updated Custom GPT-4', input_cost: 0.03 },
    ]);
    expect(await bodyOf(client, custom)).toEqual(reply.body);
    expect((await client.call('get', '/api/models/other/')).status).toBe(404);
  });

  it('F30: a PATCH merges supported_params_override; a POST and a PUT take it whole; no reply shows it', async () => {
    const inside = bench();
    const override = (): unknown =>
      (modelIn(inside) as { supported_params_override?: unknown }).supported_params_override;
    const answers = [
      await inside.send('PATCH', custom, {
        body: { supported_params_override: { temperature: { max: 1.5 }, top_p: { name: 'top_p' } } },
      }),
    ];
    expect(override()).toEqual({
      temperature: { name: 'temperature', type: 'number', default: 1, min: 0, max: 1.5 },
      top_p: { name: 'top_p' },
    });
    answers.push(
      await inside.send('POST', MODELS, {
        body: { model_name: 'my-custom-gpt-4', supported_params_override: { top_k: { name: 'top_k' } } },
      }),
    );
    expect(override()).toEqual({ top_k: { name: 'top_k' } });
    answers.push(await inside.send('PUT', custom, { body: { supported_params_override: { stop: { name: 'stop' } } } }));
    expect(override()).toEqual({ stop: { name: 'stop' } });
    await inside.send('PUT', custom, { body: {} });
    expect(override()).toBeUndefined();
    for (const answer of answers) expect(answer.text).not.toMatch(/supported_params|top_/);
    expect(JSON.stringify(inside.journal())).not.toMatch(/top_p|top_k/);
  });

  it('F29 A8: a PUT replaces all that can be edited; what is left out is as in a new model', async () => {
    const client = await serve('respan');
    const whole = await client.call('put', custom, {
      base_model_name: 'gpt-4',
      display_name: 'My Replaced Custom GPT-4',
      input_cost: 0.1,
    });
    const replaced = {
      ...CUSTOM,
      display_name: 'My Replaced Custom GPT-4',
      input_cost: 0.1,
      output_cost: 0.06,
      provider: null,
    };
    expect([whole.status, whole.body]).toEqual([200, replaced]);
    const empty = await client.call('put', custom, {});
    expect(empty.body).toEqual({
      ...replaced,
      display_name: 'my-custom-gpt-4',
      base_model_name: null,
      input_cost: 0,
      output_cost: 0,
      max_context_window: null,
      streaming_support: 0,
      function_call: 0,
    });
    expect(await bodyOf(client, custom)).toEqual(empty.body);
  });

  it('F31: a DELETE is permanent: 204 without a body', async () => {
    const { call } = await serve('respan');
    const reply = await call('delete', custom);
    expect([reply.status, reply.text]).toEqual([204, '']);
    for (const method of ['get', 'delete'] as const) expect((await call(method, custom)).body).toEqual(NOT_FOUND);
    expect((await call('get', MODELS)).body).toHaveLength(2);
  });

  it('F32: another organization’s model is 403 with the documented text, for every operation', async () => {
    const { call, as } = await serve('respan');
    const theirs = await bodyOf(as('other-key'), '/api/models/their-model/');
    expect(theirs).toMatchObject({ id: 'their-model', provider: { id: 'their-provider' } });
    for (const [method, body] of [
      ['get', undefined],
      ['patch', { display_name: 'x' }],
      ['put', {}],
      ['delete', undefined],
    ] as const) {
      const reply = await call(method, '/api/models/their-model/', body);
      expect([method, reply.status, reply.body]).toEqual([method, 403, OWNED_BY_OTHERS]);
    }
    expect(await bodyOf(as('other-key'), '/api/models/their-model/')).toEqual(theirs);
    expect((await call('get', MODELS)).text).not.toContain('their-model');
    // A name is unique within an organization only.
    expect((await call('post', MODELS, { model_name: 'their-model' })).status).toBe(201);
    expect(await bodyOf(as('other-key'), '/api/models/their-model/')).toEqual(theirs);
  });

  it('F32: names that several organizations use do not get in each other’s way', async () => {
    const { as } = await serve('respan');
    const [a, b] = [as('a'), as('b')];
    for (const client of [a, b]) expect((await client.call('post', MODELS, { model_name: 'shared' })).status).toBe(201);
    expect((await a.call('delete', '/api/models/shared/')).status).toBe(204);
    // Gone, and not another's.
    expect((await a.call('get', '/api/models/shared/')).body).toEqual(NOT_FOUND);
    expect((await b.call('get', '/api/models/shared/')).status).toBe(200);
    expect((await as('c').call('get', '/api/models/shared/')).body).toEqual(OWNED_BY_OTHERS);
    for (const client of [a, b]) await client.call('delete', custom);
    await a.call('post', MODELS, { model_name: 'my-custom-gpt-4' });
    expect((await b.call('get', custom)).body).toEqual(NOT_FOUND);
  });

  it('F33 F34 A18: a built-in model cannot be changed, replaced or deleted, nor taken by a POST of its name', async () => {
    const client = await serve('respan');
    const cases = [
      ['patch', builtIn, { input_cost: 0 }, HARDCODED_UNCHANGEABLE],
      ['patch', builtIn, {}, HARDCODED_UNCHANGEABLE],
      ['put', builtIn, { display_name: 'Mine' }, HARDCODED_UNCHANGEABLE],
      ['post', MODELS, { model_name: 'openai/gpt-4', input_cost: 0 }, HARDCODED_UNCHANGEABLE],
      ['delete', builtIn, undefined, HARDCODED_UNDELETABLE],
    ] as const;
    for (const [method, at, body, words] of cases) {
      const reply = await client.call(method, at, body);
      expect([method, reply.status, reply.text]).toEqual([method, 403, JSON.stringify(words)]);
    }
    expect(await bodyOf(client, builtIn)).toEqual(BUILT_IN);
  });

  it('A14: a model remains when its provider is deleted, shows null in its place, and can be changed', async () => {
    const { call } = await serve('respan');
    expect((await call('delete', '/api/providers/my-custom-provider/')).status).toBe(204);
    expect((await call('get', custom)).body).toEqual({ ...CUSTOM, provider: null });
    const reply = await call('patch', custom, { display_name: 'Alone' });
    expect([reply.status, reply.body]).toEqual([200, { ...CUSTOM, display_name: 'Alone', provider: null }]);
  });

  it('F36 F37 A31: operations that are not served get a problem document of stuntdouble', async () => {
    const { call, as } = await serve('respan');
    for (const reply of [
      await as(undefined).call('get', '/api/models/public'),
      await call('post', '/api/models/list/', { filters: {} }),
      await call('post', '/api/models/summary/', {}),
    ]) {
      expect(reply.status).toBe(501);
      expect(reply.headers['x-stuntdouble-error']).toBe('true');
      expect(reply.body).toMatchObject({ title: 'Not served by stuntdouble', status: 501 });
    }
    expect((await as(undefined).call('post', '/api/models/list/', {})).body).toEqual(NO_CREDENTIALS);
  });
});

describe('Respan: errors and limits', () => {
  it('F39 C5: a body that cannot be read is 400, and nothing changes', async () => {
    const client = await serve('respan');
    for (const text of [
      '{"provider_name":',
      'provider_name=x',
      '{"provider_name":"x"}}',
      '{"__proto__":{"a":1}}',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
    ]) {
      const reply = await client.call('patch', path).set('content-type', 'application/json').send(text);
      expect([text.slice(0, 30), reply.status, reply.text]).toEqual([
        text.slice(0, 30),
        400,
        '{"detail":"Invalid request format"}',
      ]);
    }
    expect(await bodyOf(client, path)).toEqual(AZURE);
  });

  it('A2: undeclared fields and parameters are ignored', async () => {
    const client = await serve('respan', { clock: NOON });
    expect((await client.call('patch', `${path}?verbose=1`, { ...EXAMPLE, unknown: { a: 1 } })).body).toEqual(UPDATED);
  });

  it('A25: a body over 1 MiB is 413', async () => {
    const client = await serve('respan');
    const reply = await client.call('patch', path, { api_key: 'k'.repeat(1024 * 1024) });
    expect([reply.status, reply.body]).toEqual([413, { detail: 'Request body too large.' }]);
    expect(await bodyOf(client, path)).toEqual(AZURE);
  });

  it('F41 A27: a caller over its limit is 429 with a number of seconds and no header, for every operation', async () => {
    const { as } = await serve('respan');
    for (const [method, at, body] of operations) {
      const reply = await as('limited-key').call(method, at, body);
      expect([method, at, reply.status, reply.text]).toEqual([
        method,
        at,
        429,
        '{"detail":"Rate limit exceeded","retry_after":30}',
      ]);
      expect(reply.headers['retry-after']).toBeUndefined();
    }
  });

  it('F42: where limits are on, an organization has 60 calls in a minute', async () => {
    const { call, double: target } = await serve('respan', { clock: '2026-03-01T10:00:00Z' });
    target.limits.enable('respan');
    const statuses = [];
    for (let i = 0; i < 61; i++) statuses.push((await call('get', '/api/providers/')).status);
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([60, 429]);
    target.clock.advance('60s');
    expect((await call('get', '/api/providers/')).status).toBe(200);
  });

  it('A24: a key without the permission is 403, for every operation', async () => {
    const { as } = await serve('respan');
    for (const [method, at, body] of operations) {
      const reply = await as('unscoped-key').call(method, at, body);
      expect([method, at, reply.status, reply.body]).toEqual([
        method,
        at,
        403,
        { detail: 'You do not have permission to perform this action.' },
      ]);
    }
  });

  it('A23 A33: unknown paths are 404, unknown methods 405 with Allow, and a badly encoded path 400, in the vendor’s shape', async () => {
    const { call } = await serve('respan');
    for (const at of ['/api/nothing/', '/api/providers', '/api/providers/123', '/providers/123/', '/']) {
      const reply = await call('get', at);
      expect([at, reply.status, reply.body]).toEqual([at, 404, NOT_FOUND]);
    }
    const post = await call('post', path, EXAMPLE);
    expect([post.status, post.body]).toEqual([405, { detail: 'Method "POST" not allowed.' }]);
    expect(post.headers['allow']?.split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT']);
    const malformed = await call('get', '/api/providers/%ZZ/');
    expect([malformed.status, malformed.body]).toEqual([400, { detail: 'Invalid request format' }]);
    expect((await call('head', path)).status).toBe(200);
    expect((await call('options', path)).status).toBe(204);
  });

  it('F4: each key is an organization of its own, which starts with the same records', async () => {
    const { as } = await serve('respan', { clock: NOON });
    await as('one').call('patch', path, EXAMPLE);
    await as('one').call('delete', custom);
    expect(await bodyOf(as('two'), path)).toEqual(AZURE);
    expect(await bodyOf(as('two'), custom)).toEqual(CUSTOM);
    expect(await bodyOf(as('one'), path)).toEqual(UPDATED);
  });
});
