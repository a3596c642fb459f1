/** A call is carried out only when its whole message has arrived, and every reply arrives in order. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { double } from '../support/double.js';
import { bytesBack, replies } from '../robust/wire.js';

const list = '/spideriq/api/v1/integrations';
const head = ['Host: x', 'Authorization: Bearer k', 'Content-Type: application/json', ''].join('\r\n');
const get = `GET ${list} HTTP/1.1\r\n${head}\r\n`;
const create = JSON.stringify({
  provider_name: 'groq',
  credentials: { api_key: 'sk-aaaaaaaaaaaa' },
  key_label: 'made',
});

const started = () => double({ vendors: ['spideriq'] });
const statuses = async (port: number | undefined, ...texts: string[]): Promise<number[]> =>
  replies(await bytesBack(port ?? 0, Buffer.from(texts.join('')))).map((reply) => reply.status);

describe.each([
  ['DELETE', '42'],
  ['POST', 'sync-billing'],
])('%s …/%s, which reads no body', (method, id) => {
  const there = `${list}/${id}`;

  it.each([
    ['a bad chunk in the same packet', 'ZZZ\r\nhello\r\n0\r\n\r\n'],
    ['a bad chunk behind a good one', '2\r\nab\r\nZZ\r\n'],
    ['a chunk without its end', '5\r\nabcdeXX0\r\n\r\n'],
  ])('is not executed with %s', async (_, body) => {
    const { port, journal, fetch } = await started();
    const before = await (await fetch(list, { headers: { authorization: 'Bearer k' } })).text();
    const text = `${method} ${there} HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n${body}`;
    expect(await statuses(port, text)).toEqual([400]);
    expect(journal.find().flatMap((entry) => entry.changes)).toEqual([]);
    expect(await (await fetch(list, { headers: { authorization: 'Bearer k' } })).text()).toBe(before);
  });

  it('is not executed if the client disconnects before its body has arrived', async () => {
    const { port, journal, fetch } = await started();
    const socket = connect(port ?? 0, '127.0.0.1');
    socket.write(`${method} ${there} HTTP/1.1\r\n${head}Content-Length: 10\r\n\r\nabc`);
    await once(socket, 'connect');
    socket.end();
    await once(socket.resume(), 'close');
    await fetch(list, { headers: { authorization: 'Bearer k' } });
    expect(journal.find().flatMap((entry) => entry.changes)).toEqual([]);
  });

  it('is executed once its body has arrived, which is discarded', async () => {
    const { port } = await started();
    const body = 'x'.repeat(100_000);
    const text = `${method} ${there} HTTP/1.1\r\n${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect((await statuses(port, text, body))[0]).toBeLessThan(300);
  });
});

it('answers everything before a pipelined CONNECT, in order, and then refuses it', async () => {
  const { port } = await started();
  const post = `POST ${list} HTTP/1.1\r\n${head}Content-Length: ${create.length}\r\n\r\n${create}`;
  const tunnel = 'CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n';
  expect(await statuses(port, post, get, tunnel, get)).toEqual([201, 200, 405]);
  expect(await statuses(port, tunnel)).toEqual([405]);
});

it('answers a slow call before a pipelined CONNECT', async () => {
  const { port, faults } = await started();
  faults.add({ vendor: 'spideriq', operation: 'listIntegrations', delay: 50 });
  expect(await statuses(port, get, get, 'CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n')).toEqual([
    200, 200, 405,
  ]);
});

it.each(['websocket', 'h2c'])(
  'answers a request to upgrade to %s as any other, and closes the connection',
  async (name) => {
    const its = await double({ vendors: ['spideriq'], controlPort: 0 });
    const upgrade = `Upgrade: ${name}\r\nConnection: Upgrade\r\n`;
    const calls = [
      [its.port ?? 0, get, 200],
      [Number(new URL(its.control ?? '').port), 'GET /sandboxes HTTP/1.1\r\nHost: localhost\r\n\r\n', 200],
    ] as const;
    for (const [port, plain, status] of calls) {
      const asking = plain.replace(/\r\n\r\n$/, `\r\n${upgrade}\r\n`);
      // Node drops what follows in the same packet.
      const found = replies(await bytesBack(port, Buffer.from(plain + asking + plain)));
      expect(found.map((reply) => [reply.status, reply.headers['connection']])).toEqual([
        [status, 'keep-alive'],
        [status, 'close'],
      ]);
    }
  },
);

it.each(['Host: x\r\nHost: x', 'Host: x\r\nhOsT: y'])('refuses two Host headers on both ports: %j', async (hosts) => {
  const started = await double({ vendors: ['spideriq'], controlPort: 0 });
  const text = `GET /health/live HTTP/1.1\r\n${hosts.replaceAll('x', 'localhost')}\r\nConnection: close\r\n\r\n`;
  expect(await statuses(started.port, text)).toEqual([400]);
  expect(await statuses(Number(new URL(started.control ?? '').port), text)).toEqual([400]);
});

const both = async (lines: string): Promise<number[]> => {
  const started = await double({ vendors: ['spideriq'], controlPort: 0 });
  const text = `GET /health/live HTTP/1.1\r\n${lines}\r\nConnection: close\r\n\r\n0\r\n\r\n`;
  const ports = [started.port, Number(new URL(started.control ?? '').port)];
  return (await Promise.all(ports.map((port) => statuses(port, text)))).map(([first = 0]) => first);
};

it.each(['a@b', 'a b', 'a:b', 'a:1:2', '[::1', 'a/b', 'h\u00e9', '%zz'])(
  'refuses the Host header %j on both ports',
  async (host) => {
    expect(await both(`Host: ${host}`)).toEqual([400, 400]);
  },
);

it.each(['a_b.example', '[::1]:80', '', 'localhost:', '%41'])('accepts the Host header %j', async (host) => {
  expect((await both(`Host: ${host}`))[0]).not.toBe(400);
});

it.each<[string, number[]]>([
  ['gzip, chunked', [501, 501]],
  ['Chunked', [404, 200]],
])('answers a body in the transfer coding %j', async (coding, expected) => {
  expect(await both(`Host: localhost\r\nTransfer-Encoding: ${coding}`)).toEqual(expected);
});

describe('on the control side', () => {
  const start = async () => {
    const its = await double({ vendors: ['spideriq'], controlPort: 0 });
    return { its, port: Number(new URL(its.control ?? '').port) };
  };
  const lines = 'Host: localhost\r\nContent-Type: application/json\r\n';
  const bad = 'Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\nZZ\r\n';

  it.each(['PUT /sandboxes/other', 'PUT /sandboxes/default/snapshots/other', 'DELETE /sandboxes/default/faults'])(
    '%s is carried out only when its whole message has arrived',
    async (line) => {
      const { its, port } = await start();
      its.faults.add({ operation: 'listIntegrations', status: 503 });
      const state = (): unknown => [
        Object.keys(its.state().sandboxes),
        its.snapshots.list().length,
        its.faults.list().length,
      ];
      const before = state();
      expect(await statuses(port, `${line} HTTP/1.1\r\n${lines}${bad}`)).toEqual([400]);
      expect(state()).toEqual(before);
      const whole = `Connection: close\r\nContent-Length: 3\r\n\r\nabc`;
      expect((await statuses(port, `${line} HTTP/1.1\r\n${lines}${whole}`))[0]).toBeLessThan(300);
      expect(state()).not.toEqual(before);
    },
  );

  it('answers everything before a pipelined CONNECT, in order, and then refuses it', async () => {
    const { port } = await start();
    const read = `GET /sandboxes HTTP/1.1\r\n${lines}\r\n`;
    const tunnel = 'CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n';
    expect(await statuses(port, read, read, tunnel, read)).toEqual([200, 200, 405]);
  });

  it('says in a body why a request is refused that is not HTTP', async () => {
    const { port } = await start();
    const [reply] = replies(await bytesBack(port, Buffer.from('NONSENSE / HTTP/1.1\r\n\r\n')));
    expect([reply?.status, reply?.text]).toEqual([400, expect.stringContaining('not a valid HTTP request')]);
  });
});
