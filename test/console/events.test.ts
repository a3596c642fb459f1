/** The stream of events and the list of entries in the page. */
import * as fc from 'fast-check';
import { eventParser } from '../../src/console/api/event-parser.js';
import type { Summary } from '../../src/console/api/types.js';
import { EntryList } from '../../src/console/state/entry-list.js';

const entry = (seq: number): Summary => ({ kind: 'change', seq, at: '', by: 'control', changes: [], changed: 0 });
const entries = (from: number, to: number): Summary[] =>
  Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));
const seqs = (list: EntryList): number[] => list.items.map(({ seq }) => seq);

describe('the parser', () => {
  const stream = 'id: 1\nevent: entry\ndata: {"a":1}\n\n: comment\n\ndata: one\ndata: two\r\n\r\nevent: x\ndata:\n\n';
  const events = [
    { event: 'entry', data: '{"a":1}', id: '1' },
    { event: 'message', data: 'one\ntwo', id: '1' },
    { event: 'x', data: '', id: '1' },
  ];

  it('reads events however the stream is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const parse = eventParser();
        const read = at.slice(1).flatMap((to, index) => parse(stream.slice(at[index], to)));
        expect(read).toEqual(events);
      }),
    );
  });
});

describe('the list', () => {
  it('has each entry once, in the order of the journal', () => {
    const list = new EntryList();
    list.append(entries(5, 8));
    list.append(entries(7, 10));
    list.prepend(entries(1, 6));
    expect(seqs(list)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([list.first, list.last, list.find(7)?.seq, list.find(11)]).toEqual([1, 10, 7, undefined]);
  });

  it('shows a gap where entries were evicted before they came', () => {
    const list = new EntryList();
    list.append(entries(1, 3));
    list.gap(2, 9);
    list.append(entries(10, 11));
    expect(list.items.slice(3)).toMatchObject([{ kind: 'gap', from: 4, seq: 9 }, { seq: 10 }, { seq: 11 }]);
    expect(list.find(9)).toBeUndefined();
    expect(list.count).toBe(5);
  });

  it('keeps a gap as long as the entry after it', () => {
    const list = new EntryList();
    list.append(entries(1, 3));
    list.gap(4, 9);
    list.append(entries(10, 11));
    list.dropBefore(10);
    expect(seqs(list)).toEqual([9, 10, 11]);
    list.dropBefore(11);
    expect(seqs(list)).toEqual([11]);
  });

  it('drops the entries that the journal has dropped', () => {
    const list = new EntryList();
    list.append(entries(1, 10));
    list.dropBefore(8);
    expect(seqs(list)).toEqual([8, 9, 10]);
    list.dropBefore(100);
    expect(seqs(list)).toEqual([]);
  });

  it('is bounded', () => {
    const list = new EntryList();
    for (let at = 0; at < 3; at++) list.append(entries(at * 10_000 + 1, at * 10_000 + 10_000));
    expect([list.items.length, list.last]).toEqual([20_000, 30_000]);
  });
});
