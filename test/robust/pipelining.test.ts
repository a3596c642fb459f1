/** Several requests on one connection are answered in order. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { double } from '../support/double.js';
import { bytesBack, replies } from './wire.js';

const path = '/arize/v2/integrations';
const one = `${path}/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==`;
const get = (at: string, ...more: string[]): string =>
  `${[`GET ${at} HTTP/1.1`, 'Host: localhost', 'Authorization: Bearer k', ...more].join('\r\n')}\r\n\r\n`;
const patch = (body: string, ...more: string[]): string =>
  `${[`PATCH ${one} HTTP/1.1`, 'Host: localhost', 'Authorization: Bearer k', 'Content-Type: application/json', `Content-Length: ${body.length}`, ...more].join('\r\n')}\r\n\r\n${body}`;
const LAST = 'Connection: close';
const rename = (name: string): string => JSON.stringify({ type: 'llm', name });

/** Status and name of each reply, or '' without a name. */
async function answers(text: string): Promise<unknown[]> {
  const { port = 0 } = await double({ vendors: ['arize', 'nairi'] });
  const back = replies(await bytesBack(port, Buffer.from(text, 'latin1')));
  return back.map(({ status, text: body }) => {
    const { name } = JSON.parse(body) as { name?: string };
    return name === undefined ? status : [status, name];
  });
}

it('answers a hundred simultaneous requests in order', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `Number ${i}`);
  const text = names.map((name) => patch(rename(name))).join('') + get(one, LAST);
  expect(await answers(text)).toEqual([...names.map((name) => [200, name]), [200, 'Number 99']]);
});

it('answers alternating valid and invalid requests, each with its own reply', async () => {
  const text = patch('{') + patch(rename('A')) + get('/nowhere') + get(`${one}%ZZ`) + patch('[]') + get(one, LAST);
  expect(await answers(text)).toEqual([400, [200, 'A'], 404, 400, 400, [200, 'A']]);
});

it('answers complete requests before unreadable bytes, and then reports these', async () => {
  expect(await answers(`${patch(rename('A'))}garbage\r\n\r\n`)).toEqual([[200, 'A'], 400]);
  expect(await answers(patch(rename('A')) + get(one) + patch('', 'Content-Length: 5'))).toEqual([
    [200, 'A'],
    [200, 'A'],
    400,
  ]);
});

/** All replies to a client that half-closes the connection before anything is read. */
async function answersAfterTheEnd(port: number, text: string): Promise<string> {
  const sent = new Int32Array(new SharedArrayBuffer(4));
  const client = `
    const { connect } = require('node:net');
    const { parentPort, workerData: { port, text, sent } } = require('node:worker_threads');
    let back = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).end(text);
    socket.on('finish', () => { Atomics.store(sent, 0, 1); Atomics.notify(sent, 0); });
    socket.on('data', (chunk) => (back += chunk)).on('end', () => parentPort.postMessage(back));
  `;
  const worker = new Worker(client, { eval: true, workerData: { port, text, sent } });
  Atomics.wait(sent, 0, 0, 10_000);
  const [back] = (await once(worker, 'message')) as [string];
  await worker.terminate();
  return back;
}

/** A request of this length in all. */
function filled(body: string, length: number): string {
  const head = patch('x'.repeat(10_000)).length - 10_000;
  return patch(body.padEnd(length - head));
}

it('answers a client that half-closes the connection immediately', async () => {
  const { port = 0 } = await double({ vendors: ['arize', 'nairi'] });
  const names = ['B', 'C', 'D'];
  for (const [text, expected] of [
    [get(one), ['Production OpenAI']],
    [patch(rename('A')), ['A']],
    [names.map((name) => patch(rename(name))).join(''), names],
    // As much as Node reads at once: it goes on reading, and reads the end in the same turn.
    [filled(rename('E'), 65_536), ['E']],
  ] as const) {
    const back = replies(await answersAfterTheEnd(port, text));
    expect(back.map((item) => (JSON.parse(item.text) as { name: string }).name)).toEqual(expected);
  }
});

it('answers an unknown method in order', async () => {
  expect(await answers(patch(rename('A')) + get(one).replace('GET', 'BREW'))).toEqual([[200, 'A'], 405]);
});

it('answers a request with `Connection: close`, and not the next ones', async () => {
  expect(await answers(patch(rename('A'), LAST) + patch(rename('B')))).toEqual([[200, 'A']]);
  expect(await answers(`${patch(rename('A'), LAST)}garbage`)).toEqual([[200, 'A']]);
});

it('executes no request after a reply that closes the connection', async () => {
  const { port = 0, fetch: inside } = await double({ vendors: ['arize', 'nairi'] });
  const text =
    get(one).replace('Host: localhost\r\n', '') +
    patch(rename('Expected'), 'Expect: 100-continue') +
    patch(rename('Behind'));
  expect(replies(await bytesBack(port, Buffer.from(text)))).toMatchObject([{ status: 400 }]);
  const reply = await inside(one, { headers: { authorization: 'Bearer k' } });
  expect(await reply.json()).toMatchObject({ name: 'Production OpenAI' });
});

it('executes no request that is hidden in the body of another', async () => {
  const hidden = patch(rename('Hidden'));
  const { port = 0, fetch: inside } = await double({ vendors: ['arize', 'nairi'] });
  for (const framing of [
    [`Content-Length: ${hidden.length}`, 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked', `Content-Length: ${hidden.length}`],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding:\x0bchunked'],
    ['Content-Length: 0', `Content-Length: ${hidden.length}`],
  ]) {
    const outer = `${[`PATCH ${one} HTTP/1.1`, 'Host: localhost', 'Authorization: Bearer k', ...framing].join('\r\n')}\r\n\r\n`;
    const [first] = replies(await bytesBack(port, Buffer.from(`${outer}0\r\n\r\n${hidden}`, 'latin1')));
    expect([framing, first?.status]).toEqual([framing, 400]);
  }
  const reply = await inside(one, { headers: { authorization: 'Bearer k' } });
  expect(await reply.json()).toMatchObject({ name: 'Production OpenAI' });
});

it('answers on a connection after another connection of the client was closed', async () => {
  const { port = 0 } = await double({ vendors: ['arize', 'nairi'] });
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(patch(rename('A')).slice(0, -5), () => socket.destroy()),
    );
    socket.once('close', () => resolve());
  });
  expect(replies(await bytesBack(port, Buffer.from(get(one, LAST))))).toMatchObject([{ status: 200 }]);
});
