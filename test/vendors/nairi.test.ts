/** One test for each statement of the vendor's page (specs/nairi/SOURCES.md, S1 to S17), and for what the fact sheet adds. */
import { join } from 'node:path';
import { double, request, root, serve, type Client, type Method } from '../support/double.js';
import { lab, vendorIn, type Lab } from '../support/lab.js';
import type { Test } from 'supertest';

const LIST = '/api/public/v1/integrations/llm';
const ID = 'ai_01KFRX8K1CKQGCV2W5J9C9Z37H';
const OTHER_ID = 'ai_01KJ7FQTE00RGANZAT10NKEY9B';
/** Well-formed, and nobody's. */
const UNKNOWN_ID = 'ai_01KFRX8K1CKQGCV2W5J9C9Z37J';
const path = `${LIST}/${ID}`;
/** The page's example, and the instant at which it was taken. */
const THEN = '2026-05-14T16:00:00.000Z';
const RENAMED = {
  id: ID,
  type: 'anthropic',
  name: 'Staging Anthropic',
  created_at: '2026-02-20T14:00:00.000Z',
  updated_at: THEN,
};
const SEEDED = { ...RENAMED, name: 'Anthropic', updated_at: '2026-02-20T14:00:00.000Z' };

const BAD_ID = { error: 'integration ID must be a valid ULID' };
const NO_NAME = { error: 'name is required' };
const NOT_FOUND = { error: 'LLM integration not found' };
const UNAUTHORIZED = { error: 'unauthorized' };

/** For what no reply shows: the pipeline with its store open. */
const bench = (): Lab => lab(vendorIn(join(root, 'specs/nairi')));

/** The record as it was seeded: what a refused request must leave behind. */
async function expectUnchanged({ as }: Client): Promise<void> {
  const reply = await as('test-key').call('get', path);
  expect(reply.body).toEqual(SEEDED);
}

const operations: [Method, string, unknown][] = [
  ['get', LIST, undefined],
  ['post', LIST, { type: 'anthropic', name: 'Another', api_key: 'sk-ant-1' }],
  ['get', path, undefined],
  ['patch', path, { name: 'Another' }],
  ['delete', path, undefined],
];

describe('Nairi: the request that renames an LLM integration', () => {
  it('S1: a PATCH of /api/public/v1/integrations/llm/{id} gives the integration another name, which later reads show', async () => {
    const { call } = await serve('nairi');
    const reply = await call('patch', path, { name: 'Research' });
    expect(reply.status).toBe(200);
    expect(reply.body.name).toBe('Research');
    expect((await call('get', path)).body).toEqual(reply.body);
    expect((await call('get', LIST)).body).toEqual([reply.body]);
  });

  it('S2: the host api.nairi.ai is this API, also where others are served beside it', async () => {
    const { origin } = await double({ vendors: ['arize', 'nairi'], clock: THEN });
    const send = (): Test =>
      request(origin).patch(path).set('authorization', 'Bearer nr_key').send({ name: 'Staging Anthropic' });
    const reply = await send().set('host', 'api.nairi.ai');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual(RENAMED);
    expect((await send()).status).toBe(404);
  });

  it('S3: only the name and the time of the change are changed', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    await call('patch', path, {
      name: 'Research',
      id: UNKNOWN_ID,
      type: 'codex',
      created_at: THEN,
      updated_at: '2020-01-01T00:00:00.000Z',
      note: 'x',
    });
    expect((await call('get', path)).body).toEqual({ ...SEEDED, name: 'Research', updated_at: THEN });
    expect((await call('get', `${LIST}/${UNKNOWN_ID}`)).status).toBe(404);
  });

  it('S4: the credential of the provider stays, even when a body brings another', async () => {
    const { send, records } = bench();
    expect((await send('PATCH', path, { body: { name: 'Research', api_key: 'sk-ant-intruder' } })).status).toBe(200);
    expect(records('integration')).toEqual([
      expect.objectContaining({ id: ID, name: 'Research', type: 'anthropic', api_key: 'sk-ant-seed-nairi-anthropic' }),
    ]);
  });

  it('S5: the API key goes in as a bearer token, and nothing else counts as one', async () => {
    const { call, as } = await serve('nairi', { clock: THEN });
    const without = as(undefined);
    for (const header of [undefined, 'nr_key', 'Basic bnJfa2V5', 'Bearer', 'Bearer ', 'Token nr_key']) {
      const test = without.call('patch', path, { name: 'Research' });
      if (header !== undefined) void test.set('authorization', header);
      const reply = await test;
      expect([header, reply.status, reply.body]).toEqual([header, 401, UNAUTHORIZED]);
    }
    expect((await call('get', path)).body).toEqual(SEEDED);
    expect((await call('patch', path, { name: 'Research' })).status).toBe(200);
    expect((await without.call('get', path).set('authorization', 'bearer nr_key')).status).toBe(200);
  });

  it('S6: the body is JSON, and its Content-Type is application/json', async () => {
    const client = await serve('nairi');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const reply = await client.call('patch', path).set('content-type', type).send('{"name":"Research"}');
      expect([type, reply.status, reply.body]).toEqual([type, 415, { error: 'content type must be application/json' }]);
    }
    await expectUnchanged(client);
    const reply = await client
      .call('patch', path)
      .set('content-type', 'application/json; charset=utf-8')
      .send('{ "name": "Größe 💡" }');
    expect(reply.status).toBe(200);
    expect(reply.body.name).toBe('Größe 💡');
  });

  it('S7: the documented command works once its placeholder is filled in, and is refused while it is not', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    const send = (id: string): Test =>
      call('patch', `${LIST}/${id}`).set('content-type', 'application/json').send('{ "name": "Staging Anthropic" }');
    expect((await send(ID)).body).toEqual(RENAMED);
    const reply = await send('INTEGRATION_ID');
    expect([reply.status, reply.body]).toEqual([400, BAD_ID]);
  });
});

describe('Nairi: the reply to a renaming', () => {
  it('S8 S10: 200 with exactly the example of the page', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    const reply = await call('patch', path, { name: 'Staging Anthropic' });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.text).toBe(JSON.stringify(RENAMED));
  });

  it('S9: the reply is flat and has five keys, no others', async () => {
    const { call } = await serve('nairi');
    const reply = await call('patch', path, { name: 'Staging Anthropic' });
    expect(Object.keys(reply.body)).toEqual(['id', 'type', 'name', 'created_at', 'updated_at']);
    for (const value of Object.values(reply.body)) expect(typeof value).toBe('string');
  });

  it('S11: an id is ai_ and a ULID whose first ten characters tell the time of creation', async () => {
    const { call } = await serve('nairi', { clock: '2026-02-24T09:30:00.000Z' });
    const ids = await Promise.all(
      ['One', 'Two'].map(
        async (name) => (await call('post', LIST, { type: 'anthropic', name, api_key: 'k' })).body.id as string,
      ),
    );
    for (const id of [...ids, ID]) expect(id).toMatch(/^ai_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    for (const id of ids) expect(id.slice(0, 13)).toBe('ai_01KJ7FQTE0');
    expect(new Set(ids).size).toBe(2);
  });

  it('S12: times are in UTC with milliseconds and end in Z', async () => {
    const { call } = await serve('nairi', { clock: '2026-05-14T18:00:00+02:00' });
    const { created_at, updated_at } = (await call('patch', path, { name: 'Research' })).body;
    expect([created_at, updated_at]).toEqual(['2026-02-20T14:00:00.000Z', '2026-05-14T16:00:00.000Z']);
  });

  it('S13: a renaming moves updated_at and leaves created_at, also when the name is the same', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    const reply = await call('patch', path, { name: SEEDED.name });
    expect(reply.body).toEqual({ ...SEEDED, updated_at: THEN });
    expect(reply.body.updated_at > reply.body.created_at).toBe(true);
  });

  it('S14: neither the credential nor a hint of it is in any reply or in the journal', async () => {
    const canary = 'sk-ant-canary-5f2c9';
    const { call, double: running } = await serve('nairi');
    const created = await call('post', LIST, { type: 'anthropic', name: 'Canary', api_key: canary });
    expect(created.status).toBe(201);
    const one = `${LIST}/${created.body.id}`;
    const replies = [
      created,
      await call('patch', one, { name: 'Renamed', api_key: canary }),
      await call('patch', one, { name: '', api_key: canary }),
      await call('post', LIST, { type: 'codex', name: 'Canary', api_key: canary }),
      await call('post', LIST, { type: 'anthropic', api_key: { value: canary } }),
      await call('get', one),
      await call('get', LIST),
      await call('delete', one),
      await call('get', one),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([201, 200, 400, 400, 400, 200, 200, 204, 404]);
    for (const reply of replies) expect(reply.text + JSON.stringify(reply.headers)).not.toContain('canary-5f2c9');
    expect(running.journal.find()).toHaveLength(replies.length);
    expect(JSON.stringify(running.journal.find())).not.toContain('canary-5f2c9');
  });
});

describe('Nairi: the errors', () => {
  const malformed = {
    'a word': 'INTEGRATION_ID',
    'too short': ID.slice(0, -1),
    'too long': `${ID}0`,
    'lower case': ID.toLowerCase(),
    'with the letter I': ID.replace('W5', 'WI'),
    'with the letter L': ID.replace('W5', 'WL'),
    'with the letter O': ID.replace('W5', 'WO'),
    'with the letter U': ID.replace('W5', 'WU'),
    'beginning with 8': ID.replace('_0', '_8'),
    'beginning with 9': ID.replace('_0', '_9'),
    'beginning with Z': ID.replace('_0', '_Z'),
    'a hyphen for the underscore': ID.replace('_', '-'),
    'a prefix in upper case': ID.replace('ai_', 'AI_'),
    'two prefixes': `x_${ID}`,
    'no ULID behind the prefix': 'ai_',
    'a UUID': '0191d2c4-7b1e-7cc3-98c4-dc0c0c07398f',
    'a number': '1',
    'a blank at the end': `${ID}%20`,
    'a line feed at the end': `${ID}%0A`,
    'an encoded slash': `ai_%2F${ID.slice(3)}`,
  };

  it.each(Object.entries(malformed))('S15: 400 with its text for an id that is no ULID: %s', async (_, id) => {
    const client = await serve('nairi');
    for (const [method, body] of [
      ['patch', { name: 'x' }],
      ['patch', {}],
      ['get', undefined],
      ['delete', undefined],
    ] as const) {
      const reply = await client.call(method, `${LIST}/${id}`, body);
      expect([method, reply.status, reply.body]).toEqual([method, 400, BAD_ID]);
    }
    await expectUnchanged(client);
  });

  it.each([
    ['no name', '{}'],
    ['null', '{"name":null}'],
    ['an empty name', '{"name":""}'],
    ['a number', '{"name":5}'],
    ['a boolean', '{"name":true}'],
    ['a list', '{"name":["Staging Anthropic"]}'],
    ['an object', '{"name":{"is":"Staging Anthropic"}}'],
    ['another field alone', '{"type":"anthropic"}'],
    ['a name in other letters', '{"Name":"Staging Anthropic"}'],
    ['a body that is a list', '[]'],
    ['a body that is a list of objects', '[{"name":"x"}]'],
    ['a body that is a text', '"Staging Anthropic"'],
    ['a body that is a number', '5'],
    ['a body that is null', 'null'],
    ['a body that is false', 'false'],
  ])('S16: 400 with its text for a body without a name: %s', async (_, body) => {
    const client = await serve('nairi');
    const reply = await client.call('patch', path).set('content-type', 'application/json').send(body);
    expect([reply.status, reply.body]).toEqual([400, NO_NAME]);
    expect(reply.headers['content-type']).toBe('application/json');
    await expectUnchanged(client);
  });

  it('S16: a request without any body has no name either', async () => {
    const client = await serve('nairi');
    for (const test of [
      client.call('patch', path),
      client.call('patch', path).set('content-type', 'application/json'),
    ]) {
      const reply = await test;
      expect([reply.status, reply.body]).toEqual([400, NO_NAME]);
    }
    await expectUnchanged(client);
  });

  it('S17: 404 with its text for an integration that does not exist', async () => {
    const client = await serve('nairi');
    for (const method of ['patch', 'get', 'delete'] as const) {
      const reply = await client.call(method, `${LIST}/${UNKNOWN_ID}`, method === 'patch' ? { name: 'x' } : undefined);
      expect([method, reply.status, reply.body]).toEqual([method, 404, NOT_FOUND]);
    }
    expect((await client.call('get', LIST)).body).toEqual([SEEDED]);
  });

  it("S17: 404, the same, for another organization's integration, which stays as it is", async () => {
    const { call, as } = await serve('nairi');
    const other = as('other-key');
    const before = (await other.call('get', `${LIST}/${OTHER_ID}`)).body;
    expect(before.id).toBe(OTHER_ID);
    for (const method of ['patch', 'get', 'delete'] as const) {
      const reply = await call(method, `${LIST}/${OTHER_ID}`, method === 'patch' ? { name: 'x' } : undefined);
      expect([method, reply.status, reply.body]).toEqual([method, 404, NOT_FOUND]);
    }
    expect((await other.call('get', `${LIST}/${OTHER_ID}`)).body).toEqual(before);
    expect(JSON.stringify((await call('get', LIST)).body)).not.toContain(OTHER_ID);
  });

  it('S17: what one key creates is 404 for another, and each renames its own copy of the seed', async () => {
    const { call, as } = await serve('nairi');
    const { id } = (await call('post', LIST, { type: 'anthropic', name: 'Mine', api_key: 'k' })).body;
    expect((await as('nr_else').call('get', `${LIST}/${id}`)).body).toEqual(NOT_FOUND);
    await call('patch', path, { name: 'Mine too' });
    expect((await as('nr_else').call('get', path)).body).toEqual(SEEDED);
  });

  it('C1: a bare ULID, or one behind another prefix, is well-formed and therefore not found', async () => {
    const client = await serve('nairi');
    for (const id of [
      ID.slice(3),
      ID.replace('ai_', 'vlt_'),
      ID.replace('ai_', 'cci_'),
      ID.replace('ai_', 'a_'),
      ID.replace('_01', '_71'),
    ]) {
      const reply = await client.call('patch', `${LIST}/${id}`, { name: 'x' });
      expect([id, reply.status, reply.body]).toEqual([id, 404, NOT_FOUND]);
    }
    await expectUnchanged(client);
  });

  it('F20: the key is checked first, then the id, then the body, then whether the integration exists', async () => {
    const client = await serve('nairi');
    const reply = await client.as(undefined).call('patch', `${LIST}/nothing`, {});
    expect([reply.status, reply.body]).toEqual([401, UNAUTHORIZED]);
    expect((await client.call('patch', `${LIST}/nothing`, {})).body).toEqual(BAD_ID);
    expect((await client.call('patch', `${LIST}/${UNKNOWN_ID}`, {})).body).toEqual(NO_NAME);
    expect((await client.call('patch', `${LIST}/${UNKNOWN_ID}`, { name: 'x' })).body).toEqual(NOT_FOUND);
    await expectUnchanged(client);
  });
});

describe('Nairi: what the neighboring pages add', () => {
  it.each(operations)('F1 F4 F5: %s %s is 401 without a key and with a revoked one', async (method, at, body) => {
    const client = await serve('nairi');
    for (const token of [undefined, 'revoked-key']) {
      const reply = await client.as(token).call(method, at, body);
      expect([token, reply.status, reply.body]).toEqual([token, 401, UNAUTHORIZED]);
    }
    await expectUnchanged(client);
    expect((await client.call('get', LIST)).body).toHaveLength(1);
  });

  it.each(operations)(
    'A9: %s %s is 403 and 429 for the keys that ask for it, without Retry-After',
    async (method, at, body) => {
      const client = await serve('nairi');
      const forbidden = await client.as('unscoped-key').call(method, at, body);
      expect([forbidden.status, forbidden.body]).toEqual([403, { error: 'forbidden' }]);
      const limited = await client.as('limited-key').call(method, at, body);
      expect([limited.status, limited.body]).toEqual([429, { error: 'rate limit exceeded' }]);
      expect(limited.headers).not.toHaveProperty('retry-after');
      await expectUnchanged(client);
    },
  );

  it('F3: a key acts for the whole organization: it may do all five operations', async () => {
    const { as } = await serve('nairi');
    const { call } = as('demo-key');
    const statuses = [];
    for (const [method, at, body] of operations) statuses.push((await call(method, at, body)).status);
    expect(statuses).toEqual([200, 201, 200, 200, 204]);
  });

  it('F10 F12 A2: the list is a bare array of what a renaming answers, in the order of creation', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    expect((await call('get', LIST)).body).toEqual([SEEDED]);
    const names = ['Zeta', 'Alpha', 'Mu'];
    for (const name of names) await call('post', LIST, { type: 'anthropic', name, api_key: 'k' });
    await call('patch', path, { name: 'Staging Anthropic' });
    const reply = await call('get', `${LIST}?limit=1&page=2`);
    expect(reply.status).toBe(200);
    expect(reply.body.map((item: { name: string }) => item.name)).toEqual(['Staging Anthropic', ...names]);
    expect(reply.body[0]).toEqual(RENAMED);
  });

  it('A1 F13: create answers 201 with the object, read shows the same, delete is 204 without a body and then 404', async () => {
    const { call } = await serve('nairi', { clock: THEN });
    const created = await call('post', LIST, {
      type: 'anthropic',
      name: 'Production Anthropic',
      api_key: 'your-anthropic-api-key',
    });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.stringMatching(/^ai_/),
      type: 'anthropic',
      name: 'Production Anthropic',
      created_at: THEN,
      updated_at: THEN,
    });
    const one = `${LIST}/${created.body.id}`;
    expect((await call('get', one)).body).toEqual(created.body);
    const deleted = await call('delete', one);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    for (const method of ['get', 'delete', 'patch'] as const) {
      const reply = await call(method, one, method === 'patch' ? { name: 'x' } : undefined);
      expect([reply.status, reply.body]).toEqual([404, NOT_FOUND]);
    }
    expect((await call('get', LIST)).body).toEqual([SEEDED]);
  });

  it('A1: create, read and delete are assumed, the update is documented, and of the list only that it exists', async () => {
    const { call } = await serve('nairi');
    const evidence = [];
    for (const [method, at, body] of operations)
      evidence.push((await call(method, at, body)).headers['x-stuntdouble-rule']);
    expect(evidence).toEqual([
      'nairi.listLlmIntegrations; assumed; parts="status assumed, reply assumed, order assumed, the rest documented"',
      'nairi.createLlmIntegration; assumed',
      'nairi.getLlmIntegration; assumed',
      'nairi.updateLlmIntegration; documented',
      'nairi.deleteLlmIntegration; assumed',
    ]);
  });

  it.each([
    [{}, 'type is required'],
    [{ type: 'anthropic' }, 'name is required'],
    [{ type: 'anthropic', name: '', api_key: 'k' }, 'name is required'],
    [{ type: 'anthropic', name: 'x' }, 'api_key is required'],
    [{ type: 'anthropic', name: 'x', api_key: '' }, 'api_key is required'],
    [{ type: 'anthropic', name: 'x', api_key: null }, 'api_key is required'],
    [{ type: null, name: 'x', api_key: 'k' }, 'type is required'],
    [{ type: 'codex', name: 'x', api_key: 'k' }, "type must be 'anthropic'"],
    [[], 'name is required'],
  ])('A3: a create with %j is 400: %s', async (body, error) => {
    const { call } = await serve('nairi');
    const reply = await call('post', LIST, body);
    expect([reply.status, reply.body]).toEqual([400, { error }]);
    expect((await call('get', LIST)).body).toEqual([SEEDED]);
  });

  it('A4: undeclared fields are ignored, on create too', async () => {
    const { send, records } = bench();
    expect(
      (
        await send('POST', LIST, {
          body: { type: 'anthropic', name: 'x', api_key: 'k', id: UNKNOWN_ID, note: { deep: [1] } },
        })
      ).status,
    ).toBe(201);
    const record = records('integration')[1] ?? {};
    expect(Object.keys(record).sort()).toEqual(['api_key', 'created_at', 'id', 'name', 'type', 'updated_at']);
    expect(record['id']).not.toBe(UNKNOWN_ID);
  });

  it('A5: a long name, blanks around it and a name of one character are kept as they are sent', async () => {
    const { call } = await serve('nairi');
    for (const name of ['x'.repeat(10_000), '  Staging  ', ' ', '0', '<b>"\\u0000"</b>', '日本語']) {
      expect((await call('patch', path, { name })).body.name).toBe(name);
      expect((await call('get', path)).body.name).toBe(name);
    }
  });

  it('A6: two integrations may have one name', async () => {
    const { call } = await serve('nairi');
    const created = await call('post', LIST, { type: 'anthropic', name: SEEDED.name, api_key: 'k' });
    expect(created.status).toBe(201);
    expect((await call('patch', path, { name: SEEDED.name })).status).toBe(200);
  });

  it('A10: a body that cannot be read is 400 in the one form that errors have', async () => {
    const client = await serve('nairi');
    const bodies = {
      'invalid request: body is not valid JSON': ['{"name":', 'name=x', '{"name":"x",}', '\ufeff{"name":"x"}'],
      'invalid request: body is nested too deeply': [`{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
      'invalid request: body holds a key that is not allowed': ['{"name":"x","__proto__":{"type":"codex"}}'],
    };
    for (const [error, texts] of Object.entries(bodies)) {
      for (const text of texts) {
        const reply = await client.call('patch', path).set('content-type', 'application/json').send(text);
        expect([reply.status, reply.body]).toEqual([400, { error }]);
      }
    }
    await expectUnchanged(client);
  });

  it('A10: a body of more than 1 MiB is 413', async () => {
    const client = await serve('nairi');
    const reply = await client.call('patch', path, { name: 'x'.repeat(1024 * 1024) });
    expect([reply.status, reply.body]).toEqual([413, { error: 'request body is too large' }]);
    await expectUnchanged(client);
  });

  it('A11 A14: unknown paths are 404 in the same form, a path that ends in a slash among them', async () => {
    const client = await serve('nairi');
    for (const at of [
      `${LIST}/`,
      `${path}/`,
      `${path}/name`,
      '/api/public/v1/integrations',
      '/api/public/v1',
      '/',
      '/v2/integrations',
    ]) {
      const reply = await client.call('patch', at, { name: 'x' });
      expect([at, reply.status, reply.body]).toEqual([at, 404, { error: 'not found' }]);
    }
    const reply = await client.call('get', `${LIST}/%ZZ`);
    expect([reply.status, reply.body]).toEqual([400, { error: 'invalid request' }]);
    await expectUnchanged(client);
  });

  it('A15: a method that a path has not is 405 with Allow', async () => {
    const client = await serve('nairi');
    for (const [method, where, allow] of [
      ['put', path, ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH']],
      ['delete', LIST, ['GET', 'HEAD', 'OPTIONS', 'POST']],
    ] as const) {
      const reply = await client.call(method, where);
      expect([reply.status, reply.body, reply.headers['allow']?.split(', ').sort()]).toEqual([
        405,
        { error: 'method not allowed' },
        allow,
      ]);
    }
    await expectUnchanged(client);
  });
});
