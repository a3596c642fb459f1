/** Faults, preferences, limits and the clock: the paths that a real vendor does not show on demand. */
import { loadVendors } from '../../src/loading/vendors.js';
import { reasons } from '../../src/grammar/reasons.js';
import { sampleOf } from '../support/depth.js';
import { double, serve, type Client } from '../support/double.js';
import { possibleReasons } from '../../src/engine/refusals/on-demand.js';
import { SteeringError, type FaultSpec } from '../../src/index.js';

const list = '/v2/integrations';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const rename = { type: 'llm', name: 'Renamed' };

const arize = (): Promise<Client> => serve('arize', { clock: '2026-03-01T10:00:00Z' });
const name = async ({ call }: Client): Promise<string> => (await call('get', one)).body.name;

describe('faults', () => {
  it('refuse as the vendor does, exactly as many times as stated', async () => {
    const target = await arize();
    const fault = target.double.faults.add({ operation: 'integrations_update', refuse: 'rateLimited', times: 2 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await target.call('patch', one, rename)).status);
    expect(statuses).toEqual([429, 429, 200]);
    expect(target.double.faults.list()).toEqual([{ ...fault, fired: 2 }]);
    expect(target.double.journal.find({ fault: fault.id }).map((item) => item.status)).toEqual([429, 429]);
  });

  it.each(sampleOf(['arize', 'langdock', 'nairi', 'respan', 'spideriq'], 5))(
    'refuse for each possible reason of an operation of %s, and for no other',
    async (name) => {
      const [vendor] = await loadVendors({ vendors: [name] });
      const failures: string[] = [];
      const target = await double({ vendors: [name], listen: false, log: (line) => failures.push(line) });
      const { faults, journal } = target;
      const headers = { authorization: 'Bearer test-key', 'x-api-key': 'test-key', 'user-agent': 'test' };
      if (vendor === undefined) throw new Error(`no ${name}`);
      const { rules } = vendor;
      for (const { operation } of rules.values()) {
        const own = new Set(possibleReasons(vendor, operation));
        const path = operation.path.replace(/\{.+?\}/g, '1');
        for (const reason of reasons) {
          const spec: FaultSpec = { operation: operation.id, refuse: reason, times: 1 };
          if (!own.has(reason)) {
            expect(() => faults.add(spec)).toThrow(expect.objectContaining({ pointer: '/refuse' }));
            continue;
          }
          faults.add(spec);
          const { status } = await target.fetch(`${target.url(name)}${path}`, { method: operation.method, headers });
          const entry = journal.find().at(-1);
          const said = { reason: entry?.reason, isOurs: JSON.stringify(entry?.reply.body).includes('stuntdouble') };
          expect([operation.id, status < 500, said]).toEqual([operation.id, true, { reason, isOurs: false }]);
          expect([operation.id, reason, entry?.violations]).toEqual([operation.id, reason, []]);
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it('skip calls with `after`, and last until they are removed', async () => {
    const target = await arize();
    const fault = target.double.faults.add({ operation: 'integrations_get', status: 503, after: 1 });
    const status = async (): Promise<number> => (await target.call('get', one)).status;
    expect([await status(), await status(), await status()]).toEqual([200, 503, 503]);
    expect([target.double.faults.remove(fault.id), target.double.faults.remove(fault.id)]).toEqual([true, false]);
    expect(await status()).toBe(200);
  });

  it('can be limited to one record or account', async () => {
    const target = await arize();
    target.double.faults.add({ operation: 'integrations_get', status: 500, record: 'RW50aXR5OjEyMzQ1' });
    expect([
      (await target.call('get', one)).status,
      (await target.call('get', `${list}/RW50aXR5OjEyMzQ1`)).status,
    ]).toEqual([200, 500]);
    const account = target.double.journal.find().at(-1)?.account ?? '';
    target.double.faults.add({ operation: 'integrations_list', status: 500, account });
    expect([
      (await target.call('get', list)).status,
      (await target.as('somebody-else').call('get', list)).status,
    ]).toEqual([500, 200]);
  });

  it('drop the reply before or after the write', async () => {
    const target = await arize();
    for (const kind of ['drop', 'reset'] as const) {
      target.double.faults.add({ operation: 'integrations_update', [kind]: 'before', times: 1 });
      await expect(target.call('patch', one, rename)).rejects.toThrow(/socket hang up|ECONNRESET/);
      expect(await name(target)).toBe('Production OpenAI');
      target.double.faults.add({ operation: 'integrations_update', [kind]: 'after', times: 1 });
      await expect(target.call('patch', one, rename)).rejects.toThrow(/socket hang up|ECONNRESET/);
      expect(await name(target)).toBe('Renamed');
      target.double.reset();
    }
  });

  it('truncate the body, make it malformed, or send it slowly', async () => {
    const target = await arize();
    target.double.faults.add({ operation: 'integrations_get', truncate: 20, times: 1 });
    await expect(target.call('get', one)).rejects.toThrow(/aborted|ECONNRESET/);
    target.double.faults.add({ operation: 'integrations_get', malformed: true, times: 1 });
    await expect(target.call('get', one)).rejects.toThrow(/JSON/);
    target.double.faults.add({ operation: 'integrations_get', trickle: 100_000, times: 1 });
    expect((await target.call('get', one)).body.name).toBe('Production OpenAI');
  });

  it('apply to refusals as well, and are not their reason', async () => {
    const target = await arize();
    const missing = `${list}/RW50aXR5OjE=`;
    target.double.faults.add({ operation: 'integrations_get', drop: 'after', times: 1 });
    await expect(target.call('get', missing)).rejects.toThrow(/socket hang up|ECONNRESET/);
    target.double.faults.add({ operation: 'integrations_get', delay: 1, times: 1 });
    expect((await target.call('get', missing)).status).toBe(404);
    const reported = target.double.journal.find({ status: 404 });
    expect(reported.map((item) => item.reply.delivery)).toEqual([{ drop: 'close' }, { delay: 1 }]);
    for (const entry of reported) expect(entry.why?.says).not.toMatch(/fault/);
  });

  it('delay a reply by a fixed or random time', async () => {
    const target = await arize();
    for (const delay of [1, { uniform: [1, 3] }, { lognormal: { median: 1, sigma: 0.1 } }] as const) {
      target.double.faults.add({ operation: 'integrations_get', delay: delay as number, times: 1 });
      expect((await target.call('get', one)).status).toBe(200);
    }
    expect(target.double.faults.list().map((fault) => fault.fired)).toEqual([1, 1, 1]);
  });

  it.each([
    [{ operation: 'integrations_updat', status: 500 }, '/operation', /integrations_update/],
    [{ vendor: 'arise', operation: 'integrations_update', status: 500 }, '/vendor', /arize/],
    [{ operation: 'integrations_update' }, '', /exactly one of/],
    [{ operation: 'integrations_update', status: 500, drop: 'before' }, '', /keep one of status, drop/],
    [{ operation: 'integrations_update', status: 404 }, '/status', /500 to 599/],
    [{ operation: 'integrations_update', refuse: 'tired' }, '/refuse', /rateLimited/],
    [{ operation: 'integrations_update', status: 500, times: -1 }, '/times', /whole number/],
    [{ operation: 'integrations_update', status: 500, after: 0.5 }, '/after', /whole number/],
    [{ operation: 'integrations_delete', malformed: true }, '/malformed', /succeeds without a body/],
    [{ operation: 'integrations_delete', truncate: 3 }, '/truncate', /succeeds without a body/],
    [{ operation: 'integrations_delete', trickle: 9 }, '/trickle', /succeeds without a body/],
    [{ operation: 'integrations_update', delay: -5 }, '/delay', /milliseconds/],
    [{ operation: 'integrations_update', delay: { uniform: [5, 1] } }, '/delay', /least, most/],
    [{ operation: 'integrations_update', delay: 2 ** 31 }, '/delay', /up to 2147483647/],
    [{ operation: 'integrations_update', delay: { uniform: [1, 1e12] } }, '/delay', /up to 2147483647/],
    [
      { operation: 'integrations_update', delay: { uniform: [1, 2], lognormal: { median: 1, sigma: 1 } } },
      '/delay',
      / or /,
    ],
    [
      { operation: 'integrations_update', refuse: 'protected' },
      '/refuse',
      /integrations_update never refuses with "protected"; use one of .*conflict/,
    ],
    [{ operation: 'integrations_update', status: 500, time: 2 }, '/time', /use .*times/],
    [{ operation: 'integrations_list', status: 500, record: 'x' }, '/record', /names no record/],
    [{ operation: 'integrations_list', status: 500, account: 'demo-key' }, '/account', /acct_.*demo/],
  ])('are refused if invalid: %j', async (spec, pointer, message) => {
    const target = await arize();
    const add = (): unknown => target.double.faults.add(spec as never);
    expect(add).toThrow(SteeringError);
    expect(add).toThrow(message);
    expect(add).toThrow(expect.objectContaining({ pointer }));
    expect(target.double.faults.list()).toEqual([]);
  });
});

describe('a fault on vendor.operation', () => {
  const document = (...operations: string[]): object => ({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: Object.fromEntries(
      operations.map((id, n) => [`/p${n}`, { get: { operationId: id, responses: { 200: { description: 'ok' } } } }]),
    ),
  });
  const specs = {
    shop: document('list', 'eu.list', 'eu.only'),
    'shop.eu': document('list', 'get'),
    plain: document('shop.list', 'list'),
  };

  it.each([
    ['shop.eu.list', 'shop.eu', 'list'],
    ['shop.eu.get', 'shop.eu', 'get'],
    ['plain.list', 'plain', 'list'],
    // An operation of that name goes first.
    ['shop.list', 'plain', 'shop.list'],
    ['plain.shop.list', 'plain', 'shop.list'],
    ['eu.only', 'shop', 'eu.only'],
  ])('splits %s at the longest name of a vendor', async (given, vendor, operation) => {
    const { faults } = await double({ specs });
    expect(faults.add({ operation: given, status: 500 })).toMatchObject({ vendor, operation });
    expect(faults.add({ vendor, operation, status: 500 })).toMatchObject({ vendor, operation });
  });

  it('is refused if the vendor, or every vendor, has no such operation', async () => {
    const { faults } = await double({ specs });
    expect(() => faults.add({ operation: 'shop.eu.only', status: 500 })).toThrow(/unknown operation only; use/);
    expect(() => faults.add({ operation: 'nobody.list', status: 500 })).toThrow(
      /nobody is not served; use one of shop, /,
    );
    expect(() => faults.add({ operation: 'list', status: 500 })).toThrow(
      /shop and shop\.eu and plain; name the vendor/,
    );
  });

  it('fires', async () => {
    const started = await double({ specs });
    started.faults.add({ operation: 'shop.eu.get', status: 503 });
    expect((await started.fetch('/shop.eu/p1')).status).toBe(503);
    expect((await started.fetch('/shop.eu/p0')).status).toBe(200);
  });
});

describe('Prefer: code=…', () => {
  it('answers with a declared status as the vendor does, changes nothing, and marks the reply', async () => {
    const target = await arize();
    const reply = await target.call('patch', one, rename).set('prefer', 'code=429');
    expect([reply.status, reply.headers['preference-applied'], reply.headers['retry-after']]).toEqual([
      429,
      'code=429',
      '30',
    ]);
    expect(reply.body).toMatchObject({ status: 429, title: 'Rate limit exceeded' });
    expect(await name(target)).toBe('Production OpenAI');
  });

  it('shows the contract’s example for a success', async () => {
    const { call } = await arize();
    const reply = await call('post', list, {}).set('prefer', 'code=201');
    expect([reply.status, reply.body.type]).toEqual([201, 'llm']);
  });

  it.each(['code = 429', 'wait=5, CODE="429"', 'wait=5;code=429'])('reads %s', async (prefer) => {
    const { call } = await arize();
    expect((await call('get', one).set('prefer', prefer)).status).toBe(429);
  });

  it.each(['code=-1', 'code=4O4', 'code='])('refuses %s literally', async (prefer) => {
    const { call } = await arize();
    const { status, body } = await call('get', one).set('prefer', prefer);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(`no status ${prefer.slice(5)}. It`)]);
  });

  it('refuses an undeclared status, and lists the declared ones', async () => {
    const { call, double: started } = await arize();
    const reply = await call('get', one).set('prefer', 'code=418');
    expect(started.journal.find().at(-1)?.why?.says).toMatch(/not declared: Prefer: code=418; declared: 200, 400/);
    expect([reply.status, reply.type]).toEqual([400, 'application/problem+json']);
    expect(reply.body.detail).toBe(
      'integrations_get declares no status 418. It declares 200, 400, 401, 403, 404, 429.',
    );
  });
});

describe('limits', () => {
  const get = '/api/v1/integrations';
  const status = async ({ call }: Client): Promise<number> => (await call('get', get)).status;

  it('are off by default, count each account by the sandbox’s clock, and end with their window', async () => {
    const target = await serve('spideriq', { clock: '2026-03-01T10:00:00.250Z' });
    target.double.limits.enable('spideriq');
    const statuses = new Set<number>();
    for (let i = 0; i < 100; i++) statuses.add(await status(target));
    expect([...statuses]).toEqual([200]);
    target.double.clock.advance('20s');
    const refused = await target.call('get', get);
    expect([refused.status, refused.body]).toEqual([429, { detail: 'Rate limit exceeded' }]);
    // In whole seconds, and not before the window ends.
    expect([refused.headers['retry-after'], refused.headers['x-ratelimit-reset']]).toEqual([
      '40',
      String(Date.parse('2026-03-01T10:01:01Z') / 1000),
    ]);
    expect(await status(target.as('somebody-else'))).toBe(200);
    target.double.clock.advance('40s');
    expect(await status(target)).toBe(200);
    expect(target.double.limits.enabled()).toEqual(['spideriq']);
    target.double.limits.disable('spideriq');
    for (let i = 0; i < 101; i++) statuses.add(await status(target));
    expect([...statuses]).toEqual([200]);
  });

  it('are refused for a vendor that documents none', async () => {
    const target = await arize();
    expect(() => target.double.limits.enable('arize')).toThrow(/documents no rate limit; use a fault/);
    expect(() => target.double.limits.enable('nobody')).toThrow(/is not served/);
  });
});

describe('the clock', () => {
  it('can be frozen, set, advanced and resumed, and timestamps follow it', async () => {
    const target = await arize();
    const stamp = async (): Promise<string> => (await target.call('patch', one, rename)).body.updated_at;
    const { clock } = target.double;
    expect(await stamp()).toBe('2026-03-01T10:00:00.000Z');
    clock.advance('1h30m');
    expect(await stamp()).toBe('2026-03-01T11:30:00.000Z');
    clock.set('2030-01-01T00:00:00Z');
    expect(await stamp()).toBe('2030-01-01T00:00:00.000Z');
    clock.resume();
    expect(await stamp()).toMatch(/^2030-01-01T00:00:/);
    target.double.reset();
    expect(clock.now()).toBe('2026-03-01T10:00:00.000Z');
  });

  it.each<[string, (clock: Client['double']['clock']) => void]>([
    ['frozen', (clock) => clock.freeze('2030-01-01T00:00:00Z')],
    ['ahead', (clock) => [clock.resume(), clock.advance('1d')]],
    ['frozen at the start', () => undefined],
  ])('goes back to the system’s clock when it was %s', async (_, steer) => {
    const { double: started } = await arize();
    steer(started.clock);
    const before = Date.now();
    started.clock.system();
    const now = Date.parse(started.clock.now());
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    expect(started.snapshot().clock).toEqual({ mode: 'system' });
    // From there it goes on as any clock does.
    started.clock.freeze('2031-01-01T00:00:00Z');
    expect(started.clock.now()).toBe('2031-01-01T00:00:00.000Z');
  });

  it('is separate for each sandbox', async () => {
    const { double: started } = await arize();
    started.sandbox('later').clock.advance('1d');
    expect([started.clock.now(), started.sandbox('later').clock.now()]).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-02T10:00:00.000Z',
    ]);
  });

  it.each([
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-03-01T10:00Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00.5+05:30', '2026-03-01T04:30:00.500Z'],
  ])('is set to %s', async (at, now) => {
    const { double: started } = await arize();
    started.clock.set(at);
    expect(started.clock.now()).toBe(now);
  });

  it.each([
    ['set', '1969-12-31T23:59:59Z', /outside of the years 1970 to 9998/],
    ['set', '9999-12-31T23:59:59.500Z', /years 1970 to 9998/],
    ['freeze', '9999-01-01T00:00:00Z', /years 1970 to 9998/],
    ['set', 'noon', /not an ISO 8601 instant/],
    ['freeze', '10000-01-01', /not an ISO 8601 instant/],
    ['set', '2026-02-30T00:00:00Z', /not an ISO 8601 instant/],
    ['set', '2026-03-01T11:00:00', /not an ISO 8601 instant/],
    ['freeze', '2026-03-01 (at noon)', /not an ISO 8601 instant/],
    ['advance', 'soon', /not a duration/],
    ['advance', '-1h', /not a duration/],
    ['advance', '999999999w', /after the year 9998/],
  ] as const)('refuses to %s to %s, and is not changed', async (act, to, message) => {
    const { double: started } = await arize();
    expect(() => started.clock[act](to)).toThrow(message);
    expect(started.clock.now()).toBe('2026-03-01T10:00:00.000Z');
  });
});

it('shows the records of an account without their secrets, by credential and by name', async () => {
  const target = await arize();
  await target.call('patch', one, { type: 'llm', config: { api_key: 'canary-77' } });
  const account = target.double.journal.find().at(-1)?.account ?? '';
  const records = target.double.records('arize', 'integration', 'test-key');
  expect(records.map((record) => record['name'])).toEqual(['Sandbox OpenAI', 'Production OpenAI']);
  expect(target.double.records('arize', 'integration', account)).toEqual(records);
  expect(JSON.stringify(records)).not.toContain('canary-77');
});
