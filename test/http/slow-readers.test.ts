/** Clients that do not read are cut off; those that read get everything. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeIdle } from '../../src/http/idle.js';
import { Sender } from '../../src/http/sender.js';

/** Larger than what the kernel takes of a reply that nobody reads. */
const large = 'ä😀x'.repeat(6_000_000);
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serving(answer: (response: ServerResponse) => unknown): Promise<{ server: Server; port: number }> {
  const server = createServer((_, response) => void answer(response));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

function reader(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  sockets.push(socket);
  return socket;
}

it('delivers a large text completely, with no character split', async () => {
  const sender = new Sender({ sendTimeout: 5000, maxUnsentBytes: 1 });
  const { port } = await serving((response) => sender.end(response, `a${large}`));
  expect((await (await fetch(`http://127.0.0.1:${port}`)).text()) === `a${large}`).toBe(true);
});

it('disconnects a client that has read nothing for the send timeout', async () => {
  const sender = new Sender({ sendTimeout: 100, maxUnsentBytes: Infinity });
  let sent: Promise<void> | undefined;
  const { port } = await serving((response) => (sent = sender.end(response, large)));
  const socket = reader(port);
  while (sent === undefined) await sleep(5);
  await sent;
  // Newer versions of Node show the disconnection as a reset.
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect(socket.bytesRead).toBeLessThan(large.length);
});

it('writes a reply in pieces, so that an unread one costs its text and no copy', async () => {
  const sender = new Sender({ sendTimeout: 0, maxUnsentBytes: Infinity });
  let response: ServerResponse | undefined;
  const { port } = await serving((current) => sender.end((response = current), large));
  reader(port);
  while (response === undefined) await sleep(5);
  await sleep(50);
  expect(response.writableLength).toBeLessThan(1024 * 1024);
});

it('disconnects the clients that have stalled for the longest if too much is unsent', async () => {
  const sender = new Sender({ sendTimeout: 0, maxUnsentBytes: 2.5 * large.length });
  const closed: number[] = [];
  let calls = 0;
  const { port } = await serving((response) => {
    const number = calls++;
    response.once('close', () => closed.push(number));
    return sender.end(response, large);
  });
  for (let count = 1; count <= 4; count++) {
    reader(port);
    while (calls < count) await sleep(5);
    await sleep(20);
  }
  while (closed.length < 2) await sleep(20);
  expect(closed.sort()).toEqual([0, 1]);
});

it('disconnects a client that does not read a small reply', async () => {
  const server = createServer();
  servers.push(server);
  const idle = closeIdle(server, { keepAliveTimeout: 0, sendTimeout: 50 });
  server.on('request', (request, response) => {
    response.end(large);
    idle.idle(request.socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  reader((server.address() as AddressInfo).port);
  const [request] = (await once(server, 'request')) as [{ socket: Socket }];
  await once(request.socket, 'close');
});
