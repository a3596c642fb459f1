// @ts-check
// Arize's own client, @arizeai/ax-client, against the double.
import assert from 'node:assert/strict';
import { APIError, BadRequestError, NotFoundError, createClient, handleApiError } from '@arizeai/ax-client';
import { startDouble } from './tool.mjs';

const double = await startDouble({ vendors: ['arize'] });
const client = createClient({ apiKey: 'ax-client', baseUrl: double.url('arize') });

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
const created = await client.POST('/v2/integrations', { body: { type: 'llm', name: 'Judged', config } });
assert.equal(created.response.status, 201);
assert.ok(created.data);
assert.equal(created.data.config.has_api_key, true);
const path = { integration_id: created.data.id };
const one = /** @type {const} */ ('/v2/integrations/{integration_id}');
console.log('created', created.data.id);

const read = await client.GET(one, { params: { path } });
assert.deepEqual(read.data, created.data);
console.log('read it back');

const updated = await client.PATCH(one, {
  params: { path },
  body: { type: 'llm', name: 'Judged again', config: { is_function_calling_enabled: false } },
});
assert.equal(updated.data?.name, 'Judged again');
assert.equal(updated.data.config.is_function_calling_enabled, false);
console.log('updated');

// Its types have a second provider, so the client can make this call.
const moved = await client.PATCH(one, { params: { path }, body: { type: 'llm', config: { provider: 'anthropic' } } });
assert.equal(moved.response.status, 422);
const immutable = thrown(moved);
assert.ok(immutable instanceof APIError);
assert.equal(immutable.statusCode, 422);
console.log(`an immutable field: ${immutable.message}`);

// @ts-expect-error -- by its types a name is a string
const wrong = thrown(await client.PATCH(one, { params: { path }, body: { type: 'llm', name: 7 } }));
assert.ok(wrong instanceof BadRequestError);
console.log(`a wrong type: ${wrong.message}`);

/** @type {string[]} */
const names = [];
for (let /** @type {string | undefined} */ cursor; ;) {
  const page = await client.GET('/v2/integrations', { params: { query: { limit: 1, ...(cursor && { cursor }) } } });
  assert.ok(page.data);
  names.push(...page.data.integrations.map((integration) => integration.name));
  if (!page.data.pagination.has_more) break;
  cursor = page.data.pagination.next_cursor;
}
assert.equal(names[0], 'Judged again');
assert.equal(names.length, double.records('arize', 'integration', 'ax-client').length);
console.log(`listed ${names.length} in as many pages`);

const gone = await client.DELETE(one, { params: { path } });
assert.equal(gone.response.status, 204);
assert.ok(thrown(await client.GET(one, { params: { path } })) instanceof NotFoundError);
console.log('deleted, and not found');

await double.close();
