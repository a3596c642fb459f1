/** One test for each statement of the vendor's page (specs/arize/SOURCES.md, S1 to S43), and for what the fact sheet adds. */
import { join } from 'node:path';
import type { Response } from 'supertest';
import { double, request, root, serve, type Client, type Method } from '../support/double.js';
import { lab, vendorIn } from '../support/lab.js';

const LIST = '/v2/integrations';
const ID = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const PAGE_ID = 'RW50aXR5OjEyMzQ1';
const OTHER_ID = 'TGxtSW50ZWdyYXRpb246Nzc6b1RoUg==';
const at = (id: string): string => `${LIST}/${encodeURIComponent(id)}`;
const path = at(ID);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
/** Well-formed, and nobody's. */
const UNKNOWN_ID = base64('LlmIntegration:999:aBcD');

/** The page's example, and the instant at which it was taken. */
const THEN = '2026-02-13T21:27:19.279Z';
const EXAMPLE = {
  id: ID,
  type: 'llm',
  name: 'Production OpenAI',
  scopings: [{ organization_id: null, space_id: null }],
  created_at: '2026-02-13T21:27:19.055Z',
  updated_at: THEN,
  created_by_user_id: 'VXNlcjoxOm5OYkM=',
  config: { provider: 'openAI', has_api_key: true, is_default_models_enabled: true, is_function_calling_enabled: true },
};
/** A later instant, for what changes. */
const LATER = '2026-03-01T10:00:00.000Z';

const creation = (name: string, more: object = {}): object => ({
  type: 'llm',
  name,
  config: { provider: 'openAI', api_key: 'sk-1' },
  ...more,
});

const anchors: Record<number, [anchor: string, title: string]> = {
  400: ['invalid-request', 'Invalid request parameters'],
  401: ['authentication-required', 'Authentication required'],
  403: ['access-forbidden', 'Access forbidden'],
  404: ['resource-not-found', 'Resource not found'],
  409: ['resource-conflict', 'Resource conflict'],
  422: ['unprocessable-entity', 'Unprocessable Entity'],
  429: ['rate-limit-exceeded', 'Rate limit exceeded'],
};

/** The whole problem of a status, as the vendor's shared examples have it. */
function problem(status: number, detail: unknown, instance: unknown = expect.any(String)): object {
  const [anchor = '', title = ''] = anchors[status] ?? [];
  return { type: `https://arize.com/docs/ax/rest-reference/errors#${anchor}`, title, status, detail, instance };
}

function expectProblem(reply: Response, status: number, detail: unknown, instance?: string): void {
  expect(reply.body).toEqual(problem(status, detail, instance));
  expect(reply.status).toBe(status);
  expect(reply.headers['content-type']).toBe('application/problem+json');
}

const IMMUTABLE = 'One or more fields failed validation.';
const NOTHING_TO_CHANGE = 'At least one field (name, scopings, config) must be provided.';
const TAKEN = 'A resource with the given identifier already exists.';
const UNAUTHENTICATED = 'You must be authenticated to access this resource.';
const missing = (id: string): string => `The requested resource with ID '${id}' was not found.`;

/** The record as it was seeded: what a refused request must leave behind. */
async function expectUnchanged({ as }: Client): Promise<void> {
  const reply = await as('test-key').call('get', path);
  expect(reply.body).toEqual(EXAMPLE);
}

const names = (reply: Response): string[] =>
  (reply.body.integrations as { name: string }[]).map((integration) => integration.name);

const operations: [Method, string, unknown][] = [
  ['get', LIST, undefined],
  ['post', LIST, creation('Another')],
  ['get', path, undefined],
  ['patch', path, { type: 'llm', name: 'Another' }],
  ['delete', path, undefined],
];

describe('Arize: the request that updates an integration', () => {
  it('S1: a PATCH of /v2/integrations/{integration_id} changes the integration, and later reads show it', async () => {
    const { call } = await serve('arize', { clock: LATER });
    const reply = await call('patch', path, { type: 'llm', name: 'Research OpenAI' });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ...EXAMPLE, name: 'Research OpenAI', updated_at: LATER });
    expect((await call('get', path)).body).toEqual(reply.body);
    expect((await call('get', LIST)).body.integrations).toContainEqual(reply.body);
  });

  it('S2: the host api.arize.com, and each regional one, is this API, also where others are served beside it', async () => {
    const { origin } = await double({ vendors: ['nairi', 'arize'] });
    for (const host of ['api.arize.com', 'api.eu-west-1a.arize.com', 'api.ca-central-1a.arize.com']) {
      const reply = await request(origin).get(path).set('authorization', 'Bearer key').set('host', host);
      expect([host, reply.body]).toEqual([host, EXAMPLE]);
    }
    const reply = await request(origin).get(path).set('authorization', 'Bearer key');
    expect(reply.status).toBe(404);
  });

  it('S3: the API key goes in as a bearer token, and nothing else counts as one', async () => {
    const client = await serve('arize');
    const without = client.as(undefined);
    for (const header of ['test-key', 'Basic dGVzdDprZXk=', 'Bearer', 'Bearer ', 'Token test-key']) {
      expectProblem(
        await without.call('patch', path, { type: 'llm', name: 'x' }).set('authorization', header),
        401,
        UNAUTHENTICATED,
        path,
      );
    }
    expectProblem(
      await without.call('get', path).set('authorization', '').set('api-key', 'test-key'),
      401,
      UNAUTHENTICATED,
      path,
    );
    await expectUnchanged(client);
    expect((await without.call('get', path).set('authorization', 'bearer test-key')).body).toEqual(EXAMPLE);
  });

  it.each(operations)('S4: the header is required: %s %s is 401 without it', async (method, where, body) => {
    const client = await serve('arize');
    expectProblem(await client.as(undefined).call(method, where, body), 401, UNAUTHENTICATED, where);
    await expectUnchanged(client);
    expect(names(await client.call('get', LIST))).toHaveLength(2);
  });

  it('S5: the body is sent as application/json; another media type is 415', async () => {
    const client = await serve('arize');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json']) {
      const reply = await client.call('patch', path).set('content-type', type).send('{"type":"llm","name":"x"}');
      expect(reply.body).toEqual({
        type: 'about:blank',
        title: 'Unsupported Media Type',
        status: 415,
        detail: expect.any(String),
        instance: path,
      });
      expect(reply.status).toBe(415);
    }
    await expectUnchanged(client);
    expect(
      (
        await client
          .call('patch', path)
          .set('content-type', 'application/json; charset=utf-8')
          .send('{"type":"llm","name":"Größe"}')
      ).body.name,
    ).toBe('Größe');
  });

  it('S6: the body of the documented command is accepted as it stands', async () => {
    const { call } = await serve('arize', { clock: LATER });
    const documented = `
{
  "type": "llm",
  "name": "<string>",
  "scopings": [
    {
      "organization_id": "<string>",
      "space_id": "<string>"
    }
  ],
  "config": {
    "provider": "openAI",
    "api_key": "<string>",
    "is_default_models_enabled": true,
    "is_function_calling_enabled": true
  }
}
`;
    const reply = await call('patch', path).set('content-type', 'application/json').send(documented);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...EXAMPLE,
      name: '<string>',
      scopings: [{ organization_id: '<string>', space_id: '<string>' }],
      updated_at: LATER,
    });
  });

  it('S7: the id is in the path; without one there is nothing to update', async () => {
    const client = await serve('arize');
    const reply = await client.call('patch', LIST, { type: 'llm', name: 'x' });
    expect([reply.status, reply.headers['allow']?.split(', ').sort()]).toEqual([
      405,
      ['GET', 'HEAD', 'OPTIONS', 'POST'],
    ]);
    expect(reply.body).toEqual({
      type: 'about:blank',
      title: 'Method Not Allowed',
      status: 405,
      detail: expect.any(String),
      instance: LIST,
    });
    expectProblem(
      await client.call('patch', `${LIST}/`, { type: 'llm', name: 'x' }),
      404,
      'The requested resource was not found.',
      `${LIST}/`,
    );
    await expectUnchanged(client);
  });

  it.each([
    ['a word', 'integration'],
    ['the placeholder of the page', '{integration_id}'],
    ['base64 without its padding', ID.replaceAll('=', '')],
    ['base64 with half of its padding', ID.slice(0, -1)],
    ['the URL alphabet of base64', base64('LlmIntegration:1:\u007f>\u007f?').replaceAll('+', '-').replaceAll('/', '_')],
    ['base64 of a text without a colon', base64('LlmIntegration')],
    ['base64 of another type', base64('User:1:nNbC')],
    ['base64 of a longer type name', base64('LlmIntegrations:12:aBcD')],
    ['the decoded id', 'LlmIntegration:12:aBcD'],
    ['a number', '12'],
    ['a blank at the end', `${ID} `],
    ['a line feed at the end', `${ID}\n`],
  ])('S8: a string that cannot be the base64 global id of an integration is 400: %s', async (_, id) => {
    const client = await serve('arize');
    const detail = "The 'integration_id' path parameter must be a valid ID.";
    for (const [method, body] of [
      ['patch', { type: 'llm', name: 'x' }],
      ['patch', {}],
      ['get', undefined],
      ['delete', undefined],
    ] as const) {
      expectProblem(await client.call(method, at(id), body), 400, detail);
    }
    await expectUnchanged(client);
  });

  it('S8: a well-formed id of no integration is 404, and the reply repeats the id', async () => {
    const client = await serve('arize');
    for (const id of [UNKNOWN_ID, base64('Entity:54321'), base64('LlmIntegration:4002:M16/')]) {
      for (const [method, body] of [
        ['patch', { type: 'llm', name: 'x' }],
        ['get', undefined],
        ['delete', undefined],
      ] as const) {
        expectProblem(await client.call(method, at(id), body), 404, missing(id), at(id));
      }
    }
    await expectUnchanged(client);
  });

  it('S8: the id may be percent-encoded or not', async () => {
    const { call } = await serve('arize');
    for (const where of [`${LIST}/${ID}`, `${LIST}/${ID.replaceAll('=', '%3d')}`, `${LIST}/%54${ID.slice(1)}`, path]) {
      const reply = await call('patch', where, { type: 'llm', name: where });
      expect([reply.status, reply.body.id, reply.body.name]).toEqual([200, ID, where]);
    }
    expect((await call('delete', `${LIST}/${ID}`)).status).toBe(204);
    expect((await call('get', path)).status).toBe(404);
  });

  it("S9: the page's example of an id can be read and updated", async () => {
    const { call } = await serve('arize');
    expect(Buffer.from(PAGE_ID, 'base64').toString()).toBe('Entity:12345');
    expect((await call('get', `${LIST}/${PAGE_ID}`)).body.id).toBe(PAGE_ID);
    const reply = await call('patch', `${LIST}/${PAGE_ID}`, {
      type: 'llm',
      name: 'Updated OpenAI',
      config: { is_default_models_enabled: true },
    });
    expect([reply.status, reply.body.id, reply.body.name, reply.body.config.is_default_models_enabled]).toEqual([
      200,
      PAGE_ID,
      'Updated OpenAI',
      true,
    ]);
  });
});

describe('Arize: the rules of the body', () => {
  it.each([
    [{ name: 'Other' }, { name: 'Other' }],
    [{ scopings: [] }, { scopings: [] }],
    [
      { config: { is_default_models_enabled: false } },
      { config: { ...EXAMPLE.config, is_default_models_enabled: false } },
    ],
    [
      { config: { is_function_calling_enabled: false } },
      { config: { ...EXAMPLE.config, is_function_calling_enabled: false } },
    ],
    [{ config: { api_key: null } }, { config: { ...EXAMPLE.config, has_api_key: false } }],
  ])('S10: what is left out keeps its value: %j', async (sent, changes) => {
    const { call } = await serve('arize', { clock: LATER });
    const reply = await call('patch', path, { type: 'llm', ...sent });
    expect(reply.body).toEqual({ ...EXAMPLE, updated_at: LATER, ...changes });
    expect((await call('get', path)).body).toEqual(reply.body);
  });

  it.each([
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an unknown field of config', { config: { base_url: 'https://llm.example' } }, 'config.base_url'],
    ['an unknown field of a scoping', { scopings: [{ account_id: null }] }, 'scopings.0.account_id'],
    ['a field that only replies have', { created_by_user_id: 'VXNlcjoxOm5OYkM=' }, 'created_by_user_id'],
    ['a field of config that only replies have', { config: { has_api_key: false } }, 'config.has_api_key'],
    ['the id', { id: ID }, 'id'],
  ])('S11: the shape that type selects has no other fields: %s is 400', async (_, sent, field) => {
    const client = await serve('arize');
    expectProblem(
      await client.call('patch', path, { type: 'llm', name: 'x', ...sent }),
      400,
      `The '${field}' field is not recognized.`,
      path,
    );
    await expectUnchanged(client);
  });

  it('S12: type is required', async () => {
    const client = await serve('arize');
    for (const body of [{ name: 'x' }, { name: 'x', config: { provider: 'openAI' } }, { Type: 'llm', name: 'x' }]) {
      expectProblem(
        await client.call('patch', path, body),
        400,
        "The 'type' field is required and must be a non-empty string.",
        path,
      );
    }
    await expectUnchanged(client);
  });

  it.each([['agent'], ['LLM'], [''], ['llm '], [null], [5], [true], [['llm']], [{ is: 'llm' }]])(
    'S13: a type that is not the stored one is 422, in an enum or not: %j',
    async (type) => {
      const client = await serve('arize');
      expectProblem(await client.call('patch', path, { type, name: 'x' }), 422, IMMUTABLE, path);
      await expectUnchanged(client);
    },
  );

  it('S13: the stored type is accepted', async () => {
    const { call } = await serve('arize');
    expect((await call('patch', path, { type: 'llm', name: 'x' })).status).toBe(200);
  });

  it('S14: instead of a change of category, an integration is deleted and another created under its name', async () => {
    const { call } = await serve('arize');
    const deleted = await call('delete', path);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    const created = await call('post', LIST, creation(EXAMPLE.name));
    expect([created.status, created.body.name]).toEqual([201, EXAMPLE.name]);
    expect(created.body.id).not.toBe(ID);
  });

  it('S15: besides type there must be a name, scopings or config', async () => {
    const client = await serve('arize');
    expectProblem(await client.call('patch', path, { type: 'llm' }), 422, NOTHING_TO_CHANGE, path);
    await expectUnchanged(client);
    for (const [i, sent] of [{ name: 'x' }, { scopings: [] }, { config: {} }].entries()) {
      expect([i, (await client.call('patch', path, { type: 'llm', ...sent })).status]).toEqual([i, 200]);
    }
  });

  it.each([['anthropic'], ['OPEN_AI'], ['openai'], [''], [null], [5], [false], [['openAI']], [{}]])(
    'S16: a provider that is not the stored one is 422, in an enum or not: %j',
    async (provider) => {
      const client = await serve('arize');
      expectProblem(
        await client.call('patch', path, { type: 'llm', name: 'x', config: { provider, api_key: 'sk-2' } }),
        422,
        IMMUTABLE,
        path,
      );
      await expectUnchanged(client);
    },
  );

  it('S16: the stored provider is accepted', async () => {
    const { call } = await serve('arize', { clock: LATER });
    const reply = await call('patch', path, { type: 'llm', config: { provider: 'openAI' } });
    expect([reply.status, reply.body]).toEqual([200, { ...EXAMPLE, updated_at: LATER }]);
  });

  it('S17: two updates of one field of config each add up: they merge deeply', async () => {
    const { call } = await serve('arize', { clock: LATER });
    await call('patch', path, { type: 'llm', config: { is_default_models_enabled: false } });
    await call('patch', path, { type: 'llm', name: 'Merged', config: {} });
    const reply = await call('patch', path, { type: 'llm', config: { is_function_calling_enabled: false } });
    expect(reply.body).toEqual({
      ...EXAMPLE,
      name: 'Merged',
      updated_at: LATER,
      config: {
        provider: 'openAI',
        has_api_key: true,
        is_default_models_enabled: false,
        is_function_calling_enabled: false,
      },
    });
  });

  it('S18: null clears config.api_key, the one field that is nullable, and a key can be set again', async () => {
    const { call } = await serve('arize');
    expect((await call('patch', path, { type: 'llm', config: { api_key: null } })).body.config).toEqual({
      ...EXAMPLE.config,
      has_api_key: false,
    });
    expect((await call('get', path)).body.config.has_api_key).toBe(false);
    expect((await call('patch', path, { type: 'llm', name: 'x' })).body.config.has_api_key).toBe(false);
    expect((await call('patch', path, { type: 'llm', config: { api_key: 'sk-2' } })).body.config.has_api_key).toBe(
      true,
    );
  });

  it.each([
    [{ name: null }, 'name', 'string'],
    [{ scopings: null }, 'scopings', 'array'],
    [{ scopings: [null] }, 'scopings.0', 'object'],
    [{ config: null }, 'config', 'object'],
    [{ config: { is_default_models_enabled: null } }, 'config.is_default_models_enabled', 'boolean'],
    [{ config: { is_function_calling_enabled: null } }, 'config.is_function_calling_enabled', 'boolean'],
  ])('S18: null is refused with 400 where a field is not nullable: %j', async (sent, field, type) => {
    const client = await serve('arize');
    expectProblem(
      await client.call('patch', path, { type: 'llm', ...sent }),
      400,
      `The '${field}' field must be of type ${type}.`,
      path,
    );
    await expectUnchanged(client);
  });

  it('S19 S26: scopings replace the stored ones whole', async () => {
    const { call } = await serve('arize');
    const two = [
      { organization_id: 'org-1', space_id: 'space-1' },
      { organization_id: 'org-1', space_id: null },
    ];
    expect((await call('patch', path, { type: 'llm', scopings: two })).body.scopings).toEqual(two);
    expect(
      (await call('patch', path, { type: 'llm', scopings: [{ organization_id: 'org-2' }] })).body.scopings,
    ).toEqual([{ organization_id: 'org-2', space_id: null }]);
    expect((await call('patch', path, { type: 'llm', scopings: [{}] })).body.scopings).toEqual([
      { organization_id: null, space_id: null },
    ]);
    expect((await call('patch', path, { type: 'llm', name: 'kept' })).body.scopings).toEqual([
      { organization_id: null, space_id: null },
    ]);
    expect((await call('patch', path, { type: 'llm', scopings: [] })).body.scopings).toEqual([]);
    expect((await call('get', path)).body.scopings).toEqual([]);
  });

  it('S20: config.api_key rotates the stored key', async () => {
    const { send, records } = lab(vendorIn(join(root, 'specs/arize')));
    expect((await send('PATCH', path, { body: { type: 'llm', config: { api_key: 'sk-rotated' } } })).status).toBe(200);
    expect(records('integration').find((record) => record['id'] === ID)).toMatchObject({
      name: EXAMPLE.name,
      config: { ...EXAMPLE.config, api_key: 'sk-rotated' },
    });
    expect(records('integration').find((record) => record['id'] === PAGE_ID)).toMatchObject({
      config: { api_key: 'sk-seed-arize-sandbox' },
    });
  });

  it('S21: config.api_key is in no reply and not in the journal', async () => {
    const canary = 'sk-canary-7d41e';
    const { call, double: running } = await serve('arize');
    const created = await call('post', LIST, creation('Canary', { config: { provider: 'openAI', api_key: canary } }));
    const one = at(created.body.id);
    const replies = [
      created,
      await call('patch', one, { type: 'llm', config: { api_key: canary } }),
      await call('patch', one, { type: 'agent', config: { api_key: canary } }),
      await call('patch', one, { type: 'llm', config: { api_key: { value: canary } } }),
      await call('patch', one, { type: 'llm', config: { provider: 'anthropic', api_key: canary } }),
      await call('patch', one, { type: 'llm', config: { api_key: canary, base_url: 'x' } }),
      await call('post', LIST, creation('Canary', { config: { provider: 'openAI', api_key: canary } })),
      await call('get', one),
      await call('get', LIST),
      await call('delete', one),
      await call('get', one),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([201, 200, 422, 400, 422, 400, 409, 200, 200, 204, 404]);
    for (const reply of replies) {
      expect(reply.text + JSON.stringify(reply.headers)).not.toContain('canary-7d41e');
      expect(reply.text).not.toContain('"api_key"');
    }
    expect(running.journal.find()).toHaveLength(replies.length);
    expect(JSON.stringify(running.journal.find())).not.toContain('canary-7d41e');
  });

  it("S22: the page's valid example is accepted without a provider and without a key", async () => {
    const { call } = await serve('arize', { clock: LATER });
    const where = at(PAGE_ID);
    const before = (await call('get', where)).body;
    expect(before.config.is_default_models_enabled).toBe(false);
    const reply = await call('patch', where).set('content-type', 'application/json').send(`{
"type": "llm",
"name": "Updated OpenAI",
"config": { "is_default_models_enabled": true }
}`);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...before,
      name: 'Updated OpenAI',
      updated_at: LATER,
      config: { ...before.config, is_default_models_enabled: true },
    });
  });

  it('S23: the empty body, with or without braces, is refused with 400', async () => {
    const client = await serve('arize');
    for (const test of [
      client.call('patch', path, {}),
      client.call('patch', path),
      client.call('patch', path).set('content-type', 'application/json'),
    ]) {
      expectProblem(await test, 400, "The 'type' field is required and must be a non-empty string.", path);
    }
    await expectUnchanged(client);
  });
});

describe('Arize: a body that is meant for another type', () => {
  it.each([
    { type: 'webhook', name: 'x', config: { url: 'https://example.com' } },
    { type: 'agent', description: 'd' },
    { type: 'llm', config: { provider: 'azureOpenAI', base_url: 'https://example.com', api_key: 'k' } },
    { type: 'agent' },
  ])('S11 S13 S16: is refused with 422 whatever else it holds: %j', async (body) => {
    const { call } = await serve('arize');
    const before = await call('get', path);
    expect((await call('patch', path, body)).status).toBe(422);
    expect((await call('get', path)).body).toEqual(before.body);
  });
});

describe('Arize: the fields of the body', () => {
  it('S24: the only type is llm, on create as well', async () => {
    const client = await serve('arize');
    for (const type of ['agent', 'LLM'])
      expectProblem(
        await client.call('post', LIST, creation('x', { type })),
        400,
        "The 'type' field must be 'llm'.",
        LIST,
      );
    expect((await client.call('post', LIST, creation('x'))).body.type).toBe('llm');
  });

  it('S25: name is a text with at least one character, and kept as it is sent', async () => {
    const client = await serve('arize');
    for (const name of [5, true, ['x'], {}])
      expectProblem(
        await client.call('patch', path, { type: 'llm', name }),
        400,
        "The 'name' field must be of type string.",
        path,
      );
    expectProblem(
      await client.call('patch', path, { type: 'llm', name: '' }),
      400,
      "The 'name' field is required and must be a non-empty string.",
      path,
    );
    await expectUnchanged(client);
    for (const name of ['x'.repeat(10_000), ' padded ', '日本語 💡', '$item', '<b>']) {
      expect((await client.call('patch', path, { type: 'llm', name })).body.name).toBe(name);
    }
  });

  it.each([
    [{ scopings: {} }, 'scopings'],
    [{ scopings: 'all' }, 'scopings'],
    [{ scopings: ['space-1'] }, 'scopings.0'],
    [{ scopings: [{ space_id: 5 }] }, 'scopings.0.space_id'],
    [{ scopings: [{}, { organization_id: [] }] }, 'scopings.1.organization_id'],
  ])('S26: scopings are a list of objects with two texts or nulls: %j is 400', async (sent, field) => {
    const client = await serve('arize');
    expectProblem(
      await client.call('patch', path, { type: 'llm', ...sent }),
      400,
      expect.stringContaining(`The '${field}' field must be of type `),
      path,
    );
    await expectUnchanged(client);
  });

  it.each([
    [{ config: [] }, "The 'config' field must be of type object."],
    [{ config: 'openAI' }, "The 'config' field must be of type object."],
    [{ config: { api_key: 5 } }, "The 'config.api_key' field must be of type string or null."],
    [{ config: { api_key: '' } }, "The 'config.api_key' field is required and must be a non-empty string."],
    [
      { config: { is_default_models_enabled: 'true' } },
      "The 'config.is_default_models_enabled' field must be of type boolean.",
    ],
    [
      { config: { is_function_calling_enabled: 1 } },
      "The 'config.is_function_calling_enabled' field must be of type boolean.",
    ],
  ])('S27: config is an object whose fields have their types: %j is 400', async (sent, detail) => {
    const client = await serve('arize');
    expectProblem(await client.call('patch', path, { type: 'llm', ...sent }), 400, detail, path);
    await expectUnchanged(client);
  });
});

describe('Arize: the reply', () => {
  it('S28 S40: a success shows the whole integration, exactly as the example of the page', async () => {
    const { call } = await serve('arize', { clock: THEN });
    const reply = await call('patch', path, {
      type: 'llm',
      name: 'Production OpenAI',
      config: { provider: 'openAI', is_default_models_enabled: true },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.text).toBe(JSON.stringify(EXAMPLE));
    expect((await call('get', path)).text).toBe(JSON.stringify(EXAMPLE));
  });

  it('S29 S39 S41: the config of an llm integration of openAI has four fields, with has_api_key where the key was', async () => {
    const { call } = await serve('arize');
    const created = (await call('post', LIST, creation('New'))).body;
    expect(created.config).toEqual({
      provider: 'openAI',
      has_api_key: true,
      is_default_models_enabled: false,
      is_function_calling_enabled: true,
    });
    expect((await call('patch', path, { type: 'llm', name: 'x' })).body.config).toEqual(EXAMPLE.config);
  });

  it('S30: an id is base64 with padding of the type, a number and four characters; numbers grow within an account, and none is in two', async () => {
    const { call, as } = await serve('arize');
    const ids: string[] = [];
    for (const client of [{ call }, as('else-key'), { call }])
      ids.push((await client.call('post', LIST, creation('New ' + String(ids.length)))).body.id);
    const decoded = ids.map((id) => Buffer.from(id, 'base64').toString());
    for (const text of decoded) expect(text).toMatch(/^LlmIntegration:\d+:[A-Za-z]{4}$/);
    expect(decoded.map(base64)).toEqual(ids);
    const numbers = decoded.map((text) => Number(text.split(':')[1]));
    expect(numbers[2]).toBe((numbers[0] ?? 0) + 1);
    expect(new Set([77, ...numbers]).size).toBe(4);
    expect((await call('get', at(ids[0] ?? ''))).body.id).toBe(ids[0]);
  });

  it('S31 S32 S34: every reply has all eight fields and no others', async () => {
    const { call } = await serve('arize');
    const created = await call('post', LIST, creation('New'));
    const one = at(created.body.id);
    const listed = (await call('get', LIST)).body.integrations[0];
    for (const body of [
      created.body,
      listed,
      (await call('get', one)).body,
      (await call('patch', one, { type: 'llm', scopings: [] })).body,
    ]) {
      expect(Object.keys(body)).toEqual(Object.keys(EXAMPLE));
      expect([body.type, body.name, Array.isArray(body.scopings)]).toEqual(['llm', 'New', true]);
    }
  });

  it('S33: a name that another integration of the account has is 409, on create and on update', async () => {
    const client = await serve('arize');
    expectProblem(await client.call('post', LIST, creation(EXAMPLE.name)), 409, TAKEN, LIST);
    expectProblem(
      await client.call('patch', at(PAGE_ID), {
        type: 'llm',
        name: EXAMPLE.name,
        config: { is_default_models_enabled: true },
      }),
      409,
      TAKEN,
      at(PAGE_ID),
    );
    expect((await client.call('get', at(PAGE_ID))).body).toMatchObject({
      name: 'Sandbox OpenAI',
      config: { is_default_models_enabled: false },
    });
    expect(names(await client.call('get', LIST))).toEqual(['Production OpenAI', 'Sandbox OpenAI']);
  });

  it('S33: its own name, one in other letters, a freed one and one of another account are no conflict', async () => {
    const { call, as } = await serve('arize');
    expect((await call('patch', path, { type: 'llm', name: EXAMPLE.name })).status).toBe(200);
    expect((await call('post', LIST, creation(EXAMPLE.name.toLowerCase()))).status).toBe(201);
    expect((await call('post', LIST, creation("Another account's OpenAI"))).status).toBe(201);
    expect((await as('else-key').call('post', LIST, creation("Another account's OpenAI"))).status).toBe(201);
    await call('patch', path, { type: 'llm', name: 'Renamed' });
    expect((await call('patch', at(PAGE_ID), { type: 'llm', name: EXAMPLE.name })).status).toBe(200);
    await call('delete', at(PAGE_ID));
    expect((await call('post', LIST, creation(EXAMPLE.name))).status).toBe(201);
  });

  it('S33: of many creates with one name at the same time one succeeds', async () => {
    const { call } = await serve('arize');
    const replies = await Promise.all(Array.from({ length: 20 }, () => call('post', LIST, creation('Race'))));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(names(await call('get', `${LIST}?name=race`))).toEqual(['Race']);
  });

  it('S35: an integration without scopings is visible in every space', async () => {
    const { call } = await serve('arize');
    await call('patch', path, { type: 'llm', scopings: [] });
    expect(names(await call('get', `${LIST}?space_id=U3BhY2U6MTIzNDU%3D`))).toContain(EXAMPLE.name);
    expect(names(await call('get', `${LIST}?space_id=anything`))).toContain(EXAMPLE.name);
  });

  it('S36 S37: created_at is the time of creation and stays, updated_at moves with each update', async () => {
    const { call } = await serve('arize', { clock: LATER });
    const created = (await call('post', LIST, creation('New'))).body;
    expect([created.created_at, created.updated_at]).toEqual([LATER, LATER]);
    const updated = (await call('patch', path, { type: 'llm', config: {} })).body;
    expect([updated.created_at, updated.updated_at]).toEqual([EXAMPLE.created_at, LATER]);
  });

  it('S38: created_by_user_id is the global id of the user behind the credential: the same for the same, another for another', async () => {
    const { call, as } = await serve('arize');
    const creators = [];
    for (const client of [{ call }, { call }, as('else-key'), as('demo-key')])
      creators.push(
        (await client.call('post', LIST, creation(`New ${creators.length}`))).body.created_by_user_id as string,
      );
    const [first, second, third, fourth] = creators;
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
    for (const id of creators) expect(Buffer.from(id, 'base64').toString()).toMatch(/^User:\d+:.{4}$/);
    for (const id of creators) expect(Buffer.from(id, 'base64').toString()).not.toContain('key');
    expect((await call('patch', path, { type: 'llm', name: 'x' })).body.created_by_user_id).toBe(
      EXAMPLE.created_by_user_id,
    );
  });

  it('S38: a credential has the same user in another double', async () => {
    const [one, two] = [await serve('arize'), await serve('arize')];
    const [a, b] = [await one.call('post', LIST, creation('New')), await two.call('post', LIST, creation('New'))];
    expect(a.body.created_by_user_id).toBe(b.body.created_by_user_id);
  });

  it('S42: an integration without scopings is shown with one rule whose ids are null', async () => {
    const { call } = await serve('arize');
    expect((await call('post', LIST, creation('New'))).body.scopings).toEqual(EXAMPLE.scopings);
    expect((await call('post', LIST, creation('New, too', { scopings: [] }))).body.scopings).toEqual([]);
    expect((await call('get', path)).body.scopings).toEqual(EXAMPLE.scopings);
  });

  it('S43: times are in UTC with milliseconds and end in Z', async () => {
    const { call } = await serve('arize', { clock: '2026-03-01T12:00:00.5+02:00' });
    const { created_at, updated_at } = (await call('post', LIST, creation('New'))).body;
    expect([created_at, updated_at]).toEqual(['2026-03-01T10:00:00.500Z', '2026-03-01T10:00:00.500Z']);
  });
});

describe('Arize: the list', () => {
  const many = async ({ call }: Client, count: number): Promise<string[]> => {
    const made = Array.from({ length: count }, (_, i) => `Bulk ${i}`);
    for (const name of made) await call('post', LIST, creation(name));
    return made.reverse();
  };

  it('F14 F16: the newest comes first, in an envelope that says that there is no more', async () => {
    const client = await serve('arize', { clock: LATER });
    const made = await many(client, 3);
    const reply = await client.call('get', LIST);
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body)).toEqual(['integrations', 'pagination']);
    expect(names(reply)).toEqual([...made, 'Production OpenAI', 'Sandbox OpenAI']);
    expect(reply.body.integrations[3]).toEqual(EXAMPLE);
    expect(reply.body.pagination).toEqual({ has_more: false });
  });

  it('F12 F15: cursors lead through all pages; the last page has none', async () => {
    const client = await serve('arize', { clock: LATER });
    const made = await many(client, 5);
    const pages = [];
    let cursor: string | undefined;
    do {
      const reply = await client.call(
        'get',
        `${LIST}?limit=3${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      cursor = reply.body.pagination.next_cursor as string | undefined;
      expect(reply.body.pagination).toEqual(
        cursor === undefined ? { has_more: false } : { has_more: true, next_cursor: expect.stringMatching(/./) },
      );
      pages.push(names(reply));
    } while (cursor !== undefined);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual([...made, 'Production OpenAI', 'Sandbox OpenAI']);
  });

  it('F15: a last page that is full has no cursor either', async () => {
    const { call } = await serve('arize');
    expect((await call('get', `${LIST}?limit=2`)).body.pagination).toEqual({ has_more: false });
  });

  it('F12: a page has 50 integrations where nothing else is asked, and at most 100', async () => {
    const client = await serve('arize');
    await many(client, 99);
    expect(names(await client.call('get', LIST))).toHaveLength(50);
    expect(names(await client.call('get', `${LIST}?limit=100`))).toHaveLength(100);
  });

  it('F16: a new or a deleted integration does not move the next page', async () => {
    const client = await serve('arize', { clock: LATER });
    const made = await many(client, 4);
    const first = await client.call('get', `${LIST}?limit=2`);
    await client.call('post', LIST, creation('Newest'));
    await client.call('delete', at(first.body.integrations[1].id));
    const second = await client.call('get', `${LIST}?limit=2&cursor=${first.body.pagination.next_cursor}`);
    expect([names(first), names(second)]).toEqual([made.slice(0, 2), made.slice(2)]);
  });

  it('F16: a cursor is good for the filters that it was issued with, and for another limit', async () => {
    const client = await serve('arize', { clock: LATER });
    const made = await many(client, 4);
    const { next_cursor: cursor } = (await client.call('get', `${LIST}?limit=2&name=bulk`)).body.pagination;
    expect(names(await client.call('get', `${LIST}?limit=1&name=bulk&cursor=${cursor}`))).toEqual(made.slice(2, 3));
    for (const query of ['', '&name=other', '&name=bulk&type=llm', '&name=bulk&space_id=x']) {
      expectProblem(
        await client.call('get', `${LIST}?limit=2${query}&cursor=${cursor}`),
        400,
        "The 'cursor' field is invalid.",
        LIST,
      );
    }
  });

  it('F16: a cursor that was never issued is 400', async () => {
    const client = await serve('arize');
    for (const cursor of ['garbage', '', '%20', 'bnVsbA', 'W10', 'e30=', base64('["[]",null,1.5]'), '%F0%9F%92%A1']) {
      expectProblem(await client.call('get', `${LIST}?cursor=${cursor}`), 400, "The 'cursor' field is invalid.", LIST);
    }
  });

  it.each([
    ['limit=0', "The 'limit' parameter must be at least 1."],
    ['limit=-1', "The 'limit' parameter must be at least 1."],
    ['limit=101', "The 'limit' parameter must be at most 100."],
    ['limit=ten', "The 'limit' field must be of type integer."],
    ['limit=1.5', "The 'limit' field must be of type integer."],
    ['limit=', "The 'limit' field must be of type integer."],
    ['limit=1e400', "The 'limit' field must be of type integer."],
    ['limit=1&limit=2', "The 'limit' field is invalid."],
    ['type=agent', "The 'type' field must be 'llm'."],
    ['type=LLM', "The 'type' field must be 'llm'."],
    [`name=${'x'.repeat(256)}`, "The 'name' field must have at most 255 characters."],
    [`space_name=${'x'.repeat(256)}`, "The 'space_name' field must have at most 255 characters."],
    ['name=%ZZ', "The 'query' field is invalid."],
  ])('A12: an unusable parameter is 400: %.20s', async (query, detail) => {
    const { call } = await serve('arize');
    expectProblem(await call('get', `${LIST}?${query}`), 400, detail, LIST);
  });

  it('F12 A13: type filters by equality; undeclared parameters change nothing', async () => {
    const { call } = await serve('arize');
    expect(names(await call('get', `${LIST}?type=llm`))).toHaveLength(2);
    expect(names(await call('get', `${LIST}?colour=red&order=asc`))).toEqual(['Production OpenAI', 'Sandbox OpenAI']);
  });

  it('F13: name matches a part of the name, in upper or lower case', async () => {
    const { call } = await serve('arize');
    expect(names(await call('get', `${LIST}?name=OPENAI`))).toEqual(['Production OpenAI', 'Sandbox OpenAI']);
    expect(names(await call('get', `${LIST}?name=production`))).toEqual(['Production OpenAI']);
    expect(names(await call('get', `${LIST}?name=box+open`))).toEqual(['Sandbox OpenAI']);
    const none = await call('get', `${LIST}?name=.*`);
    expect(none.body).toEqual({ integrations: [], pagination: { has_more: false } });
  });

  it('F13 F18: space_id keeps what is scoped to that space, or to no space in particular', async () => {
    const { call } = await serve('arize');
    await call('post', LIST, creation('Here', { scopings: [{ organization_id: 'org-1', space_id: 'space-1' }] }));
    await call('post', LIST, creation('There', { scopings: [{ organization_id: 'org-1', space_id: 'space-2' }] }));
    await call('post', LIST, creation('Both', { scopings: [{ space_id: 'space-1' }, { space_id: 'space-2' }] }));
    await call('post', LIST, creation('Organization', { scopings: [{ organization_id: 'org-1' }] }));
    const everywhere = ['Production OpenAI', 'Sandbox OpenAI'];
    expect(names(await call('get', `${LIST}?space_id=space-1`)).sort()).toEqual([
      'Both',
      'Here',
      'Organization',
      ...everywhere,
    ]);
    expect(names(await call('get', `${LIST}?space_id=space`)).sort()).toEqual(['Organization', ...everywhere]);
    expect(names(await call('get', `${LIST}?space_id=space-2&name=here`))).toEqual(['There']);
  });

  it('F13: space_name matches a part of the name of a space, in upper or lower case', async () => {
    const { call } = await serve('arize');
    await call('post', LIST, creation('Scoped', { scopings: [{ space_id: 'U3BhY2U6MTIzNDU=' }] }));
    await call('post', LIST, creation('Scoped elsewhere', { scopings: [{ space_id: 'space-2' }] }));
    expect(names(await call('get', `${LIST}?space_name=PRODUCTION&name=scoped`))).toEqual(['Scoped']);
    expect(names(await call('get', `${LIST}?space_name=staging&name=scoped`))).toEqual([]);
  });
});

describe('Arize: create, read and delete', () => {
  it('F6 F24 F25: create answers 201 with the integration, made complete', async () => {
    const { call } = await serve('arize', { clock: LATER });
    const reply = await call('post', LIST, {
      type: 'llm',
      name: 'Staging OpenAI',
      config: { provider: 'openAI', api_key: 'your-openai-api-key' },
    });
    expect(reply.status).toBe(201);
    expect(reply.headers).not.toHaveProperty('location');
    expect(reply.body).toEqual({
      id: expect.any(String),
      type: 'llm',
      name: 'Staging OpenAI',
      scopings: [{ organization_id: null, space_id: null }],
      created_at: LATER,
      updated_at: LATER,
      created_by_user_id: expect.any(String),
      config: {
        provider: 'openAI',
        has_api_key: true,
        is_default_models_enabled: false,
        is_function_calling_enabled: true,
      },
    });
    expect((await call('get', at(reply.body.id))).body).toEqual(reply.body);
    expect((await call('get', LIST)).body.integrations[0]).toEqual(reply.body);
  });

  it.each([
    [{}, "The 'type' field is required and must be a non-empty string."],
    [
      { type: 'llm', config: { provider: 'openAI', api_key: 'k' } },
      "The 'name' field is required and must be a non-empty string.",
    ],
    [creation(''), "The 'name' field is required and must be a non-empty string."],
    [{ type: 'llm', name: 'x' }, "The 'config' field is required and must be a non-empty string."],
    [creation('x', { config: {} }), "The 'config.provider' field is required and must be a non-empty string."],
    [
      creation('x', { config: { provider: 'openAI' } }),
      "The 'config.api_key' field is required and must be a non-empty string.",
    ],
    [
      creation('x', { config: { provider: 'openAI', api_key: '' } }),
      "The 'config.api_key' field is required and must be a non-empty string.",
    ],
    [
      creation('x', { config: { provider: 'openAI', api_key: null } }),
      "The 'config.api_key' field must be of type string.",
    ],
    [
      creation('x', { config: { provider: 'anthropic', api_key: 'k' } }),
      "The 'config.provider' field must be 'openAI'.",
    ],
    [creation('x', { scopings: null }), "The 'scopings' field must be of type array."],
    [creation('x', { id: ID }), "The 'id' field is not recognized."],
    [[], "The 'body' field must be of type object."],
    ['x', "The 'body' field must be of type object."],
  ])('F26 A2: a create with %j is 400', async (body, detail) => {
    const { call } = await serve('arize');
    expectProblem(await call('post', LIST, body), 400, detail, LIST);
    expect(names(await call('get', LIST))).toEqual(['Production OpenAI', 'Sandbox OpenAI']);
  });

  it('F9 A15: delete is 204 without a body; afterwards the integration is 404 and gone from the list', async () => {
    const { call } = await serve('arize');
    const reply = await call('delete', path);
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([204, '', undefined]);
    for (const method of ['delete', 'get', 'patch'] as const) {
      expectProblem(
        await call(method, path, method === 'patch' ? { type: 'llm', name: 'x' } : undefined),
        404,
        missing(ID),
        path,
      );
    }
    expect(names(await call('get', LIST))).toEqual(['Sandbox OpenAI']);
  });

  it("A10 F46: another account's integration is 404, like one that does not exist, and stays as it is", async () => {
    const { call, as } = await serve('arize');
    const other = as('other-key');
    const before = (await other.call('get', at(OTHER_ID))).body;
    expect(before.id).toBe(OTHER_ID);
    for (const method of ['get', 'patch', 'delete'] as const) {
      expectProblem(
        await call(method, at(OTHER_ID), method === 'patch' ? { type: 'llm', name: 'x' } : undefined),
        404,
        missing(OTHER_ID),
        at(OTHER_ID),
      );
    }
    expect((await other.call('get', at(OTHER_ID))).body).toEqual(before);
    expect(names(await call('get', LIST))).not.toContain(before.name);
  });

  it('A10: what one credential creates, changes or deletes no other one sees', async () => {
    const { call, as } = await serve('arize');
    const { id } = (await call('post', LIST, creation('Mine'))).body;
    await call('delete', path);
    const other = as('else-key');
    expectProblem(await other.call('get', at(id)), 404, missing(id));
    expect((await other.call('get', path)).body).toEqual(EXAMPLE);
  });
});

describe('Arize: the errors', () => {
  it.each(operations)(
    'F35 F36 F40 F42: %s %s is 401, 403 and 429 (with Retry-After) for the credentials that ask for it',
    async (method, where, body) => {
      const client = await serve('arize');
      expectProblem(await client.as('revoked-key').call(method, where, body), 401, UNAUTHENTICATED, where);
      expectProblem(
        await client.as('unscoped-key').call(method, where, body),
        403,
        'You do not have permission to access this resource.',
        where,
      );
      const limited = await client.as('limited-key').call(method, where, body);
      expectProblem(limited, 429, 'You have exceeded the allowed number of requests. Please try again later.', where);
      expect(limited.headers['retry-after']).toMatch(/^[1-9]\d*$/);
      await expectUnchanged(client);
      expect(names(await client.call('get', LIST))).toHaveLength(2);
    },
  );

  it('F11 F32 F33: every error is a problem with five fields whose status is the HTTP status', async () => {
    const client = await serve('arize');
    const replies = [
      await client.call('patch', path, {}),
      await client.call('patch', path).set('content-type', 'application/json').send('{"type":'),
      await client.call('patch', path, [creation('x')]),
      await client.call('patch', at('no id'), { type: 'llm', name: 'x' }),
      await client.call('get', `${LIST}/%ZZ`),
      await client.call('get', `${LIST}?limit=0`),
      await client.as(undefined).call('get', path),
      await client.as('unscoped-key').call('get', path),
      await client.call('get', at(UNKNOWN_ID)),
      await client.call('get', '/v2/ai-models'),
      await client.call('put', path, { type: 'llm', name: 'x' }),
      await client.call('post', LIST, creation(EXAMPLE.name)),
      await client.call('patch', path, { type: 'llm', name: 'x'.repeat(1024 * 1024) }),
      await client.call('patch', path).set('content-type', 'text/plain').send('x'),
      await client.call('patch', path, { type: 'agent', name: 'x' }),
      await client.call('patch', path, { type: 'llm' }),
      await client.as('limited-key').call('get', path),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([
      400, 400, 400, 400, 400, 400, 401, 403, 404, 404, 405, 409, 413, 415, 422, 422, 429,
    ]);
    for (const { status, body, headers } of replies) {
      expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'detail', 'instance']);
      expect(body).toEqual({
        type: expect.stringMatching(/^(https:\/\/arize\.com\/docs\/ax\/rest-reference\/errors#[a-z-]+|about:blank)$/),
        title: expect.stringMatching(/./),
        status,
        detail: expect.stringMatching(/./),
        instance: expect.stringMatching(/^\//),
      });
      expect(headers['content-type']).toBe('application/problem+json');
    }
    await expectUnchanged(client);
  });

  it('F43 F47: a body that cannot be read is 400 and says why', async () => {
    const client = await serve('arize');
    const bodies: [string, string][] = [
      ['{"type":"llm",', 'body is not valid JSON'],
      ['type=llm', 'body is not valid JSON'],
      [`{"type":"llm","name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'body is nested too deeply'],
      ['{"type":"llm","name":"x","__proto__":{"admin":true}}', 'body holds a key that is not allowed'],
    ];
    for (const [text, why] of bodies) {
      const reply = await client.call('patch', path).set('content-type', 'application/json').send(text);
      expectProblem(reply, 400, `JSON parse error: ${why}.`, path);
    }
    await expectUnchanged(client);
  });

  it('A16: the credential is checked first, then the id, the shape of the body, the existence, and then the rules', async () => {
    const client = await serve('arize');
    expect((await client.as(undefined).call('patch', at('nothing'), {})).status).toBe(401);
    expectProblem(
      await client.call('patch', at('nothing'), {}),
      400,
      "The 'integration_id' path parameter must be a valid ID.",
    );
    expectProblem(
      await client.call('patch', at(UNKNOWN_ID), { type: 'agent', name: '' }),
      400,
      expect.stringContaining("'name'"),
    );
    expectProblem(await client.call('patch', at(UNKNOWN_ID), { type: 'agent' }), 404, missing(UNKNOWN_ID));
    expectProblem(await client.call('patch', path, { type: 'agent' }), 422, IMMUTABLE);
    expectProblem(await client.call('patch', path, { type: 'llm' }), 422, NOTHING_TO_CHANGE);
    expectProblem(await client.call('patch', path, { type: 'agent', name: 'Sandbox OpenAI' }), 422, IMMUTABLE);
    expectProblem(await client.call('patch', path, { type: 'llm', name: 'Sandbox OpenAI' }), 409, TAKEN);
    await expectUnchanged(client);
  });
});
