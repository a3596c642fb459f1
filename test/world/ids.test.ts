import type { Account } from '../../src/engine/model/call.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { keyReader } from '../../src/engine/values/id-formats.js';
import type { IdRule } from '../../src/grammar/behavior.js';
import { SeededIds } from '../../src/world/ids.js';

const vendor = { name: 'acme' } as Vendor;
const account = (name: string): Account => ({ name, number: 1 });
const nothing = { highest: () => 0 };
const rule = (it: Partial<IdRule>): IdRule => ({ field: 'id', format: 'uuid', evidence: { assumed: 'test' }, ...it });

const formats: IdRule[] = [
  rule({ format: 'uuid' }),
  rule({ format: 'integer' }),
  rule({ format: 'ulid', prefix: 'ai_' }),
  rule({ format: 'globalId', prefix: 'Thing' }),
];

it.each(formats)('makes ids of the format $format that it accepts itself, each different', (format) => {
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

it('uses nothing up before the decision is committed', () => {
  const ids = new SeededIds(7);
  const first = ids.draw(vendor, account('a'), 0, nothing).id('thing', rule({}));
  expect(ids.draw(vendor, account('a'), 0, nothing).id('thing', rule({}))).toBe(first);
});

it('gives each account a stream of its own, and the same stream for the same seed', () => {
  const draw = (seed: number, name: string): unknown =>
    new SeededIds(seed).draw(vendor, account(name), 0, nothing).id('thing', rule({}));
  expect(draw(7, 'a')).toBe(draw(7, 'a'));
  expect(draw(7, 'a')).not.toBe(draw(7, 'b'));
  expect(draw(7, 'a')).not.toBe(draw(8, 'a'));
});

it('counts integers on from what the store holds', () => {
  const draw = new SeededIds(7).draw(vendor, account('a'), 0, { highest: () => 41 });
  expect([draw.id('thing', rule({ format: 'integer' })), draw.id('thing', rule({ format: 'integer' }))]).toEqual([
    42, 43,
  ]);
});

it('puts the time into a ULID', () => {
  const id = new SeededIds(7)
    .draw(vendor, account('a'), 1_469_918_176_385, nothing)
    .id('thing', rule({ format: 'ulid' }));
  // The example of the ULID specification: 01ARYZ6S41 is 1469918176385.
  expect(String(id).slice(0, 10)).toBe('01ARYZ6S41');
});

describe('what a path segment may be', () => {
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
