import fc from 'fast-check';
import { SEED } from '../../support/seed.js';
import { Ordered } from '../../../src/world/store/ordered.js';

interface Entry {
  key: number;
  seq: number;
}
const compare = (a: Entry, b: Entry): number => a.key - b.key || a.seq - b.seq;

it('equals a sorted list after any additions and removals, and pages from any position', () => {
  const commands = fc.array(fc.record({ add: fc.boolean(), key: fc.nat(50), at: fc.nat(2000) }), {
    maxLength: 2000,
    size: 'max',
  });
  fc.assert(
    fc.property(commands, fc.nat(2000), (steps, position) => {
      const ordered = new Ordered<Entry>(compare);
      let plain: Entry[] = [];
      for (const [seq, { add, key, at }] of steps.entries()) {
        const victim = plain[at % Math.max(plain.length, 1)];
        if (add || victim === undefined) {
          ordered.add({ key, seq });
          plain = [...plain, { key, seq }].sort(compare);
        } else {
          ordered.remove(victim);
          plain = plain.filter((item) => item !== victim);
        }
      }
      expect(ordered.size).toBe(plain.length);
      expect([...ordered.from(0)]).toEqual(plain);
      expect([...ordered.from(position)]).toEqual(plain.slice(position));
      const mark = { key: position % 50, seq: position };
      expect([...ordered.behind(mark)]).toEqual(plain.filter((item) => compare(item, mark) > 0));
    }),
    { numRuns: 60, seed: SEED },
  );
});

it('does not share later changes with its clone', () => {
  const ordered = new Ordered<Entry>(compare);
  for (let seq = 0; seq < 2000; seq++) ordered.add({ key: seq % 7, seq });
  const copy = ordered.clone();
  copy.remove({ key: 0, seq: 0 });
  copy.add({ key: 9, seq: 9000 });
  expect(ordered.size).toBe(2000);
  expect([...ordered.from(1999)]).toHaveLength(1);
  expect([...copy.from(0)].at(-1)).toEqual({ key: 9, seq: 9000 });
});

describe('an ordered list', () => {
  const many = (count: number): Ordered<Entry> => {
    const ordered = new Ordered<Entry>(compare);
    for (let seq = 0; seq < count; seq++) ordered.add({ key: (seq * 37) % count, seq });
    return ordered;
  };
  const keys = (entries: Iterable<Entry>): number[] => [...entries].map((entry) => entry.key);

  it('is empty at first, and after all entries are removed', () => {
    const ordered = many(0);
    expect([ordered.size, keys(ordered.from(0)), keys(ordered.behind({ key: 1, seq: 0 }))]).toEqual([0, [], []]);
    ordered.add({ key: 1, seq: 1 });
    ordered.remove({ key: 1, seq: 1 });
    ordered.remove({ key: 1, seq: 1 });
    ordered.replace({ key: 1, seq: 1 });
    expect([ordered.size, keys(ordered.from(0))]).toEqual([0, []]);
    ordered.add({ key: 2, seq: 2 });
    expect([ordered.size, keys(ordered.from(0)), keys(ordered.from(1))]).toEqual([1, [2], []]);
  });

  it.each([1, 511, 512, 513, 1025, 5000])('of %d is in order from each position, and after each entry', (count) => {
    const ordered = many(count);
    const all = Array.from({ length: count }, (_, i) => i);
    expect(keys(ordered.from(0))).toEqual(all);
    for (const at of [0, 1, 255, 256, 257, 511, 512, 513, 768, count - 1, count, count + 1])
      expect([keys(ordered.from(at)), keys(ordered.behind({ key: at, seq: Infinity }))]).toEqual([
        all.slice(at),
        all.filter((key) => key > at),
      ]);
  });

  it('replaces only the entry that compares equal, at any position', () => {
    const ordered = new Ordered<Entry & { name?: string }>(compare);
    for (let key = 0; key < 2000; key++) ordered.add({ key, seq: 0 });
    for (const key of [0, 700, 1999]) ordered.replace({ key, seq: 0, name: 'new' });
    for (const key of [-1, 1000, 2000]) ordered.replace({ key, seq: 1, name: 'none' });
    const named = [...ordered.from(0)].filter((item) => item.name !== undefined).map((item) => [item.key, item.name]);
    expect(named).toEqual([
      [0, 'new'],
      [700, 'new'],
      [1999, 'new'],
    ]);
    expect(ordered.size).toBe(2000);
  });

  it('removes only the entry that compares equal', () => {
    const ordered = many(2000);
    for (const key of [-1, 5, 1000, 2000]) ordered.remove({ key, seq: -5 });
    expect(ordered.size).toBe(2000);
    for (const entry of [...ordered.from(0)]) if (entry.key % 3 > 0) ordered.remove(entry);
    expect(keys(ordered.from(0))).toEqual(Array.from({ length: 667 }, (_, i) => 3 * i));
    expect(keys(ordered.behind({ key: 1500, seq: Infinity }))).toEqual(
      Array.from({ length: 166 }, (_, i) => 1503 + 3 * i),
    );
    expect([ordered.size, ordered.clone().size]).toEqual([667, 667]);
  });

  it('finds positions after all entries in the middle are removed', () => {
    const ordered = many(3001);
    for (const entry of [...ordered.from(0)]) if (entry.key >= 100 && entry.key < 2900) ordered.remove(entry);
    for (const key of [1500, 700, 2500]) ordered.add({ key, seq: 0 });
    expect(keys(ordered.from(100)).slice(0, 4)).toEqual([700, 1500, 2500, 2900]);
    expect(keys(ordered.behind({ key: 1500, seq: 0 })).slice(0, 2)).toEqual([2500, 2900]);
  });
});
