/** Both ports over TLS: what holds over TCP holds here too. */
import { once } from 'node:events';
import { request } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Double, DoubleOptions } from '../../src/double/api.js';
import { api, integer, listOf, object, ref, text } from '../infer/small.js';
import { long } from '../support/depth.js';
import { double } from '../support/double.js';

const GET = 'GET /arize/v2/integrations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\n\r\n';

const start = (options: DoubleOptions = {}): Promise<Double> => double({ vendors: ['arize'], tls: true, ...options });

const portOf = (url: string | undefined): number => Number(new URL(url ?? '').port);

/** A TCP connection on which no handshake has begun. */
async function tcp(target: Double): Promise<Socket> {
  const socket = connectTcp(target.port ?? 0, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

async function connected(target: Double, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connectTls({ port: target.port ?? 0, host: '127.0.0.1', ca: target.ca, ...options });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

/** What comes until the server closes the connection. */
async function rest(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // `once` would reject at an error.
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

async function statusOf(target: string, ca: string | undefined, servername?: string): Promise<number | undefined> {
  const { hostname, port, pathname } = new URL(target);
  const outgoing = request({
    host: hostname,
    port,
    path: pathname,
    ca,
    agent: false,
    ...(servername && { servername }),
  });
  outgoing.end();
  const [reply] = (await once(outgoing, 'response')) as [{ statusCode?: number; resume: () => void }];
  reply.resume();
  return reply.statusCode;
}

it('has https URLs for both ports, with a certificate that its authority signs', async () => {
  const started = await start({ controlPort: 0 });
  expect(started.origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(started.url('arize')).toBe(`${started.origin}/arize`);
  expect(started.control).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await statusOf(`${started.url('arize')}/v2/integrations`, started.ca)).toBe(401);
  expect(await statusOf(`${started.control ?? ''}/health/live`, started.ca)).toBe(200);
  await expect(statusOf(started.origin, undefined)).rejects.toThrow('unable to verify');
});

it.each(['localhost', 'arize.localhost', 'api.arize.com', 'stub'])('is valid for %s', async (servername) => {
  const started = await start({ allowedHosts: ['stub'] });
  const socket = await connected(started, { servername });
  expect(socket.authorized).toBe(true);
});

it('is valid for no other name', async () => {
  const started = await start();
  await expect(statusOf(started.origin, started.ca, 'example.com')).rejects.toThrow('does not match');
});

it('offers http/1.1 and refuses clients that accept HTTP/2 only', async () => {
  const started = await start();
  const socket = await connected(started, { ALPNProtocols: ['h2', 'http/1.1'] });
  expect(socket.alpnProtocol).toBe('http/1.1');
  socket.destroy();
  const refused = connectTls({ port: started.port ?? 0, ca: started.ca, ALPNProtocols: ['h2'] });
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
});

it('answers plain HTTP with a 400 that names the scheme', async () => {
  const started = await start();
  const socket = await tcp(started);
  socket.write(GET);
  const reply = await rest(socket);
  expect(reply).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(reply).toContain('https://');
});

it('closes a connection without a complete handshake after the headers timeout', async () => {
  const started = await start({ headersTimeout: 50 });
  const silent = await tcp(started);
  const half = await tcp(started);
  half.write(Buffer.from([0x16, 3, 1, 0, 200]));
  expect(await Promise.all([rest(silent), rest(half)])).toEqual(['', '']);
});

it('closes a connection that speaks neither TLS nor HTTP', async () => {
  const started = await start();
  const socket = await tcp(started);
  socket.write(Buffer.from([0x16, 3, 1, 0, 4, 1, 2, 3, 4]));
  await rest(socket);
  expect(await statusOf(`${started.url('arize')}/v2/integrations`, started.ca)).toBe(401);
});

it('stops without waiting for clients that have not begun a handshake', async () => {
  const started = await start({ stopTimeout: 60_000 });
  const silent = await tcp(started);
  const half = await tcp(started);
  half.write(Buffer.from([0x16, 3, 1, 0, 200]));
  // The server has accepted both.
  expect(await statusOf(started.origin, started.ca)).toBe(404);
  await started.close();
  await Promise.all([rest(silent), rest(half)]);
});

it('answers pipelined requests in order, and CONNECT after them', async () => {
  const socket = await connected(await start());
  socket.write(`${GET}${GET}CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`);
  const text = await rest(socket);
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 405']);
});

it.each([
  ['is not HTTP', 'nonsense\r\n\r\n', 400],
  ['has two Host headers', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  ['has headers that are too large', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['is a megabyte of one letter', 'A'.repeat(1_000_000), 400],
])('answers a request that %s', async (_, text, status) => {
  const socket = await connected(await start());
  socket.write(text);
  expect(await rest(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

it('answers a client that closes its side after the request', async () => {
  const socket = await connected(await start(), { allowHalfOpen: true } as ConnectionOptions);
  socket.end(GET);
  expect(await rest(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

long('closes idle connections, with the reply delivered', async () => {
  const socket = await connected(await start({ keepAliveTimeout: 40 }));
  socket.write(GET);
  expect(await rest(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

long('answers 408 if the headers do not arrive in time', async () => {
  const socket = await connected(await start({ headersTimeout: 50 }));
  socket.write('GET / HTTP/1.1\r\n');
  expect(await rest(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

it.each([
  ['closes', { drop: 'before' }, undefined],
  ['resets', { reset: 'before' }, 'ECONNRESET'],
] as const)('%s a connection as a fault says', async (_, fault, code) => {
  const started = await start();
  started.faults.add({ vendor: 'arize', operation: 'integrations_list', after: 1, ...fault });
  const socket = await connected(started);
  socket.write(GET);
  await once(socket, 'data');
  let failure: NodeJS.ErrnoException | undefined;
  socket.on('error', (error: NodeJS.ErrnoException) => (failure = error));
  socket.write(GET);
  expect(await rest(socket)).toBe('');
  expect(failure?.code).toBe(code);
});

it.each([
  ['truncates', { truncate: 5 }, '\r\n\r\n{"int'],
  ['corrupts', { malformed: true }, '\u0000'],
  ['trickles', { trickle: 5000 }, '}'],
] as const)('%s a reply as a fault says', async (_, fault, end) => {
  const started = await start();
  started.faults.add({ vendor: 'arize', operation: 'integrations_list', ...fault });
  const socket = await connected(started);
  socket.write(
    GET.replace('integrations', 'integrations?limit=1').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
  );
  expect((await rest(socket)).slice(-end.length)).toBe(end);
});

it('frees the connection of a client that refuses the certificate', async () => {
  const started = await start({ maxConnections: 1, headersTimeout: 0 });
  await expect(statusOf(started.origin, undefined)).rejects.toThrow('unable to verify');
  // Refused until the server has seen the end of the first connection.
  let status: number | undefined;
  while (status === undefined) status = await statusOf(started.origin, started.ca).catch(() => undefined);
  expect(status).toBe(404);
});

it('limits the number of connections', async () => {
  const started = await start({ maxConnections: 1 });
  const first = await connected(started);
  const second = await tcp(started);
  expect(await rest(second)).toBe('');
  first.write(GET);
  const [chunk] = (await once(first, 'data')) as [Buffer];
  expect(chunk.toString()).toMatch(/^HTTP\/1\.1 200 OK/);
});

it('has https in the links of its replies, over a socket and in process', async () => {
  const pet = object({ id: integer, name: text }, ['id', 'name']);
  const headers = { Location: { schema: { type: 'string', format: 'uri' } } };
  const pets = api(
    {
      'GET /pets': { reply: listOf(ref('Pet')) },
      'POST /pets': { status: 201, body: object({ name: text }), reply: ref('Pet'), headers },
      'GET /pets/{id}': { reply: ref('Pet') },
    },
    { Pet: pet },
  );
  const started = await double({ specs: { pets }, tls: true });
  const body = JSON.stringify({ name: 'Rex' });
  const socket = await connected(started);
  socket.write(
    `POST /pets HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect(await rest(socket)).toMatch(/\r\nlocation: https:\/\/a\.test\/pets\/1\r\n/i);
  const reply = await started.fetch(`${started.url('pets')}/pets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(reply.headers.get('location')).toBe(`${started.url('pets')}/pets/2`);
});

it('accepts the control side’s own origin, and no other', async () => {
  const started = await start({ controlPort: 0 });
  const call = async (origin: string): Promise<number | undefined> => {
    const outgoing = request({
      host: '127.0.0.1',
      port: portOf(started.control),
      path: '/health/live',
      ca: started.ca,
      headers: { origin },
    });
    outgoing.end();
    const [reply] = (await once(outgoing, 'response')) as [{ statusCode?: number; resume: () => void }];
    reply.resume();
    return reply.statusCode;
  };
  expect(await call(started.control ?? '')).toBe(200);
  expect(await call((started.control ?? '').replace('https', 'http'))).toBe(403);
});
