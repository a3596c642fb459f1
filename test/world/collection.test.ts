/** A collection against a plain list: by id, by unique key, by parent, in order, paged by place and by position. */
import fc from 'fast-check';
import { SEED } from '../support/seed.js';
import { fieldPlan } from '../../src/engine/assemble.js';
import type { Resource } from '../../src/engine/model.js';
import { compare } from '../../src/engine/verbs/list.js';
import { Collection } from '../../src/world/collection.js';

const evidence = { assumed: 'a test' };
const thing = (direction: 'asc' | 'desc'): Resource => ({
  name: 'thing',
  secret: [],
  hidden: [],
  children: [],
  required: [],
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

it.each(['asc', 'desc'] as const)('is the same as a plain list, in %s order', (direction) => {
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
          .filter((it) => it.box === box)
          .sort((x, y) => sign * (compare(x.at, y.at) || x.seq - y.seq))
          .map(({ id, box: own, at, name }) => ({ id, box: own, at, name }));
        expect(collection.count({ parent: box })).toBe(all.length);
        expect(collection.page({ parent: box, offset, limit: limit + 1 }).items).toEqual(
          all.slice(offset, offset + limit + 1),
        );
        const odd = (it: Record<string, unknown>): boolean => Number(it['id']) % 2 === 1;
        expect(collection.page({ parent: box, offset: 1, limit: 3, where: odd }).items).toEqual(
          all.filter(odd).slice(1, 4),
        );
        expect(pages(collection, box, limit + 1)).toEqual(all);
        for (const record of all) expect(collection.find(['box', 'name'], [box, record.name])).toEqual(record);
      }
      for (let id = 0; id <= 40; id++) expect(collection.get(String(id)) === undefined).toBe(!plain.has(id));
    }),
    { numRuns: 200, seed: SEED },
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

it('misses nothing and doubles nothing when records come and go between two pages', () => {
  const collection = new Collection(thing('desc'));
  const put = (id: number): void => collection.put(String(id), { id, box: 'a', at: id, name: `n${id}` });
  for (let id = 1; id <= 100; id++) put(id);
  const seen: number[] = [];
  let page = collection.page({ parent: 'a', limit: 7 });
  for (let next = 101; ; next++) {
    seen.push(...page.items.map((it) => Number(it['id'])));
    // The last of the page goes, so that the place where the next one starts is no record any more; a new one comes first.
    collection.remove(String(seen.at(-1)));
    put(next);
    if (page.next === undefined) break;
    page = collection.page({ parent: 'a', limit: 7, after: page.next });
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => 100 - i));
});

it('frees a unique key when its record changes it or goes', () => {
  const collection = new Collection(thing('asc'));
  collection.put('1', { id: 1, box: 'a', at: 1, name: 'x' });
  collection.put('1', { id: 1, box: 'a', at: 1, name: 'y' });
  expect(collection.find(['box', 'name'], ['a', 'x'])).toBeUndefined();
  collection.remove('1');
  expect(collection.find(['box', 'name'], ['a', 'y'])).toBeUndefined();
});

it('shares its records with its clone, and no change', () => {
  const seed = new Collection(thing('asc'));
  seed.put('1', { id: 1, box: 'a', at: 1, name: 'x' });
  const copy = seed.clone();
  expect(copy.get('1')).toBe(seed.get('1'));
  copy.remove('1');
  copy.put('2', { id: 2, box: 'a', at: 1, name: 'x' });
  expect(seed.page({ parent: 'a' }).items).toEqual([{ id: 1, box: 'a', at: 1, name: 'x' }]);
});
