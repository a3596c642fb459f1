// @ts-check
// Arize's own client since August 2026, @arizeai/ax-client 1.28.0 or later, against the double of the edition that it
// speaks. ARIZE_BASE_URL: the address of the double. CLIENT_MODULES: a folder beside whose node_modules a release is installed.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checksOf } from './methods.mjs';
import { functionsOf, routesOf, versionOf } from './npm-package.mjs';

process.env['DISABLE_PRERELEASE_WARNING'] = 'true';
const pinned = 'ax-client-1.28.0';
const { CLIENT_MODULES: modules } = process.env;
const from = modules === undefined ? import.meta.filename : join(modules, 'client.mjs');
const name = modules === undefined ? pinned : '@arizeai/ax-client';
const ax = createRequire(from)(name);
const methods = [...functionsOf(ax, /Integration/), ...routesOf(name, /^\/v2\/(ai-)?integrations/, from)];
const { check, noting, finish } = checksOf(`@arizeai/ax-client ${versionOf(name, from)} (npm)`, methods);
const client = noting(ax.createClient({ apiKey: 'ax-client' }), (method, [path]) => `${method} ${path}`);
const api = noting({ ...ax });

const configs = [
  { provider: 'OPEN_AI', apiKey: 'sk' },
  { provider: 'ANTHROPIC', apiKey: 'sk' },
  { provider: 'GEMINI', apiKey: 'sk', isFunctionCallingEnabled: false },
  { provider: 'AWS_BEDROCK', auth: { authType: 'DEFAULT', roleArn: 'arn:aws:iam::1:role/r' }, modelNames: ['m'] },
  { provider: 'AWS_BEDROCK', auth: { authType: 'BEARER_TOKEN', apiKey: 'sk' }, isDefaultModelsEnabled: true },
  {
    provider: 'AWS_BEDROCK',
    auth: { authType: 'PROXY_WITH_HEADERS', baseUrl: 'https://p.example', headers: { a: 'b' } },
    modelNames: ['m'],
  },
  { provider: 'CUSTOM', baseUrl: 'https://c.example', headers: { a: 'b' }, modelNames: ['m'] },
  { provider: 'VERTEX_AI', projectId: 'p', location: 'l', projectAccessLabel: 'a' },
  { provider: 'NVIDIA_NIM', isDefaultModelsEnabled: true },
];

for (const [at, config] of configs.entries())
  await check(`an LLM integration with ${JSON.stringify(config)}`, async () => {
    const made = await api.createIntegration({ client, type: 'LLM', name: `LLM ${at}`, config });
    assert.equal(made.config.provider, config.provider);
    assert.deepEqual(await api.getIntegration({ client, integration: made.id }), made);
    const flat = await api.getAiIntegration({ client, integration: made.id });
    assert.deepEqual([flat.name, flat.provider], [made.name, config.provider]);
  });

await check('an update by name, and its refusals as typed errors', async () => {
  const config = { provider: 'OPEN_AI', apiKey: null };
  const changed = await api.updateIntegration({ client, integration: 'LLM 0', type: 'LLM', config });
  assert.equal(changed.config.hasApiKey, false);
  await assert.rejects(
    api.createIntegration({ client, type: 'LLM', name: 'LLM 0', config: configs[0] }),
    (/** @type {any} */ problem) => problem instanceof ax.APIError && problem.statusCode === 409,
  );
});

await check('an agent', async () => {
  const config = {
    endpoint: 'https://agent.example/replay',
    inputSchema: { type: 'object' },
    headers: { a: 'b' },
    requestPresets: [{ name: 'default', config: { input: 'hello' } }],
  };
  const made = await api.createIntegration({ client, type: 'AGENT', name: 'Agent', description: 'Answers', config });
  assert.equal(made.config.hasHeaders, true);
  assert.equal(made.config.requestPresets[0].name, 'default');
  const change = { client, integration: 'Agent', type: 'AGENT', description: null, config: { requestPresets: [] } };
  const changed = await api.updateIntegration(change);
  assert.deepEqual([changed.description, changed.config.requestPresets], [null, []]);
});

await check('the list: its types, its filter and its pages', async () => {
  const agents = await api.listIntegrations({ client, type: 'AGENT' });
  assert.deepEqual(
    agents.data.map((/** @type {any} */ item) => item.name),
    ['Agent'],
  );
  const first = await api.listIntegrations({ client, name: 'llm', limit: 2 });
  assert.equal(first.pagination.hasMore, true);
  const next = await api.listIntegrations({ client, name: 'llm', limit: 2, cursor: first.pagination.nextCursor });
  assert.notEqual(next.data[0].id, first.data[0].id);
});

await check('delete', async () => {
  await api.deleteIntegration({ client, integration: 'Agent', type: 'AGENT' });
  const { data } = await api.listIntegrations({ client, type: 'AGENT' });
  assert.deepEqual(data, []);
});

await check('the flat form', async () => {
  const made = await api.createAiIntegration({
    client,
    name: 'Flat',
    provider: 'AZURE_OPEN_AI',
    apiKey: 'sk',
    baseUrl: 'https://azure.example',
    headers: { a: 'b' },
  });
  assert.deepEqual([made.hasApiKey, made.headers, made.authType], [true, { a: 'b' }, 'DEFAULT']);
  assert.deepEqual(await api.getAiIntegration({ client, integration: 'Flat', space: 'Production' }), made);
  const providerMetadata = { kind: 'GCP', project_id: 'p', location: 'l', project_access_label: 'a' };
  const change = { client, integration: made.id, provider: 'VERTEX_AI', providerMetadata };
  const moved = await api.updateAiIntegration(change);
  assert.deepEqual([moved.provider, moved.providerMetadata], ['VERTEX_AI', providerMetadata]);
  const listed = await api.listAiIntegrations({ client, name: 'FLAT' });
  assert.equal(listed.data.length, 1);
  await api.deleteAiIntegration({ client, integration: made.id });
  await assert.rejects(api.getAiIntegration({ client, integration: made.id }), ax.NotFoundError);
});

await check('each route, without the functions', async () => {
  for (const [path, body, change] of /** @type {const} */ ([
    [
      '/v2/integrations',
      { type: 'EVALUATOR', name: 'Raw', config: { endpoint: 'https://e.example', input_schema: { type: 'object' } } },
      { type: 'EVALUATOR', name: 'Raw again' },
    ],
    ['/v2/ai-integrations', { name: 'Raw', provider: 'LITELLM' }, { name: 'Raw again' }],
  ])) {
    const one = `${path}/{integration_id}`;
    const made = await client.POST(path, { body });
    const params = { path: { integration_id: made.data.id } };
    assert.equal((await client.PATCH(one, { params, body: change })).data.name, 'Raw again');
    assert.equal((await client.GET(one, { params })).data.name, 'Raw again');
    assert.equal((await client.GET(path, { params: { query: { limit: 1 } } })).response.status, 200);
    assert.equal((await client.DELETE(one, { params })).response.status, 204);
  }
});

finish();
