/** A collection against a plain list: by id, by unique key, by parent, in order, paged by place and by position. */
import { atOnce } from '../../../src/timers/slices.js';
import type { Page, PageQuery } from '../../../src/engine/model/view.js';
import type { Resource } from '../../../src/engine/model/vendor.js';
import fc from 'fast-check';
import { long, runs } from '../../support/depth.js';
import { evidence, stubResource } from '../../support/stubs.js';
import { SEED } from '../../support/seed.js';
import { fieldPlan } from '../../../src/engine/assembly/assemble.js';
import { compare } from '../../../src/engine/values/compare.js';
import { Collection } from '../../../src/world/store/collection.js';

const thing = (direction: 'asc' | 'desc'): Resource => ({
  name: 'thing',
  writeOnly: undefined,
  secret: undefined,
  hidden: [],
  rules: [],
  conversions: [],
  children: [],
  schemas: [],
  plan: fieldPlan({}),
  rule: {
    id: { field: 'id', format: 'integer', evidence },
    parent: { resource: 'box', field: 'box', parameter: 'box', evidence },
    order: { by: 'at', direction, evidence },
    unique: [{ fields: ['box', 'name'], evidence }],
  },
});

interface Thing extends Record<string, unknown> {
  id: number;
  box: string;
  at: number;
  name: string;
}

const step = fc.record({ remove: fc.boolean(), id: fc.nat(40), box: fc.constantFrom('a', 'b'), at: fc.nat(5) });

it.each(['asc', 'desc'] as const)('is equal to a plain list, in %s order', (direction) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.nat(30), fc.nat(8), (steps, offset, limit) => {
      const collection = new Collection(thing(direction));
      const plain = new Map<number, Thing & { seq: number }>();
      let seq = 0;
      for (const { remove, id, box, at } of steps) {
        if (remove) {
          collection.remove(String(id));
          plain.delete(id);
        } else {
          const record: Thing = { id, box, at, name: `n${id}` };
          plain.set(id, { ...record, seq: plain.get(id)?.seq ?? seq++ });
          collection.put(String(id), record);
        }
      }
      const sign = direction === 'desc' ? -1 : 1;
      for (const box of ['a', 'b']) {
        const all = [...plain.values()]
          .filter((item) => item.box === box)
          .sort((x, y) => sign * (compare(x.at, y.at) || x.seq - y.seq))
          .map(({ id, box: own, at, name }) => ({ id, box: own, at, name }));
        expect(collection.count({ parent: box })).toBe(all.length);
        expect(collection.page({ parent: box, offset, limit: limit + 1 }).items).toEqual(
          all.slice(offset, offset + limit + 1),
        );
        const odd = (record: Record<string, unknown>): boolean => Number(record['id']) % 2 === 1;
        expect(collection.page({ parent: box, offset: 1, limit: 3, where: odd }).items).toEqual(
          all.filter(odd).slice(1, 4),
        );
        expect(pages(collection, box, limit + 1)).toEqual(all);
        for (const record of all) expect(collection.find(['box', 'name'], [box, record.name])).toEqual(record);
      }
      for (let id = 0; id <= 40; id++) expect(collection.get(String(id)) === undefined).toBe(!plain.has(id));
    }),
    { numRuns: runs(60, 200), seed: SEED },
  );
});

/** Everything, page by page, each behind the place where the one before ended. */
function pages(collection: Collection, parent: string, limit: number): unknown[] {
  const items: unknown[] = [];
  for (let page = collection.page({ parent, limit }); ; page = collection.page({ parent, limit, after: page.next })) {
    items.push(...page.items);
    if (page.next === undefined) return items;
  }
}

it('no record is missing or repeated when records are added and removed between two pages', () => {
  const collection = new Collection(thing('desc'));
  const put = (id: number): void => collection.put(String(id), { id, box: 'a', at: id, name: `n${id}` });
  for (let id = 1; id <= 100; id++) put(id);
  const seen: number[] = [];
  let page = collection.page({ parent: 'a', limit: 7 });
  for (let next = 101; ; next++) {
    seen.push(...page.items.map((item) => Number(item['id'])));
    // The last of the page goes, so that the place where the next one starts is no record any more; a new one comes first.
    collection.remove(String(seen.at(-1)));
    put(next);
    if (page.next === undefined) break;
    page = collection.page({ parent: 'a', limit: 7, after: page.next });
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => 100 - i));
});

it('is scanned in pages: each record once, in list order below its parent', () => {
  const collection = new Collection(thing('asc'));
  for (let id = 1; id <= 60; id++) collection.put(String(id), { id, box: 'abc'[id % 3], at: id % 7, name: `n${id}` });
  const whole = collection.scan(undefined, Infinity).items;
  const below = ['b', 'c', 'a'].flatMap((parent) => collection.page({ parent }).items);
  expect(whole).toEqual(below);
  for (const limit of [1, 7, 20, 60]) {
    const items: unknown[] = [];
    for (let page = collection.scan(undefined, limit); ; page = collection.scan(page.next, limit)) {
      items.push(...page.items);
      if (page.next === undefined) break;
    }
    expect(items).toEqual(whole);
  }
});

it('continues after a record that was removed in between', () => {
  const collection = new Collection(thing('asc'));
  for (let id = 1; id <= 6; id++) collection.put(String(id), { id, box: 'ab'[id % 2], at: id, name: `n${id}` });
  const first = collection.scan(undefined, 2);
  for (const { id } of first.items) collection.remove(String(id));
  expect(collection.scan(first.next, 2).items.map(({ id }) => id)).toEqual([5, 2]);
});

long(
  'takes no longer for the last pages of 100,000 children of 50,000 parents than for a turn of the event loop',
  () => {
    const collection = new Collection(thing('asc'));
    for (let id = 1; id <= 100_000; id++)
      collection.put(String(id), { id, box: `b${id % 50_000}`, at: id, name: `n${id}` });
    let longest = 0;
    let seen = 0;
    for (let page = collection.scan(undefined, 1000); ; page = collection.scan(page.next, 1000)) {
      seen += page.items.length;
      if (page.next === undefined) break;
      const before = performance.now();
      collection.scan(page.next, 1000);
      longest = Math.max(longest, performance.now() - before);
    }
    expect(seen).toBe(100_000);
    // Far above what it takes alone: other suites run on the same cores.
    expect(longest).toBeLessThan(200);
  },
);

it('frees a unique key when its record changes it or is removed', () => {
  const collection = new Collection(thing('asc'));
  collection.put('1', { id: 1, box: 'a', at: 1, name: 'x' });
  collection.put('1', { id: 1, box: 'a', at: 1, name: 'y' });
  expect(collection.find(['box', 'name'], ['a', 'x'])).toBeUndefined();
  collection.remove('1');
  expect(collection.find(['box', 'name'], ['a', 'y'])).toBeUndefined();
});

it('shares its records with its clone, but no changes', () => {
  const seed = new Collection(thing('asc'));
  seed.put('1', { id: 1, box: 'a', at: 1, name: 'x' });
  const copy = seed.clone();
  expect(copy.get('1')).toBe(seed.get('1'));
  copy.remove('1');
  copy.put('2', { id: 2, box: 'a', at: 1, name: 'x' });
  expect(seed.page({ parent: 'a' }).items).toEqual([{ id: 1, box: 'a', at: 1, name: 'x' }]);
});

/** A collection of records with these ids, as they were made. */
function filled(rule: Partial<Resource['rule']>, ...records: Record<string, unknown>[]): Collection {
  const collection = new Collection(stubResource('thing', rule));
  for (const record of records) collection.put(String(record['id']), record);
  return collection;
}
const idsOf = ({ items }: Page): unknown[] => items.map((item) => item['id']);

it('returns its records by id, and their number', () => {
  const collection = filled({}, { id: 'b' }, { id: 'a' });
  expect([collection.size, collection.ids(), collection.records()]).toEqual([
    2,
    ['b', 'a'],
    [{ id: 'b' }, { id: 'a' }],
  ]);
  expect([collection.get('a'), collection.get('c')]).toEqual([{ id: 'a' }, undefined]);
  collection.remove('c');
  collection.remove('b');
  expect([collection.size, collection.ids(), collection.count({})]).toEqual([1, ['a'], 1]);
});

it('finds records by each unique key, alone or together, and by each alias', () => {
  const unique = [
    { fields: ['a', 'b'], evidence },
    { fields: ['c'], evidence },
  ];
  const [one, two] = [
    { id: 1, a: 1, b: 2, c: 'x', nick: 'n' },
    { id: 2, a: 1, b: 3, c: null, nick: 'm' },
  ];
  const collection = filled({ unique, aliases: ['nick'] }, one, two);
  expect([
    collection.find(['a', 'b'], [1, 2]),
    collection.find(['a', 'b'], [1, 3]),
    collection.find(['a', 'b'], ['1', 2]),
    collection.find(['c'], ['x']),
    collection.find(['c'], [null]),
    collection.find(['nick'], ['m']),
    collection.find(['nick'], ['o']),
  ]).toEqual([one, two, undefined, one, two, two, undefined]);
  expect(() => collection.find(['b', 'a'], [2, 1])).toThrow(new Error('thing has no unique key over b,a'));
  expect(() => filled({}).find(['a'], [1])).toThrow('thing has no unique key over a');
});

it('keeps a unique key that another record has taken since', () => {
  const collection = filled({ aliases: ['name'] }, { id: 1, name: 'x' }, { id: 2, name: 'x' });
  collection.put('1', { id: 1, name: 'y' });
  expect(collection.find(['name'], ['x'])).toEqual({ id: 2, name: 'x' });
  collection.put('3', { id: 3, name: 'y' });
  collection.remove('1');
  expect(collection.find(['name'], ['y'])).toEqual({ id: 3, name: 'y' });
});

it('has its records in order: those without a key first, equal ones by creation', () => {
  const records = [{ id: 1, at: 2 }, { id: 2 }, { id: 3, at: 1 }, { id: 4, at: null }, { id: 5, at: 2 }];
  const order = (direction: 'asc' | 'desc') => ({ order: { by: 'at', direction, evidence } });
  expect(idsOf(filled(order('asc'), ...records).page({}))).toEqual([2, 4, 3, 1, 5]);
  expect(idsOf(filled(order('desc'), ...records).page({}))).toEqual([5, 1, 3, 4, 2]);
  expect(idsOf(filled({}, ...records).page({}))).toEqual([1, 2, 3, 4, 5]);
});

it('keeps the position of a replaced record, unless its key changes', () => {
  const collection = filled(
    { order: { by: 'at', direction: 'asc', evidence } },
    ...[1, 2, 3].map((id) => ({ id, at: 5, name: 'old' })),
  );
  collection.put('2', { id: 2, at: 5, name: 'new' });
  expect(collection.page({}).items[1]).toEqual({ id: 2, at: 5, name: 'new' });
  collection.put('2', { id: 2, at: 9, name: 'new' });
  expect(idsOf(collection.page({}))).toEqual([1, 3, 2]);
  collection.put('2', { id: 2, at: 5, name: 'new' });
  expect(idsOf(collection.page({}))).toEqual([1, 2, 3]);
  collection.put('3', { id: 3, at: 5 }, { seq: -1 });
  expect(idsOf(collection.page({}))).toEqual([3, 1, 2]);
  expect([collection.size, collection.count({})]).toEqual([3, 3]);
});

it('moves a record to its new parent', () => {
  const parent = { parent: { resource: 'box', field: 'deep.box', parameter: 'box', evidence } };
  const collection = filled(parent, { id: 1, deep: { box: 7 } }, { id: 2, deep: { box: 'a' } });
  collection.put('1', { id: 1, deep: { box: 'a' } });
  expect([collection.count({ parent: '7' }), collection.count({ parent: 'a' }), collection.count({})]).toEqual([
    0, 2, 2,
  ]);
  expect(idsOf(collection.page({ parent: 'a' }))).toEqual([1, 2]);
  collection.remove('2');
  expect(idsOf(collection.page({ parent: 'a' }))).toEqual([1]);
  expect([collection.page({ parent: 'b' }), collection.page({ parent: '7' })]).toEqual([{ items: [] }, { items: [] }]);
});

describe('a page of a collection', () => {
  const by = { order: { by: 'id', direction: 'asc' as const, evidence } };
  const collection = filled(by, ...[1, 2, 3, 4, 5, 6].map((id) => ({ id })));
  const odd = (record: Record<string, unknown>): boolean => Number(record['id']) % 2 === 1;

  it.each<[PageQuery, unknown[], Page['next']]>([
    [{}, [1, 2, 3, 4, 5, 6], undefined],
    [{ limit: 2 }, [1, 2], { key: 2, seq: 1 }],
    [{ limit: 6 }, [1, 2, 3, 4, 5, 6], undefined],
    [{ limit: 0 }, [], undefined],
    [{ limit: -1 }, [], undefined],
    [{ offset: 4 }, [5, 6], undefined],
    [{ offset: 1, limit: 1 }, [2], { key: 2, seq: 1 }],
    [{ offset: 6 }, [], undefined],
    [{ after: { key: 2, seq: 1 }, limit: 2 }, [3, 4], { key: 4, seq: 3 }],
    [{ after: { key: 2, seq: 0 } }, [2, 3, 4, 5, 6], undefined],
    [{ after: { key: 6, seq: 5 } }, [], undefined],
    [{ where: odd }, [1, 3, 5], undefined],
    [{ where: odd, limit: 3 }, [1, 3, 5], undefined],
    [{ where: odd, limit: 2 }, [1, 3], { key: 3, seq: 2 }],
    [{ where: odd, offset: 1 }, [3, 5], undefined],
    [{ where: odd, offset: 1, limit: 1 }, [3], { key: 3, seq: 2 }],
    [{ where: odd, after: { key: 1, seq: 0 }, limit: 1 }, [3], { key: 3, seq: 2 }],
    [{ where: () => false }, [], undefined],
  ])('%j has %j', (query, found, next) => {
    const page = collection.page(query);
    expect([idsOf(page), page.next]).toEqual([found, next]);
  });

  it('has the same count', () => {
    expect([collection.count({}), collection.count({ where: odd }), filled(by).count({ where: odd })]).toEqual([
      6, 3, 0,
    ]);
  });
});

describe('the highest number of a collection', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  it.each([
    ['12', 12],
    ['007', 7],
    ['123456789012345', 123456789012345],
    ['1234567890123456', 0],
    ['-3', 0],
    ['12x', 0],
    ['x12', 0],
    ['', 0],
    [base64('Type:12:aBcD'), 12],
    [base64('Type:12'), 12],
    [base64('T:123456789012345:x'), 123456789012345],
    [base64('T:1234567890123456:x'), 0],
    [base64('Type:12x'), 0],
    [base64('Type:x:12'), 0],
    [base64('Ty2e:12:x'), 0],
    [base64(':12:x'), 0],
    [base64('Type:'), 0],
    ['00000000-0000-4000-8000-000000000000', 0],
  ])('with the id %j is %d', (id, highest) => {
    expect(filled({}, { id }).highest).toBe(highest);
  });

  it('includes removed records', () => {
    const collection = filled({}, { id: 3 }, { id: 9 }, { id: 5 });
    collection.remove('9');
    expect([collection.highest, collection.clone().highest, filled({}).highest]).toEqual([9, 9, 0]);
  });
});

describe('the difference of a clone', () => {
  const [one, two, three] = [{ id: 1 }, { id: 2 }, { id: 3 }];
  const base = filled({ aliases: ['name'] }, one, two, three);
  const changed = (act: (it: Collection) => void): Collection => {
    const copy = base.clone();
    act(copy);
    return copy;
  };
  const differences: [string, Collection, object][] = [
    ['nothing', changed(() => undefined), { removed: [], records: [], next: 3, highest: 3 }],
    [
      'a change',
      changed((item) => item.put('2', { id: 2, name: 'x' })),
      { removed: [], records: [{ id: '2', seq: 1, record: { id: 2, name: 'x' } }], next: 3, highest: 3 },
    ],
    ['a removal', changed((item) => item.remove('2')), { removed: ['2'], records: [], next: 3, highest: 3 }],
    [
      'a creation',
      changed((item) => item.put('9', { id: 9 })),
      { removed: [], records: [{ id: '9', seq: 3, record: { id: 9 } }], next: 4, highest: 9 },
    ],
    [
      'a record that went and came back',
      changed((item) => {
        item.remove('1');
        item.put('1', one);
      }),
      { removed: ['1'], records: [{ id: '1', seq: 3, record: one }], next: 4, highest: 3 },
    ],
  ];

  it.each(differences)('is %s, and gives the same collection when applied to the base', (_, copy, difference) => {
    const found = atOnce(copy.differenceFrom(base)());
    expect(found).toStrictEqual(difference);
    const again = atOnce(base.withDifference(found));
    expect(atOnce(again.differenceFrom(base)())).toStrictEqual(difference);
    expect(again.page({})).toEqual(copy.page({}));
    expect(again.get('1')).toBe(one);
    expect(base.records()).toEqual([one, two, three]);
  });

  it('includes the position of the next record', () => {
    const again = atOnce(base.withDifference({ removed: [], records: [], next: 10, highest: 20 }));
    again.put('4', { id: 4 });
    expect(atOnce(again.differenceFrom(base)())).toEqual({
      removed: [],
      records: [{ id: '4', seq: 10, record: { id: 4 } }],
      next: 11,
      highest: 20,
    });
  });

  it('has its own unique keys', () => {
    const copy = changed((item) => item.put('4', { id: 4, name: 'x' }));
    expect([copy.find(['name'], ['x']), base.find(['name'], ['x'])]).toEqual([{ id: 4, name: 'x' }, undefined]);
  });
});
