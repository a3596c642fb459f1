/** Requests that ended the process, lost a reply, or got a reply that no vendor gives, before this was fixed. */
import { request as send } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { createApp } from '../../src/http/app.js';
import { answererOf } from '../../src/http/server.js';
import { defaultLimits } from '../../src/http/client-limits.js';
import { Sender } from '../../src/http/sender.js';
import { createExchange } from '../../src/http/exchange.js';
import { double, request, serve, logged } from '../support/double.js';
import { directories, lab, vendorIn } from '../support/lab.js';
import { sampleOf } from '../support/depth.js';

const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const list = '/v2/integrations';

function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket
      .on('data', (chunk) => (reply += chunk.toString()))
      .on('close', () => resolve(reply))
      .on('error', reject);
  });
}

it.each(sampleOf(['toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf', '__defineGetter__'], 3))(
  'refuses an unknown field that every object inherits: %s',
  async (field) => {
    const { call } = await serve('arize');
    expect((await call('patch', one, { type: 'llm', [field]: 1 })).status).toBe(400);
    const respan = await serve('respan');
    expect((await respan.call('post', '/api/providers/', { [field]: 1 })).status).toBe(422);
  },
);

it('answers an internal error with a problem reply, and keeps running', async () => {
  const vendor = vendorIn(directories[0] ?? '');
  const failures: string[] = [];
  const exchange = createExchange({
    vendors: [vendor],
    host: { failed: (error: unknown) => failures.push(String(error)) } as never,
    world: () => lab(vendor).world,
    replyHeaders: true,
  });
  const app = createApp(
    answererOf(exchange, () => undefined, new Sender(defaultLimits)),
    () => undefined,
  );
  const reply = await request(app).get(`/${vendor.name}/v2/integrations`).set('authorization', 'Bearer k');
  expect([reply.status, reply.type, reply.body.title]).toEqual([500, 'application/problem+json', 'stuntdouble failed']);
  expect(failures.join()).toMatch(/TypeError/);
});

it.each(
  sampleOf(
    [
      ['no credential', '/nairi/api/public/v1/integrations/llm', {}, 401],
      ['a body too large', '/nairi/api/public/v1/integrations/llm', { authorization: 'Bearer k' }, 413],
      ['a path that does not exist', '/nairi/nowhere', { authorization: 'Bearer k' }, 404],
    ],
    3,
  ),
)('delivers the refusal of %s to a client that is still sending', async (_, path, headers, expected) => {
  const started = await double({ vendors: ['nairi'] });
  const body = Buffer.alloc(5 * 1024 * 1024, 'x');
  const statuses = await Promise.all(
    Array.from({ length: 5 }, () =>
      fetch(started.origin + path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      }).then((item) => item.status),
    ),
  );
  expect(statuses).toEqual(Array<number>(5).fill(expected));
});

it('reads any URL in the request line', async () => {
  const { double: started } = await serve('arize');
  for (const target of ['http://[::1/arize/v2/integrations', 'http://?x', 'http://xn--/arize/v2/integrations']) {
    const reply = await raw(
      started.port ?? 0,
      `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nConnection: close\r\n\r\n`,
    );
    expect(reply).toMatch(/^HTTP\/1\.1 (200|404) [^]*application\/(problem\+)?json/);
  }
});

it.each(
  sampleOf(
    [
      ['F(O / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
      ['GET /a b HTTP/1.1\r\nHost: x\r\n\r\n', 400],
      [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
      ['CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405],
      ['GET /arize HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n', 417],
      ['POST /arize HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ],
    3,
  ),
)('answers an unreadable request with a problem reply: %j', async (text, expected) => {
  const { double: started } = await serve('arize');
  const reply = await raw(started.port ?? 0, text);
  expect([Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1]), reply]).toEqual([
    expected,
    expect.stringContaining('problem+json'),
  ]);
});

it('refuses a body with half a million mistakes in less than a second', async () => {
  const { call } = await serve('arize');
  const scopings = Array<number>(200_000).fill(1);
  const reply = await call('patch', one, { type: 'llm', scopings });
  expect([reply.status, reply.text.length < 1000]).toEqual([400, true]);
});

it('serves when it is mounted below a path, and behind a body parser', async () => {
  const started = await double({ vendors: ['arize'], listen: false });
  const app = express().use(express.json()).use('/mock', started.app);
  const reply = await request(app)
    .patch(`/mock/arize${one}`)
    .set('authorization', 'Bearer k')
    .send({ type: 'llm', name: 'Mounted' });
  expect([reply.status, reply.body.name]).toEqual([200, 'Mounted']);
  expect(logged.splice(0)).toEqual([expect.stringContaining('a body parser runs before the double')]);
});

it('serves a vendor once if it is named twice, also at the root', async () => {
  const started = await double({ vendors: ['arize', 'arize'] });
  expect(started.vendors).toEqual(['arize']);
  expect((await fetch(started.origin + list, { headers: { authorization: 'Bearer k' } })).status).toBe(200);
});

it('does not treat the fetch of Node as a browser', async () => {
  const { double: started } = await serve('langdock');
  const get = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${started.url('langdock')}/integrations/v1/get`, { headers: { authorization: 'Bearer k', ...headers } });
  expect((await get({ 'accept-language': 'de' })).status).toBe(200);
  expect((await get({ origin: 'https://app.example' })).status).toBe(403);
});

it('survives clients that disconnect during a body', async () => {
  const { double: started, call } = await serve('arize');
  for (let i = 0; i < 50; i++) {
    const outgoing = send({
      port: started.port,
      host: '127.0.0.1',
      path: `/arize${one}`,
      method: 'PATCH',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json', 'content-length': '5000' },
    });
    await new Promise((resolve) =>
      outgoing.once('error', resolve).write('{"type":', () => outgoing.destroy(new Error('gone'))),
    );
  }
  expect((await call('get', one)).status).toBe(200);
});
