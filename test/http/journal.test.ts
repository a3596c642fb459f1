/** What did my code send, and why was that the answer? */
import { writeFileSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../../src/index.js';
import { SteeringError, WaitError } from '../../src/index.js';
import { acme } from '../support/acme.js';
import { client, double, serve, type Client } from '../support/double.js';
import { listeners } from '../support/listeners.js';
import { sampleOf } from '../support/depth.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** The worked example of CONTRIBUTING.md. */
async function gadgets(behavior = acme['behavior.yaml']): Promise<Client> {
  const specs = mkdtempSync(join(tmpdir(), 'journal-'));
  folders.push(specs);
  mkdirSync(join(specs, 'acme'));
  for (const [name, text] of Object.entries({ ...acme, 'behavior.yaml': behavior }))
    writeFileSync(join(specs, 'acme', name), text);
  return client(await double({ specs, clock: '2026-03-01T10:00:00Z' }), 'acme');
}

const CANARY = 'canary-51c0ffee';
const last = ({ double: { journal } }: Client): JournalEntry => {
  const entry = journal.find().at(-1);
  if (entry === undefined) throw new Error('the journal is empty');
  return entry;
};
const explanationOf = (target: Client): JournalEntry['why'] => last(target).why;

describe('an entry', () => {
  it('has the call, its account, input, changes, reply and duration', async () => {
    const target = await gadgets();
    const reply = await target.call('patch', '/gadgets/7?', { name: 'Wall clock' });
    const entry = last(target);
    expect(entry).toEqual({
      kind: 'call',
      seq: 1,
      at: '2026-03-01T10:00:00.000Z',
      duration: expect.any(Number),
      sandbox: 'default',
      vendor: 'acme',
      account: expect.stringMatching(/^acct_/),
      operation: 'updateGadget',
      method: 'PATCH',
      path: '/gadgets/7',
      headers: expect.objectContaining({ 'content-type': 'application/json', authorization: '[redacted]' }),
      params: { id: 7 },
      body: { name: 'Wall clock' },
      status: 200,
      rule: 'updateGadget',
      evidence: 'assumed',
      changes: [
        {
          resource: 'gadget',
          id: '7',
          kind: 'put',
          diff: { added: {}, changed: { name: { from: 'Clock', to: 'Wall clock' } }, removed: {} },
        },
      ],
      reply: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: reply.body,
        size: JSON.stringify(reply.body).length,
      },
      violations: [],
    });
    expect(entry.duration).toBeGreaterThan(0);
    expect(entry.duration).toBeLessThan(60_000);
    expect(Object.isFrozen(entry.changes[0]?.diff.changed)).toBe(true);
  });

  it('lists added and removed fields, and all fields of a removed record', async () => {
    const target = await gadgets();
    const { body } = await target.call('post', '/gadgets', { name: 'Bulb', kind: 'light', pin: '12' });
    expect(last(target).changes[0]?.diff).toEqual({
      added: { ...body, pin: '[redacted]' },
      changed: {},
      removed: {},
    });
    await target.call('patch', `/gadgets/${body.id}`, { pin: '34' });
    expect(last(target).changes[0]?.diff.changed).toEqual({ pin: { from: '[redacted]', to: '[redacted]' } });
    await target.call('delete', `/gadgets/${body.id}`);
    expect(last(target).changes).toEqual([
      {
        resource: 'gadget',
        id: String(body.id),
        kind: 'remove',
        diff: { added: {}, changed: {}, removed: { ...body, pin: '[redacted]' } },
      },
    ]);
  });

  it('has the path of a changed field in an object', async () => {
    const target = await serve('arize');
    const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
    await target.call('patch', one, { type: 'llm', config: { is_default_models_enabled: false, api_key: CANARY } });
    expect(last(target).changes[0]?.diff.changed).toMatchObject({
      'config.is_default_models_enabled': { from: true, to: false },
      'config.api_key': { from: '[redacted]', to: '[redacted]' },
    });
    expect(JSON.stringify(last(target))).not.toMatch(/canary|sk-seed/);
  });

  it('shows the sent values of a refused call', async () => {
    const target = await gadgets();
    await target.call('post', '/gadgets?a=1&a=2&b=', { name: '', kind: 'cold' });
    expect(last(target)).toMatchObject({
      status: 400,
      query: { a: ['1', '2'], b: '' },
      body: { name: '', kind: 'cold' },
      changes: [],
    });
  });
});

describe('secrets', () => {
  it.each<[string, (target: Client) => PromiseLike<unknown>]>(
    sampleOf(
      [
        ['in Authorization', ({ as }) => as(CANARY).call('get', '/gadgets')],
        ['in a cookie', ({ call }) => call('get', '/gadgets').set('cookie', `session=${CANARY}`)],
        ['in the header of a scheme', ({ as }) => as(undefined).call('get', '/gadgets').set('x-acme-key', CANARY)],
        ['in a header that nobody knows', ({ call }) => call('get', '/gadgets').set('x-whatever', CANARY)],
        ['in a write-only field', ({ call }) => call('post', '/gadgets', { name: 'a', kind: 'heat', pin: CANARY })],
        [
          'in a write-only field of the wrong type',
          ({ call }) => call('post', '/gadgets', { name: 'a', kind: 'heat', pin: [CANARY] }),
        ],
        [
          'in a write-only field at the wrong place',
          ({ call }) => call('post', '/gadgets', { gadget: { pin: CANARY } }),
        ],
        [
          'repeated in another field of a refused body',
          ({ call }) => call('post', '/gadgets', { kind: `${CANARY}!`, pin: CANARY, list: [{ a: CANARY }] }),
        ],
        ['in a body that is a list', ({ call }) => call('post', '/gadgets', [{ pin: CANARY }])],
        ['in a body that is a text', ({ call }) => call('post', '/gadgets', CANARY)],
        [
          'in a body that cannot be read',
          ({ call }) => call('post', '/gadgets').set('content-type', 'application/json').send(`{"pin":"${CANARY}`),
        ],
        [
          'in an unknown field',
          ({ call }) => call('post', '/gadgets', { name: 'a', kind: 'heat', x: [{ dbPassword: CANARY }] }),
        ],
        [
          'in an unknown field of a refused body',
          ({ call }) => call('post', '/gadgets', { meta: { client_secret: { v: CANARY } } }),
        ],
        ['in a pair', ({ call }) => call('post', '/gadgets', { headers: [{ name: 'Authorization', value: CANARY }] })],
        ['in the query', ({ call }) => call('get', `/gadgets?api_key=${CANARY}&X-Acme-Key=${CANARY}`)],
        ['in the query of an unknown path', ({ call }) => call('get', `/nowhere?a=1&access_token=${CANARY}`)],
      ],
      3,
    ),
  )('%s are removed', async (_, send) => {
    const target = await gadgets();
    await send(target);
    expect(target.double.journal.count()).toBe(1);
    expect(JSON.stringify(target.double.journal.find())).not.toContain(CANARY);
    expect(JSON.stringify(target.double.journal.find())).toContain('[redacted]');
  });

  it('leaves values that only look like secrets', async () => {
    const target = await gadgets();
    await target.call('post', '/gadgets', { max_tokens: 100, has_api_key: true, token: null });
    expect(last(target).body).toEqual({ max_tokens: 100, has_api_key: true, token: null });
  });

  it('of an immutable field are compared and not shown', async () => {
    const fixed = acme['behavior.yaml'].replace(
      '      hasPin:',
      '      pin: { immutable: {}, evidence: { assumed: a test } }\n      hasPin:',
    );
    const target = await gadgets(fixed);
    const { body } = await target.call('post', '/gadgets', { name: 'Bulb', kind: 'light', pin: `${CANARY}-1` });
    await target.call('patch', `/gadgets/${body.id}`, { pin: `${CANARY}-2` });
    expect(explanationOf(target)?.immutable).toEqual({ field: 'pin', stored: '[redacted]', sent: '[redacted]' });
    expect(JSON.stringify(target.double.journal.find())).not.toContain(CANARY);
  });
});

describe('why', () => {
  it('a success has none', async () => {
    const target = await gadgets();
    await target.call('get', '/gadgets');
    expect(last(target)).not.toHaveProperty('why');
  });

  it.each(
    sampleOf(
      [
        ['get', '/gadget/7', 'getGadget'],
        ['delete', '/v1/gadgets/7', 'deleteGadget'],
        ['post', '/gadgetz', 'createGadget'],
        ['get', '/', 'listGadgets'],
      ],
      3,
    ),
  )('%s %s: %s comes nearest', async (method, path, nearest) => {
    const target = await gadgets();
    await target.call(method, path);
    expect(last(target)).toMatchObject({ status: 404, reason: 'noSuchRoute' });
    expect(explanationOf(target)?.nearest?.[0]?.operation).toBe(nearest);
    expect(explanationOf(target)?.nearest).toHaveLength(3);
  });

  it('an undeclared method: the declared ones', async () => {
    const target = await gadgets();
    await target.call('put', '/gadgets/7');
    expect(explanationOf(target)?.says).toMatch(/^this path takes GET, DELETE, PATCH, HEAD, OPTIONS; nearest: /);
    expect(explanationOf(target)?.nearest?.map((item) => item.path)).toEqual([
      '/gadgets/{id}',
      '/gadgets/{id}',
      '/gadgets/{id}',
    ]);
  });

  it('a path of five thousand segments is answered like any other', async () => {
    const target = await gadgets();
    await target.call('get', '/x'.repeat(5000));
    expect(explanationOf(target)?.nearest).toHaveLength(3);
  });

  it('an invalid body: each pointer, the keyword and what it allows, and never what was sent', async () => {
    const target = await gadgets();
    await target.call('post', '/gadgets', { name: '', kind: 'cold', pin: 5 });
    expect(explanationOf(target)?.expected).toEqual([
      { in: 'body', pointer: '/name', keyword: 'minLength', bounds: { limit: 1 } },
      { in: 'body', pointer: '/kind', keyword: 'enum', bounds: { allowedValues: ['light', 'heat'] } },
      { in: 'body', pointer: '/pin', keyword: 'type', bounds: { type: 'string' } },
    ]);
    expect(explanationOf(target)?.says).toBe(
      'body /name: minLength 1; body /kind: enum ["light","heat"]; body /pin: type "string"',
    );
  });

  it('an immutable field: stored and sent value', async () => {
    const target = await gadgets();
    await target.call('patch', '/gadgets/7', { kind: 'light' });
    expect(explanationOf(target)).toEqual({
      says: 'kind never changes: stored is "heat", sent was "light"',
      immutable: { field: 'kind', stored: 'heat', sent: 'light' },
    });
  });

  it('a conflict: the record that has the value', async () => {
    const target = await gadgets();
    await target.call('post', '/gadgets', { name: 'Clock', kind: 'light' });
    expect(explanationOf(target)).toEqual({
      says: 'name must be unique: gadget 7 has it',
      holder: { resource: 'gadget', id: '7', fields: ['name'] },
    });
  });

  it.each<[number, RegExp, (target: Client) => PromiseLike<unknown>]>(
    sampleOf(
      [
        [
          401,
          /^needs a credential: the header X-Acme-Key or Authorization: Bearer …$/,
          ({ as }) => as(undefined).call('get', '/gadgets'),
        ],
        [404, /^this account has no gadget 8$/, ({ call }) => call('get', '/gadgets/8')],
        [400, /^path \/id: format "integer" "integer"$/, ({ call }) => call('get', '/gadgets/x')],
        [400, /percent-encoding/, ({ call }) => call('get', '/gadgets/%ZZ')],
        [
          415,
          /^the body must be application\/json/,
          ({ call }) => call('post', '/gadgets').set('content-type', 'text/plain').send('x'),
        ],
      ],
      3,
    ),
  )('%i: %s', async (status, says, send) => {
    const target = await gadgets();
    await send(target);
    expect(last(target).status).toBe(status);
    expect(explanationOf(target)?.says).toMatch(says);
  });

  it('a fault does not hide the sent values', async () => {
    const target = await gadgets();
    const body = { name: 'Bulb', kind: 'heat' };
    const faults = [{ refuse: 'rateLimited' }, { status: 503 }, { drop: 'before' }] as const;
    for (const fault of faults) target.double.faults.add({ operation: 'createGadget', times: 1, ...fault });
    for (let i = 0; i < 2; i++) await target.call('post', '/gadgets', { ...body, pin: CANARY });
    await expect(target.call('post', '/gadgets', body)).rejects.toThrow();
    expect((await target.call('post', '/gadgets', body)).status).toBe(201);
    expect(target.double.journal.find({ body }).map((item) => item.reply.delivery ?? item.status)).toEqual([
      429,
      503,
      { drop: 'close' },
      201,
    ]);
    expect(JSON.stringify(target.double.journal.find())).not.toContain(CANARY);
  });

  it('a refusal on demand: fault or header', async () => {
    const target = await serve('arize');
    const fault = target.double.faults.add({ operation: 'integrations_list', refuse: 'rateLimited', times: 1 });
    await target.call('get', '/v2/integrations');
    expect([last(target).fault, explanationOf(target)?.says]).toEqual([
      fault.id,
      `the fault ${fault.id} replaced the reply`,
    ]);
    await target.call('get', '/v2/integrations').set('prefer', 'code=429');
    expect(explanationOf(target)?.says).toBe('requested by the header Prefer: code=429');
  });
});

describe('finding', () => {
  it('filters by vendor, operation, status, account, method, reason, sandbox and fault', async () => {
    const target = await gadgets();
    const { journal } = target.double;
    await target.call('get', '/gadgets');
    await target.as('other').call('post', '/gadgets', {});
    const [, other] = journal.find();
    for (const filter of [
      { operation: 'createGadget' },
      { status: 400 },
      { account: other?.account ?? '' },
      { method: 'POST' },
      { reason: 'invalid' },
    ] as const)
      expect(journal.find(filter)).toEqual([other]);
    expect([journal.count({ vendor: 'acme', sandbox: 'default' }), journal.count({ fault: 'fault-1' })]).toEqual([
      2, 0,
    ]);
    expect(target.double.sandbox('elsewhere').journal.count()).toBe(0);
  });

  it('filters by time, by the sandbox’s clock', async () => {
    const target = await gadgets();
    const { journal, clock } = target.double;
    for (let hour = 10; hour < 13; hour++) {
      await target.call('get', '/gadgets');
      clock.advance('1h');
    }
    expect(journal.find({ since: '2026-03-01T11:00:00Z' }).map((item) => item.seq)).toEqual([2, 3]);
    expect(journal.find({ until: '2026-03-01T12:00:00+01:00' }).map((item) => item.seq)).toEqual([1, 2]);
  });

  it.each(
    sampleOf(
      [
        [{ name: 'Bulb' }, 1],
        [{ tags: [{ a: 1 }, {}] }, 1],
        [{ tags: [{ a: 1 }] }, 0],
        [{ deep: { er: null } }, 1],
        [{ deep: { er: 1 } }, 0],
        [{ name: 'Bulb', none: 1 }, 0],
        [{}, 1],
      ],
      3,
    ),
  )('filters by a partial body: %j', async (body, found) => {
    const target = await gadgets();
    await target.call('post', '/gadgets', { name: 'Bulb', tags: [{ a: 1, b: 2 }, { c: 3 }], deep: { er: null, x: 1 } });
    await target.call('get', '/gadgets');
    expect(target.double.journal.count({ body })).toBe(found);
  });

  it.each(
    sampleOf(
      [
        [{ operatoin: 'x' }, '/operatoin', /use vendor, operation/],
        [{ since: 'noon' }, '/since', /ISO 8601/],
        [{ until: '2026-02-30' }, '/until', /ISO 8601/],
        [{ vendor: 'acmee' }, '/vendor', /did you mean acme/],
        [{ operation: 'acme.getGadget' }, '/operation', /getGadget/],
        [{ vendor: 'acme', operation: 'getGadgit' }, '/operation', /did you mean getGadget/],
      ],
      3,
    ),
  )('refuses an invalid filter: %j', async (filter, pointer, message) => {
    const { double: started } = await gadgets();
    for (const ask of ['find', 'count', 'waitFor'] as const) {
      const find = (): unknown => started.journal[ask](filter as never);
      expect(find).toThrow(SteeringError);
      expect(find).toThrow(message);
      expect(find).toThrow(expect.objectContaining({ pointer }));
    }
  });

  it('finds nothing once cleared', async () => {
    const target = await gadgets();
    await target.call('get', '/gadgets');
    target.double.journal.clear();
    expect(target.double.journal.count()).toBe(0);
  });
});

describe('waiting', () => {
  it('resolves with the next call that matches, not an earlier one', async () => {
    const target = await gadgets();
    await target.call('get', '/gadgets');
    const waiting = target.double.journal.waitFor({ operation: 'listGadgets' });
    await target.call('get', '/gadgets/7');
    expect(listeners()).toBe(1);
    await target.call('get', '/gadgets');
    expect(await waiting).toBe(target.double.journal.find()[2]);
    expect(listeners()).toBe(0);
  });

  it('accepts earlier calls after a number, on request', async () => {
    const target = await gadgets();
    await target.call('get', '/gadgets');
    expect((await target.double.journal.waitFor({ status: 200 }, { after: 0 })).seq).toBe(1);
    await expect(target.double.journal.waitFor({ status: 200 }, { after: 1, timeout: 1 })).rejects.toThrow(WaitError);
    expect(listeners()).toBe(0);
  });

  it('rejects with similar calls, and with a matching earlier one', async () => {
    const target = await gadgets();
    await target.call('post', '/gadgets', { name: 'Bulb', kind: 'heat' });
    await target.call('get', '/gadgets');
    const wait = target.double.journal.waitFor({ operation: 'createGadget', body: { kind: 'light' } }, { timeout: 5 });
    await expect(wait).rejects.toThrow(
      'No call matched {"operation":"createGadget","body":{"kind":"light"}} within 5 ms\n' +
        'Most similar of 2 in the journal:\n' +
        '  #1 acme POST /gadgets (createGadget) 201: body.kind is "heat" and not "light"\n' +
        '  #2 acme GET /gadgets (listGadgets) 200: operation is "listGadgets" and not "createGadget"; body is absent and not {"kind":"light"}',
    );
    await expect(target.double.journal.waitFor({ status: 201 }, { timeout: 5 })).rejects.toThrow(
      '#1 matches, but was before the wait: use { after: 0 } to accept it',
    );
  });

  it('reports that there was no call at all', async () => {
    const { double: started } = await gadgets();
    await expect(started.journal.waitFor({}, { timeout: 0 })).rejects.toThrow('The journal has no other call');
  });

  it('refuses invalid timeouts and filters', async () => {
    const { double: started } = await gadgets();
    expect(() => started.journal.waitFor({}, { timeout: -1 })).toThrow(SteeringError);
    expect(() => started.journal.waitFor({ nothing: 1 } as never)).toThrow(SteeringError);
  });
});

it('records a parameter named __proto__ like any other', async () => {
  const { double: started, call } = await serve('arize');
  await call('get', '/v2/integrations?__proto__=a&__proto__=b');
  const query = started.journal.find().at(-1)?.query ?? {};
  expect([Object.entries(query)[0], query['limit']]).toEqual([['__proto__', ['a', 'b']], 50]);
});
