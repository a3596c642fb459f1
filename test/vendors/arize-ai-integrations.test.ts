/** /v2/ai-integrations: the same integrations in the flat form (specs/arize/SOURCES.md, F52 to F68). */
import { serve, type Client } from '../support/double.js';

const FLAT = '/v2/ai-integrations';
const NESTED = '/v2/integrations';
const ID = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const one = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

const EXAMPLE = {
  id: ID,
  name: 'Production OpenAI',
  provider: 'openAI',
  has_api_key: true,
  enable_default_models: true,
  function_calling_enabled: true,
  auth_type: 'default',
  scopings: [{ organization_id: null, space_id: null }],
  created_at: '2026-02-13T21:27:19.055Z',
  updated_at: '2026-02-13T21:27:19.279Z',
  created_by_user_id: 'VXNlcjoxOm5OYkM=',
};

const names = (items: { name: string }[]): string[] => items.map(({ name }) => name);

async function created(client: Client, body: object): Promise<Record<string, unknown> & { id: string }> {
  const reply = await client.call('post', FLAT, body);
  expect(reply.status).toBe(201);
  return reply.body as Record<string, unknown> & { id: string };
}

describe('Arize: the flat form', () => {
  it('F57 F64 A30: shows the integrations of /v2/integrations, without fields that are not set', async () => {
    const client = await serve('arize');
    const { status, body } = await client.call('get', one(FLAT, ID));
    expect([status, body]).toEqual([200, EXAMPLE]);
  });

  it('F52 F15: lists them in pages, the newest first', async () => {
    const client = await serve('arize');
    const first = await client.call('get', `${FLAT}?limit=1`);
    expect(names(first.body.ai_integrations)).toEqual(['Production OpenAI']);
    expect(first.body.pagination).toEqual({ has_more: true, next_cursor: expect.any(String) });
    const rest = await client.call('get', `${FLAT}?limit=1&cursor=${first.body.pagination.next_cursor}`);
    expect(names(rest.body.ai_integrations)).toEqual(['Sandbox OpenAI']);
    expect(rest.body.pagination).toEqual({ has_more: false });
  });

  it('F52 A7: filters by a part of the name and by space', async () => {
    const client = await serve('arize');
    const scopings = [{ organization_id: null, space_id: 'U3BhY2U6MTIzNDU=' }];
    await created(client, { name: 'Scoped', provider: 'gemini', scopings });
    const listed = async (query: string): Promise<string[]> =>
      names((await client.call('get', `${FLAT}?${query}`)).body.ai_integrations);
    expect(await listed('name=SANDBOX')).toEqual(['Sandbox OpenAI']);
    expect(await listed('name=scoped&space_id=U3BhY2U6MTIzNDU=')).toEqual(['Scoped']);
    expect(await listed('name=scoped&space_id=U3BhY2U6OTk=')).toEqual([]);
    expect(await listed('name=scoped&space_name=production')).toEqual(['Scoped']);
  });

  it('F53 F59: creates one from a name and a provider, with the defaults', async () => {
    const client = await serve('arize');
    const made = await created(client, { name: 'Plain', provider: 'anthropic' });
    expect(made).toEqual({
      id: expect.any(String),
      name: 'Plain',
      provider: 'anthropic',
      has_api_key: false,
      enable_default_models: false,
      function_calling_enabled: true,
      auth_type: 'default',
      scopings: EXAMPLE.scopings,
      created_at: made['updated_at'],
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      created_by_user_id: expect.any(String),
    });
    expect((await client.call('get', one(FLAT, made.id))).body).toEqual(made);
  });

  it('F54: refuses a malformed id with 400 and an unknown one with 404', async () => {
    const client = await serve('arize');
    expect((await client.call('get', one(FLAT, 'no id'))).status).toBe(400);
    const unknown = Buffer.from('LlmIntegration:999:aBcD').toString('base64');
    expect((await client.call('get', one(FLAT, unknown))).status).toBe(404);
  });

  it('F55 F61: the provider may change', async () => {
    const client = await serve('arize');
    const { id } = await created(client, { name: 'Moving', provider: 'openAI', api_key: 'sk-moving' });
    const moved = await client.call('patch', one(FLAT, id), { provider: 'azureOpenAI', base_url: 'https://a.example' });
    expect(moved.body).toMatchObject({ provider: 'azureOpenAI', base_url: 'https://a.example', has_api_key: true });
  });

  it('F60 F63: null removes a value; lists, headers and metadata are replaced', async () => {
    const client = await serve('arize');
    const { id } = await created(client, {
      name: 'Full',
      provider: 'awsBedrock',
      api_key: 'sk-full',
      model_names: ['a', 'b'],
      headers: { 'x-one': '1', 'x-two': '2' },
      provider_metadata: { kind: 'aws', role_arn: 'arn:aws:iam::1:role/r', external_id: 'e' },
    });
    const replaced = await client.call('patch', one(FLAT, id), {
      model_names: ['c'],
      headers: { 'x-three': '3' },
      provider: 'vertexAI',
      provider_metadata: { kind: 'gcp', project_id: 'p', location: 'l', project_access_label: 'a' },
    });
    expect(replaced.body).toMatchObject({ model_names: ['c'], has_api_key: true });
    expect(replaced.body.headers).toEqual({ 'x-three': '3' });
    expect(replaced.body.provider_metadata).toEqual({
      kind: 'gcp',
      project_id: 'p',
      location: 'l',
      project_access_label: 'a',
    });
    const cleared = await client.call('patch', one(FLAT, id), {
      provider: 'openAI',
      api_key: null,
      headers: null,
      provider_metadata: null,
    });
    expect(cleared.body).toMatchObject({ has_api_key: false, headers: null, provider_metadata: null });
    expect((await client.call('patch', one(FLAT, id), { model_names: null })).status).toBe(400);
  });

  it('F65 A35: awsBedrock and vertexAI need their metadata, after each create and update', async () => {
    const client = await serve('arize');
    const aws = { kind: 'aws', role_arn: 'arn:aws:iam::1:role/r' };
    const gcp = { kind: 'gcp', project_id: 'p', location: 'l', project_access_label: 'a' };
    const send = async (method: 'post' | 'patch', at: string, body: object): Promise<unknown> => {
      const reply = await client.call(method, at, body);
      return reply.status < 300 ? reply.status : [reply.status, reply.body.title, reply.body.detail];
    };
    const refused = [422, 'Unprocessable Entity', 'One or more fields failed validation.'];
    for (const [provider, right, wrong] of [
      ['awsBedrock', aws, gcp],
      ['vertexAI', gcp, aws],
    ] as const) {
      expect(await send('post', FLAT, { name: provider, provider })).toEqual(refused);
      expect(await send('post', FLAT, { name: provider, provider, provider_metadata: wrong })).toEqual(refused);
      const { id } = await created(client, { name: provider, provider, provider_metadata: right });
      for (const body of [{ provider_metadata: null }, { provider_metadata: wrong }])
        expect(await send('patch', one(FLAT, id), body)).toEqual(refused);
      const other = provider === 'vertexAI' ? 'awsBedrock' : 'vertexAI';
      expect(await send('patch', one(FLAT, id), { provider: other })).toEqual(refused);
      expect(await send('patch', one(FLAT, id), { name: `${provider} 2` })).toBe(200);
      expect(await send('patch', one(FLAT, id), { provider: other, provider_metadata: wrong })).toBe(200);
    }
    expect(await send('patch', one(FLAT, ID), { provider: 'awsBedrock' })).toEqual(refused);
    expect(await send('patch', one(FLAT, ID), { provider: 'awsBedrock', provider_metadata: aws })).toBe(200);
  });

  it('F67 F39 A33: an update needs a field', async () => {
    const client = await serve('arize');
    const { status, body } = await client.call('patch', one(FLAT, ID), {});
    expect([status, body.title]).toEqual([422, 'Unprocessable Entity']);
  });

  it('F58 F62 A4: refuses unknown providers, metadata and fields', async () => {
    const client = await serve('arize');
    const bodies = [
      { name: 'x', provider: 'OPEN_AI' },
      { name: 'x', provider: 'openAI', auth_type: 'none' },
      { name: 'x', provider: 'awsBedrock', provider_metadata: { kind: 'aws' } },
      { name: 'x', provider: 'openAI', type: 'llm' },
      { name: 'x', provider: 'openAI', config: {} },
    ];
    for (const body of bodies) expect((await client.call('post', FLAT, body)).status).toBe(400);
  });

  it('F56: deletes one permanently', async () => {
    const client = await serve('arize');
    expect((await client.call('delete', one(FLAT, ID))).status).toBe(204);
    expect((await client.call('delete', one(FLAT, ID))).status).toBe(404);
  });
});

describe('Arize: both forms of one integration', () => {
  it('A30: what one creates, changes or deletes, the other shows', async () => {
    const client = await serve('arize');
    const { id } = await created(client, { name: 'Shared', provider: 'openAI', api_key: 'sk-shared' });
    const nested = await client.call('get', one(NESTED, id));
    expect(nested.body).toMatchObject({
      type: 'llm',
      name: 'Shared',
      config: {
        provider: 'openAI',
        has_api_key: true,
        is_default_models_enabled: false,
        is_function_calling_enabled: true,
      },
    });
    const config = { api_key: null, is_default_models_enabled: true };
    await client.call('patch', one(NESTED, id), { type: 'llm', name: 'Renamed', config });
    expect((await client.call('get', one(FLAT, id))).body).toMatchObject({
      name: 'Renamed',
      has_api_key: false,
      enable_default_models: true,
    });
    await client.call('delete', one(NESTED, id));
    expect((await client.call('get', one(FLAT, id))).status).toBe(404);
  });

  it('F66 A11 A31: a name is unique over both, also where another provider hides the integration', async () => {
    const client = await serve('arize');
    await created(client, { name: 'Taken', provider: 'gemini' });
    const nested = { type: 'llm', name: 'Taken', config: { provider: 'openAI', api_key: 'sk-1' } };
    expect((await client.call('post', NESTED, nested)).status).toBe(409);
    expect((await client.call('post', FLAT, { name: 'Production OpenAI', provider: 'openAI' })).status).toBe(409);
  });

  it('A31: /v2/integrations does not show an integration with another provider', async () => {
    const client = await serve('arize');
    const { id } = await created(client, { name: 'Hidden', provider: 'gemini' });
    expect((await client.call('get', one(NESTED, id))).status).toBe(404);
    expect((await client.call('delete', one(NESTED, id))).status).toBe(404);
    expect(names((await client.call('get', NESTED)).body.integrations)).not.toContain('Hidden');
    await client.call('patch', one(FLAT, id), { provider: 'openAI' });
    expect((await client.call('get', one(NESTED, id))).body).toMatchObject({ name: 'Hidden' });
  });

  it('A32: an update of one form keeps what only the other shows', async () => {
    const client = await serve('arize');
    const { id } = await created(client, {
      name: 'Kept',
      provider: 'openAI',
      base_url: 'https://kept.example',
      auth_type: 'bearer_token',
    });
    await client.call('patch', one(NESTED, id), { type: 'llm', name: 'Kept too' });
    expect((await client.call('get', one(FLAT, id))).body).toMatchObject({
      name: 'Kept too',
      base_url: 'https://kept.example',
      auth_type: 'bearer_token',
    });
  });

  it('F57: no reply, journal entry or record of either form has the key', async () => {
    const client = await serve('arize');
    await created(client, { name: 'Secret', provider: 'openAI', api_key: 'sk-canary-flat' });
    const seen = [
      client.double.journal.find({}),
      client.double.records('arize', 'aiIntegration', 'test-key'),
      client.double.records('arize', 'integration', 'test-key'),
    ];
    expect(JSON.stringify(seen)).not.toContain('sk-canary-flat');
  });
});
