/** One test for each statement of the vendor's page (specs/langdock/SOURCES.md, S1 to S24; S25 is about other pages), and for what the fact sheet adds. */
import { isSecretAt } from '../../src/engine/values/secrets.js';
import type { Json } from '../../src/grammar/json.js';
import { join } from 'node:path';
import type { Response, Test } from 'supertest';
import { root, serve, type Client, type Method } from '../support/double.js';
import { lab, vendorIn, type Lab } from '../support/lab.js';

const BASE = '/integrations/v1';
const LIST = `${BASE}/get`;
const CREATE = `${BASE}/create`;
/** The integration of the page's example. */
const ID = '550e8400-e29b-41d4-a716-446655440000';
/** The docs give the action and the trigger of their examples the same id. */
const CHILD = '660e8400-e29b-41d4-a716-446655440001';
const SLACK = '770e8400-e29b-41d4-a716-446655440003';
/** Another workspace's, with an action and a trigger of one id. */
const FOREIGN = '990e8400-e29b-41d4-a716-446655440009';
const FOREIGN_CHILD = '660e8400-e29b-41d4-a716-446655440009';
/** Well-formed, and nobody's. */
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const at = (id: string, rest = ''): string => `${BASE}/${id}${rest}`;
const path = at(ID);
const auth = `${path}/auth`;
const icon = `${path}/icon`;
const actions = `${path}/actions/create`;
const action = `${path}/actions/${CHILD}`;
const triggers = `${path}/triggers/create`;
const trigger = `${path}/triggers/${CHILD}`;

/** The page's example. */
const EXAMPLE = { name: 'Updated Integration Name', description: 'New description for the integration' };

/** The seeded integration, as reading it shows it. */
const SEEDED = {
  id: ID,
  name: 'My Custom Integration',
  description: 'Connects to my internal company API for data retrieval',
  authType: 'API_KEY',
  authTestCode: "return await ld.request({ url: data.auth.base_url + '/me' });",
  authFields: [
    {
      id: '880e8400-e29b-41d4-a716-446655440010',
      slug: 'api_key',
      label: 'API Key',
      type: 'PASSWORD',
      description: '',
      placeholder: null,
      required: true,
    },
  ],
  oauthClient: null,
  actions: [{ id: CHILD, name: 'Find User', slug: 'find_user', description: 'Finds a user by name', order: 0 }],
  triggers: [{ id: CHILD, name: 'Issue Closed', slug: 'issue_closed', description: 'Fires for each closed issue' }],
};
const ICON = 'https://cdn.example/icons/wiki.png';

const INVALID = 'Invalid request body or integration ID';
const INVALID_NEW = 'Invalid request body (name too long, invalid characters)';
const NO_ACCESS = 'No access to this integration';
const NO_SCOPE = 'API key lacks the required scope';
const NO_BROWSERS = 'Requests from a browser are not allowed';

const OAUTH = { authType: 'OAUTH', oauthClient: { clientId: 'wiki-client', clientSecret: 'very-secret' } };
const field = (more: object = {}): object => ({ slug: 'token', label: 'Token', type: 'PASSWORD', ...more });

/** All thirteen operations. None needs a body for what is refused before the body is read. */
const operations: [string, Method, string, unknown][] = [
  ['listIntegrations', 'get', LIST, undefined],
  ['createIntegration', 'post', CREATE, { name: 'Another' }],
  ['getIntegration', 'get', path, undefined],
  ['updateIntegration', 'patch', path, { name: 'Another' }],
  ['updateIntegrationAuth', 'patch', auth, { authType: 'NONE' }],
  ['getIntegrationIcon', 'get', icon, undefined],
  ['uploadIntegrationIcon', 'put', icon, undefined],
  ['createAction', 'post', actions, { name: 'Another' }],
  ['updateAction', 'put', action, { name: 'Renamed' }],
  ['deleteAction', 'delete', action, undefined],
  ['createTrigger', 'post', triggers, { name: 'Another' }],
  ['updateTrigger', 'put', trigger, { name: 'Renamed' }],
  ['deleteTrigger', 'delete', trigger, undefined],
];
const named = operations.filter(([, , where]) => where !== LIST && where !== CREATE);
const writing = operations.filter(([, method]) => method !== 'get' && method !== 'delete');
const bodied = writing.filter(([id]) => id !== 'uploadIntegrationIcon');

function expectRefusal(reply: Response, status: number, message: string): void {
  expect(reply.body).toEqual({ message });
  expect(reply.status).toBe(status);
  expect(reply.headers['content-type']).toBe('application/json');
}

async function expectUnchanged({ as }: Client): Promise<void> {
  const client = as('test-key');
  expect((await client.call('get', path)).body).toEqual({ integration: SEEDED });
  expect((await client.call('get', icon)).body).toEqual({ iconUrl: ICON });
}

/** Refused in these words, and nothing changed. */
async function expectRefused(client: Client, sent: Test, status: number, message: string): Promise<void> {
  expectRefusal(await sent, status, message);
  await expectUnchanged(client);
}

/** What was written last by this client: what no reply shows is seen in the journal. */
const changesOf = ({ double }: Client): readonly object[] =>
  (double.journal.find().at(-1)?.changes ?? []).map(({ resource, id, kind }) => ({ resource, id, kind }));
const journalOf = ({ double }: Client): string => JSON.stringify(double.journal.find());

/** The pipeline with a look into its store. */
const bench = (): Lab => lab(vendorIn(join(root, 'specs/langdock')));
const stored = ({ records }: Lab, resource: string, id: string): Json =>
  records(resource).find((record) => record['id'] === id) ?? {};

describe('Langdock: update an integration', () => {
  it('S1 S3: changes the fields that are sent and keeps the others', async () => {
    const { call } = await serve('langdock');
    expect((await call('patch', path, { description: 'Only this' })).body).toEqual({
      integration: { id: ID, name: SEEDED.name, description: 'Only this' },
    });
    expect((await call('get', path)).body).toEqual({ integration: { ...SEEDED, description: 'Only this' } });
    expect((await call('get', icon)).body).toEqual({ iconUrl: ICON });
    expect((await call('patch', path, { name: 'And this' })).body).toEqual({
      integration: { id: ID, name: 'And this', description: 'Only this' },
    });
  });

  it('S2: answers the same API below /api/public, for a dedicated deployment', async () => {
    const { call, double } = await serve('langdock');
    expect((await call('patch', `/api/public${path}`, EXAMPLE)).body).toEqual({ integration: { id: ID, ...EXAMPLE } });
    expect((await call('get', path)).body.integration.name).toBe(EXAMPLE.name);
    for (const [, method, where, body] of operations.filter(([id]) => id !== 'uploadIntegrationIcon')) {
      const { status } = await call(method, `/api/public${where}`, body);
      expect([where, status]).toEqual([where, method === 'post' ? 201 : 200]);
    }
    const reply = await double.fetch(`https://deployment.example/api/public${LIST}`, {
      headers: { authorization: 'Bearer test-key' },
    });
    expect(reply.status).toBe(200);
  });

  it.each(operations)('S4: %s refuses a key without the scope INTEGRATION_API', async (_, method, where, body) => {
    const client = await serve('langdock');
    await expectRefused(client, client.as('unscoped-key').call(method, where, body), 403, NO_SCOPE);
  });

  it('S5: takes the UUID of the integration, in either case, and nothing else', async () => {
    const client = await serve('langdock');
    const { call } = client;
    for (const id of ['1', 'abc', ID.slice(1), `${ID}0`, ID.replaceAll('-', ''), `{${ID}}`, `%20${ID}`])
      expectRefusal(await call('patch', at(id), EXAMPLE), 400, INVALID);
    await expectUnchanged(client);
    expect((await call('patch', at(ID.toUpperCase()), EXAMPLE)).body.integration.id).toBe(ID);
  });

  it.each([
    ['name', 'Wiki'],
    ['description', ''],
    ['iconUrl', 'https://cdn.example/a.png'],
    ['color', '#fff'],
  ])('S6: every field is optional: %s alone is enough', async (name, value) => {
    const { call } = await serve('langdock');
    expect((await call('patch', path, { [name]: value })).status).toBe(200);
  });

  it('S6: a body without any field is accepted and changes nothing', async () => {
    const client = await serve('langdock');
    const reply = await client.call('patch', path, {});
    expect(reply.body).toEqual({ integration: { id: ID, name: SEEDED.name, description: SEEDED.description } });
    await expectUnchanged(client);
  });

  it.each([
    ['S7', 'name', 40],
    ['S8', 'description', 90],
  ])('%s: %s has at most %d characters, counted as characters and not as bytes', async (_, name, most) => {
    const client = await serve('langdock');
    const { call } = client;
    for (const character of ['a', 'ü', '漢', '😀'])
      await expectRefused(client, call('patch', path, { [name]: character.repeat(most + 1) }), 400, INVALID);
    for (const character of ['a', 'ü', '漢', '😀']) {
      const value = character.repeat(most);
      const reply = await call('patch', path, { [name]: value });
      expect([reply.status, reply.body.integration[name]]).toEqual([200, value]);
    }
  });

  it('S7: name is a string and not empty', async () => {
    const client = await serve('langdock');
    for (const name of ['', 1, true, null, [], {}])
      await expectRefused(client, client.call('patch', path, { name }), 400, INVALID);
  });

  it('S8: description is a string and may be empty', async () => {
    const client = await serve('langdock');
    for (const description of [1, true, null, [], {}])
      await expectRefused(client, client.call('patch', path, { description }), 400, INVALID);
    expect((await client.call('patch', path, { description: '' })).body.integration.description).toBe('');
  });

  it('A44: counts characters as Unicode code points', async () => {
    const client = await serve('langdock');
    const astral = '\u{1f600}';
    expect((await client.call('patch', path, { name: astral.repeat(40) })).status).toBe(200);
    const other = await serve('langdock');
    await expectRefused(other, other.call('patch', path, { name: astral.repeat(41) }), 400, INVALID);
    await expectRefused(other, other.call('patch', path, { description: 'e\u0301'.repeat(46) }), 400, INVALID);
  });

  it('S9 A6: iconUrl is an http or https URL, read back as the icon', async () => {
    const client = await serve('langdock');
    for (const iconUrl of ['', 'icon.png', 'not a url', 7, null, 'ftp://cdn.example/a.png', 'javascript:alert(1)'])
      await expectRefused(client, client.call('patch', path, { iconUrl }), 400, INVALID);
    for (const iconUrl of ['https://', 'https:///a.png', 'https://a b/c', 'data:image/png;base64,AA==', 'urn:a:b'])
      await expectRefused(client, client.call('patch', path, { iconUrl }), 400, INVALID);
    const wrong = [
      'a\0b',
      'a/\0',
      'a\x7f',
      'a/?\x1b',
      'a:99999',
      'a:65536/',
      'a:x',
      ':80',
      'u@',
      '[::1',
      '[x]',
      'a:1:2',
    ];
    for (const iconUrl of wrong.map((rest) => `https://${rest}`))
      await expectRefused(client, client.call('patch', path, { iconUrl }), 400, INVALID);
    await client.call('patch', path, { iconUrl: 'https://cdn.example/new.webp' });
    expect((await client.call('get', icon)).body).toEqual({ iconUrl: 'https://cdn.example/new.webp' });
    for (const iconUrl of [
      'http://cdn.example',
      'HTTPS://bücher.example/größe.png?v=1#ä',
      'https://例え.jp:8443/画像.png',
      'https://me:p@[::1]:065535/a',
    ]) {
      expect((await client.call('patch', path, { iconUrl })).status).toBe(200);
      expect((await client.call('get', icon)).body).toEqual({ iconUrl });
    }
  });

  it('S10: color is a hex color', async () => {
    const client = await serve('langdock');
    for (const color of ['', 'red', '1A73E8', '#12', '#1234', '#12345G', '#1234567', 0, null])
      await expectRefused(client, client.call('patch', path, { color }), 400, INVALID);
    const own = bench();
    for (const color of ['#1A73E8', '#1a73e8', '#FFF', '#0af']) {
      expect((await own.send('PATCH', path, { body: { color } })).status).toBe(200);
      expect(stored(own, 'integration', ID)['color']).toBe(color);
    }
  });

  it('S11: is a PATCH to the address of the page', async () => {
    const { double, call } = await serve('langdock');
    const reply = await double.fetch(`https://api.langdock.com/integrations/v1/${ID}`, {
      method: 'PATCH',
      headers: { Authorization: 'Bearer YOUR_API_KEY', 'Content-Type': 'application/json' },
      body: JSON.stringify(EXAMPLE),
    });
    expect(await reply.json()).toEqual({ integration: { id: ID, ...EXAMPLE } });
    for (const method of ['put', 'post', 'delete'] as const) {
      const other = await call(method, path, EXAMPLE);
      expect([other.status, other.headers['allow']]).toEqual([405, 'GET, PATCH, HEAD, OPTIONS']);
    }
  });

  it('S12 S20: takes the key as a bearer token, and refuses a missing or invalid one', async () => {
    const client = await serve('langdock');
    const words = 'Invalid or missing API key';
    await expectRefused(client, client.as(undefined).call('patch', path, EXAMPLE), 401, words);
    await expectRefused(client, client.as('revoked-key').call('patch', path, EXAMPLE), 401, words);
    for (const value of ['Bearer', 'Bearer ', 'Basic dGVzdC1rZXk=', 'test-key', 'Token test-key', 'Bearer two words']) {
      await expectRefused(
        client,
        client.as(undefined).call('patch', path, EXAMPLE).set('authorization', value),
        401,
        words,
      );
    }
    await expectRefused(
      client,
      client.as(undefined).call('patch', path, EXAMPLE).set('x-api-key', 'test-key'),
      401,
      words,
    );
    expect((await client.as('sk-ld-0123456789').call('patch', path, EXAMPLE)).status).toBe(200);
  });

  it.each(operations)('S20: %s refuses without a key, whatever else is wrong', async (_, method, where) => {
    const client = await serve('langdock');
    await expectRefused(client, client.as(undefined).call(method, where, []), 401, 'Invalid or missing API key');
  });

  it('S13: takes JSON, and no other media type', async () => {
    const client = await serve('langdock');
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/json; charset=latin1',
    ]) {
      await expectRefused(
        client,
        client.call('patch', path).set('content-type', type).send('{"name":"x"}'),
        415,
        'Unsupported content type',
      );
    }
    const reply = await client
      .call('patch', path)
      .set('content-type', 'application/json; charset=utf-8')
      .send('{"name":"x"}');
    expect(reply.status).toBe(200);
  });

  it('S14 S15 S16 S17 S18: the example of the page runs as it stands and gives the reply of the page', async () => {
    const { call } = await serve('langdock');
    const reply = await call('patch', `/integrations/v1/550e8400-e29b-41d4-a716-446655440000`, {
      name: 'Updated Integration Name',
      description: 'New description for the integration',
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      integration: {
        id: '550e8400-e29b-41d4-a716-446655440000',
        name: 'Updated Integration Name',
        description: 'New description for the integration',
      },
    });
    expect((await call('get', path)).body).toEqual({ integration: { ...SEEDED, ...EXAMPLE } });
  });

  it('S18: shows id, name and description only, whatever was changed', async () => {
    const { call } = await serve('langdock');
    const reply = await call('patch', path, { ...EXAMPLE, iconUrl: 'https://cdn.example/x.png', color: '#123456' });
    expect(reply.body).toEqual({ integration: { id: ID, ...EXAMPLE } });
    expect((await call('patch', path, { color: '#654321' })).body).toEqual({ integration: { id: ID, ...EXAMPLE } });
  });

  it('S19: refuses an invalid body or id with 400, and changes nothing', async () => {
    const client = await serve('langdock');
    const raw = (text: string | Buffer): Test =>
      client
        .call('patch', path)
        .set('content-type', 'application/json')
        .send(text as string);
    for (const text of [
      '{',
      '{"name":"x"',
      '[]',
      '"x"',
      '1',
      'null',
      '{"name":"x"} y',
      '{"name":}',
      '{"__proto__":{"name":"x"}}',
      '['.repeat(20_000),
    ]) {
      await expectRefused(client, raw(text), 400, INVALID);
    }
    await expectRefused(client, client.call('patch', path), 400, INVALID);
    await expectRefused(
      client,
      client.call('patch', path, { name: 'good', description: 'x'.repeat(91) }),
      400,
      INVALID,
    );
    await expectRefused(client, client.call('patch', at('42'), EXAMPLE), 400, INVALID);
    await expectRefused(client, client.call('patch', at('%ZZ'), EXAMPLE), 400, INVALID);
  });

  it('S21: refuses an integration of another workspace with 403, and leaves it alone', async () => {
    const client = await serve('langdock');
    await expectRefused(client, client.call('patch', at(FOREIGN), EXAMPLE), 403, NO_ACCESS);
    const theirs = await client.as('other-key').call('get', at(FOREIGN));
    expect([theirs.status, theirs.body.integration.name]).toEqual([200, "Another workspace's integration"]);
  });

  it('S21: an integration that another key has made is another workspace’s', async () => {
    const client = await serve('langdock');
    const { id } = (await client.as('their-key').call('post', CREATE, { name: 'Theirs' })).body.integration as {
      id: string;
    };
    expectRefusal(await client.call('patch', at(id), EXAMPLE), 403, NO_ACCESS);
    expect((await client.as('their-key').call('get', at(id))).body.integration.name).toBe('Theirs');
  });

  it('S22: answers an integration that no account has with 404', async () => {
    const client = await serve('langdock');
    await expectRefused(client, client.call('patch', at(UNKNOWN), EXAMPLE), 404, 'Integration not found');
  });

  it.each(operations)(
    'S23: %s answers a key over its limit with 429, and no header says until when',
    async (_, method, where, body) => {
      const client = await serve('langdock');
      const reply = await client.as('limited-key').call(method, where, body);
      expectRefusal(reply, 429, 'Rate limit exceeded');
      expect(Object.keys(reply.headers).filter((name) => /retry-after|ratelimit/i.test(name))).toEqual([]);
      await expectUnchanged(client);
    },
  );

  it('F47: where limits are on, a key has 500 calls in a minute', async () => {
    const { double: target } = await serve('langdock', { clock: '2026-03-01T10:00:00Z' });
    target.limits.enable('langdock');
    const call = async (): Promise<number> =>
      (await target.fetch(`/langdock${path}`, { headers: { authorization: 'Bearer test-key' } })).status;
    const statuses = [];
    for (let i = 0; i < 501; i++) statuses.push(await call());
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([500, 429]);
    target.clock.advance('60s');
    expect(await call()).toBe(200);
  });

  it.each(operations)('S24: %s refuses a call that comes from a browser', async (_, method, where, body) => {
    const client = await serve('langdock');
    for (const headers of [
      { origin: 'https://app.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site', 'accept-language': '*', 'user-agent': 'node' },
    ]) {
      const reply = await client.call(method, where, body).set(headers);
      expectRefusal(reply, 403, NO_BROWSERS);
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    await expectUnchanged(client);
  });

  it('S24: refuses the preflight of a browser, and sends no CORS header to anybody', async () => {
    const { call } = await serve('langdock');
    const preflight = await call('options', path).set({
      origin: 'https://app.example',
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization',
    });
    expectRefusal(preflight, 403, NO_BROWSERS);
    const replies = [
      preflight,
      await call('options', path),
      await call('patch', path, EXAMPLE),
      await call('get', '/nowhere').set('origin', 'https://app.example'),
      await call('get', LIST),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([403, 204, 200, 403, 200]);
    expect(
      replies.flatMap((reply) => Object.keys(reply.headers)).filter((name) => name.startsWith('access-control-')),
    ).toEqual([]);
  });

  it('S24 A30: a fetch of Node is no browser, whatever it sends as user-agent and accept-language', async () => {
    const { double } = await serve('langdock');
    const headers = {
      authorization: 'Bearer test-key',
      'content-type': 'application/json',
      'user-agent': 'our-client/1.0',
      'accept-language': 'de',
    };
    const reply = await fetch(double.url('langdock') + path, {
      method: 'PATCH',
      headers,
      body: JSON.stringify(EXAMPLE),
    });
    expect([reply.status, await reply.json()]).toEqual([200, { integration: { id: ID, ...EXAMPLE } }]);
  });

  it('F50: ignores fields that the API does not know, and those that are not set here', async () => {
    const client = await serve('langdock');
    const reply = await client.call('patch', path, {
      id: UNKNOWN,
      authType: 'NONE',
      buildByLangdock: true,
      actions: [],
      createdAt: 'x',
      oauthClient: {},
      more: [{}],
    });
    expect(reply.body).toEqual({ integration: { id: ID, name: SEEDED.name, description: SEEDED.description } });
    await expectUnchanged(client);
  });
});

describe('Langdock: the surface', () => {
  it('F3: serves all thirteen operations', async () => {
    const { call } = await serve('langdock');
    const seen: string[] = [];
    for (const [, method, where, body] of operations)
      seen.push(String((await call(method, where, body)).headers['x-stuntdouble-operation']));
    expect(seen).toEqual(operations.map(([id]) => id));
  });

  it('F4: has no operation that deletes an integration, reads one action or trigger, or shows connections', async () => {
    const client = await serve('langdock');
    const tried = [
      await client.call('delete', path),
      await client.call('get', action),
      await client.call('get', trigger),
    ];
    expect(tried.map((item) => [item.status, item.headers['allow']])).toEqual([
      [405, 'GET, PATCH, HEAD, OPTIONS'],
      [405, 'PUT, DELETE, OPTIONS'],
      [405, 'PUT, DELETE, OPTIONS'],
    ]);
    expectRefusal(await client.call('get', `${path}/connections`), 404, 'Not found');
    await expectUnchanged(client);
  });

  it('F5: the literal paths get and create win over an id, with all their methods', async () => {
    const client = await serve('langdock');
    expect((await client.call('get', LIST)).headers['x-stuntdouble-operation']).toBe('listIntegrations');
    for (const [method, where, allow] of [
      ['patch', LIST, 'GET, HEAD, OPTIONS'],
      ['post', LIST, 'GET, HEAD, OPTIONS'],
      ['get', CREATE, 'POST, OPTIONS'],
      ['patch', CREATE, 'POST, OPTIONS'],
      ['put', actions, 'POST, OPTIONS'],
      ['delete', triggers, 'POST, OPTIONS'],
    ] as const) {
      const reply = await client.call(method, where, EXAMPLE);
      expectRefusal(reply, 405, 'Method not allowed');
      expect(reply.headers['allow']).toBe(allow);
    }
    await expectUnchanged(client);
  });

  it('F7: a path with a slash at its end, and an undocumented one, are not found', async () => {
    const client = await serve('langdock');
    for (const where of [
      `${path}/`,
      `${LIST}/`,
      BASE,
      '/',
      `${path}/authentication`,
      '/integrations/v2/get',
      `/api/public/api/public${LIST}`,
    ]) {
      expectRefusal(await client.call('get', where), 404, 'Not found');
    }
  });

  it('F2: a key with ASSISTANT_API may list, and nothing else', async () => {
    const client = await serve('langdock');
    const assistant = client.as('assistant-key');
    expect((await assistant.call('get', LIST)).status).toBe(200);
    for (const [id, method, where, body] of operations.filter(([it]) => it !== 'listIntegrations')) {
      const reply = await assistant.call(method, where, body);
      expect([id, reply.status, reply.body]).toEqual([id, 403, { message: NO_SCOPE }]);
    }
    expect((await assistant.call('get', LIST)).body).toEqual((await client.call('get', LIST)).body);
  });

  it('answers 403 below an integration of another workspace, 404 for an id of no record, 400 for a malformed id', async () => {
    const client = await serve('langdock');
    const words: Record<string, [missing: string, malformed: string]> = {
      updateAction: ['Integration or action not found', 'Invalid request body, integration ID or action ID'],
      deleteAction: ['Integration or action not found', 'Invalid integration or action ID format'],
      updateTrigger: ['Integration or trigger not found', 'Invalid request body, integration ID or trigger ID'],
      deleteTrigger: ['Integration or trigger not found', 'Invalid integration or trigger ID format'],
      getIntegration: ['Integration not found', 'Invalid integration ID format'],
      getIntegrationIcon: ['Integration not found', 'Invalid integration ID format'],
    };
    for (const [id, method, where, body] of named) {
      const [missing, malformed] = words[id] ?? ['Integration not found', INVALID];
      const send = (integration: string, child = CHILD): Promise<Response> => {
        const there = where.replace(ID, integration).replace(CHILD, child);
        return Promise.resolve(
          id === 'uploadIntegrationIcon' ? upload(client, there) : client.call(method, there, body),
        );
      };
      expectRefusal(await send(FOREIGN, FOREIGN_CHILD), 403, NO_ACCESS);
      expectRefusal(await send(FOREIGN, UNKNOWN), 403, NO_ACCESS);
      expectRefusal(await send(UNKNOWN), 404, missing);
      expectRefusal(await send('not-a-uuid'), 400, malformed);
      if (!where.includes(CHILD)) continue;
      expectRefusal(await send(ID, UNKNOWN), 404, missing);
      expectRefusal(await send(SLACK), 404, missing);
      expectRefusal(await send(ID, FOREIGN_CHILD), 404, missing);
      expectRefusal(await send(ID, 'not-a-uuid'), 400, malformed);
    }
    await expectUnchanged(client);
    const theirs = (await client.as('other-key').call('get', at(FOREIGN))).body.integration as Json;
    expect(theirs).toMatchObject({
      authType: 'OAUTH',
      actions: [{ id: FOREIGN_CHILD }],
      triggers: [{ id: FOREIGN_CHILD }],
    });
  });

  it.each(bodied)(
    '%s refuses bodies that are no JSON object, too deep, too large or of another type',
    async (id, method, where) => {
      const client = await serve('langdock');
      const words =
        {
          createIntegration: INVALID_NEW,
          updateAction: 'Invalid request body, integration ID or action ID',
          updateTrigger: 'Invalid request body, integration ID or trigger ID',
        }[id] ?? INVALID;
      const raw = (text: string, type = 'application/json'): Test =>
        client.call(method, where).set('content-type', type).send(text);
      for (const text of ['{', '[]', 'null', '7', `{"name":${'['.repeat(200)}${']'.repeat(200)}}`])
        await expectRefused(client, raw(text), 400, words);
      await expectRefused(client, client.call(method, where), 400, words);
      await expectRefused(client, raw('{}', 'text/plain'), 415, 'Unsupported content type');
      await expectRefused(client, raw(`{"name":"${'x'.repeat(1024 * 1024)}"}`), 413, 'Request body too large');
    },
  );

  it('refuses null for every field, since none may be null', async () => {
    const client = await serve('langdock');
    for (const name of ['name', 'description', 'iconUrl', 'color'])
      await expectRefused(client, client.call('patch', path, { [name]: null }), 400, INVALID);
    for (const name of ['authType', 'authFields', 'authTestCode', 'oauthClient'])
      await expectRefused(client, client.call('patch', auth, { authType: 'OAUTH', [name]: null }), 400, INVALID);
    for (const name of ['name', 'description', 'code', 'requiresConfirmation', 'inputFields'])
      await expectRefused(client, client.call('post', actions, { name: 'n', [name]: null }), 400, INVALID);
    for (const name of ['name', 'description', 'pollingCode', 'inputFields'])
      await expectRefused(client, client.call('post', triggers, { name: 'n', [name]: null }), 400, INVALID);
  });

  it('ignores query parameters', async () => {
    const { call } = await serve('langdock');
    expect((await call('get', `${LIST}?limit=1&page=x`)).body.integrations).toHaveLength(2);
  });
});

describe('Langdock: list, create, read', () => {
  it('F8 F9: lists every integration, with the actions in short', async () => {
    const { call } = await serve('langdock');
    const reply = await call('get', LIST);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      integrations: [
        {
          id: SLACK,
          name: 'Slack',
          description: 'Posts to Slack channels',
          authType: 'OAUTH',
          buildByLangdock: true,
          actions: [
            {
              id: '660e8400-e29b-41d4-a716-446655440002',
              name: 'Send Message',
              description: 'Posts one message to a channel',
            },
          ],
        },
        {
          id: ID,
          name: SEEDED.name,
          description: SEEDED.description,
          authType: 'API_KEY',
          buildByLangdock: false,
          actions: [{ id: CHILD, name: 'Find User', description: 'Finds a user by name' }],
        },
      ],
    });
  });

  it('F8: lists what was created, and never another workspace’s', async () => {
    const client = await serve('langdock');
    for (const name of ['B', 'A']) await client.call('post', CREATE, { name });
    const names = (reply: Response): string[] =>
      (reply.body.integrations as { name: string }[]).map((integration) => integration.name);
    expect(names(await client.call('get', LIST))).toEqual(['Slack', SEEDED.name, 'B', 'A']);
    expect(names(await client.as('their-key').call('get', LIST))).toEqual(['Slack', SEEDED.name]);
    expect(names(await client.as('other-key').call('get', LIST))).toEqual([
      'Slack',
      SEEDED.name,
      "Another workspace's integration",
    ]);
  });

  it('F11 F12: creates an integration and answers four keys, the instant with milliseconds', async () => {
    const { call } = await serve('langdock', { clock: '2025-02-18T10:30:00Z' });
    const reply = await call('post', CREATE, { name: SEEDED.name, description: SEEDED.description });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      integration: {
        id: expect.stringMatching(UUID),
        name: SEEDED.name,
        description: SEEDED.description,
        createdAt: '2025-02-18T10:30:00.000Z',
      },
    });
  });

  it('F11 F13: name is needed and has at most 40 characters, description at most 90', async () => {
    const client = await serve('langdock');
    const bad = [
      {},
      { name: '' },
      { description: 'x' },
      { name: 'x'.repeat(41) },
      { name: '😀'.repeat(41) },
      { name: 'x', description: 'x'.repeat(91) },
      { name: 7 },
    ];
    for (const body of bad) await expectRefused(client, client.call('post', CREATE, body), 400, INVALID_NEW);
    expect((await client.call('get', LIST)).body.integrations).toHaveLength(2);
    const reply = await client.call('post', CREATE, { name: '😀'.repeat(40), description: '😀'.repeat(90) });
    expect([reply.status, reply.body.integration.description]).toEqual([201, '😀'.repeat(90)]);
  });

  it('F14: a new integration has no authentication, actions, triggers or icon, and takes neither icon nor color', async () => {
    const { call } = await serve('langdock');
    const { id } = (await call('post', CREATE, { name: 'New', iconUrl: ICON, color: '#fff', authType: 'OAUTH' })).body
      .integration as { id: string };
    expect((await call('get', at(id))).body).toEqual({
      integration: {
        id,
        name: 'New',
        description: '',
        authType: 'NONE',
        authTestCode: null,
        authFields: [],
        oauthClient: null,
        actions: [],
        triggers: [],
      },
    });
    expect((await call('get', at(id, '/icon'))).body).toEqual({ iconUrl: null });
    expect((await call('get', LIST)).body.integrations.at(-1)).toEqual({
      id,
      name: 'New',
      description: '',
      authType: 'NONE',
      buildByLangdock: false,
      actions: [],
    });
  });

  it('two integrations may have one name', async () => {
    const { call } = await serve('langdock');
    expect((await call('post', CREATE, { name: SEEDED.name })).status).toBe(201);
    expect((await call('patch', path, { name: 'Slack' })).status).toBe(200);
  });

  it('F15 F16 F17: reads an integration with exactly the documented keys', async () => {
    const { call } = await serve('langdock');
    const reply = await call('get', path);
    expect([reply.status, reply.body]).toEqual([200, { integration: SEEDED }]);
    const { oauthClient } = (await call('get', at(SLACK))).body.integration as { oauthClient: Json };
    expect(oauthClient).toEqual({
      scopes: 'chat:write channels:read',
      authUrl: 'https://slack.example/oauth/authorize',
      tokenUrl: 'https://slack.example/oauth/token',
      clientId: 'seed-slack-client',
      label: 'Sign in with Slack',
    });
  });

  it('F18: refuses an id that is no UUID', async () => {
    const { call } = await serve('langdock');
    expectRefusal(await call('get', at('slack')), 400, 'Invalid integration ID format');
  });
});

describe('Langdock: authentication of an integration', () => {
  it.each(['NONE', 'API_KEY', 'OAUTH', 'OAUTH_DCR', 'SERVICE_ACCOUNT'])('F19: takes the type %s', async (authType) => {
    const { call } = await serve('langdock');
    const reply = await call('patch', auth, { authType });
    expect([reply.status, reply.body.integration.authType]).toEqual([200, authType]);
    expect((await call('get', path)).body.integration.authType).toBe(authType);
  });

  it('F19: authType is needed, and one of those', async () => {
    const client = await serve('langdock');
    for (const body of [
      {},
      { authFields: [] },
      { authType: 'BASIC' },
      { authType: 'oauth' },
      { authType: '' },
      { authType: 1 },
    ])
      await expectRefused(client, client.call('patch', auth, body), 400, INVALID);
  });

  it('F20 F21 F22: replaces all fields, makes their ids, and fills in the defaults', async () => {
    const { call } = await serve('langdock');
    const reply = await call('patch', auth, {
      authType: 'API_KEY',
      authFields: [
        field({ id: UNKNOWN }),
        { slug: 'url', label: 'URL', type: 'TEXT', description: 'Where', placeholder: 'https://', required: true },
      ],
    });
    const authFields = [
      {
        id: expect.stringMatching(UUID),
        slug: 'token',
        label: 'Token',
        type: 'PASSWORD',
        description: '',
        placeholder: null,
        required: false,
      },
      {
        id: expect.stringMatching(UUID),
        slug: 'url',
        label: 'URL',
        type: 'TEXT',
        description: 'Where',
        placeholder: 'https://',
        required: true,
      },
    ];
    expect(reply.body).toEqual({
      integration: {
        id: ID,
        name: SEEDED.name,
        authType: 'API_KEY',
        authFields,
        authTestCode: SEEDED.authTestCode,
        oauthClient: null,
      },
    });
    const [first, second] = reply.body.integration.authFields as { id: string }[];
    expect([first?.id === UNKNOWN, first?.id === second?.id]).toEqual([false, false]);
    expect((await call('get', path)).body.integration.authFields).toEqual(reply.body.integration.authFields);
    expect((await call('patch', auth, { authType: 'API_KEY', authFields: [] })).body.integration.authFields).toEqual(
      [],
    );
  });

  it('F20: what is omitted is kept', async () => {
    const client = await serve('langdock');
    expect((await client.call('patch', auth, { authType: 'API_KEY' })).body.integration).toMatchObject({
      authFields: SEEDED.authFields,
      authTestCode: SEEDED.authTestCode,
    });
    await expectUnchanged(client);
  });

  it('F21: bounds of an auth field', async () => {
    const client = await serve('langdock');
    const send = (fields: unknown): Test => client.call('patch', auth, { authType: 'API_KEY', authFields: fields });
    const bad = [
      { slug: undefined },
      { label: undefined },
      { type: undefined },
      { slug: '' },
      { label: '' },
      { type: 'SELECT' },
      { required: 'yes' },
    ];
    for (const more of [
      ...bad,
      { slug: 'x'.repeat(101) },
      { label: '😀'.repeat(101) },
      { description: 'x'.repeat(501) },
      { placeholder: 'x'.repeat(201) },
    ]) {
      await expectRefused(client, send([field(more)]), 400, INVALID);
    }
    for (const fields of ['token', [1], {}, [[]]]) await expectRefused(client, send(fields), 400, INVALID);
    const longest = field({
      slug: 'x'.repeat(100),
      label: '😀'.repeat(100),
      description: '😀'.repeat(500),
      placeholder: '😀'.repeat(200),
    });
    expect((await send([longest])).status).toBe(200);
    for (const type of ['TEXT', 'MULTI_LINE_TEXT', 'PASSWORD', 'NUMBER', 'EMBEDDING_MODEL'])
      expect((await send([field({ type })])).status).toBe(200);
  });

  it('F21: two fields cannot have one slug', async () => {
    const client = await serve('langdock');
    await expectRefused(
      client,
      client.call('patch', auth, { authType: 'API_KEY', authFields: [field(), field({ label: 'Again' })] }),
      400,
      INVALID,
    );
    expect(
      (await client.call('patch', auth, { authType: 'API_KEY', authFields: [field(), field({ slug: 'other' })] }))
        .status,
    ).toBe(200);
  });

  it('F23: authTestCode has at most 1,000 characters', async () => {
    const client = await serve('langdock');
    await expectRefused(
      client,
      client.call('patch', auth, { authType: 'API_KEY', authTestCode: 'x'.repeat(1001) }),
      400,
      INVALID,
    );
    expect(
      (await client.call('patch', auth, { authType: 'API_KEY', authTestCode: '😀'.repeat(1000) })).body.integration
        .authTestCode,
    ).toBe('😀'.repeat(1000));
  });

  it.each([
    ['scopes', 2000],
    ['clientId', 500],
    ['clientSecret', 500],
    ['label', 100],
    ['authorizationCode', 1000],
    ['accessTokenCode', 1000],
    ['refreshTokenCode', 1000],
  ])('F24: oauthClient.%s has at most %d characters', async (name, most) => {
    const client = await serve('langdock');
    await expectRefused(
      client,
      client.call('patch', auth, { authType: 'OAUTH', oauthClient: { [name]: 'x'.repeat(most + 1) } }),
      400,
      INVALID,
    );
    expect(
      (await client.call('patch', auth, { authType: 'OAUTH', oauthClient: { [name]: '😀'.repeat(most) } })).status,
    ).toBe(200);
  });

  it('F24: an OAuth client goes with OAUTH and OAUTH_DCR only', async () => {
    const client = await serve('langdock');
    for (const authType of ['NONE', 'API_KEY', 'SERVICE_ACCOUNT'])
      await expectRefused(client, client.call('patch', auth, { ...OAUTH, authType }), 400, INVALID);
    for (const authType of ['OAUTH', 'OAUTH_DCR'])
      expect((await client.call('patch', auth, { ...OAUTH, authType })).body.integration.oauthClient).toEqual({
        clientId: 'wiki-client',
      });
  });

  it('F24: the secret stays when it is not sent again, and goes with the client when the type has none', async () => {
    const own = bench();
    const client = (): unknown => stored(own, 'integration', ID)['oauthClient'];
    await own.send('PATCH', auth, { body: OAUTH });
    const reply = await own.send('PATCH', auth, { body: { authType: 'OAUTH_DCR', oauthClient: { label: 'Sign in' } } });
    expect(reply.body).toMatchObject({ integration: { oauthClient: { clientId: 'wiki-client', label: 'Sign in' } } });
    expect(client()).toEqual({ clientId: 'wiki-client', clientSecret: 'very-secret', label: 'Sign in' });
    expect((await own.send('PATCH', auth, { body: { authType: 'API_KEY' } })).body).toMatchObject({
      integration: { oauthClient: null },
    });
    expect(client()).toBeNull();
    expect(own.complaints).toEqual([]);
  });

  it('F17 F24: a planted clientSecret is in no reply, no refusal and not in the journal', async () => {
    const client = await serve('langdock');
    const canary = 'canary-91c4e7';
    const send = (body: object): Test => client.call('patch', auth, body);
    const secret = { authType: 'OAUTH', oauthClient: { clientId: 'c', clientSecret: canary } };
    const replies: Response[] = [await send(secret)];
    expect(replies[0]?.status).toBe(200);
    replies.push(
      await send({ ...secret, authType: 'API_KEY' }),
      await send({ ...secret, authType: canary }),
      await send({ authType: 'OAUTH', oauthClient: { clientSecret: canary.repeat(99) } }),
    );
    replies.push(
      await send({ authType: 'OAUTH', oauthClient: { clientSecret: [canary] } }),
      await send({ ...secret, clientSecret: canary, authFields: [field({ clientSecret: canary })] }),
    );
    replies.push(
      await client
        .call('patch', auth)
        .set('content-type', 'application/json')
        .send(`{"oauthClient":{"clientSecret":"${canary}"`),
    );
    for (const [id, method, where, body] of operations)
      replies.push(id === 'uploadIntegrationIcon' ? await upload(client) : await client.call(method, where, body));
    expect(replies.map((reply) => JSON.stringify([reply.headers, reply.text])).join('\n')).not.toContain(canary);
    expect(client.double.journal.find()).toHaveLength(replies.length);
    expect(journalOf(client)).not.toContain(canary);
    expect(journalOf(client)).not.toContain('seed-slack-client-secret');
    expect(isSecretAt(bench().vendor.resources.get('integration')?.secret, 'oauthClient.clientSecret')).toBe(true);
  });

  it('F25: another authType deletes the connections of all users of this integration, an equal one keeps them', async () => {
    const client = await serve('langdock');
    await client.call('patch', auth, { authType: 'API_KEY', authFields: [] });
    expect(changesOf(client)).toEqual([{ resource: 'integration', id: ID, kind: 'put' }]);
    await client.call('patch', auth, { authType: 'BEARER' });
    expect(changesOf(client)).toEqual([]);
    await client.call('patch', auth, { authType: 'OAUTH' });
    expect(changesOf(client)).toEqual([
      { resource: 'integration', id: ID, kind: 'put' },
      { resource: 'connection', id: 'aa0e8400-e29b-41d4-a716-446655440031', kind: 'remove' },
      { resource: 'connection', id: 'aa0e8400-e29b-41d4-a716-446655440032', kind: 'remove' },
    ]);
  });

  it('F25: the store has lost them, and only them', async () => {
    const own = bench();
    expect(own.records('connection').map((record) => record['integrationId'])).toEqual([SLACK, ID, ID]);
    await own.send('PATCH', auth, { body: { authType: 'NONE' } });
    expect(own.records('connection').map((record) => record['integrationId'])).toEqual([SLACK]);
    expect(own.records('connection', 'another-key')).toHaveLength(3);
    expect([own.records('action'), own.records('trigger')].map((item) => item.length)).toEqual([2, 1]);
  });
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const WEBP = Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1');

function upload({ call }: Client, where = icon, bytes = PNG, contentType = 'image/png', filename = 'icon'): Test {
  return call('put', where).attach('icon', bytes, { filename, contentType });
}

describe('Langdock: the icon', () => {
  it('F26: reads the address of the icon, null without one', async () => {
    const { call } = await serve('langdock');
    expect((await call('get', icon)).body).toEqual({ iconUrl: ICON });
    const { id } = (await call('post', CREATE, { name: 'New' })).body.integration as { id: string };
    const reply = await call('get', at(id, '/icon'));
    expect([reply.status, reply.body]).toEqual([200, { iconUrl: null }]);
  });

  it.each([
    ['image/png', PNG, 'png'],
    ['image/jpeg', JPEG, 'jpg'],
    ['image/webp', WEBP, 'webp'],
  ])('F27: takes %s as the file of a form, and reads its address back', async (type, bytes, ending) => {
    const client = await serve('langdock');
    const body = { iconUrl: `https://cdn.example/icons/${ID}.${ending}` };
    const reply = await upload(client, icon, bytes, type);
    expect([reply.status, reply.body]).toEqual([200, body]);
    expect((await client.call('get', icon)).body).toEqual(body);
    expect((await upload(client, icon, bytes, type)).body).toEqual(body);
    expect((await client.call('get', path)).body).toEqual({ integration: SEEDED });
  });

  it.each([
    [PNG, 'png'],
    [JPEG, 'jpg'],
    [WEBP, 'webp'],
  ])('F27: knows an image by its first bytes where the part does not name its type', async (bytes, ending) => {
    const client = await serve('langdock');
    expect((await upload(client, icon, bytes, 'application/octet-stream')).body).toEqual({
      iconUrl: `https://cdn.example/icons/${ID}.${ending}`,
    });
  });

  it('F27: refuses a file that is no such image', async () => {
    const client = await serve('langdock');
    for (const type of ['image/gif', 'image/svg+xml', 'text/plain', 'application/pdf'])
      await expectRefused(client, upload(client, icon, PNG, type), 400, INVALID);
    await expectRefused(client, upload(client, icon, Buffer.from('GIF89a'), 'application/octet-stream'), 400, INVALID);
    await expectRefused(client, upload(client, icon, Buffer.alloc(0)), 400, INVALID);
  });

  it('F27: refuses a form without the file icon', async () => {
    const client = await serve('langdock');
    await expectRefused(
      client,
      client.call('put', icon).attach('image', PNG, { filename: 'icon.png', contentType: 'image/png' }),
      400,
      INVALID,
    );
    await expectRefused(client, client.call('put', icon).field('icon', 'icon.png'), 400, INVALID);
    await expectRefused(client, client.call('put', icon), 400, INVALID);
    await expectRefused(
      client,
      client.call('put', icon).set('content-type', 'multipart/form-data').send('icon'),
      400,
      INVALID,
    );
    await expectRefused(
      client,
      client.call('put', icon).set('content-type', 'multipart/form-data; boundary=b').send('no form'),
      400,
      INVALID,
    );
  });

  it('F27: refuses a body that is no form', async () => {
    const client = await serve('langdock');
    await expectRefused(client, client.call('put', icon, { icon: 'icon.png' }), 415, 'Unsupported content type');
    await expectRefused(
      client,
      client.call('put', icon).set('content-type', 'image/png').send(PNG),
      415,
      'Unsupported content type',
    );
  });

  it('F27: takes 20 MiB and not more, and the journal keeps the size instead of the file', async () => {
    const client = await serve('langdock');
    const send = async (size: number): Promise<number> => {
      const body = new FormData();
      body.set('icon', new Blob([new Uint8Array(size)], { type: 'image/png' }), 'icon.png');
      const reply = await client.double.fetch(`/langdock${icon}`, {
        method: 'PUT',
        body,
        headers: { authorization: 'Bearer test-key' },
      });
      if (reply.status === 413) expect(await reply.json()).toEqual({ message: 'Request body too large' });
      return reply.status;
    };
    expect(await send(20 * 1024 * 1024)).toBe(413);
    await expectUnchanged(client);
    expect(await send(20 * 1024 * 1024 - 1024)).toBe(200);
    expect(client.double.journal.find().at(-1)?.body).toEqual({
      icon: {
        filename: 'icon.png',
        type: 'image/png',
        size: 20 * 1024 * 1024 - 1024,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
  });
});

const INPUT = {
  description: '',
  placeholder: null,
  options: null,
  allowMultiSelect: null,
  contextActionId: null,
  jsonSchema: null,
};

describe('Langdock: actions', () => {
  const INVALID_ACTION = 'Invalid request body, integration ID or action ID';
  const seeded = (client: Client): Promise<Json[]> =>
    client.call('get', path).then((item) => item.body.integration.actions as Json[]);

  it('F32 F33 F34: creates an action, with slugs and orders of its own', async () => {
    const { call } = await serve('langdock');
    const code = 'return data.input.user_id;';
    const reply = await call('post', actions, {
      name: 'Get User Data',
      description: 'Finds a user by id',
      code,
      inputFields: [
        { label: 'User ID', type: 'TEXT', required: true },
        {
          label: 'Färbe & Größe!',
          type: 'SELECT',
          description: 'd',
          placeholder: 'p',
          options: [{ label: 'A', value: 'a', more: 1 }],
          allowMultiSelect: true,
          contextActionId: CHILD,
          jsonSchema: '{}',
          slug: 'mine',
          order: 9,
        },
      ],
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      action: {
        id: expect.stringMatching(UUID),
        name: 'Get User Data',
        slug: 'get_user_data',
        description: 'Finds a user by id',
        code,
        order: 1,
        inputFields: [
          { ...INPUT, slug: 'user_id', label: 'User ID', type: 'TEXT', required: true, order: 0 },
          {
            slug: 'farbe_gro_e',
            label: 'Färbe & Größe!',
            type: 'SELECT',
            description: 'd',
            placeholder: 'p',
            required: false,
            order: 1,
            options: [{ label: 'A', value: 'a' }],
            allowMultiSelect: true,
            contextActionId: CHILD,
            jsonSchema: '{}',
          },
        ],
      },
    });
    const { id } = reply.body.action as { id: string };
    expect((await call('get', path)).body.integration.actions).toEqual([
      ...SEEDED.actions,
      { id, name: 'Get User Data', slug: 'get_user_data', description: 'Finds a user by id', order: 1 },
    ]);
  });

  it('F28 F30 F31: fills in what is omitted', async () => {
    const own = bench();
    const reply = await own.send('POST', actions, { body: { name: 'List', inputFields: [{ label: 'Only a Label' }] } });
    expect(reply.body).toMatchObject({
      action: {
        description: '',
        code: null,
        inputFields: [{ ...INPUT, slug: 'only_a_label', type: 'TEXT', required: false, order: 0 }],
      },
    });
    expect(own.records('action').find((record) => record['name'] === 'List')?.['requiresConfirmation']).toBe(true);
    expect((await own.send('POST', actions, { body: { name: 'None' } })).body).toMatchObject({
      action: { inputFields: [] },
    });
    await own.send('POST', actions, { body: { name: 'Calm', requiresConfirmation: false } });
    expect(own.records('action').find((record) => record['name'] === 'Calm')?.['requiresConfirmation']).toBe(false);
  });

  it('F28 F29 F31: bounds of an action and of its input fields', async () => {
    const client = await serve('langdock');
    const create = (more: object): Test => client.call('post', actions, { name: 'Bounds', ...more });
    const input = (more: object): object => ({ inputFields: [{ label: 'L', ...more }] });
    const bad = [
      { name: undefined },
      { name: '' },
      { name: 'x'.repeat(101) },
      { description: 'x'.repeat(1001) },
      { code: 'x'.repeat(150_001) },
      { requiresConfirmation: 'no' },
      { inputFields: {} },
    ];
    const badInputs = [
      { label: undefined },
      { label: '' },
      { label: 'x'.repeat(101) },
      { type: 'EMAIL' },
      { description: 'x'.repeat(501) },
      { placeholder: 'x'.repeat(201) },
      { required: 1 },
      { options: [{ label: 'A' }] },
      { options: ['a'] },
      { allowMultiSelect: 'x' },
      { contextActionId: 'x' },
      { jsonSchema: {} },
    ];
    for (const more of [...bad, ...badInputs.map(input)]) await expectRefused(client, create(more), 400, INVALID);
    for (const type of [
      'TEXT',
      'MULTI_LINE_TEXT',
      'NUMBER',
      'BOOLEAN',
      'SELECT',
      'PASSWORD',
      'VECTOR',
      'OBJECT',
      'FILE',
      'ID',
    ])
      expect((await create({ name: type, ...input({ type }) })).status).toBe(201);
    const longest = {
      name: '😀'.repeat(100),
      description: '😀'.repeat(1000),
      code: 'x'.repeat(40_000),
      ...input({ label: '😀'.repeat(100), description: '😀'.repeat(500), placeholder: '😀'.repeat(200) }),
    };
    expect((await create(longest)).status).toBe(201);
  });

  it('F28: a name is unique within its integration, and only there', async () => {
    const client = await serve('langdock');
    const words = 'An action with this name already exists';
    await expectRefused(client, client.call('post', actions, { name: 'Find User' }), 409, words);
    expect((await client.call('post', at(SLACK, '/actions/create'), { name: 'Find User' })).status).toBe(201);
    expect((await client.call('post', triggers, { name: 'Find User' })).status).toBe(201);
    const { id } = (await client.call('post', actions, { name: 'Second' })).body.action as { id: string };
    expectRefusal(await client.call('put', `${path}/actions/${id}`, { name: 'Find User' }), 409, words);
    expect((await seeded(client)).map((item) => item['name'])).toEqual(['Find User', 'Second']);
    expect((await client.call('put', action, { name: 'Find User' })).status).toBe(200);
    await client.call('delete', action);
    expect((await client.call('post', actions, { name: 'Find User' })).status).toBe(201);
  });

  it('F36 F37: a replacement clears what is omitted, but keeps code and requiresConfirmation, slug and order', async () => {
    const own = bench();
    const before = stored(own, 'action', CHILD);
    const reply = await own.send('PUT', action, { body: { name: 'Look Up User' } });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      action: {
        id: CHILD,
        name: 'Look Up User',
        slug: 'find_user',
        description: '',
        code: before['code'],
        order: 0,
        inputFields: [],
      },
    });
    expect(stored(own, 'action', CHILD)).toEqual({ ...before, name: 'Look Up User', description: '', inputFields: [] });
    await own.send('PUT', action, {
      body: { name: 'Look Up User', code: 'return 1;', requiresConfirmation: true, description: 'd' },
    });
    expect(stored(own, 'action', CHILD)).toMatchObject({
      code: 'return 1;',
      requiresConfirmation: true,
      description: 'd',
      slug: 'find_user',
    });
    expect(own.complaints).toEqual([]);
  });

  it('F37: an input field that keeps its slug keeps its jsonSchema, unless another one is sent', async () => {
    const { call } = await serve('langdock');
    const schemas = async (inputFields: object[]): Promise<unknown[]> =>
      (
        (await call('put', action, { name: 'Find User', inputFields })).body.action.inputFields as {
          slug: string;
          jsonSchema: unknown;
        }[]
      ).map((item) => [item.slug, item.jsonSchema]);
    expect(await schemas([{ label: 'New' }, { label: 'FILTER', type: 'OBJECT' }])).toEqual([
      ['new', null],
      ['filter', '{"type":"object"}'],
    ]);
    expect(await schemas([{ label: 'Filter', jsonSchema: '{}' }])).toEqual([['filter', '{}']]);
    expect(await schemas([{ label: 'Renamed' }])).toEqual([['renamed', null]]);
    expect(await schemas([{ label: 'Filter' }])).toEqual([['filter', null]]);
  });

  it('F36: a replacement needs a name, and takes no worse than a creation does', async () => {
    const client = await serve('langdock');
    for (const body of [
      {},
      { description: 'd' },
      { name: '' },
      { name: 'x'.repeat(101) },
      { name: 'n', code: 7 },
      { name: 'n', inputFields: [{}] },
      { name: 'n', inputFields: [{ label: 'l', type: 'EMAIL' }] },
    ]) {
      await expectRefused(client, client.call('put', action, body), 400, INVALID_ACTION);
    }
  });

  it('F39: deletes an action permanently', async () => {
    const client = await serve('langdock');
    const reply = await client.call('delete', action);
    expect([reply.status, reply.body]).toEqual([200, { message: 'Action deleted', id: CHILD }]);
    expect((await client.call('get', path)).body).toEqual({ integration: { ...SEEDED, actions: [] } });
    expectRefusal(await client.call('delete', action), 404, 'Integration or action not found');
    expectRefusal(await client.call('put', action, { name: 'Back' }), 404, 'Integration or action not found');
  });

  it('lists actions in the order of their creation, through renaming and deletion', async () => {
    const client = await serve('langdock');
    const ids: string[] = [];
    for (const name of ['C', 'B', 'A'])
      ids.push((await client.call('post', actions, { name })).body.action.id as string);
    await client.call('put', `${path}/actions/${ids[0] ?? ''}`, { name: 'Z' });
    expect((await seeded(client)).map((item) => [item['name'], item['slug'], item['order']])).toEqual([
      ['Find User', 'find_user', 0],
      ['Z', 'c', 1],
      ['B', 'b', 2],
      ['A', 'a', 3],
    ]);
    await client.call('delete', action);
    await client.call('post', actions, { name: 'Last' });
    expect((await seeded(client)).map((item) => item['name'])).toEqual(['Z', 'B', 'A', 'Last']);
  });

  it('a name without any letter or digit of ASCII has a slug all the same', async () => {
    const { call } = await serve('langdock');
    expect((await call('post', actions, { name: '漢字' })).body.action.slug).toBe('_');
  });
});

describe('Langdock: triggers', () => {
  it('F40 F41: creates a trigger and answers four keys', async () => {
    const own = bench();
    const body = {
      name: 'New Issue Created',
      description: 'Fires for each new issue',
      pollingCode: 'return [];',
      inputFields: [{ label: 'Project ID', required: true }],
    };
    const reply = await own.send('POST', triggers, { body });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      trigger: {
        id: expect.stringMatching(UUID),
        name: 'New Issue Created',
        slug: 'new_issue_created',
        description: 'Fires for each new issue',
      },
    });
    expect(own.records('trigger').at(-1)).toMatchObject({
      pollingCode: 'return [];',
      inputFields: [{ label: 'Project ID', type: 'TEXT', required: true }],
    });
    expect((await own.send('GET', path)).body).toMatchObject({
      integration: { triggers: [...SEEDED.triggers, (reply.body as { trigger: object }).trigger] },
    });
    expect((await own.send('POST', triggers, { body: { name: 'Bare' } })).body).toMatchObject({
      trigger: { description: '' },
    });
    expect(own.complaints).toEqual([]);
  });

  it('F40: bounds of a trigger and of its input fields', async () => {
    const client = await serve('langdock');
    const create = (more: object): Test => client.call('post', triggers, { name: 'Bounds', ...more });
    const input = (more: object): object => ({ inputFields: [{ label: 'L', ...more }] });
    const bad = [
      { name: undefined },
      { name: '' },
      { name: 'x'.repeat(101) },
      { description: 'x'.repeat(91) },
      { pollingCode: 'x'.repeat(1001) },
      { inputFields: 'x' },
    ];
    const badInputs = [
      { label: undefined },
      { type: 'OBJECT' },
      { type: 'FILE' },
      { type: 'ID' },
      { label: 'x'.repeat(101) },
      { description: 'x'.repeat(501) },
    ];
    for (const more of [...bad, ...badInputs.map(input)]) await expectRefused(client, create(more), 400, INVALID);
    for (const type of ['TEXT', 'MULTI_LINE_TEXT', 'NUMBER', 'BOOLEAN', 'SELECT', 'PASSWORD', 'VECTOR'])
      expect((await create({ name: type, ...input({ type }) })).status).toBe(201);
    expect(
      (
        await create({
          name: '😀'.repeat(100),
          description: '😀'.repeat(90),
          pollingCode: '😀'.repeat(1000),
          ...input({ contextActionId: 'ignored' }),
        })
      ).status,
    ).toBe(201);
  });

  it('F40: a name is unique within its integration', async () => {
    const client = await serve('langdock');
    const words = 'A trigger with this name already exists';
    await expectRefused(client, client.call('post', triggers, { name: 'Issue Closed' }), 409, words);
    expect((await client.call('post', at(SLACK, '/triggers/create'), { name: 'Issue Closed' })).status).toBe(201);
    const { id } = (await client.call('post', triggers, { name: 'Second' })).body.trigger as { id: string };
    expectRefusal(await client.call('put', `${path}/triggers/${id}`, { name: 'Issue Closed' }), 409, words);
    expect((await client.call('put', trigger, { name: 'Issue Closed' })).status).toBe(200);
  });

  it('F42: a replacement drops everything that is omitted; the slug stays', async () => {
    const own = bench();
    const reply = await own.send('PUT', trigger, { body: { name: 'Issue Reopened' } });
    expect([reply.status, reply.body]).toEqual([
      200,
      { trigger: { id: CHILD, name: 'Issue Reopened', slug: 'issue_closed', description: '' } },
    ]);
    expect(stored(own, 'trigger', CHILD)).toEqual({
      id: CHILD,
      integrationId: ID,
      name: 'Issue Reopened',
      slug: 'issue_closed',
      description: '',
    });
    const client = await serve('langdock');
    for (const body of [
      {},
      { description: 'd' },
      { name: '' },
      { name: 'n', description: 'x'.repeat(91) },
      { name: 'n', inputFields: [{ label: 'l', type: 'FILE' }] },
    ]) {
      await expectRefused(
        client,
        client.call('put', trigger, body),
        400,
        'Invalid request body, integration ID or trigger ID',
      );
    }
  });

  it('F43: deletes a trigger permanently, and not the action of the same id', async () => {
    const client = await serve('langdock');
    const reply = await client.call('delete', trigger);
    expect([reply.status, reply.body]).toEqual([200, { message: 'Trigger deleted', id: CHILD }]);
    expect((await client.call('get', path)).body).toEqual({ integration: { ...SEEDED, triggers: [] } });
    expectRefusal(await client.call('delete', trigger), 404, 'Integration or trigger not found');
    expectRefusal(await client.call('put', trigger, { name: 'Back' }), 404, 'Integration or trigger not found');
  });
});
