/** What a journal keeps, and that readers cannot change it. */
import { type Draft, estimateBytes } from '../../../src/engine/journal/draft.js';
import type { Json } from '../../../src/grammar/json.js';
import { newTrace, type WrittenRecord } from '../../../src/engine/model/trace.js';
import { BoundedJournal } from '../../../src/world/journal/journal.js';
import { directories, vendorIn } from '../../support/lab.js';

const vendor = vendorIn(directories[0] ?? '');

interface Told {
  sent?: unknown;
  replied?: unknown;
  changes?: readonly WrittenRecord[];
}

const draft = ({ sent, replied, changes = [] }: Told = {}): Draft => ({
  at: 0,
  duration: 1,
  sandbox: 'default',
  vendor,
  method: 'PATCH',
  path: '/',
  query: '',
  headers: {},
  trace: {
    ...newTrace(),
    operation: vendor.contract.operations.find((operation) => operation.mediaTypes),
    sent,
    input: { params: {}, query: {}, body: (sent ?? {}) as Json, deferred: [] },
    changes,
  },
  details: {},
  violations: [],
  status: 200,
  text: replied === undefined ? undefined : JSON.stringify(replied),
  replyHeaders: {},
  delivery: undefined,
});

const seqs = (journal: BoundedJournal): number[] => journal.entries().map((entry) => entry.seq);

it('keeps at most the given number of entries, the last ones', () => {
  const journal = new BoundedJournal({ entries: 5 });
  for (let made = 1; made <= 23; made++) {
    journal.add(draft());
    expect(seqs(journal)).toEqual(Array.from({ length: Math.min(made, 5) }, (_, i) => Math.max(1, made - 4) + i));
  }
});

it('keeps at most the given number of bytes, but always the last entry', () => {
  const large = draft({ replied: { text: 'x'.repeat(10_000) } });
  const journal = new BoundedJournal({ bytes: 3 * estimateBytes(large) });
  for (let i = 0; i < 9; i++) journal.add(large);
  expect(seqs(journal)).toEqual([7, 8, 9]);
  expect(journal.bytes).toBe(3 * estimateBytes(large));
  journal.add(draft({ sent: { text: 'x'.repeat(100_000) } }));
  expect(seqs(journal)).toEqual([10]);
  journal.add(draft());
  expect(seqs(journal)).toEqual([11]);
});

const long = { text: 'x'.repeat(9000) };
const [resource = ''] = vendor.resources.keys();

it.each<Told>([
  { sent: { text: 'x'.repeat(5000), list: Array.from({ length: 500 }, (_, i) => ({ i, name: `n${i}` })) } },
  { replied: Array.from({ length: 1000 }, () => null) },
  { sent: long, changes: [{ resource, id: '1', before: undefined, after: long }] },
  { changes: [{ resource, id: '1', before: long, after: undefined }] },
])('estimates bytes within a factor of two', (more) => {
  const journal = new BoundedJournal();
  journal.add(draft(more));
  const real = JSON.stringify(journal.entries()).length;
  expect(journal.bytes).toBeGreaterThan(real / 2);
  expect(journal.bytes).toBeLessThan(real * 2);
});

it('returns deeply frozen entries', () => {
  const journal = new BoundedJournal();
  const sent = { deep: { er: [1] } };
  journal.add(draft({ replied: { list: [{ a: 1 }] }, sent }));
  const [entry] = journal.entries();
  const body = entry?.reply.body as { list: Json[] };
  expect(() => Object.assign(entry ?? {}, { status: 500 })).toThrow(TypeError);
  expect(() => body.list.push({})).toThrow(TypeError);
  expect(() => Object.assign(body.list[0] ?? {}, { a: 2 })).toThrow(TypeError);
  expect(() => (entry?.body as { deep: { er: number[] } }).deep.er.push(2)).toThrow(TypeError);
  expect(journal.entries()[0]).toBe(entry);
  // What the store may hold stays its own.
  expect(Object.isFrozen(sent.deep.er)).toBe(false);
});

it.each([
  [{ entries: 0 }, '/journal/entries'],
  [{ entries: 1.5 }, '/journal/entries'],
  [{ bytes: -1 }, '/journal/bytes'],
  [{ bytes: NaN }, '/journal/bytes'],
])('refuses invalid bounds: %j', (bounds, pointer) => {
  const make = (): unknown => new BoundedJournal(bounds);
  expect(make).toThrow(expect.objectContaining({ name: 'SteeringError', pointer }));
  expect(make).toThrow(/is not allowed; use a whole number from 1/);
});

it('restarts when cleared, and keeps its listeners', () => {
  const journal = new BoundedJournal();
  const heard: number[] = [];
  const stop = journal.onEntry({}, (item) => heard.push(item?.seq ?? 0));
  journal.add(draft());
  journal.clear();
  expect([seqs(journal), journal.bytes]).toEqual([[], 0]);
  journal.add(draft());
  stop();
  journal.add(draft());
  expect(heard).toEqual([1, 1]);
  expect(seqs(journal)).toEqual([1, 2]);
});
