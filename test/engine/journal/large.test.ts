/** What the journal keeps of large bodies and of files. */
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
    { resource: 'note', id: '1', before: undefined, after: { id: '1', notes: ['[100000 characters]'] } },
  ]);
});

it('does not visit the bytes of a file', () => {
  const file = new Upload('a', 'b', new Uint8Array(5));
  expect(Object.keys(file)).toEqual(['filename', 'type', 'size']);
  expect(file.bytes).toHaveLength(5);
});
