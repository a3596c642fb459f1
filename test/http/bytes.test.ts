/** What a body costs while it arrives. */
import { Bytes } from '../../src/http/bytes.js';

const chunksOf = (...sizes: number[]): Buffer[] => sizes.map((size, at) => Buffer.alloc(size, 97 + (at % 26)));

it.each([
  ['nothing', []],
  ['one chunk', [10]],
  ['many small ones', Array.from({ length: 10_000 }, (_, at) => at % 7)],
  ['small and large ones mixed', [1, 5000, 1, 1, 70_000, 4095, 4096, 4097, 3]],
])('gives the bytes back in order: %s', (_, sizes) => {
  const bytes = new Bytes();
  const chunks = chunksOf(...sizes);
  for (const chunk of chunks) bytes.add(chunk);
  expect(bytes.size).toBe(Buffer.concat(chunks).length);
  expect(bytes.take().equals(Buffer.concat(chunks))).toBe(true);
  // Once more, with more behind it.
  bytes.add(Buffer.from('!'));
  expect(bytes.take().equals(Buffer.concat([...chunks, Buffer.from('!')]))).toBe(true);
});

it('does not copy a body that comes in one chunk', () => {
  const bytes = new Bytes();
  const chunk = Buffer.from('{}');
  bytes.add(chunk);
  expect(bytes.take()).toBe(chunk);
});

it('holds at most four bytes for each byte of a body of one-byte chunks', () => {
  const bytes = new Bytes();
  const held = new Set<ArrayBufferLike>();
  for (let at = 0; at < 1_000_000; at++) bytes.add(Buffer.of(at & 255));
  const parts = bytes.parts();
  for (const part of parts) held.add(part.buffer);
  const sum = [...held].reduce((total, buffer) => total + buffer.byteLength, 0);
  // An object of about 200 bytes for each part comes on top.
  expect(sum + 200 * parts.length).toBeLessThan(4 * 1_000_000);
});
