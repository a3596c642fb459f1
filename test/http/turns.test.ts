/** Requests that arrive together are answered together; a body is read as it was sent, in any number of pieces. */
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Exchange } from '../../src/http/exchange.js';
import { defaultLimits } from '../../src/http/client-limits.js';
import { Sender } from '../../src/http/sender.js';
import { Request } from '../../src/http/request.js';
import { answererOf, createVendorServer, listen, stop } from '../../src/http/server.js';
import { turns } from '../../src/http/turns.js';
import { double } from '../support/double.js';

it('computes all items before it sends the first one, in order', async () => {
  const done: string[] = [];
  const take = turns<string>(
    (name) => {
      done.push(`${name} computed`);
      if (name === 'one') take('three');
    },
    (name) => done.push(`${name} sent`),
  );
  take('one');
  take('two');
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual(['one computed', 'two computed', 'one sent', 'two sent']);
  await nextTurn();
  expect(done.slice(4)).toEqual(['three computed', 'three sent']);
});

it('uses real timers even if a test replaces them', async () => {
  const real = globalThis.setImmediate;
  const sent: string[] = [];
  const take = turns<string>(
    () => undefined,
    (name) => sent.push(name),
  );
  globalThis.setImmediate = (() => undefined) as never;
  take('one');
  globalThis.setImmediate = real;
  await nextTurn();
  expect(sent).toEqual(['one']);
});

it('frees a body once the request is answered', () => {
  const request = new Request(new Socket());
  request.push(Buffer.from('body'));
  expect(request.early()).toBeUndefined();
  request.push(null);
  expect(request.early()?.toString()).toBe('body');
  // As Node does with each request that is answered.
  request.resume();
  expect(request.early()).toHaveLength(0);
});

it('applies back-pressure like a stream', () => {
  const request = new Request(new Socket());
  const half = Buffer.alloc(request.readableHighWaterMark / 2);
  expect([request.push(half), request.push(half)]).toEqual([true, false]);
});

/** What a server reads of a body that is sent in these pieces, each written when the one before it has left. */
async function bodyOf(pieces: readonly string[]): Promise<string> {
  let read = '';
  const exchange: Exchange = async ({ body }) => {
    const bytes = await body(defaultLimits.maxBodySize);
    read = bytes === 'tooLarge' ? bytes : Buffer.from(bytes).toString();
    return { status: 204, headers: {}, text: undefined, delivery: undefined };
  };
  const failed = (error: unknown): never => {
    throw error;
  };
  const server = createVendorServer(
    answererOf(exchange, failed, new Sender(defaultLimits)),
    exchange,
    failed,
    defaultLimits,
  );
  const socket = connect((await listen(server, 0, '127.0.0.1')).port, '127.0.0.1');
  socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${pieces.join('').length}\r\n\r\n`);
  for (const piece of pieces) {
    await new Promise((resolve) => socket.write(piece, resolve));
    await nextTurn();
  }
  await once(socket, 'data');
  socket.destroy();
  await stop(server, 0);
  return read;
}

it.each([
  ['with the headers', ['a']],
  ['in two pieces', ['ab', 'c']],
  ['byte by byte', ['a', 'b', 'c', 'd', 'e']],
  ['as much as is kept beside the stream', ['a'.repeat(65_536)]],
  ['more than is kept beside the stream', ['a'.repeat(65_536), 'b']],
  ['large', ['a'.repeat(300_000), 'b'.repeat(300_000)]],
])('reads a body that arrives %s', async (_, pieces) => {
  expect(await bodyOf(pieces)).toBe(pieces.join(''));
});

it('lets others be answered between the requests that one client sends at once', async () => {
  const target = await double({ vendors: ['spideriq'] });
  const socket = connect(Number(new URL(target.url('spideriq')).port), '127.0.0.1');
  const request = 'GET /spideriq/api/v1/integrations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer k\r\n\r\n';
  socket.write(request.repeat(300));
  await once(socket, 'data');
  expect(target.journal.find().length).toBeLessThan(100);
  let received = 0;
  const count = (chunk: Buffer): number => (received += chunk.toString().split('HTTP/1.1 200').length - 1);
  for await (const chunk of socket) if (count(chunk as Buffer) >= 250) break;
  expect(received).toBeGreaterThanOrEqual(250);
});
