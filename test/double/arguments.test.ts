/** Calls of the library with arguments of another kind: each says what it takes, and none fails inside. */
import { startDouble } from '../../src/double/start.js';
import type { Double, DoubleOptions } from '../../src/double/api.js';

const others: unknown[] = [null, undefined, 3, [], {}, true, () => 1, { a: null }, [null]];

let double: Double;
beforeAll(async () => {
  double = await startDouble({ vendors: ['respan'], listen: false });
});
afterAll(() => double.close());

type Call = (value: never) => unknown;

/** The message for a value that is refused; undefined: it is taken. */
async function refusal(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

it.each<[name: string, call: (double: Double) => Call, takes: string]>([
  ['url', (it) => (value) => it.url(value), 'the name of a vendor as a text'],
  ['operations', (it) => (value) => it.operations(value), 'the name of a vendor as a text'],
  ['leftOut', (it) => (value) => it.leftOut(value), 'the name of a vendor as a text'],
  ['notes', (it) => (value) => it.notes(value), 'the name of a vendor as a text'],
  ['understood', (it) => (value) => it.understood(value), 'the name of a vendor as a text'],
  ['faked', (it) => (value) => it.faked(value), 'the name of a vendor as a text'],
  ['curl', (it) => (value) => it.curl(value), 'the name of a vendor as a text'],
  ['sandbox', (it) => (value) => it.sandbox(value), 'a name as a text'],
  ['records', (it) => (value: never) => it.records(value, value, value), 'the name of a vendor as a text'],
  ['limits.enable', (it) => (value) => it.limits.enable(value), 'the name of a vendor as a text'],
  ['limits.disable', (it) => (value) => it.limits.disable(value), 'the name of a vendor as a text'],
  ['faults.remove', (it) => (value) => it.faults.remove(value), 'the id of a fault as a text'],
  ['clock.set', (it) => (value) => it.clock.set(value), 'an ISO 8601 instant as a text'],
  ['clock.advance', (it) => (value) => it.clock.advance(value), 'a duration such as 90s as a text'],
  ['snapshots.save', (it) => (value) => it.snapshots.save(value), 'the name of a snapshot as a text'],
  ['snapshots.restore', (it) => (value) => it.snapshots.restore(value), 'the name of a snapshot as a text'],
  ['snapshots.export', (it) => (value) => it.snapshots.export(value), 'the name of a snapshot as a text'],
  ['snapshots.remove', (it) => (value) => it.snapshots.remove(value), 'the name of a snapshot as a text'],
])('%s takes a text', async (name, call, takes) => {
  for (const value of others)
    expect(await refusal(() => call(double)(value as never))).toMatch(
      new RegExp(`^SteeringError: the request: ${name} takes ${takes}, not `),
    );
});

it.each<[name: string, call: (double: Double) => Call, takes: string]>([
  ['faults.add', (it) => (value) => it.faults.add(value), 'an object such as { operation, status }'],
  ['journal.find', (it) => (value) => it.journal.find(value), 'an object of filters'],
  ['journal.count', (it) => (value) => it.journal.count(value), 'an object of filters'],
  ['journal.waitFor', (it) => (value) => it.journal.waitFor(value), 'an object of filters'],
])('%s takes an object', async (name, call, takes) => {
  for (const value of [null, 3, 'x', [], true, () => 1, [null]])
    expect(await refusal(() => call(double)(value as never))).toContain(
      `SteeringError: the request: ${name} takes ${takes}, not `,
    );
});

it('what is no snapshot is refused as such', async () => {
  for (const value of [null, 3, 'x', [], true])
    expect(await refusal(() => double.restore(value as never))).toMatch(
      /not a snapshot of stuntdouble; use a document/,
    );
});

it('faults without fields, and filters that do not exist, are refused by name', async () => {
  expect(await refusal(() => double.faults.add({} as never))).toMatch(/operation is missing/);
  expect(await refusal(() => double.journal.find({ a: null } as never))).toMatch(/unknown filter: a; use vendor/);
});

const options: (keyof DoubleOptions)[] = [
  ...(['vendors', 'specs', 'editions', 'accounts', 'seed', 'auth', 'evidence', 'randomSeed', 'clock', 'port'] as const),
  ...(['host', 'replyHeaders', 'journal', 'watch', 'fake', 'rehearse', 'reloaded', 'state', 'listen'] as const),
  ...(['saveState', 'controlPort', 'controlHost', 'controlToken', 'console', 'allowedHosts', 'tls', 'log'] as const),
];

it.each(options)('the option %s of another kind is refused by name', async (name) => {
  const bad = [null, { a: null }, [null], Symbol('x')];
  for (const value of bad) {
    const message = await refusal(async () => {
      const started = await startDouble({ vendors: ['respan'], listen: false, [name]: value });
      await started.close();
    });
    if (message === undefined)
      expect([name, value]).toEqual([expect.stringMatching(/^(specs|journal|tls)$/), { a: null }]);
    else expect(message).not.toMatch(/^(TypeError|RangeError|Error):/);
  }
});

it('quotes a bounded part of an argument', () => {
  const long = 'x'.repeat(1e6);
  expect(() => double.sandbox(long)).toThrow(/^\/sandbox: invalid sandbox name: x{3000,5000}…; use 1 to 64/);
});
