/** A sandbox steered over the wire, as the library steers it in process. */
import type { State } from '../../src/index.js';
import { controlled, type ControlClient } from '../support/control.js';
import { client } from '../support/double.js';
import { untilListening } from '../support/listeners.js';
import { sampleOf } from '../support/depth.js';

const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const rename = { type: 'llm', name: 'Renamed' };
const start = (): Promise<ControlClient> => controlled({ vendors: ['arize', 'spideriq'] });

it('lists the vendors with their operations and limits', async () => {
  const { call, double } = await start();
  const { body } = await call('GET', '/vendors');
  expect(body.vendors.map((vendor: { name: string }) => vendor.name)).toEqual(['arize', 'spideriq']);
  expect(body.vendors[0]).toMatchObject({ url: double.url('arize'), bundled: true, limits: [] });
  expect(body.vendors[0].operations).toContainEqual({
    id: 'integrations_update',
    method: 'PATCH',
    path: '/v2/integrations/{integration_id}',
    verb: 'update',
  });
  expect(body.vendors[1].limits).toEqual([{ requests: 100, seconds: 60 }]);
});

describe('sandboxes', () => {
  it('are made, listed with their addresses, and removed', async () => {
    const { call, double } = await start();
    expect((await call('PUT', '/sandboxes/worker-3')).status).toBe(201);
    expect((await call('PUT', '/sandboxes/worker-3')).status).toBe(200);
    expect((await call('GET', '/sandboxes/worker-3')).body.urls).toEqual({
      arize: `${double.origin}/@worker-3/arize`,
      spideriq: `${double.origin}/@worker-3/spideriq`,
    });
    const names = async () =>
      (await call('GET', '/sandboxes')).body.sandboxes.map((sandbox: { name: string }) => sandbox.name);
    expect(await names()).toEqual(['default', 'worker-3']);
    expect((await call('DELETE', '/sandboxes/worker-3')).status).toBe(204);
    expect(await names()).toEqual(['default']);
    expect((await call('DELETE', '/sandboxes/worker-3')).body).toMatchObject({ status: 404, pointer: '/name' });
  });

  it('exist once a vendor was called in them', async () => {
    const { call, double } = await start();
    await fetch(`${double.sandbox('used').url('arize')}${one}`);
    expect((await call('GET', '/sandboxes/used')).body).toMatchObject({ name: 'used', calls: 1 });
  });

  it('start from the seed when they are created again', async () => {
    const { call, double } = await start();
    await call('PUT', '/sandboxes/w');
    double.sandbox('w').clock.advance('1d');
    await call('DELETE', '/sandboxes/w');
    expect((await call('PUT', '/sandboxes/w')).body.clock).toEqual({ now: '2026-03-01T10:00:00.000Z', mode: 'frozen' });
  });

  it('are reset to the seed', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    await target.call('patch', one, rename);
    expect((await call('POST', '/sandboxes/default/reset')).status).toBe(204);
    expect((await target.call('get', one)).body.name).toBe('Production OpenAI');
  });

  it('always include the default sandbox', async () => {
    const { call } = await start();
    const { status, body } = await call('DELETE', '/sandboxes/default');
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/POST \/sandboxes\/default\/reset/)]);
  });

  it('are refused beyond the limit, and none is evicted', async () => {
    const { call, double } = await start();
    for (let i = 1; i < 10_000; i++) double.sandbox(`s${i}`).clock.now();
    const { status, body } = await call('PUT', '/sandboxes/one-more');
    expect([status, body.detail]).toEqual([507, expect.stringMatching(/10000 sandboxes.*DELETE/)]);
    expect((await call('GET', '/sandboxes/one-more')).status).toBe(404);
    expect((await double.fetch('/@one-more/arize/v2/integrations')).status).toBe(507);
    expect((await call('GET', '/sandboxes/s1')).status).toBe(200);
  });
});

describe('faults', () => {
  const faults = '/sandboxes/default/faults';

  it('are added, fire, are listed with their count, and are removed', async () => {
    const { call, double } = await start();
    const added = await call('POST', faults, { operation: 'integrations_update', refuse: 'rateLimited', times: 1 });
    const active = async (): Promise<number> => (await call('GET', '/sandboxes/default')).body.faults;
    expect(await active()).toBe(1);
    expect([added.status, added.headers['location']]).toEqual([201, `${faults}/${added.body.id}`]);
    const target = client(double, 'arize');
    expect((await target.call('patch', one, rename)).status).toBe(429);
    expect((await target.call('patch', one, rename)).status).toBe(200);
    expect((await call('GET', faults)).body.faults).toEqual([{ ...added.body, fired: 1 }]);
    expect(await active()).toBe(0);
    expect((await call('DELETE', added.headers['location'] as string)).status).toBe(204);
    expect((await call('DELETE', added.headers['location'] as string)).body).toMatchObject({
      status: 404,
      pointer: '/id',
    });
  });

  it.each(
    sampleOf(
      [
        { delay: 5 },
        { delay: { uniform: [1, 5] } },
        { delay: { lognormal: { median: 2, sigma: 0.5 } } },
        { drop: 'after', after: 2, record: 'x', account: 'demo', vendor: 'arize' },
        { reset: 'before' },
        { truncate: 0 },
        { malformed: true },
        { trickle: 10 },
        { status: 502 },
      ],
      3,
    ),
  )('take %j', async (kind) => {
    const { call } = await start();
    const asked = { operation: 'integrations_get', ...kind };
    expect((await call('POST', faults, asked)).body).toMatchObject(asked);
    expect((await call('DELETE', faults)).status).toBe(204);
    expect((await call('GET', faults)).body.faults).toEqual([]);
  });

  it.each(
    sampleOf(
      [
        [{ operation: 'integrations_updat', status: 500 }, '/operation', /did you mean integrations_update/],
        [{ vendor: 'arise', operation: 'integrations_get', status: 500 }, '/vendor', /did you mean arize/],
        [{ operation: 'integrations_get' }, '', /exactly one of/],
        [{ operation: 'integrations_get', status: 500, drop: 'after' }, '', /keep one of status, drop/],
        [{ operation: 'integrations_get', status: 404 }, '/status', /use 500 or more/],
        [{ operation: 'integrations_get', status: 500, times: -1 }, '/times', /use 1 or more/],
        [{ operation: 'integrations_get', status: 500, after: -1 }, '/after', /use 0 or more/],
        [{ operation: 'integrations_get', status: 500, times: 1.5 }, '/times', /use a value of type integer/],
        [{ operation: 'integrations_get', drop: 'late' }, '/drop', /use one of before, after/],
        [{ operation: 'integrations_get', delay: { uniform: [5, 1] } }, '/delay', /least, most/],
        [{ operation: 'integrations_get', refuse: 'tired' }, '/refuse', /rateLimited/],
        [{ operation: 'integrations_get', staus: 500 }, '/staus', /is unknown; use .*status/],
        [{ status: 500 }, '/operation', /is missing/],
      ],
      3,
    ),
  )('are refused if invalid, with pointer and remedy, and nothing is changed: %j', async (spec, pointer, message) => {
    const { call } = await start();
    const { status, body } = await call('POST', faults, spec);
    expect([status, body.pointer, body.detail]).toEqual([400, pointer, expect.stringMatching(message)]);
    expect([body.errors, body.detail.split('. ').length]).toEqual([undefined, 1]);
    expect((await call('GET', faults)).body.faults).toEqual([]);
  });
});

describe('snapshots', () => {
  const snapshot = '/sandboxes/default/snapshot';
  const canary = 'canary-8f3b';

  it('are taken without secrets by default, and can be restored in any sandbox', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    await target.call('patch', one, { ...rename, config: { api_key: canary } });
    await call('POST', '/sandboxes/default/faults', { operation: 'integrations_list', status: 500 });
    const taken = await call('GET', snapshot);
    expect([taken.status, taken.text.includes(canary)]).toEqual([200, false]);
    expect((await call('GET', `${snapshot}?secrets=true`)).text).toContain(canary);
    double.reset();
    expect((await call('PUT', snapshot, taken.body)).status).toBe(204);
    await call('PUT', '/sandboxes/w');
    expect((await call('PUT', '/sandboxes/w/snapshot', taken.body)).status).toBe(204);
    expect((await target.call('get', one)).body.name).toBe('Renamed');
    expect(double.sandbox('w').faults.list()).toEqual(double.faults.list());
    expect(double.faults.list()).toHaveLength(1);
  });

  it('are kept by name over a reset, and restore secrets', async () => {
    const { call, double } = await start();
    const base = `${snapshot}s/base`;
    const target = client(double, 'arize');
    await target.call('patch', one, { ...rename, config: { api_key: canary } });
    const plain = (await call('GET', snapshot)).body;
    const saved = await call('PUT', base);
    expect([saved.status, saved.body]).toEqual([201, { name: 'base', at: '2026-03-01T10:00:00.000Z' }]);
    expect((await call('PUT', base)).status).toBe(200);
    expect((await call('POST', '/sandboxes/default/reset')).status).toBe(204);
    expect((await call('GET', `${snapshot}s`)).body).toEqual({ snapshots: [saved.body] });
    expect((await call('GET', base)).body).toEqual(plain);
    expect((await call('GET', `${base}?secrets=true`)).text).toContain(canary);
    expect((await call('POST', `${base}/restore`)).status).toBe(204);
    expect((await target.call('get', one)).body.name).toBe('Renamed');
    expect((await call('GET', `${snapshot}?secrets=true`)).text).toContain(canary);
    expect((await call('DELETE', base)).status).toBe(204);
    for (const [method, path] of [
      ['GET', base],
      ['DELETE', base],
      ['POST', `${base}/restore`],
    ] as const)
      expect((await call(method, path)).body).toMatchObject({
        status: 404,
        pointer: '/snapshot',
        detail: '/snapshot: there is no snapshot base; save one under this name',
      });
  });

  it('are limited to 16, need a valid name and the content type of a change', async () => {
    const { call, double } = await start();
    for (let i = 1; i <= 16; i++) double.snapshots.save(`s${i}`);
    expect((await call('PUT', `${snapshot}s/one-more`)).body).toMatchObject({
      status: 400,
      pointer: '/snapshot',
      detail: expect.stringMatching(/the limit of 16 snapshots is reached.*remove s1, /),
    });
    expect((await call('PUT', `${snapshot}s/s1`)).status).toBe(200);
    expect((await call('PUT', `${snapshot}s/a%20b`)).body).toMatchObject({ status: 400, pointer: '/snapshot' });
    const plain = { 'content-type': 'text/plain' };
    expect((await call('POST', `${snapshot}s/s1/restore`, undefined, plain)).status).toBe(415);
    expect(double.snapshots.list()).toHaveLength(16);
  });

  it('are refused with the pointer if foreign, newer or damaged, and nothing is changed', async () => {
    const { call, double } = await start();
    await client(double, 'arize').call('patch', one, rename);
    const { body } = await call('GET', snapshot);
    double.reset();
    for (const [wrong, pointer] of [
      [{}, /./],
      [{ ...body, format: 'other' }, /^\/format/],
      [{ ...body, version: 99 }, /^\/version/],
      [{ ...body, randomSeed: 77 }, /^\/checksum/],
    ] as const) {
      const reply = await call('PUT', snapshot, wrong);
      expect([reply.status, reply.body.pointer]).toEqual([400, expect.stringMatching(pointer)]);
    }
    expect((await client(double, 'arize').call('get', one)).body.name).toBe('Production OpenAI');
  });
});

describe('the state', () => {
  it('is saved on request, with all sandboxes', async () => {
    const saved: State[] = [];
    const { call, double } = await controlled({ vendors: ['arize'], saveState: (state) => saved.push(state()) });
    double.sandbox('w').clock.advance('1d');
    expect((await call('POST', '/state')).status).toBe(204);
    expect(saved).toEqual([double.state()]);
    expect(Object.keys(saved[0]?.sandboxes ?? {})).toEqual(['default', 'w']);
  });

  it('is refused without a destination, or if saving failed', async () => {
    const { call } = await start();
    expect((await call('POST', '/state')).body).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/--state FILE/),
    });
    const full = await controlled({
      saveState: () => {
        throw new Error('ENOSPC: no space left on device');
      },
    });
    expect((await full.call('POST', '/state')).body).toMatchObject({
      status: 500,
      detail: 'The state was not saved (ENOSPC: no space left on device); the file is unchanged.',
    });
  });
});

describe('the journal', () => {
  const journal = '/sandboxes/default/journal';

  it('is filtered by vendor, operation, status and account, and continued after a call', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    await target.call('get', one);
    await target.call('patch', one, rename);
    await target.as('somebody-else').call('get', '/nowhere');
    const seqs = async (query: string) =>
      (await call('GET', journal + query)).body.entries.map((entry: { seq: number }) => entry.seq);
    expect(await seqs('')).toEqual([1, 2, 3]);
    expect(await seqs('?vendor=arize&operation=integrations_update')).toEqual([2]);
    expect(await seqs('?vendor=spideriq')).toEqual([]);
    expect(await seqs('?status=404')).toEqual([3]);
    const account = double.journal.find()[0]?.account ?? '';
    expect(await seqs(`?account=${account}`)).toEqual([1, 2]);
    expect(await seqs('?after=1')).toEqual([2, 3]);
    expect(await seqs('?limit=1')).toEqual([3]);
    expect((await call('GET', `${journal}?after=3`)).body).toMatchObject({
      entries: [],
      count: 0,
      last: 3,
      cleared: 0,
    });
    expect((await call('DELETE', journal)).status).toBe(204);
    expect((await call('GET', journal)).body).toMatchObject({ entries: [], count: 0, first: 0, last: 0, cleared: 1 });
  });

  it('is filtered by method, reason, fault, time and partial body, and counts more than it returns', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    double.faults.add({ operation: 'integrations_get', delay: 1 });
    await target.call('get', one);
    double.clock.advance('1h');
    await target.call('patch', one, { ...rename, config: { api_key: 'canary-44ab', provider: 'openAI' } });
    await target.call('patch', one, { type: 'agent' });
    const found = async (query: Record<string, string>): Promise<unknown> => {
      const { body } = await call('GET', `${journal}?${new URLSearchParams(query).toString()}`);
      return [body.entries.map((entry: { seq: number }) => entry.seq), body.count];
    };
    expect(await found({ method: 'PATCH' })).toEqual([[2, 3], 2]);
    expect(await found({ reason: 'immutable' })).toEqual([[3], 1]);
    expect(await found({ fault: 'fault-1' })).toEqual([[1], 1]);
    expect(await found({ since: '2026-03-01T10:00:00.001Z' })).toEqual([[2, 3], 2]);
    expect(await found({ until: '2026-03-01T10:59:59Z' })).toEqual([[1], 1]);
    expect(await found({ body: '{"type":"llm"}' })).toEqual([[2], 1]);
    expect(await found({ body: '{"config":{"provider":"openAI"}}' })).toEqual([[2], 1]);
    expect(await found({ body: '{"config":{"provider":"b"}}' })).toEqual([[], 0]);
    expect(await found({ body: '{"config":{"api_key":"canary-44ab"}}' })).toEqual([[], 0]);
    expect(await found({ limit: '1' })).toEqual([[3], 3]);
    expect(await found({ after: '1', method: 'GET' })).toEqual([[], 0]);
  });

  it('waits for the next call that matches, and only for that', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    await target.call('get', one);
    const waiting = call('GET', `${journal}?after=1&status=404&wait=60000`);
    await untilListening(1);
    await target.call('get', one);
    await target.call('get', '/nowhere');
    expect((await waiting).body).toMatchObject({ entries: [{ seq: 3, status: 404 }], last: 3 });
    // What is there is not waited for; what does not come in time is not there.
    expect((await call('GET', `${journal}?status=404&wait=60000`)).body.entries).toHaveLength(1);
    expect((await call('GET', `${journal}?after=3&wait=1`)).body).toMatchObject({
      entries: [],
      count: 0,
      last: 3,
      cleared: 0,
    });
  });

  it('ends a wait when the sandbox is removed', async () => {
    const { call } = await start();
    await call('PUT', '/sandboxes/w');
    const waiting = call('GET', '/sandboxes/w/journal?wait=60000');
    await untilListening(1);
    expect((await call('DELETE', '/sandboxes/w')).status).toBe(204);
    expect((await waiting).body).toMatchObject({ status: 404, pointer: '/name' });
  });

  it('misses no call if it was cleared in between', async () => {
    const { call, double } = await start();
    const target = client(double, 'arize');
    await target.call('get', one);
    const waiting = call('GET', `${journal}?after=1&cleared=0&wait=60000`);
    await untilListening(1);
    double.reset();
    await target.call('get', '/nowhere');
    expect((await waiting).body).toMatchObject({ entries: [{ seq: 1, status: 404 }], last: 1, cleared: 1 });
    expect((await call('GET', `${journal}?after=1&cleared=0`)).body.entries).toHaveLength(1);
    expect((await call('GET', `${journal}?after=1&cleared=1`)).body.entries).toEqual([]);
  });

  it('ends all waits when the double closes, and removes listeners of disconnected clients', async () => {
    const { call, double } = await controlled({ vendors: ['arize'], stopTimeout: 50 });
    const waiting = Array.from({ length: 20 }, () => call('GET', `${journal}?wait=60000`));
    await untilListening(20);
    const gone = new AbortController();
    const aborted = fetch(`${double.control ?? ''}${journal}?wait=60000`, { signal: gone.signal });
    await untilListening(21);
    gone.abort();
    await expect(aborted).rejects.toThrow(/abort/);
    await untilListening(20);
    await double.close();
    for (const reply of await Promise.all(waiting))
      expect(reply.body).toMatchObject({ entries: [], count: 0, last: 0, cleared: 0 });
    await untilListening(0);
  });

  it.each(
    sampleOf(
      [
        ['vendor=arise', '/vendor', /did you mean arize/],
        ['operation=integrations_updat', '/operation', /integrations_update/],
        ['after=-1', '/after', /use 0 or more/],
        ['reason=tired', '/reason', /use one of .*immutable/],
        ['since=1', '/since', /not an ISO 8601 instant: "1"; write it like/],
        ['until=2026-02-30', '/until', /not an ISO 8601 instant/],
        ['body={', '/body', /not valid JSON; write it like/],
        ['body=', '/body', /is empty/],
        ['limit=0', '/limit', /use 1 or more/],
        ['limit=1e400', '/limit', /use a value of type integer/],
        ['status=teapot', '/status', /use a value of type integer/],
        ['sttus=1', '/sttus', /is unknown; use vendor, operation, status/],
        ['limit=1&limit=2', '/limit', /is repeated; send it once/],
      ],
      3,
    ),
  )('refuses %s', async (query, pointer, message) => {
    const { call } = await start();
    const { status, body } = await call('GET', `${journal}?${query}`);
    expect([status, body.pointer, body.detail]).toEqual([400, pointer, expect.stringMatching(message)]);
  });
});

describe('the clock', () => {
  const clock = '/sandboxes/default/clock';

  it('is read, set, advanced, resumed and frozen', async () => {
    const { call } = await start();
    const steer = async (change: object) => (await call('PATCH', clock, change)).body;
    expect((await call('GET', clock)).body).toEqual({ now: '2026-03-01T10:00:00.000Z', mode: 'frozen' });
    expect(await steer({ advance: '1h30m' })).toEqual({ now: '2026-03-01T11:30:00.000Z', mode: 'frozen' });
    expect(await steer({ set: '2030-01-01T00:00:00Z' })).toEqual({ now: '2030-01-01T00:00:00.000Z', mode: 'frozen' });
    expect((await steer({ resume: true })).mode).toBe('offset');
    expect((await steer({ freeze: true })).mode).toBe('frozen');
    expect(await steer({ freeze: '2031-01-01T00:00:00Z' })).toEqual({
      now: '2031-01-01T00:00:00.000Z',
      mode: 'frozen',
    });
    const before = Date.now();
    const { now, mode } = await steer({ system: true });
    expect([mode, Date.parse(now) >= before && Date.parse(now) <= Date.now()]).toEqual(['system', true]);
  });

  it.each(
    sampleOf(
      [
        [{ set: '1969-12-31T23:59:59Z' }, '/set', /within/],
        [{ freeze: 'noon' }, '/freeze', /write it like 2026/],
        [{ freeze: false }, '/freeze', /use true or an instant/],
        [{ advance: '-1h' }, '/advance', /write it like 90s/],
        [{ advance: '999999999w' }, '/advance', /advance by less/],
        [{ advance: '1h', set: '2030-01-01T00:00:00Z' }, '', /exactly one member/],
        [{}, '', /exactly one member/],
        [{ resume: false }, '/resume', /use true/],
        [{ system: false }, '/system', /use true/],
        [{ system: true, freeze: true }, '', /exactly one member/],
        [{ stop: true }, '/stop', /is unknown; use freeze, set, advance, resume/],
      ],
      3,
    ),
  )('refuses %j and is not changed', async (change, pointer, message) => {
    const { call, double } = await start();
    const { status, body } = await call('PATCH', clock, change);
    expect([status, body.pointer, body.detail]).toEqual([400, pointer, expect.stringMatching(message)]);
    expect(double.clock.now()).toBe('2026-03-01T10:00:00.000Z');
  });
});

describe('limits', () => {
  it('are switched on and off by vendor', async () => {
    const { call, double } = await start();
    const limits = '/sandboxes/default/limits/spideriq';
    expect((await call('PUT', limits, { enabled: true })).body).toEqual({
      vendor: 'spideriq',
      enabled: true,
      limits: [{ requests: 100, seconds: 60 }],
    });
    expect(double.limits.enabled()).toEqual(['spideriq']);
    expect((await call('PUT', limits, { enabled: false })).body.enabled).toBe(false);
    expect((await call('GET', limits)).body.enabled).toBe(false);
  });

  it('are refused for a vendor that documents none or is not served', async () => {
    const { call } = await start();
    expect((await call('PUT', '/sandboxes/default/limits/arize', { enabled: true })).body).toMatchObject({
      status: 400,
      pointer: '/vendor',
    });
    expect((await call('GET', '/sandboxes/default/limits/nobody')).body).toMatchObject({
      status: 404,
      pointer: '/vendor',
    });
  });
});

it('refuses an unknown sandbox everywhere, and does not create it', async () => {
  const { call } = await start();
  for (const [method, path, body] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/reset'],
    ['GET', '/snapshot'],
    ['PUT', '/snapshot', {}],
    ['GET', '/snapshots'],
    ['GET', '/snapshots/base'],
    ['PUT', '/snapshots/base'],
    ['DELETE', '/snapshots/base'],
    ['POST', '/snapshots/base/restore'],
    ['GET', '/faults'],
    ['POST', '/faults', { operation: 'integrations_get', status: 500 }],
    ['DELETE', '/faults'],
    ['DELETE', '/faults/fault-1'],
    ['GET', '/journal'],
    ['DELETE', '/journal'],
    ['GET', '/clock'],
    ['PATCH', '/clock', { resume: true }],
    ['GET', '/limits/arize'],
    ['PUT', '/limits/spideriq', { enabled: true }],
  ] as const) {
    const reply = await call(method, `/sandboxes/nowhere${path}`, body);
    expect([method, path, reply.status, reply.body.pointer]).toEqual([method, path, 404, '/name']);
    expect(reply.body.detail).toMatch(/create it with PUT \/sandboxes\/nowhere/);
  }
  expect((await call('GET', '/sandboxes')).body.sandboxes).toHaveLength(1);
});

it.each(
  sampleOf(
    [
      ['[1]', /not a JSON object/],
      ['{"operation":', /not valid JSON/],
      [`{"operation":${'['.repeat(200)}`, /nested too deeply/],
      ['{"operation":"integrations_get","status":500,"times":12345678901234567890}', /represented exactly/],
      ['{"__proto__":{"status":500},"operation":"integrations_get"}', /key that is not allowed/],
      ['', /\/operation is missing; add it/],
    ],
    3,
  ),
)('refuses the body %s', async (text, message) => {
  const { call } = await start();
  const { status, body } = await call('POST', '/sandboxes/default/faults', text.slice(0, 1000));
  expect([status, body.pointer, body.detail]).toEqual([
    400,
    text === '' ? '/operation' : '',
    expect.stringMatching(message),
  ]);
});

it('refuses a body over a mebibyte', async () => {
  const { call } = await start();
  const reply = await call('POST', '/sandboxes/default/faults', { operation: 'x'.repeat(1024 * 1024) });
  expect([reply.status, reply.body.pointer]).toEqual([413, '']);
});

it('answers HEAD, OPTIONS, unknown methods and unknown paths', async () => {
  const { call } = await start();
  expect(await call('HEAD', '/health/live')).toMatchObject({ status: 200, text: '' });
  expect(await call('OPTIONS', '/sandboxes/default')).toMatchObject({
    status: 204,
    headers: { allow: 'GET, PUT, DELETE, HEAD, OPTIONS' },
  });
  expect(await call('PATCH', '/sandboxes/default')).toMatchObject({
    status: 405,
    headers: { allow: 'GET, PUT, DELETE, HEAD, OPTIONS' },
  });
  expect((await call('GET', '/health/live/')).status).toBe(404);
  expect((await call('GET', '/nothing')).body.detail).toMatch(/GET \/openapi\.json/);
  expect((await call('GET', '/sandboxes/%ZZ')).body.detail).toMatch(/percent-encoding/);
});

it('is not started by default', async () => {
  const { double } = await controlled({ vendors: ['arize'], listen: false });
  expect(double.control).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await double.close();
  await expect(fetch(`${double.control ?? ''}/health/live`)).rejects.toThrow();
});
