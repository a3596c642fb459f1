import type { Account } from '../../src/engine/model/call.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { keyReader } from '../../src/engine/values/id-formats.js';
import type { IdRule } from '../../src/grammar/behavior.js';
import { SeededIds } from '../../src/world/ids.js';

const vendor = { name: 'acme' } as Vendor;
const account = (name: string): Account => ({ name, number: 1 });
const nothing = { highest: () => 0, elsewhere: () => false };
const rule = (partial: Partial<IdRule>): IdRule => ({
  field: 'id',
  format: 'uuid',
  evidence: { assumed: 'test' },
  ...partial,
});

const formats: IdRule[] = [
  rule({ format: 'uuid' }),
  rule({ format: 'integer' }),
  rule({ format: 'ulid', prefix: 'ai_' }),
  rule({ format: 'globalId', prefix: 'Thing' }),
];

it.each(formats)('makes unique valid ids of the format $format', (format) => {
  const ids = new SeededIds(7);
  const made = Array.from({ length: 500 }, () => {
    const draw = ids.draw(vendor, account('a'), 1_700_000_000_000, nothing);
    const id = String(draw.id('thing', format));
    draw.commit();
    return id;
  });
  expect(new Set(made).size).toBe(500);
  expect(made.filter((id) => keyReader(format)(id) === undefined)).toEqual([]);
});

it('consumes nothing before the decision is committed', () => {
  const ids = new SeededIds(7);
  const first = ids.draw(vendor, account('a'), 0, nothing).id('thing', rule({}));
  expect(ids.draw(vendor, account('a'), 0, nothing).id('thing', rule({}))).toBe(first);
});

it('gives each account its own stream, which depends only on the seed', () => {
  const draw = (seed: number, name: string): unknown =>
    new SeededIds(seed).draw(vendor, account(name), 0, nothing).id('thing', rule({}));
  expect(draw(7, 'a')).toBe(draw(7, 'a'));
  expect(draw(7, 'a')).not.toBe(draw(7, 'b'));
  expect(draw(7, 'a')).not.toBe(draw(8, 'a'));
});

describe('an integer id', () => {
  const integer = rule({ format: 'integer' });
  const made = (ids: SeededIds, name: string, view: Partial<typeof nothing> = {}): number => {
    const draw = ids.draw(vendor, account(name), 0, { ...nothing, ...view });
    const id = Number(draw.id('thing', integer));
    draw.commit();
    return id;
  };

  it('starts after the seed, at an offset of the account, and counts up', () => {
    const first = made(new SeededIds(7), 'a', { highest: () => 41 });
    expect(first).toBeGreaterThan(41);
    const ids = new SeededIds(7);
    expect([made(ids, 'a', { highest: () => 41 }), made(ids, 'a'), made(ids, 'a')]).toEqual([
      first,
      first + 1,
      first + 2,
    ]);
    expect(first).toBeLessThan(2 ** 31);
  });

  it('does not depend on ids of other accounts', () => {
    const [alone, shared] = [new SeededIds(7), new SeededIds(7)];
    const expected = [made(alone, 'a'), made(alone, 'a')];
    const seen: number[] = [];
    for (let round = 0; round < 2; round++) {
      made(shared, 'b');
      seen.push(made(shared, 'a'));
    }
    expect(seen).toEqual(expected);
  });

  it('continues from the seed, independent of other accounts', () => {
    const ids = new SeededIds(7);
    expect([made(ids, 'acct_0'), made(ids, 'acct_1'), made(ids, 'acct_0', { highest: () => 7 })]).toEqual([1, 1, 8]);
  });

  it('continues after a restored sequence', () => {
    const ids = new SeededIds(7);
    const last = made(ids, 'a');
    const restored = new SeededIds(7);
    restored.restore(vendor, ids.state(vendor));
    expect(made(restored, 'a')).toBe(last + 1);
    expect(made(new SeededIds(7), 'a', { highest: () => last })).toBeGreaterThan(last);
  });
});

it('puts the time into a ULID', () => {
  const id = new SeededIds(7)
    .draw(vendor, account('a'), 1_469_918_176_385, nothing)
    .id('thing', rule({ format: 'ulid' }));
  // The example of the ULID specification: 01ARYZ6S41 is 1469918176385.
  expect(String(id).slice(0, 10)).toBe('01ARYZ6S41');
});

describe('ids in a path segment', () => {
  it.each([
    ['ulid', 'ai_01KFRX8K1CKQGCV2W5J9C9Z37H', true],
    ['ulid', 'ai_81KFRX8K1CKQGCV2W5J9C9Z37H', false],
    ['ulid', 'ai_01KFRX8K1CKQGCV2W5J9C9Z37I', false],
    ['ulid', 'ai_01KFRX8K1CKQGCV2W5J9C9Z37', false],
    ['globalId', Buffer.from('Thing:12:aBcD').toString('base64'), true],
    ['globalId', Buffer.from('Thing:12:aBcD').toString('base64').replace(/=+$/, ''), false],
    ['globalId', Buffer.from('Other:12:aBcD').toString('base64'), false],
    ['integer', '42', true],
    ['integer', '4.2', false],
    ['integer', '1e3', false],
    ['uuid', '550e8400-e29b-41d4-a716-446655440000', true],
    ['uuid', '550e8400-e29b-41d4-a716-44665544000', false],
  ] as const)('%s %s: %s', (format, raw, wellFormed) => {
    const prefix = { ulid: 'ai_', globalId: 'Thing' }[format as string];
    expect(keyReader(rule({ format, ...(prefix && { prefix }) }))(raw) !== undefined).toBe(wellFormed);
  });
});

it('counts from 1 for an account that all callers share', () => {
  const shared = { name: 'everybody', number: 0 };
  const draw = new SeededIds(1).draw({ name: 'x' } as Vendor, shared, 0, { highest: () => 0 });
  expect([1, 2, 3].map(() => draw.id('thing', { format: 'integer' }))).toEqual([1, 2, 3]);
});
