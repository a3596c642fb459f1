// @ts-check
// Arize's own client for the base edition, @arizeai/ax-client 1.23.0, against the double. `npx tsc -p judges` checks its types.
// ARIZE_BASE_URL: the address of the double.
import assert from 'node:assert/strict';
import * as ax from '@arizeai/ax-client';
import { checksOf } from './methods.mjs';
import { functionsOf, routesOf, versionOf } from './npm-package.mjs';

process.env['DISABLE_PRERELEASE_WARNING'] = 'true';
const { APIError, BadRequestError, NotFoundError, handleApiError } = ax;
const name = '@arizeai/ax-client';
const methods = [...functionsOf(ax, /Integration/), ...routesOf(name, /^\/v2\/(ai-)?integrations/)];
const { check, noting, finish } = checksOf(`${name} ${versionOf(name)} (npm)`, methods);
const client = noting(ax.createClient({ apiKey: 'ax-client' }), (method, [path]) => `${method} ${path}`);
const flat = noting({ ...ax });

/** The error of the client for a refusal. */
const thrown = (/** @type {{ error?: any }} */ { error }) => {
  assert.ok(error, 'expected a refusal');
  try {
    handleApiError({ error });
  } catch (problem) {
    return /** @type {Error} */ (problem);
  }
};

const config = /** @type {const} */ ({ provider: 'openAI', api_key: 'sk-ax-client' });
const one = /** @type {const} */ ('/v2/integrations/{integration_id}');
const flatOne = /** @type {const} */ ('/v2/ai-integrations/{integration_id}');

await check('create, read, update and delete by its types', async () => {
  const created = await client.POST('/v2/integrations', { body: { type: 'llm', name: 'Judged', config } });
  assert.equal(created.response.status, 201);
  assert.ok(created.data);
  assert.equal(created.data.config.has_api_key, true);
  const path = { integration_id: created.data.id };
  assert.deepEqual((await client.GET(one, { params: { path } })).data, created.data);
  const updated = await client.PATCH(one, {
    params: { path },
    body: { type: 'llm', name: 'Judged again', config: { is_function_calling_enabled: false } },
  });
  assert.equal(updated.data?.name, 'Judged again');
  assert.equal(updated.data.config.is_function_calling_enabled, false);
  const gone = await client.DELETE(one, { params: { path } });
  assert.equal(gone.response.status, 204);
  assert.ok(thrown(await client.GET(one, { params: { path } })) instanceof NotFoundError);
});

await check('refusals as typed errors', async () => {
  const made = await client.POST('/v2/integrations', { body: { type: 'llm', name: 'Refused', config } });
  const path = { integration_id: made.data?.id ?? '' };
  // Its types have a second provider, so the client can make this call.
  const moved = await client.PATCH(one, { params: { path }, body: { type: 'llm', config: { provider: 'anthropic' } } });
  assert.equal(moved.response.status, 422);
  const immutable = thrown(moved);
  assert.ok(immutable instanceof APIError);
  assert.equal(immutable.statusCode, 422);
  // @ts-expect-error -- by its types a name is a string
  const wrong = thrown(await client.PATCH(one, { params: { path }, body: { type: 'llm', name: 7 } }));
  assert.ok(wrong instanceof BadRequestError);
  await assert.rejects(flat.createAiIntegration({ client, name: 'Refused', provider: 'openAI' }), APIError);
});

await check('the list in pages', async () => {
  /** @type {string[]} */
  const listed = [];
  for (let /** @type {string | undefined} */ cursor; ;) {
    const page = await client.GET('/v2/integrations', { params: { query: { limit: 1, ...(cursor && { cursor }) } } });
    assert.ok(page.data);
    listed.push(...page.data.integrations.map((integration) => integration.name));
    if (!page.data.pagination.has_more) break;
    cursor = page.data.pagination.next_cursor;
  }
  const whole = await client.GET('/v2/integrations', { params: { query: { limit: 100 } } });
  assert.ok(listed.length > 1);
  assert.deepEqual(
    listed,
    whole.data?.integrations.map((integration) => integration.name),
  );
});

await check('the flat form by the functions of the client', async () => {
  const made = await flat.createAiIntegration({
    client,
    name: 'Flat',
    provider: 'awsBedrock',
    apiKey: 'sk-flat',
    headers: { 'x-team': 'judges' },
    providerMetadata: { kind: 'aws', role_arn: 'arn:aws:iam::1:role/judged' },
  });
  assert.deepEqual([made.hasApiKey, made.headers, made.authType], [true, { 'x-team': 'judges' }, 'default']);
  assert.deepEqual(await flat.getAiIntegration({ client, integration: made.id }), made);
  assert.deepEqual(await flat.getAiIntegration({ client, integration: 'Flat', space: 'Production' }), made);
  const moved = await flat.updateAiIntegration({ client, integration: made.id, provider: 'gemini', apiKey: null });
  assert.deepEqual([moved.provider, moved.hasApiKey], ['gemini', false]);
  const listed = await flat.listAiIntegrations({ client, name: 'FLAT' });
  assert.deepEqual(
    listed.data.map(({ name }) => name),
    ['Flat'],
  );
  await flat.deleteAiIntegration({ client, integration: made.id });
  await assert.rejects(flat.getAiIntegration({ client, integration: made.id }), NotFoundError);
});

await check('one integration in both forms', async () => {
  const made = await client.POST('/v2/ai-integrations', { body: { name: 'Both', provider: 'openAI' } });
  const path = { integration_id: made.data?.id ?? '' };
  assert.equal((await client.GET(one, { params: { path } })).data?.name, 'Both');
  await client.PATCH(one, { params: { path }, body: { type: 'llm', config: { api_key: 'sk-both' } } });
  assert.equal((await client.GET(flatOne, { params: { path } })).data?.has_api_key, true);
});

finish();
