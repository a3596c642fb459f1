/** `useDouble`, with a runner whose hooks are called by hand. */
import { matchers, useDouble } from '../../src/testing/vitest.js';

interface Hooks {
  expect: { extend: (added: object) => number };
  beforeAll: (hook: () => Promise<void>) => number;
  beforeEach: (hook: () => void) => number;
  afterAll: (hook: () => Promise<void>) => number;
}

const runs: ((name: 'afterAll') => Promise<void>)[] = [];

// Also when a test fails: a double left open would keep the process.
afterEach(async () => {
  for (const run of runs.splice(0)) await run('afterAll');
});

function runner() {
  const added: object[] = [];
  const hooks: Record<'beforeAll' | 'beforeEach' | 'afterAll', (() => Promise<void> | void)[]> = {
    beforeAll: [],
    beforeEach: [],
    afterAll: [],
  };
  const handed: Hooks = {
    expect: { extend: (it) => added.push(it) },
    beforeAll: (it) => hooks.beforeAll.push(it),
    beforeEach: (it) => hooks.beforeEach.push(it),
    afterAll: (it) => hooks.afterAll.push(it),
  };
  const run = async (name: keyof typeof hooks): Promise<void> => {
    for (const hook of hooks[name]) await hook();
  };
  runs.push(run);
  return { handed, added, run };
}

const create = (at: string): Promise<number> =>
  fetch(`${at}/v2/integrations`, {
    method: 'POST',
    headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'llm', name: 'Mine', config: { provider: 'openAI', api_key: 'k' } }),
  }).then((it) => it.status);

it('registers the matcher with the expect that it was handed', () => {
  const { handed, added } = runner();
  useDouble({}, handed);
  expect(added).toEqual([matchers]);
});

it('starts one double before all tests, and closes it after them', async () => {
  const { handed, run } = runner();
  const double = useDouble({ vendors: ['arize'] }, handed);
  await run('beforeAll');
  const { origin } = double;
  expect(double.vendors).toEqual(['arize']);
  expect(await create(double.url('arize'))).toBe(201);
  await run('afterAll');
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
  expect(() => double.url('arize')).toThrow('The double runs between beforeAll and afterAll');
});

it('resets it before each test: records, journal, faults, clock, and the sandboxes that were held', async () => {
  const { handed, run } = runner();
  const double = useDouble({ vendors: ['arize'], clock: '2026-03-01T10:00:00Z' }, handed);
  await run('beforeAll');
  const names = [double, double.sandbox('other')];
  for (const it of names) {
    expect([await create(it.url('arize')), await create(it.url('arize'))]).toEqual([201, 409]);
    it.clock.advance('1h');
    it.faults.add({ operation: 'integrations_create', status: 503 });
  }
  await run('beforeEach');
  for (const it of names) {
    expect([it.journal.find(), it.faults.list(), it.clock.now()]).toEqual([[], [], '2026-03-01T10:00:00.000Z']);
    expect(await create(it.url('arize'))).toBe(201);
  }
});

it('says so when it is used too early, and can be looked at at any time', async () => {
  const { handed, run } = runner();
  const double = useDouble({ vendors: ['arize'] }, handed);
  expect(() => double.url('arize')).toThrow('use it inside of a test or a hook');
  expect(() => double.sandbox('a')).toThrow('use it inside of a test or a hook');
  expect([(await Promise.resolve(double)) === double, Object.keys(double), 'url' in double]).toEqual([true, [], false]);
  await run('beforeAll');
  expect(Object.keys(double)).toEqual(expect.arrayContaining(['url', 'journal', 'sandbox', 'close']));
  expect([(await Promise.resolve(double)) === double, 'url' in double, { ...double }.origin]).toEqual([
    true,
    true,
    double.origin,
  ]);
  await run('afterAll');
});

it('leaves the failure of a start alone', async () => {
  const { handed, run } = runner();
  useDouble({ vendors: ['nobody'] }, handed);
  await expect(run('beforeAll')).rejects.toThrow(/vendor nobody/);
  await run('beforeEach');
  await run('afterAll');
});

it('tells what to do where the runner has no globals', () => {
  expect(() => useDouble({}, {})).toThrow(/switch the runner's globals on, or hand in all that its package exports/);
});
