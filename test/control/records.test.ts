/** Records over the wire: read by pages, and changed by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { segmentOf } from '../../src/grammar/path-segment.js';
import { controlled, type ControlClient, type Reply } from '../support/control.js';
import { long } from '../support/depth.js';
import { client } from '../support/double.js';

const arize = '/sandboxes/default/records/arize/demo/integration';
const id = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const one = `${arize}/${encodeURIComponent(id)}`;
const start = (options = {}): Promise<ControlClient> => controlled({ vendors: ['arize', 'spideriq'], ...options });
const demo = (target: ControlClient, vendor = 'arize') => client(target.double, vendor, 'demo-key');

const problemOf = ({ body }: Reply): unknown[] => [body.status, body.pointer, body.detail];

describe('reading', () => {
  it('lists the accounts with writes first, then those of the seed, with the number of their records', async () => {
    const target = await start();
    await client(target.double, 'arize', 'my-key').call('patch', `/v2/integrations/${encodeURIComponent(id)}`, {
      type: 'llm',
      name: 'Mine',
    });
    const account = target.double.journal.find()[0]?.account;
    const { vendors } = (await target.call('GET', '/sandboxes/default/records')).body;
    expect(vendors.map(({ vendor }: { vendor: string }) => vendor)).toEqual(['arize', 'spideriq']);
    expect(vendors[0].accounts[0].account).toBe(account);
    expect(vendors[0].accounts).toContainEqual({
      account: 'demo',
      resources: expect.arrayContaining([{ resource: 'integration', count: expect.any(Number) }]),
    });
    expect(vendors[0].accountsTotal).toBe(vendors[0].accounts.length);
    const { body } = await target.call('GET', '/sandboxes/default/records?vendor=spideriq');
    expect(body.vendors).toHaveLength(1);
  });

  long('gives pages that neither miss nor repeat a record, also while records come and go', async () => {
    const { call, double } = await controlled({ vendors: ['docs/petstore.yaml'] });
    const pets = '/sandboxes/default/records/petstore/everybody/pet';
    for (let at = 1; at <= 25; at++) await call('POST', pets, { name: `Pet ${at}` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { body } = await call('GET', `${pets}?limit=10${after === undefined ? '' : `&after=${after}`}`);
      seen.push(...body.records.map((record: { id: string }) => record.id));
      after = body.next;
      if (seen.length === 10) await call('DELETE', `${pets}/${seen[9] ?? ''}`);
    } while (after !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => String(at + 1)));
    expect((await call('GET', pets)).body).toMatchObject({ count: 24, fields: ['id', 'name', 'status'] });
    expect(double.records('petstore', 'pet', 'everybody')).toHaveLength(24);
  });

  it('pages through the children of many parents', async () => {
    const { call, double } = await controlled({ vendors: ['langdock'] });
    const of = (resource: string): string => `/sandboxes/default/records/langdock/demo/${resource}`;
    const { vendors } = (await call('GET', '/sandboxes/default/records')).body;
    const { resources } = vendors[0].accounts.find(({ account }: { account: string }) => account === 'demo');
    for (const { resource, count } of resources) {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const { body } = await call('GET', `${of(resource)}?limit=1${after}`);
        seen.push(...body.records.map((record: { id: string }) => record.id));
        if (body.next === undefined) break;
        after = `&after=${body.next}`;
      }
      expect([resource, new Set(seen).size, seen.length]).toEqual([resource, count, count]);
    }
    expect(double.journal.count()).toBe(0);
  });

  it('shows a record as it is stored, by its key', async () => {
    const { call } = await start();
    const { body } = await call('GET', one);
    expect(body).toMatchObject({ id, record: { id, type: 'llm', name: 'Production OpenAI' } });
    expect((await call('GET', arize)).body.records).toContainEqual(body);
  });

  it.each([
    ['/sandboxes/nowhere/records', '/name', /no sandbox nowhere/],
    ['/sandboxes/default/records?vendor=arise', '/vendor', /did you mean arize/],
    ['/sandboxes/default/records/arise/demo/integration', '/vendor', /did you mean arize/],
    ['/sandboxes/default/records/arize/demos/integration', '/account', /arize has no account demos; use demo/],
    ['/sandboxes/default/records/arize/demo/integratio', '/resource', /did you mean integration/],
    ['/sandboxes/default/records/arize/demo/integration/1', '/id', /demo has no integration 1/],
  ])('answers 404 for %s', async (path, pointer, message) => {
    const { call } = await start();
    expect(problemOf(await call('GET', path))).toEqual([404, pointer, expect.stringMatching(message)]);
  });

  it.each([
    ['?limit=0', '/limit', /use 1 or more/],
    ['?limit=1001', '/limit', /use 1000 or less/],
    ['?after=x', '/after', /not a cursor; use the cursor \(`next`\)/],
    ['?afer=x', '/afer', /use limit, after/],
  ])('refuses %s', async (query, pointer, message) => {
    const { call } = await start();
    expect(problemOf(await call('GET', arize + query))).toEqual([400, pointer, expect.stringMatching(message)]);
  });
});

describe('a key', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-keys-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const item = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: { type: 'string' } } };
  const content = { 'application/json': { schema: item } };
  const replies = { 200: { description: 'ok', content } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    paths: {
      '/items': { post: { operationId: 'create', requestBody: { content }, responses: { 201: replies[200] } } },
      '/items/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'read', responses: replies },
      },
    },
  };

  it('of any text is found, changed and removed by a URL that a browser has normalized', async () => {
    const file = join(directory, 'shop.json');
    writeFileSync(file, JSON.stringify(document));
    const { call, double } = await controlled({ vendors: [file] });
    const { call: post } = client(double, 'shop');
    const keys = [
      '..',
      '.',
      '~',
      '~..',
      '~~.',
      '%2E%2E',
      'a/b',
      'a%2Fb',
      'a?b#c',
      ' ',
      'é😀',
      `a"\n$`,
      '-x',
      '__proto__',
    ];
    for (const key of keys) {
      expect((await post('post', '/items', { id: key, name: 'First' })).status).toBe(201);
      const path = `/sandboxes/default/records/shop/everybody/item/${segmentOf(key)}`;
      const { pathname } = new URL(path, 'http://127.0.0.1');
      expect((await call('GET', pathname)).body).toMatchObject({ id: key, record: { name: 'First' } });
      expect((await call('PATCH', pathname, { name: 'Second' })).body.record.name).toBe('Second');
      expect((await call('DELETE', pathname)).status).toBe(204);
      const made = await call('POST', '/sandboxes/default/records/shop/everybody/item', { id: key });
      expect(made.headers['location']).toBe(path);
    }
  });
});

describe('a change by hand', () => {
  it('is what clients then see, and an entry of the journal that says who made it', async () => {
    const target = await start();
    const { status, body } = await target.call('PATCH', `${one}?by=console`, { name: 'By hand' });
    expect([status, body.record.name]).toEqual([200, 'By hand']);
    expect((await demo(target).call('get', `/v2/integrations/${encodeURIComponent(id)}`)).body.name).toBe('By hand');
    expect(target.double.journal.changes()).toMatchObject([
      {
        kind: 'change',
        by: 'console',
        vendor: 'arize',
        account: 'demo',
        changes: [
          {
            resource: 'integration',
            id,
            kind: 'put',
            diff: { changed: { name: { from: 'Production OpenAI', to: 'By hand' } } },
          },
        ],
      },
    ]);
    await target.call('PATCH', one, { name: 'Again' });
    const history = await target.call(
      'GET',
      `/sandboxes/default/journal?kind=any&resource=integration&record=${encodeURIComponent(id)}`,
    );
    expect(history.body.entries.map((entry: { by: string }) => entry.by)).toEqual(['console', 'control']);
  });

  it('creates a record with the id, defaults and stamps that a call would make', async () => {
    const target = await start();
    const records = '/sandboxes/default/records/spideriq/demo/integration';
    const { status, headers, body } = await target.call('POST', records, { provider_name: 'groq', key_label: 'Mine' });
    expect([status, headers['location']]).toEqual([201, `${records}/${body.id}`]);
    expect(body.record).toMatchObject({ provider_name: 'groq', provider_label: 'Groq', is_active: true });
    const listed = (await demo(target, 'spideriq').call('get', '/api/v1/integrations')).body;
    expect(JSON.stringify(listed)).toContain('"key_label":"Mine"');
    expect((await target.call('GET', headers['location'] as string)).body).toEqual(body);
  });

  it('may change fields that never change in calls; derived values follow, unless they are named', async () => {
    const { call } = await start();
    const path = '/sandboxes/default/records/spideriq/demo/integration/42';
    const edit = async (patch: object): Promise<Record<string, unknown>> =>
      (await call('PATCH', path, patch)).body.record;
    expect(await edit({ provider_name: 'groq' })).toMatchObject({ provider_name: 'groq', provider_label: 'Groq' });
    expect(await edit({ provider_label: 'Own' })).toMatchObject({ provider_label: 'Own' });
    expect(await edit({ updated_at: '2020-01-01T00:00:00Z' })).toMatchObject({ updated_at: '2020-01-01T00:00:00Z' });
  });

  it('stores null where the schema allows it, and removes the member elsewhere', async () => {
    const { call } = await controlled({
      specs: {
        boxes: {
          openapi: '3.1.0',
          info: { title: 'Boxes', version: '1' },
          paths: {
            '/boxes': {
              post: {
                operationId: 'addBox',
                requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } } },
                responses: {
                  201: {
                    description: 'ok',
                    content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } },
                  },
                },
              },
            },
            '/boxes/{id}': {
              get: {
                operationId: 'getBox',
                parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
                responses: {
                  200: {
                    description: 'ok',
                    content: { 'application/json': { schema: { $ref: '#/components/schemas/Box' } } },
                  },
                },
              },
            },
          },
          components: {
            schemas: {
              Box: {
                type: 'object',
                required: ['id'],
                properties: {
                  id: { type: 'integer', readOnly: true },
                  note: { type: ['string', 'null'] },
                  color: { type: 'string', enum: ['red', 'blue'] },
                  deep: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
                },
              },
            },
          },
        },
      },
    });
    const boxes = '/sandboxes/default/records/boxes/everybody/box';
    const first = await call('POST', boxes, { note: 'x', color: 'red', deep: { a: 1, b: 2 } });
    expect([first.status, first.body.record]).toEqual([201, { id: 1, note: 'x', color: 'red', deep: { a: 1, b: 2 } }]);
    const edited = await call('PATCH', `${boxes}/1`, { note: null, color: null, deep: { a: null } });
    expect(edited.body.record).toEqual({ id: 1, note: null, deep: { b: 2 } });
    const refused = await call('PATCH', `${boxes}/1`, { color: 'green', deep: { b: 'x' } });
    expect(refused.body).toMatchObject({
      status: 400,
      title: 'Not valid',
      errors: [
        { pointer: '/color', detail: '/color must be one of "red", "blue"' },
        { pointer: '/deep/b', detail: '/deep/b must be integer' },
      ],
    });
  });

  it('removes a record with its children', async () => {
    const { call, double } = await controlled({ vendors: ['langdock'] });
    const of = (resource: string): string => `/sandboxes/default/records/langdock/demo/${resource}`;
    const [first] = (await call('GET', of('integration'))).body.records;
    expect((await call('DELETE', `${of('integration')}/${first.id}`)).status).toBe(204);
    expect((await call('DELETE', `${of('integration')}/${first.id}`)).status).toBe(404);
    const removed = double.journal.changes()[0]?.changes ?? [];
    expect(removed.at(-1)).toMatchObject({ resource: 'integration', id: first.id, kind: 'remove' });
    for (const { resource, id: gone } of removed)
      expect((await call('GET', `${of(resource)}/${encodeURIComponent(gone)}`)).status).toBe(404);
    expect(removed.length).toBeGreaterThan(1);
  });

  it.each([
    [{ name: 7 }, 400, '/name', '/name must be string'],
    [{ nam: 'x' }, 400, '/nam', expect.stringMatching(/^\/nam is unknown; did you mean name/)],
    [{ id: 'other' }, 400, '/id', expect.stringMatching(/never changes/)],
    [{ name: '[redacted]' }, 400, '/name', '/name is a placeholder; give the value, or leave it out'],
    [[], 400, '', 'The body is not a JSON object; send one.'],
  ])(
    'is refused where it is not valid, with the pointer, and nothing changes: %j',
    async (patch, status, pointer, detail) => {
      const { call, double } = await start();
      const before = (await call('GET', one)).body;
      expect(problemOf(await call('PATCH', one, patch))).toEqual([status, pointer, detail]);
      expect((await call('GET', one)).body).toEqual(before);
      expect(double.journal.changes()).toEqual([]);
    },
  );

  it('keeps unique values unique, and says who has one', async () => {
    const { call, double } = await start();
    const made = await call('POST', arize, { type: 'llm', name: 'Second' });
    expect(made.status).toBe(201);
    const taken = await call('PATCH', `${arize}/${encodeURIComponent(made.body.id)}`, { name: 'Production OpenAI' });
    expect(problemOf(taken)).toEqual([409, '/name', expect.stringMatching(/must be unique: integration .* has it/)]);
    expect(problemOf(await call('POST', arize, { id, type: 'llm', name: 'Third' }))).toEqual([
      409,
      '/id',
      expect.stringMatching(/^\/id id must be unique/),
    ]);
    expect(double.journal.changes()).toHaveLength(1);
  });

  it('needs a parent that exists', async () => {
    const { call } = await controlled({ vendors: ['langdock'] });
    const { vendors } = (await call('GET', '/sandboxes/default/records')).body;
    const demoOf = vendors[0].accounts.find(({ account }: { account: string }) => account === 'demo');
    const child = demoOf.resources
      .map(({ resource }: { resource: string }) => resource)
      .find((name: string) => name !== 'integration');
    const records = `/sandboxes/default/records/langdock/demo/${child}`;
    const missing = await call('POST', records, {});
    expect(JSON.stringify(missing.body)).toContain('/integrationId is missing; add the id of one integration');
    const unknown = await call('POST', records, { integrationId: '00000000-0000-4000-8000-000000000000' });
    expect(JSON.stringify(unknown.body)).toContain('/integrationId names no integration of this account');
  });

  it('is for the records of one sandbox and account', async () => {
    const target = await start();
    await target.call('PUT', '/sandboxes/w');
    await target.call('PATCH', one, { name: 'By hand' });
    const elsewhere = await target.call('GET', one.replace('/default/', '/w/'));
    expect(elsewhere.body.record.name).toBe('Production OpenAI');
    expect((await target.call('GET', one.replace('/demo/', '/acct_0123456789ab/'))).body.record.name).toBe(
      'Production OpenAI',
    );
    await target.call('POST', '/sandboxes/default/reset');
    expect((await target.call('GET', one)).body.record.name).toBe('Production OpenAI');
  });

  it('is refused by the limits of the store', async () => {
    const { call, double } = await start({ maxRecords: 0 });
    expect(problemOf(await call('POST', arize, { type: 'llm', name: 'Second' })).slice(0, 1)).toEqual([507]);
    expect(double.journal.changes()).toEqual([]);
  });
});

describe('a write-only value', () => {
  const key = 'canary-7c1e-never-shown';

  it('is never shown, and is kept by a patch that leaves it out', async () => {
    const target = await start();
    const { call, double } = target;
    await demo(target).call('patch', `/v2/integrations/${encodeURIComponent(id)}`, {
      type: 'llm',
      config: { api_key: key },
    });
    const shown = [await call('GET', one), await call('GET', arize), await call('PATCH', one, { name: 'By hand' })];
    for (const { status, text } of shown) expect([status, text.includes(key)]).toEqual([200, false]);
    expect(shown[2]?.body.writeOnly).toContain('/config/api_key');
    expect(shown[2]?.body.record.config).not.toHaveProperty('api_key');
    expect(JSON.stringify(double.snapshot({ withSecrets: true }))).toContain(key);
    const everything = ['journal?kind=any', 'journal/1', 'journal/2', 'journal-counts', 'records'];
    for (const path of everything)
      expect([path, (await call('GET', `/sandboxes/default/${path}`)).text.includes(key)]).toEqual([path, false]);
  });

  it('can be set by hand, and is not shown in the reply or the journal', async () => {
    const { call, double } = await start();
    const { status, text } = await call('PATCH', one, { config: { api_key: key } });
    expect([status, text.includes(key)]).toEqual([200, false]);
    expect(JSON.stringify(double.snapshot({ withSecrets: true }))).toContain(key);
    expect((await call('GET', '/sandboxes/default/journal?kind=any')).text).not.toContain(key);
    const created = await call('POST', '/sandboxes/default/records/spideriq/demo/integration', {
      provider_name: 'groq',
      credentials: { api_key: key },
    });
    expect([created.status, created.text.includes(key), created.body.writeOnly]).toEqual([
      201,
      false,
      expect.arrayContaining([expect.stringMatching(/^\/credentials/)]),
    ]);
  });

  it('is checked by the schema of requests, without being shown', async () => {
    const { call } = await start();
    const refused = await call('PATCH', one, { config: { api_key: 77_123_456 } });
    expect([refused.status, refused.body.pointer]).toEqual([400, '/config/api_key']);
    expect(refused.text).not.toContain('77123456');
  });
});
