/** What the journal keeps of large bodies and of files. */
import type { Json } from '../../../src/grammar/json.js';
import { estimateBytes, type Draft } from '../../../src/engine/journal/draft.js';
import { newTrace } from '../../../src/engine/model/trace.js';
import { withoutLargeParts } from '../../../src/engine/journal/large.js';
import { Upload } from '../../../src/engine/values/upload.js';

const digest = (bytes: Uint8Array): string => `hash of ${bytes.length}`;
const traceOf = (sent: unknown) => newTrace({ operation: undefined, account: undefined, sent, lost: false });
const received = (length: number, contentType = 'application/json') => ({ bytes: new Uint8Array(length), contentType });

it('keeps a small body as it is', () => {
  const trace = traceOf({ name: 'x' });
  expect(withoutLargeParts(trace, received(12), digest)).toBe(trace);
  expect(withoutLargeParts(trace, undefined, digest)).toBe(trace);
});

it('keeps only size, type and hash of a large body', () => {
  const { sent, ...rest } = withoutLargeParts(traceOf({ name: 'x'.repeat(1e6) }), received(1e6 + 11), digest);
  expect(sent).toEqual({ size: 1e6 + 11, type: 'application/json', sha256: 'hash of 1000011' });
  const draft = { path: '/', query: '', details: {}, violations: [], trace: { ...rest, sent } } as unknown as Draft;
  expect(estimateBytes(draft)).toBeLessThan(1000);
});

it('describes a file, and keeps the fields beside it', () => {
  const file = new Upload('a.png', 'image/png', new Uint8Array(3));
  const trace = traceOf({ name: 'x', icons: [file] });
  expect(withoutLargeParts(trace, received(300, 'multipart/form-data; boundary=b'), digest).sent).toEqual({
    name: 'x',
    icons: [{ filename: 'a.png', type: 'image/png', size: 3, sha256: 'hash of 3' }],
  });
});

it('describes a file that is the whole body', () => {
  const trace = traceOf(new Upload('', 'image/png', new Uint8Array(1e6)));
  expect(withoutLargeParts(trace, received(1e6, 'image/png'), digest).sent).toEqual({
    filename: '',
    type: 'image/png',
    size: 1e6,
    sha256: 'hash of 1000000',
  });
});

it('replaces a long text in a changed record by its length', () => {
  const trace = traceOf({ note: 'x'.repeat(1e5) });
  trace.changes = [{ resource: 'note', id: '1', before: undefined, after: { id: '1', notes: ['x'.repeat(1e5)] } }];
  expect(withoutLargeParts(trace, received(1e5 + 11), digest).changes).toEqual([
    { resource: 'note', id: '1', before: undefined, after: { id: '1', notes: ['[100000 characters]'] }, isCopy: true },
  ]);
});

it.each<[string, unknown, unknown]>([
  ['a long list', Array(1e5).fill(1), '[100000 items]'],
  ['a small list', [1, { a: 'x' }], [1, { a: 'x' }]],
])('bounds what it keeps of a changed record: %s', (_, list, kept) => {
  const trace = traceOf({});
  trace.changes = [{ resource: 'note', id: '1', before: { id: '1', list }, after: { id: '1', list, name: 'x' } }];
  expect(withoutLargeParts(trace, received(1e6), digest).changes).toEqual([
    {
      resource: 'note',
      id: '1',
      before: { id: '1', list: kept },
      after: { id: '1', list: kept, name: 'x' },
      isCopy: true,
    },
  ]);
});

it.each<[string, Json]>([
  ['fields', Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, i]))],
  ['long names', Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${'n'.repeat(1000)}${i}`, i]))],
  ['texts', Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, 'x'.repeat(1000)]))],
  ['a list of texts', { list: Array.from({ length: 1000 }, () => 'x'.repeat(1000)) }],
  ['a list of objects', { list: Array.from({ length: 5000 }, () => ({ name: 'x'.repeat(200) })) }],
])('keeps about 64 KB of a record at most, and says how much is missing: %s', (_, record) => {
  const trace = traceOf({});
  trace.changes = [{ resource: 'note', id: '1', before: undefined, after: { id: '1', ...record } }];
  const [change] = withoutLargeParts(trace, received(1e6), digest).changes;
  const text = JSON.stringify(change?.after);
  expect(text.length).toBeLessThan(200_000);
  expect(text).toMatch(/\[\d+ (?:fields|characters|items)\]/);
  expect(change?.after).toMatchObject({ id: '1' });
});

it('counts the copies of changed records, which are bounded however the parts are nested', () => {
  const record = { id: '1', list: Array.from({ length: 3e4 }, () => Array(100).fill('y')) };
  const grown = {
    id: '1',
    parts: Array.from({ length: 100 }, () =>
      Object.fromEntries(
        Array(500)
          .fill(0)
          .map((_, i) => [`k${i}`, [i]]),
      ),
    ),
  };
  const trace = traceOf({});
  trace.changes = [{ resource: 'note', id: '1', before: record, after: grown }];
  const kept = withoutLargeParts(trace, received(1e6), digest);
  expect(JSON.stringify(kept.changes).length).toBeLessThan(150_000);
  const draft = { path: '/', query: '', details: {}, violations: [], trace: kept } as unknown as Draft;
  expect(estimateBytes(draft)).toBeGreaterThan(JSON.stringify(kept.changes).length / 2);
});

it('does not visit the bytes of a file', () => {
  const file = new Upload('a', 'b', new Uint8Array(5));
  expect(Object.keys(file)).toEqual(['filename', 'type', 'size']);
  expect(file.bytes).toHaveLength(5);
});
