/** Clients that do not read are disconnected; those that read get everything. */
import { once } from 'node:events';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { closeIdle } from '../../src/http/idle-timeout.js';
import { overTls } from '../../src/http/secure-server.js';
import { Sender } from '../../src/http/sender.js';
import { overTcp, type Transport } from '../../src/http/transport.js';
import { certificates } from '../support/certificates.js';
import { long, runs } from '../support/depth.js';

/** Larger than what the kernel takes of a reply that nobody reads. */
const large = 'ä😀x'.repeat(runs(2_000_000, 6_000_000));
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

let transport: Transport;

function create(listener: RequestListener): Server {
  const server = transport.createServer({}, listener);
  servers.push(server);
  return server;
}

const connect = (port: number): Socket =>
  transport.scheme === 'http'
    ? connectTcp(port, '127.0.0.1')
    : connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });

async function serving(answer: (response: ServerResponse) => unknown): Promise<{ server: Server; port: number }> {
  const server = create((_, response) => void answer(response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function fetched(port: number): Promise<string> {
  const socket = connect(port);
  sockets.push(socket);
  socket.write('GET / HTTP/1.0\r\n\r\n');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(socket, 'end');
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}

function reader(port: number): Socket {
  const socket = connect(port);
  socket.on('error', () => undefined);
  socket.pause().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  sockets.push(socket);
  return socket;
}

it('sends headers and a short text as one chunk over TCP', async () => {
  transport = overTcp;
  const sender = new Sender({ sendTimeout: 5000, maxUnsentBytes: 1 });
  let together = 0;
  const { port } = await serving((response) => {
    // Called for several chunks.
    Object.assign(response.socket ?? {}, { _writev: (_: unknown, done: () => void) => (together++, done()) });
    return sender.end(response, 'short ä😀');
  });
  expect(await fetched(port)).toBe('short ä😀');
  expect(together).toBe(0);
});

describe.each(['TCP', 'TLS'])('over %s', (name) => {
  beforeAll(async () => {
    transport = name === 'TCP' ? overTcp : overTls(await certificates());
  });

  it('delivers a large text completely, with no character split', async () => {
    const sender = new Sender({ sendTimeout: 5000, maxUnsentBytes: 1 });
    const { port } = await serving((response) => sender.end(response, `a${large}`));
    expect((await fetched(port)) === `a${large}`).toBe(true);
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

  it('disconnects a client that does not read a reply that is still being written', async () => {
    const sender = new Sender({ sendTimeout: 100, maxUnsentBytes: Infinity });
    let sent: Promise<void> | undefined;
    let isDestroyed = false;
    const { port } = await serving((response) => {
      sent = sender.write(response.writeHead(200), large).then(() => void (isDestroyed = response.destroyed));
    });
    reader(port);
    while (sent === undefined) await sleep(5);
    await sent;
    expect(isDestroyed).toBe(true);
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

  long('disconnects the clients that have stalled for the longest if too much is unsent', async () => {
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
    const server = create(() => undefined);
    const idle = closeIdle(server, { keepAliveTimeout: 0, sendTimeout: 50 }, transport.connection);
    server.on('request', (request, response) => {
      response.end(large);
      idle.idle(request.socket);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    reader((server.address() as AddressInfo).port);
    const [request] = (await once(server, 'request')) as [{ socket: Socket }];
    await once(request.socket, 'close');
  });
});
