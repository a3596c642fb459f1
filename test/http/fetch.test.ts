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
