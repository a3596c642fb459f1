/** Requests over a connection: bodies where none is expected, chunks, media types, and connections that stay open. */
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { startDouble } from '../../src/double/start.js';
import { gadgets, gadgetsDirectory } from '../support/gadgets.js';

interface Sent {
  port: number | undefined;
  agent?: Agent;
  headers?: Record<string, string | number>;
  /** Several parts are sent as chunks. */
  body?: readonly string[];
}

interface Got {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  text: string;
}

const send = async (title: string, { port, agent, headers = {}, body = [] }: Sent): Promise<Got> => {
  const [method = '', path = ''] = title.split(' ');
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, method, path, agent, headers: { 'x-acme-key': 'demo', ...headers } },
      (reply) => {
        let text = '';
        reply.on('data', (part: Buffer) => (text += part.toString()));
        reply.on('end', () => {
          resolve({ status: reply.statusCode, headers: reply.headers, text });
        });
      },
    );
    call.on('error', reject);
    for (const part of body) call.write(part);
    call.end();
  });
};

const JSON_TYPE = { 'content-type': 'application/json' };
const CHUNKED = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };

it.each<[title: string, what: string, status: number, headers: Sent['headers'], body?: string[]]>([
  ['DELETE /gadgets/7', 'with a media type and no body', 204, JSON_TYPE],
  ['DELETE /gadgets/7', 'with the length 0', 204, { ...JSON_TYPE, 'content-length': 0 }],
  ['DELETE /gadgets/7', 'with a body', 204, JSON_TYPE, ['{}']],
  ['GET /gadgets', 'with a body', 200, { ...JSON_TYPE, 'content-length': 2 }, ['{}']],
  ['GET /gadgets', 'with a media type and no body', 200, JSON_TYPE],
  ['PATCH /gadgets/7', 'without its optional body', 200, { ...JSON_TYPE, 'content-length': 0 }],
  ['PATCH /gadgets/7', 'with no chunks', 200, CHUNKED],
  ['POST /gadgets', 'in chunks', 201, CHUNKED, ['{"name":"c",', '"kind":"li', 'ght"}']],
  [
    'POST /gadgets',
    'in UTF-8',
    201,
    { 'content-type': 'application/json; charset=UTF-8' },
    ['{"name":"d","kind":"light"}'],
  ],
  [
    'POST /gadgets',
    'in "utf-8";',
    201,
    { 'content-type': 'Application/JSON;charset="utf-8";' },
    ['{"name":"e","kind":"light"}'],
  ],
])('%s %s is answered', async (title, _, status, headers, body = []) => {
  const { double } = await gadgets(
    ({ P }) => {
      P['/gadgets/{id}'].patch.requestBody.required = false;
    },
    { listen: true },
  );
  expect(await send(title, { port: double.port, ...(headers && { headers }), body })).toMatchObject({ status });
});

it('a HEAD has the length of the body that a GET would have, and a 204 has no length', async () => {
  const { double } = await gadgets(undefined, { listen: true });
  const { port } = double;
  const [head, get] = [await send('HEAD /gadgets/7', { port }), await send('GET /gadgets/7', { port })];
  expect([head.status, head.text]).toEqual([200, '']);
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.text)));
  const { status, headers } = await send('DELETE /gadgets/7', { port });
  expect([status, headers['content-length'], headers['content-type']]).toEqual([204, undefined, undefined]);
});

it('a client with open connections continues after a restart at the same port', async () => {
  const specs = gadgetsDirectory();
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const first = await startDouble({ specs });
  const { port } = first;
  expect(await send('GET /gadgets', { port, agent })).toMatchObject({ status: 200 });
  const kept = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
  const closed = kept.map(async (socket) => once(socket, 'close'));
  await first.close();
  await Promise.all(closed);
  await using second = await startDouble({ specs, ...(port !== undefined && { port }) });
  expect(second.port).toBe(port);
  expect(await send('GET /gadgets', { port, agent })).toMatchObject({ status: 200 });
  agent.destroy();
});

it('many simultaneous calls are all answered', async () => {
  const { double } = await gadgets(undefined, { listen: true });
  const all = await Promise.all(Array.from({ length: 100 }, async () => send('GET /gadgets', { port: double.port })));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
});
