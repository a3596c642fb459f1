/** What the edition 2026-08 of Arize differs in (specs/arize@2026-08/SOURCES.md). */
import { serve, type Client } from '../support/double.js';

const VENDOR = 'arize@2026-08';
const NESTED = '/v2/integrations';
const FLAT = '/v2/ai-integrations';
const one = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

type Shown = Record<string, unknown> & { id: string };

async function made(client: Client, path: string, body: object): Promise<Shown> {
  const reply = await client.call('post', path, body);
  expect([reply.status, reply.body]).toEqual([201, expect.any(Object)]);
  return reply.body as Shown;
}

const llm = (name: string, config: object): object => ({ type: 'LLM', name, config });
const agent = (name: string, more: object = {}): object => ({
  type: 'AGENT',
  name,
  config: { endpoint: 'https://agent.example.com/replay', input_schema: { type: 'object' }, ...more },
});
const names = (items: { name: string }[]): string[] => items.map(({ name }) => name);

const common = { has_api_key: true, is_function_calling_enabled: true };
const models = { is_default_models_enabled: false, model_names: [] };
const headers = { 'x-one': '1', 'x-two': '2' };
const named = { header_names: ['x-one', 'x-two'] };
const key = { api_key: 'sk-canary' };

describe('Arize since August 2026: integrations with LLM providers', () => {
  it.each<[sent: object, shown: object]>([
    [{ provider: 'OPEN_AI', ...key }, common],
    [
      { provider: 'ANTHROPIC', ...key, is_function_calling_enabled: false },
      { ...common, is_function_calling_enabled: false, base_url: null },
    ],
    [{ provider: 'GEMINI', ...key }, common],
    [
      { provider: 'CUSTOM', base_url: 'https://llm.example.com', headers, model_names: ['m'] },
      { ...common, has_api_key: false, base_url: 'https://llm.example.com', ...named, ...models, model_names: ['m'] },
    ],
    [
      { provider: 'NVIDIA_NIM', is_default_models_enabled: true },
      {
        ...common,
        has_api_key: false,
        base_url: null,
        header_names: [],
        is_default_models_enabled: true,
        model_names: [],
      },
    ],
    [
      { provider: 'LITELLM', base_url: 'https://lite.example.com', ...key, headers },
      { ...common, base_url: 'https://lite.example.com', ...named, model_names: [] },
    ],
    [
      { provider: 'FIREWORKS', ...key, model_names: ['m'] },
      { ...common, ...models, model_names: ['m'] },
    ],
    [
      { provider: 'TOGETHER_AI', ...key },
      { ...common, ...models },
    ],
    [
      { provider: 'VERTEX_AI', project_id: 'p', location: 'l', project_access_label: 'a' },
      { project_id: 'p', location: 'l', project_access_label: 'a' },
    ],
  ])('F101 F102 F103: %j', async (sent, shown) => {
    const client = await serve(VENDOR);
    const { id, config } = await made(client, NESTED, llm('One', sent));
    const { provider } = sent as { provider: string };
    expect(config).toEqual({ provider, ...shown });
    expect((await client.call('get', one(NESTED, id))).body.config).toEqual(config);
    expect((await client.call('get', one(FLAT, id))).body).toMatchObject({ name: 'One', provider });
  });

  it.each<[sent: object, shown: object]>([
    [
      { auth_type: 'DEFAULT', role_arn: 'arn:aws:iam::1:role/r' },
      { auth_type: 'DEFAULT', role_arn: 'arn:aws:iam::1:role/r', external_id: null, base_url: null },
    ],
    [
      { auth_type: 'BEARER_TOKEN', ...key },
      { auth_type: 'BEARER_TOKEN', has_api_key: true, base_url: null },
    ],
    [
      { auth_type: 'PROXY_WITH_HEADERS', base_url: 'https://proxy.example.com', headers },
      { auth_type: 'PROXY_WITH_HEADERS', base_url: 'https://proxy.example.com', ...named },
    ],
  ])('F104: AWS_BEDROCK with %j', async (auth, shown) => {
    const client = await serve(VENDOR);
    const model_names = ['m'];
    const { config } = await made(client, NESTED, llm('Bedrock', { provider: 'AWS_BEDROCK', auth, model_names }));
    expect(config).toEqual({ provider: 'AWS_BEDROCK', auth: shown, ...models, model_names });
  });

  it('F103 F104 A4: refuses a configuration that is not of its provider', async () => {
    const client = await serve(VENDOR);
    const configs = [
      {},
      { provider: 'openAI', ...key },
      { provider: 'OPEN_AI' },
      { provider: 'OPEN_AI', ...key, base_url: 'https://x' },
      { provider: 'CUSTOM', ...key },
      { provider: 'AWS_BEDROCK', auth: { auth_type: 'DEFAULT' } },
      { provider: 'AZURE_OPEN_AI', ...key },
    ];
    for (const config of configs) expect((await client.call('post', NESTED, llm('No', config))).status).toBe(400);
  });

  it('F105: an update with a field that the provider does not have is 422', async () => {
    const client = await serve(VENDOR);
    const openAi = await made(client, NESTED, llm('O', { provider: 'OPEN_AI', ...key }));
    const vertex = { provider: 'VERTEX_AI', project_id: 'p', location: 'l', project_access_label: 'a' };
    const { id } = await made(client, NESTED, llm('V', vertex));
    const auth = { auth_type: 'BEARER_TOKEN', ...key };
    const refused: [string, object][] = [
      ...[{ auth }, { base_url: null }, { headers }, { is_default_models_enabled: true }].map(
        (config): [string, object] => [openAi.id, config],
      ),
      ...[{ model_names: [] }, { project_id: 'x' }, { location: 'x' }, { project_access_label: 'x' }].map(
        (config): [string, object] => [openAi.id, config],
      ),
      [id, { api_key: 'k' }],
      [id, { is_function_calling_enabled: true }],
    ];
    for (const [at, config] of refused)
      expect((await client.call('patch', one(NESTED, at), { type: 'LLM', config })).status).toBe(422);
    const moved = await client.call('patch', one(NESTED, id), { type: 'LLM', config: { location: 'eu' } });
    expect(moved.body.config).toEqual({ ...vertex, location: 'eu' });
  });

  it('F106 F112: merges scalars, replaces maps, lists and auth, and needs a field', async () => {
    const client = await serve(VENDOR);
    const config = { provider: 'CUSTOM', base_url: 'https://c', ...key, headers, model_names: ['a', 'b'] };
    const { id } = await made(client, NESTED, llm('C', config));
    const change = { headers: { 'x-three': '3' }, model_names: ['c'], api_key: null };
    const changed = await client.call('patch', one(NESTED, id), { type: 'LLM', name: 'D', config: change });
    expect(changed.body).toMatchObject({
      name: 'D',
      config: { base_url: 'https://c', header_names: ['x-three'], model_names: ['c'], has_api_key: false },
    });
    expect((await client.call('patch', one(NESTED, id), { type: 'LLM' })).status).toBe(422);
    expect((await client.call('patch', one(NESTED, id), { type: 'LLM', description: 'd' })).status).toBe(400);
    const auth = { auth_type: 'DEFAULT', role_arn: 'r', external_id: 'e' };
    const bedrock = await made(client, NESTED, llm('B', { provider: 'AWS_BEDROCK', auth, model_names: ['m'] }));
    const next = { auth: { auth_type: 'BEARER_TOKEN', ...key } };
    const replaced = await client.call('patch', one(NESTED, bedrock.id), { type: 'LLM', config: next });
    expect(replaced.body.config.auth).toEqual({ auth_type: 'BEARER_TOKEN', has_api_key: true, base_url: null });
  });
});

describe('Arize since August 2026: what an integration must have after a create or an update', () => {
  const default_auth = { auth_type: 'DEFAULT', role_arn: 'r' };
  const without: [string, object][] = [
    ['AWS_BEDROCK', { auth: default_auth }],
    ['CUSTOM', { base_url: 'https://c' }],
    ['NVIDIA_NIM', {}],
  ];

  it.each(without)('F114: %s needs default models or the name of a model', async (provider, more) => {
    const client = await serve(VENDOR);
    const refused = await client.call('post', NESTED, llm('M', { provider, ...more }));
    expect([refused.status, refused.body]).toEqual([
      422,
      {
        type: 'https://arize.com/docs/ax/rest-reference/errors#unprocessable-entity',
        title: 'Unprocessable Entity',
        status: 422,
        detail: 'One or more fields failed validation.',
        instance: NESTED,
      },
    ]);
    const { id } = await made(client, NESTED, llm('M', { provider, ...more, model_names: ['m'] }));
    const change = async (config: object): Promise<number> =>
      (await client.call('patch', one(NESTED, id), { type: 'LLM', config })).status;
    expect(await change({ model_names: [] })).toBe(422);
    expect((await client.call('get', one(NESTED, id))).body.config.model_names).toEqual(['m']);
    expect(await change({ model_names: [], is_default_models_enabled: true })).toBe(200);
    expect(await change({ is_default_models_enabled: false })).toBe(422);
    expect(await change({ is_default_models_enabled: false, model_names: ['n'] })).toBe(200);
  });

  it.each<[string, object, number]>([
    ['CUSTOM', { model_names: ['m'] }, 422],
    ['LITELLM', { ...key }, 422],
    ['NVIDIA_NIM', { model_names: ['m'] }, 200],
  ])('F114: a null base_url of %s', async (provider, more, status) => {
    const client = await serve(VENDOR);
    const { id } = await made(client, NESTED, llm('U', { provider, base_url: 'https://u', ...more }));
    const update = { type: 'LLM', config: { base_url: null } };
    expect((await client.call('patch', one(NESTED, id), update)).status).toBe(status);
  });

  it('F118 A110: a space of AGENT and EVALUATOR needs its organization', async () => {
    const client = await serve(VENDOR);
    const inSpace = [{ organization_id: 'o', space_id: 's' }, { space_id: 's' }];
    const whole = [{ organization_id: 'o' }, {}];
    for (const type of ['AGENT', 'EVALUATOR']) {
      const body = { ...agent(`In ${type}`), type };
      expect((await client.call('post', NESTED, { ...body, scopings: inSpace })).status).toBe(422);
      const { id } = await made(client, NESTED, { ...body, scopings: whole });
      const update = { type, scopings: inSpace };
      expect((await client.call('patch', one(NESTED, id), update)).status).toBe(422);
    }
    await made(client, NESTED, { ...llm('O', { provider: 'OPEN_AI', ...key }), scopings: inSpace });
  });

  it('F115 A110: the input_schema of an EVALUATOR has the type object and no field arize_metadata', async () => {
    const client = await serve(VENDOR);
    const bad = [{}, { type: 'array' }, { type: 'object', properties: { arize_metadata: {} } }];
    const { id } = await made(client, NESTED, { ...agent('E'), type: 'EVALUATOR' });
    for (const input_schema of bad) {
      const body = agent('F', { input_schema });
      expect((await client.call('post', NESTED, { ...body, type: 'EVALUATOR' })).status).toBe(422);
      const update = { type: 'EVALUATOR', config: { input_schema } };
      expect((await client.call('patch', one(NESTED, id), update)).status).toBe(422);
    }
    await made(client, NESTED, agent('F', { input_schema: {} }));
  });

  it('A111: AWS_BEDROCK needs a role in the flat form with DEFAULT only', async () => {
    const client = await serve(VENDOR);
    const bedrock = { name: 'B', provider: 'AWS_BEDROCK' };
    expect((await client.call('post', FLAT, bedrock)).status).toBe(422);
    expect((await client.call('post', FLAT, { ...bedrock, auth_type: 'BEARER_TOKEN', ...key })).status).toBe(201);
  });
});

describe('Arize since August 2026: agents and evaluators', () => {
  it('F108 F109 A105: an agent has an endpoint, a description and presets', async () => {
    const client = await serve(VENDOR);
    const request_presets = [{ name: 'default', config: { input: 'hello' } }];
    const body = { ...agent('Agent', { headers, request_presets }), description: 'Answers' };
    const shown = await made(client, NESTED, body);
    expect(shown).toMatchObject({ type: 'AGENT', description: 'Answers' });
    expect(shown['config']).toEqual({
      endpoint: 'https://agent.example.com/replay',
      has_headers: true,
      input_schema: { type: 'object' },
      request_presets: [{ id: expect.any(String), name: 'default', config: { input: 'hello' } }],
    });
    const cleared = { type: 'AGENT', description: null, config: { headers: null, request_presets: [] } };
    expect((await client.call('patch', one(NESTED, shown.id), cleared)).body).toMatchObject({
      description: null,
      config: { has_headers: false, request_presets: [] },
    });
    const twice = { type: 'AGENT', config: { request_presets: [...request_presets, ...request_presets] } };
    expect((await client.call('patch', one(NESTED, shown.id), twice)).status).toBe(400);
  });

  it('F108 F109: empty headers are none, and a preset whose name stays keeps its id', async () => {
    const client = await serve(VENDOR);
    const preset = (name: string, input: string): object => ({ name, config: { input } });
    const presets = { request_presets: [preset('a', 'one'), preset('b', 'two')] };
    const shown = await made(client, NESTED, agent('Agent', { headers, ...presets }));
    const ids = ({ config }: { config: { request_presets: { id: string }[] } }): string[] =>
      config.request_presets.map(({ id }) => id);
    const [first] = ids(shown as never);
    const config = { headers: {}, request_presets: [preset('c', 'new'), preset('a', 'changed')] };
    const changed = await client.call('patch', one(NESTED, shown.id), { type: 'AGENT', config });
    expect(changed.body.config).toMatchObject({
      has_headers: false,
      request_presets: [{ name: 'c' }, { id: first, name: 'a', config: { input: 'changed' } }],
    });
    expect(ids(shown as never)).not.toContain(ids(changed.body)[0]);
  });

  it('F105 A107: an auth of CUSTOM is not served', async () => {
    const client = await serve(VENDOR);
    const auth = { auth_type: 'DEFAULT', api_key: 'k' };
    const config = { provider: 'CUSTOM', base_url: 'https://c', is_default_models_enabled: true };
    expect((await client.call('post', NESTED, llm('C', { ...config, auth }))).status).toBe(400);
    const { id } = await made(client, NESTED, llm('C', config));
    const update = { type: 'LLM', config: { auth: { auth_type: 'DEFAULT', role_arn: 'r' } } };
    expect((await client.call('patch', one(NESTED, id), update)).status).toBe(422);
  });

  it('F108 A104: an evaluator has an endpoint and a schema, which an update replaces', async () => {
    const client = await serve(VENDOR);
    const shown = await made(client, NESTED, { ...agent('Evaluator'), type: 'EVALUATOR' });
    expect(Object.keys(shown['config'] as object)).toEqual(['endpoint', 'has_headers', 'input_schema']);
    const config = { input_schema: { type: 'object', required: ['x'] } };
    const changed = await client.call('patch', one(NESTED, shown.id), { type: 'EVALUATOR', config });
    expect(changed.body.config.input_schema).toEqual(config.input_schema);
    expect((await client.call('patch', one(NESTED, shown.id), { type: 'AGENT', name: 'x' })).status).toBe(422);
  });

  it('F107: agents and evaluators share their names, and LLM integrations have their own', async () => {
    const client = await serve(VENDOR);
    await made(client, NESTED, agent('Name'));
    expect((await client.call('post', NESTED, { ...agent('Name'), type: 'EVALUATOR' })).status).toBe(409);
    await made(client, NESTED, llm('Name', { provider: 'OPEN_AI', ...key }));
    expect((await client.call('post', FLAT, { name: 'Name', provider: 'GEMINI' })).status).toBe(409);
  });

  it('F110 F111: evaluators are listed on request only', async () => {
    const client = await serve(VENDOR);
    await made(client, NESTED, agent('Agent'));
    await made(client, NESTED, { ...agent('Evaluator'), type: 'EVALUATOR' });
    const listed = async (query: string): Promise<string[]> =>
      names((await client.call('get', NESTED + query)).body.integrations);
    expect(await listed('')).toEqual(['Agent', 'Production OpenAI', 'Sandbox OpenAI', 'Sandbox Vertex']);
    expect(await listed('?type=EVALUATOR')).toEqual(['Evaluator']);
    expect(await listed('?type=AGENT')).toEqual(['Agent']);
    expect((await client.call('get', `${NESTED}?type=llm`)).status).toBe(400);
    expect((await client.call('get', `${NESTED}?cursor=none`)).status).toBe(400);
  });

  it('A102: ids of the vendor’s agents are well-formed', async () => {
    const client = await serve(VENDOR);
    const id = Buffer.from('RemoteEndpointIntegration:123').toString('base64');
    expect((await client.call('get', one(NESTED, id))).status).toBe(404);
  });
});

describe('Arize since August 2026: both forms', () => {
  it('F101 A106: metadata, authentication and settings of one form are those of the other', async () => {
    const client = await serve(VENDOR);
    const provider_metadata = { kind: 'AWS', role_arn: 'r', external_id: 'e' };
    const bedrock = { name: 'B', provider: 'AWS_BEDROCK', provider_metadata, enable_default_models: true };
    const { id, auth_type } = await made(client, FLAT, bedrock);
    expect(auth_type).toBe('DEFAULT');
    expect((await client.call('get', one(NESTED, id))).body.config).toEqual({
      provider: 'AWS_BEDROCK',
      auth: { auth_type: 'DEFAULT', role_arn: 'r', external_id: 'e', base_url: null },
      is_default_models_enabled: true,
      model_names: [],
    });
    const config = { auth: { auth_type: 'BEARER_TOKEN', ...key } };
    await client.call('patch', one(NESTED, id), { type: 'LLM', config });
    const { body } = await client.call('get', one(FLAT, id));
    expect(body).toMatchObject({ auth_type: 'BEARER_TOKEN', has_api_key: true });
    expect(body).not.toHaveProperty('provider_metadata');
  });

  it('A101 A106: the flat form alone has Azure, and has no agents', async () => {
    const client = await serve(VENDOR);
    const azure = await made(client, FLAT, { name: 'Azure', provider: 'AZURE_OPEN_AI' });
    const { id } = await made(client, NESTED, agent('Agent'));
    expect((await client.call('get', one(NESTED, azure.id))).status).toBe(404);
    expect((await client.call('get', one(FLAT, id))).status).toBe(404);
    expect(names((await client.call('get', FLAT)).body.ai_integrations)).toEqual([
      'Azure',
      'Production OpenAI',
      'Sandbox OpenAI',
      'Sandbox Vertex',
    ]);
  });

  it('F103 F104: no reply or journal entry has a key', async () => {
    const client = await serve(VENDOR);
    const bearer = { auth_type: 'BEARER_TOKEN', api_key: 'sk-canary-bearer' };
    await made(client, NESTED, llm('B', { provider: 'AWS_BEDROCK', auth: bearer, model_names: ['m'] }));
    await made(client, NESTED, llm('O', { provider: 'OPEN_AI', api_key: 'sk-canary-open' }));
    await made(client, FLAT, { name: 'F', provider: 'GEMINI', api_key: 'sk-canary-flat' });
    await made(client, NESTED, agent('A', { headers: { authorization: 'sk-canary-header' } }));
    await client.call('get', NESTED);
    await client.call('get', FLAT);
    const records = ['integration', 'aiIntegration'].map((name) => client.double.records(VENDOR, name, 'test-key'));
    expect(JSON.stringify([client.double.journal.find({}), records])).not.toContain('sk-canary');
  });
});
