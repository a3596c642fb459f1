/** Connections that nobody uses. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Double } from '../../src/double/api.js';
import { startDouble } from '../../src/double/start.js';
import { long } from '../support/depth.js';

const GET = 'GET /arize/v2/integrations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\n\r\n';

async function connected(double: Double): Promise<Socket> {
  const socket = connect(double.port ?? 0, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** What comes until the other side closes. */
async function until(event: 'end' | 'data', socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, event);
  return text;
}

long('closes a connection that is idle for longer than the keep-alive timeout, with its answer delivered', async () => {
  await using double = await startDouble({ vendors: ['arize'], keepAliveTimeout: 40 });
  const socket = await connected(double);
  socket.write(GET);
  expect(await until('end', socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

long('does not close the connection of a slow call', async () => {
  await using double = await startDouble({ vendors: ['arize'], keepAliveTimeout: 40 });
  double.faults.add({ vendor: 'arize', operation: 'integrations_list', delay: 400 });
  const socket = await connected(double);
  // The second one waits behind the first, on the same connection.
  socket.write(GET + GET);
  const replies = (await until('end', socket)).match(/HTTP\/1\.1 200 OK/g);
  expect(replies).toHaveLength(2);
});

it('keeps idle connections open without a time limit if configured', async () => {
  await using double = await startDouble({ vendors: ['arize'], keepAliveTimeout: 0 });
  await using other = await startDouble({ vendors: ['arize'], keepAliveTimeout: 40 });
  const socket = await connected(double);
  socket.write(GET);
  await until('data', socket);
  const closed = await connected(other);
  closed.write(GET);
  await until('end', closed);
  expect(socket.readyState).toBe('open');
  socket.destroy();
});

describe('a double that stops', () => {
  const TIMEOUT = 60_000;

  it.each(['port', 'controlPort'] as const)('does not wait for a connection without a request: %s', async (port) => {
    const double = await startDouble({ vendors: ['arize'], controlPort: 0, stopTimeout: TIMEOUT });
    const number = port === 'port' ? double.port : Number(new URL(double.control ?? '').port);
    const socket = connect(number ?? 0, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await double.close();
    await closed;
  });

  it('does not wait for a connection over TLS without a request', async () => {
    const double = await startDouble({ vendors: ['arize'], tls: true, stopTimeout: TIMEOUT });
    const socket = connectSecurely({ port: double.port ?? 0, host: '127.0.0.1', ca: double.ca }).on(
      'error',
      () => undefined,
    );
    await once(socket, 'secureConnect');
    const closed = once(socket, 'close');
    await double.close();
    await closed;
  });

  it.each([true, false])('does not wait for a delayed call whose client has gone; tls: %s', async (tls) => {
    const double = await startDouble({ vendors: ['arize'], stopTimeout: TIMEOUT, tls });
    double.faults.add({ vendor: 'arize', operation: 'integrations_list', delay: TIMEOUT });
    const { port = 0, ca } = double;
    const socket = tls ? connectSecurely({ port, host: '127.0.0.1', ca }) : connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, tls ? 'secureConnect' : 'connect');
    const closed = once(socket.resume(), 'close');
    socket.end(GET);
    while (double.journal.find().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await double.close();
    await closed;
  });

  it('answers the first request of a connection that was opened before', async () => {
    const double = await startDouble({ vendors: ['arize'] });
    const socket = await connected(double);
    const stopped = double.close();
    socket.write(GET);
    // The request has arrived, but the busy process has not read it when it looks for unused connections.
    const begun = performance.now();
    while (performance.now() - begun < 100);
    expect(await until('end', socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    await stopped;
  });
});
