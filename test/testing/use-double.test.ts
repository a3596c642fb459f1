/** `useDouble`, with a runner whose hooks are called by hand. */
import type { Double, DoubleOptions } from '../../src/index.js';
import { matchers, useDouble } from '../../src/testing/vitest.js';

interface Hooks {
  expect: { extend: (added: object) => number };
  beforeAll: (hook: () => Promise<void>) => number;
  beforeEach: (hook: () => void) => number;
  afterAll: (hook: () => Promise<void>) => number;
}

const used: Double[] = [];

afterEach(async () => {
  for (const double of used.splice(0)) if ('close' in double) await double.close();
});

function runner() {
  const added: object[] = [];
  const hooks: Record<'beforeAll' | 'beforeEach' | 'afterAll', (() => Promise<void> | void)[]> = {
    beforeAll: [],
    beforeEach: [],
    afterAll: [],
  };
  const handed: Hooks = {
    expect: { extend: (item) => added.push(item) },
    beforeAll: (item) => hooks.beforeAll.push(item),
    beforeEach: (item) => hooks.beforeEach.push(item),
    afterAll: (item) => hooks.afterAll.push(item),
  };
  const run = async (name: keyof typeof hooks): Promise<void> => {
    for (const hook of hooks[name]) await hook();
  };
  const use = (options: DoubleOptions = {}): Double => {
    const double = useDouble(options, handed);
    used.push(double);
    return double;
  };
  return { handed, added, run, use };
}

const create = (at: string): Promise<number> =>
  fetch(`${at}/v2/integrations`, {
    method: 'POST',
    headers: { authorization: 'Bearer test-key', 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'llm', name: 'Mine', config: { provider: 'openAI', api_key: 'k' } }),
  }).then((response) => response.status);

it('registers the matcher with the given expect', () => {
  const { handed, added } = runner();
  useDouble({}, handed);
  expect(added).toEqual([matchers]);
});

it('shares a double between all files of a worker with equal options, and resets it for each test', async () => {
  const [first, second] = [runner(), runner()];
  const one = first.use({ vendors: ['arize'], clock: '2026-03-01T10:00:00Z' });
  await first.run('beforeAll');
  const { origin } = one;
  expect(one.vendors).toEqual(['arize']);
  expect(await create(one.url('arize'))).toBe(201);
  one.sandbox('other').clock.advance('1h');
  await first.run('afterAll');
  expect(() => one.url('arize')).toThrow('between beforeAll and afterAll');
  const other = second.use({ clock: '2026-03-01T10:00:00Z', vendors: ['arize'] });
  await second.run('beforeAll');
  expect(other.origin).toBe(origin);
  expect(other.journal.find()).toEqual([]);
  expect(other.sandbox('other').clock.now()).toBe('2026-03-01T10:00:00.000Z');
  expect(await create(other.url('arize'))).toBe(201);
});

it('starts another double for other options, and a separate one for options with functions, which ends with the file', async () => {
  const { use, run } = runner();
  const [plain, seeded, logging, logging2] = [
    use({ vendors: ['arize'] }),
    use({ vendors: ['arize'], randomSeed: 2 }),
    use({ vendors: ['arize'], log: () => undefined }),
    use({ vendors: ['arize'], log: () => undefined }),
  ];
  await run('beforeAll');
  const origins = [plain, seeded, logging, logging2].map((double) => double.origin);
  expect(new Set(origins).size).toBe(4);
  await run('afterAll');
  expect((await fetch(origins[0] ?? '')).status).toBe(404);
  await expect(fetch(origins[2] ?? '')).rejects.toThrow('fetch failed');
  await run('beforeAll');
});

it('starts another double after one was closed', async () => {
  const { use, run } = runner();
  const double = use({ vendors: ['arize'] });
  await run('beforeAll');
  const { origin } = double;
  await double.close();
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
  await run('beforeAll');
  expect(await create(double.url('arize'))).toBe(201);
});

it('resets it before each test: records, journal, faults, clock, in every sandbox', async () => {
  const { use, run } = runner();
  const double = use({ vendors: ['arize'], clock: '2026-03-01T10:00:00Z' });
  await run('beforeAll');
  const names = [double, double.sandbox('other')];
  for (const name of names) {
    expect([await create(name.url('arize')), await create(name.url('arize'))]).toEqual([201, 409]);
    name.clock.advance('1h');
    name.faults.add({ operation: 'integrations_create', status: 503 });
  }
  await run('beforeEach');
  for (const name of names) {
    expect([name.journal.find(), name.faults.list(), name.clock.now()]).toEqual([[], [], '2026-03-01T10:00:00.000Z']);
    expect(await create(name.url('arize'))).toBe(201);
  }
});

it('throws if it is used too early, and can be inspected at any time', async () => {
  const { use, run } = runner();
  const double = use({ vendors: ['arize'] });
  expect(() => double.url('arize')).toThrow('use it in a test or a hook');
  expect(() => double.sandbox('a')).toThrow('use it in a test or a hook');
  expect([(await Promise.resolve(double)) === double, Object.keys(double), 'url' in double]).toEqual([true, [], false]);
  await run('beforeAll');
  expect(Object.keys(double)).toEqual(expect.arrayContaining(['url', 'journal', 'sandbox', 'close']));
  expect([(await Promise.resolve(double)) === double, 'url' in double, { ...double }.origin]).toEqual([
    true,
    true,
    double.origin,
  ]);
});

it('passes on the error of a failed start', async () => {
  const { use, run } = runner();
  use({ vendors: ['nobody'] });
  await expect(run('beforeAll')).rejects.toThrow(/vendor nobody/);
  await expect(run('beforeAll')).rejects.toThrow(/vendor nobody/);
  await run('beforeEach');
  await run('afterAll');
});

it('explains the remedy if the runner has no globals', () => {
  expect(() => useDouble({}, {})).toThrow(/enable the runner's globals, or pass the exports of its package/);
});

it('keeps a named snapshot for the tests of one file', async () => {
  const [first, second] = [runner(), runner()];
  const options = { vendors: ['arize'], randomSeed: 16 };
  const double = first.use(options);
  await first.run('beforeAll');
  double.snapshots.save('base');
  await first.run('beforeEach');
  expect(double.snapshots.list().map((savedSnapshot) => savedSnapshot.name)).toEqual(['base']);
  const next = second.use(options);
  await second.run('beforeAll');
  expect(next.snapshots.list()).toEqual([]);
});
