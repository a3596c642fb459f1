import fc from 'fast-check';
import { SEED } from '../support/seed.js';
import { Ordered } from '../../src/world/ordered.js';

interface Entry {
  key: number;
  seq: number;
}
const compare = (a: Entry, b: Entry): number => a.key - b.key || a.seq - b.seq;

it('holds the same as a sorted list, whatever is added and removed, and pages it from any place', () => {
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
          plain = plain.filter((it) => it !== victim);
        }
      }
      expect(ordered.size).toBe(plain.length);
      expect([...ordered.from(0)]).toEqual(plain);
      expect([...ordered.from(position)]).toEqual(plain.slice(position));
      const mark = { key: position % 50, seq: position };
      expect([...ordered.behind(mark)]).toEqual(plain.filter((it) => compare(it, mark) > 0));
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
