/** The store of a sandbox: which account has which records, of the seed and written later. */
import { atOnce } from '../../../src/timers/slices.js';
import type { Account, Change } from '../../../src/engine/model/call.js';
import type { Credential } from '../../../src/engine/model/vendor.js';
import type { View } from '../../../src/engine/model/view.js';
import { MemoryStore } from '../../../src/world/store/store.js';
import { stubResource, stubVendor } from '../../support/stubs.js';

const reserved = (name: string, ...ids: string[]): Credential => ({
  name,
  token: name,
  records: { thing: ids.map((id) => ({ id })) },
});
const vendor = stubVendor({
  resources: [stubResource('thing', { aliases: ['name'] }), stubResource('part')],
  seed: {
    records: { thing: [{ id: '1', name: 'one' }, { id: '5' }] },
    credentials: [reserved('vip', '7'), { name: 'plain', token: 'p' }],
  },
});
const [ann, bob, vip]: Account[] = ['ann', 'bob', 'vip'].map((name, number) => ({ name, number })) as [
  Account,
  Account,
  Account,
];

const put = (id: string, more: object = {}): Change => ({ resource: 'thing', id, put: { id, ...more } });
const remove = (id: string): Change => ({ resource: 'thing', id, remove: true });

interface Bench {
  store: MemoryStore;
  as: (account: Account | undefined) => View;
  write: (account: Account | undefined, ...changes: Change[]) => void;
  /** Ids that an account has. */
  has: (account: Account | undefined) => unknown[];
}

function bench(): Bench {
  const store = new MemoryStore();
  const known = (account: Account | undefined): Account => account ?? { name: 'nobody', number: 0 };
  return {
    store,
    as: (account) => store.view(vendor, known(account)),
    write: (account, ...changes) => store.apply(vendor, known(account), changes),
    has: (account) => store.records(vendor, known(account), 'thing').map((record) => record['id']),
  };
}

it('starts each account with the seed, and credentials of the seed with additional records', () => {
  const { as, has } = bench();
  expect([has(ann), has(vip)]).toEqual([
    ['1', '5'],
    ['1', '5', '7'],
  ]);
  const view = as(vip);
  expect([view.get('thing', '7'), view.get('thing', '8'), view.get('part', '7')]).toEqual([
    { id: '7' },
    undefined,
    undefined,
  ]);
  expect(view.find('thing', ['name'], ['one'])).toEqual({ id: '1', name: 'one' });
  expect(view.page('thing', { limit: 1 }).items).toEqual([{ id: '1', name: 'one' }]);
  expect([view.count('thing', {}), view.count('part', {})]).toEqual([3, 0]);
  expect(() => view.get('other', '1')).toThrow(new Error('no resource other'));
});

it('writes for one account only, all changes in order', () => {
  const { as, has, write } = bench();
  write(ann, put('8'), remove('1'), put('8', { a: 1 }), put('9'), remove('9'));
  expect([has(ann), has(bob)]).toEqual([
    ['5', '8'],
    ['1', '5'],
  ]);
  expect([as(ann).get('thing', '8'), as(bob).get('thing', '8')]).toEqual([{ id: '8', a: 1 }, undefined]);
});

it('counts accounts with writes, and their records', () => {
  const { store, write } = bench();
  expect(store.sizes()).toEqual({ accounts: 0, records: 0, bytes: 0 });
  write(ann);
  expect(store.sizes()).toEqual({ accounts: 0, records: 0, bytes: 0 });
  write(ann, put('8'), { resource: 'part', id: 'p', put: { id: 'p' } });
  write(bob, remove('1'));
  expect(store.sizes()).toMatchObject({ accounts: 2, records: 5 });
  store.reset();
  expect(store.sizes()).toEqual({ accounts: 0, records: 0, bytes: 0 });
});

it('returns to the seed when it is reset', () => {
  const { store, as, has, write } = bench();
  write(ann, put('8'), remove('1'));
  store.reset();
  expect([has(ann), as(bob).elsewhere('thing', '8'), as(ann).highest('thing')]).toEqual([['1', '5'], false, 7]);
});

describe('another account', () => {
  it('has records that only it has, from the seed or later', () => {
    const { as, write } = bench();
    write(bob, put('8'));
    const elsewhere = (account: Account | undefined) =>
      ['1', '7', '8', '9'].filter((id) => as(account).elsewhere('thing', id));
    expect([elsewhere(ann), elsewhere(bob), elsewhere(vip)]).toEqual([['7', '8'], ['7'], ['8']]);
    expect([as(ann).elsewhere('part', '8'), as(ann).elsewhere('other', '8')]).toEqual([false, false]);
  });

  it('does not have records that it removed', () => {
    const { as, write } = bench();
    write(bob, put('8'));
    write(bob, remove('8'));
    expect(as(ann).elsewhere('thing', '8')).toBe(false);
    write(bob, put('8'));
    expect(as(ann).elsewhere('thing', '8')).toBe(true);
  });

  it('does not count for accounts that had the same record', () => {
    const { as, write } = bench();
    write(ann, put('8'));
    write(bob, put('8'));
    write(ann, remove('8'));
    expect([ann, bob, vip].map((item) => as(item).elsewhere('thing', '8'))).toEqual([false, false, true]);
    write(bob, remove('8'));
    expect([ann, bob, vip].map((item) => as(item).elsewhere('thing', '8'))).toEqual([false, false, false]);
    write(ann, put('8'));
    expect([ann, bob, vip].map((item) => as(item).elsewhere('thing', '8'))).toEqual([false, true, true]);
  });

  it('does not have records that this one had from the seed, even after removal', () => {
    const { as, write } = bench();
    write(vip, remove('7'));
    write(ann, remove('1'));
    write(bob, put('1', { name: 'changed' }));
    expect([as(vip).elsewhere('thing', '7'), as(ann).elsewhere('thing', '1')]).toEqual([false, false]);
    // What the seed gave one account is that account's.
    expect(as(ann).elsewhere('thing', '7')).toBe(true);
  });
});

it('has the highest number of the account so far, and of the seed', () => {
  const { as, write } = bench();
  expect([as(ann).highest('thing'), as(ann).highest('part')]).toEqual([7, 0]);
  write(ann, put('12'));
  write(bob, put('11'));
  write(ann, remove('12'), put('3'));
  expect([as(ann).highest('thing'), as(bob).highest('thing'), as(bob).highest('part')]).toEqual([12, 11, 0]);
});

describe('the state of a store', () => {
  it('is empty without writes', () => {
    const { store, has } = bench();
    expect(has(ann)).toHaveLength(2);
    expect(atOnce(store.state(vendor)())).toStrictEqual({ accounts: [], owners: [] });
  });

  it('is the difference from the seed, and can be restored in another store', () => {
    const first = bench();
    first.write(ann, put('8', { pin: 1 }), remove('1'));
    first.write(bob, put('8'), put('5', { name: 'x' }));
    first.write(bob, remove('8'));
    first.write(vip, remove('7'));
    const state = atOnce(first.store.state(vendor)());
    expect(state).toStrictEqual({
      accounts: [
        {
          account: 'ann',
          resource: 'thing',
          removed: ['1'],
          records: [{ id: '8', seq: 2, record: { id: '8', pin: 1 } }],
          next: 3,
          highest: 8,
        },
        {
          account: 'bob',
          resource: 'thing',
          removed: [],
          records: [{ id: '5', seq: 1, record: { id: '5', name: 'x' } }],
          next: 3,
          highest: 8,
        },
        { account: 'vip', resource: 'thing', removed: ['7'], records: [], next: 3, highest: 7 },
      ],
      owners: [{ resource: 'thing', id: '8', have: ['ann'], had: ['bob'] }],
    });
    const second = bench();
    atOnce(second.store.restore(vendor, state));
    expect(atOnce(second.store.state(vendor)())).toStrictEqual(state);
    expect([ann, bob, vip].map((item) => second.has(item))).toEqual([
      ['5', '8'],
      ['1', '5'],
      ['1', '5'],
    ]);
    expect([ann, bob, vip].map((item) => second.as(item).elsewhere('thing', '8'))).toEqual([false, false, true]);
    expect([ann, vip].map((item) => second.as(item).highest('thing'))).toEqual([8, 7]);
  });
});

it('has the records of all credentials where all callers share one account; of one id, the first', () => {
  const shared = stubVendor({
    resources: [stubResource('thing'), stubResource('part')],
    seed: {
      records: { thing: [{ id: '1', name: 'one' }, { id: '5' }] },
      credentials: [reserved('vip', '7', '1'), reserved('other', '9')],
    },
  });
  shared.behavior.accounts = { treat: 'one', evidence: { assumed: 'a test' } };
  const view = new MemoryStore().view(shared, { name: 'everybody', number: 0 });
  expect(view.page('thing', {}).items.map(({ id }) => id)).toEqual(['1', '5', '7', '9']);
  expect(view.get('thing', '1')).toEqual({ id: '1', name: 'one' });
  expect(view.elsewhere('thing', '7')).toBe(false);
});
