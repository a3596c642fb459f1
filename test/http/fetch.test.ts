/** `double.fetch` behaves as Node's own. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { double, root } from '../support/double.js';

const list = '/spideriq/api/v1/integrations';
const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
const body = JSON.stringify({ provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: 'd' });

describe('an aborted signal', () => {
  it('rejects with its reason, and nothing is carried out', async () => {
    const { fetch, journal } = await double({ vendors: ['spideriq'] });
    const reason = new Error('my reason');
    const signal = AbortSignal.abort(reason);
    await expect(fetch(list, { method: 'POST', headers, body, signal })).rejects.toBe(reason);
    const request = new Request('http://localhost' + list, { method: 'POST', headers, body, signal });
    await expect(fetch(request)).rejects.toBe(reason);
    expect(journal.count()).toBe(0);
  });

  it('is respected between the call and the reading of its body', async () => {
    const { fetch, journal } = await double({ vendors: ['spideriq'] });
    const controller = new AbortController();
    const reply = fetch(list, { method: 'POST', headers, body, signal: controller.signal });
    controller.abort();
    await expect(reply).rejects.toMatchObject({ name: 'AbortError' });
    expect(journal.count()).toBe(0);
  });

  it.each([
    ['TimeoutError', () => AbortSignal.timeout(20)],
    ['AbortError', () => abortedAfter(20)],
  ])('ends a delay with %s', async (name, signal) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'], stopTimeout: 10 });
    handle.faults.add({ vendor: 'spideriq', operation: 'listIntegrations', delay: 2000 });
    await expect(fetch(list, { headers, signal: signal() })).rejects.toMatchObject({ name });
    const ofNode = globalThis.fetch(`${handle.url('spideriq')}/api/v1/integrations`, { headers, signal: signal() });
    await expect(ofNode).rejects.toMatchObject({ name });
  });
});

function abortedAfter(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}

it('keeps the process alive until a delayed reply, without a listener', async () => {
  const script = `require('./dist/index.cjs').startDouble({ vendors: ['spideriq'], listen: false }).then(async (double) => {
    double.faults.add({ vendor: 'spideriq', operation: 'listIntegrations', delay: 50 });
    const reply = await double.fetch('${list}', { headers: { authorization: 'Bearer k' } });
    console.log('reply', reply.status);
  });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: root });
  expect(stdout).toBe('reply 200\n');
});

it('stops waiting for a body that never ends when it is aborted', async () => {
  const { fetch } = await double({ vendors: ['spideriq'], listen: false });
  const endless = { method: 'POST', headers, body: new ReadableStream(), duplex: 'half' } as RequestInit;
  await expect(fetch(list, { ...endless, signal: abortedAfter(5) })).rejects.toMatchObject({ name: 'AbortError' });
});

describe('a fault', () => {
  /** What a caller of fetch sees: the status and the body, or the error with its cause. */
  async function outcome(reply: Promise<Response>): Promise<unknown> {
    const failure = (error: unknown): unknown => {
      const { name, message, cause } = error as Error & { cause: Error & { code: string } };
      return { name, message, cause: [cause.name, cause.message, cause.code] };
    };
    return reply.then(async (got) => [got.status, await got.text().catch(failure)], failure);
  }

  it.each([
    { drop: 'before' },
    { reset: 'after' },
    { truncate: 0 },
    { truncate: 3 },
    { truncate: 1_000_000 },
    { trickle: 1_000_000 },
    { malformed: true },
  ] as const)('that does %j looks as it does with the fetch of Node', async (fault) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
    handle.faults.add({ operation: 'listIntegrations', ...fault });
    const ofNode = await outcome(globalThis.fetch(`${handle.url('spideriq')}/api/v1/integrations`, { headers }));
    expect(await outcome(fetch(list, { headers }))).toEqual(ofNode);
  });

  it('sends the body at its rate, and not one byte in each turn', async () => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'], listen: false });
    handle.faults.add({ operation: 'listIntegrations', trickle: 1_000_000 });
    const sizes: number[] = [];
    const { body: reply } = await fetch(list, { headers });
    for await (const piece of reply as unknown as AsyncIterable<Uint8Array>) sizes.push(piece.length);
    expect([sizes.reduce((sum, size) => sum + size) > 1000, sizes.length < 10]).toEqual([true, true]);
  });

  it('ends a body that is sent slowly when the signal is aborted', async () => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'], listen: false });
    handle.faults.add({ operation: 'listIntegrations', trickle: 1 });
    const controller = new AbortController();
    const reply = await fetch(list, { headers, signal: controller.signal });
    const text = reply.text();
    controller.abort();
    await expect(text).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that cuts the body leaves the headers of a reply to HEAD', async () => {
    const { ...handle } = await double({ vendors: ['spideriq'] });
    handle.faults.add({ operation: 'listIntegrations', truncate: 3 });
    const url = `${handle.url('spideriq')}/api/v1/integrations`;
    expect((await globalThis.fetch(url, { method: 'HEAD', headers })).status).toBe(200);
  });
});

it('rejects with a TypeError if the body cannot be read, and nothing is carried out', async () => {
  const { fetch, journal } = await double({ vendors: ['spideriq'], listen: false });
  const cause = new Error('of the stream');
  const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(cause) });
  const sent = { method: 'POST', headers, body: failing, duplex: 'half' } as RequestInit;
  await expect(fetch(list, sent)).rejects.toMatchObject({ name: 'TypeError', message: 'fetch failed', cause });
  expect(journal.count()).toBe(0);
});
