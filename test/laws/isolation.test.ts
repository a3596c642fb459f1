/** Laws across sandboxes and processes: state is isolated, and the same calls give the same bytes. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDouble } from '../../src/index.js';
import { long, runs } from '../support/depth.js';
import { root } from '../support/double.js';

const run = promisify(execFile);
/** Of a call for each account of each sandbox. */
const ROUNDS = runs(3, 20);
const SANDBOXES = runs(10, 50);
const ACCOUNTS = runs(5, 20);
const list = '/api/public/v1/integrations/llm';

it('sandboxes with many accounts each never see each other in interleaved requests', async () => {
  await using double = await startDouble({ vendors: ['nairi'], listen: false });
  const names = new Map<string, string[]>();
  const call = async (sandbox: number, account: number, init: RequestInit = {}): Promise<unknown> => {
    const headers = { authorization: `Bearer account-${account}`, 'content-type': 'application/json' };
    const reply = await double.fetch(`/@box-${sandbox}/nairi${list}`, { ...init, headers });
    return reply.json();
  };
  const seed = ((await call(0, 0)) as unknown[]).length;
  for (let round = 0; round < ROUNDS; round++) {
    const calls: Promise<unknown>[] = [];
    for (let sandbox = 0; sandbox < SANDBOXES; sandbox++) {
      for (let account = 0; account < ACCOUNTS; account++) {
        const name = `${sandbox}/${account}/${round}`;
        const key = `${sandbox}/${account}`;
        if ((sandbox + account + round) % 4 === 0) {
          names.set(key, [...(names.get(key) ?? []), name]);
          calls.push(
            call(sandbox, account, { method: 'POST', body: JSON.stringify({ type: 'anthropic', name, api_key: 'k' }) }),
          );
        } else calls.push(call(sandbox, account));
      }
    }
    await Promise.all(calls);
  }
  for (let sandbox = 0; sandbox < SANDBOXES; sandbox++) {
    for (let account = 0; account < ACCOUNTS; account++) {
      const seen = ((await call(sandbox, account)) as { name: string }[]).slice(seed).map((item) => item.name);
      expect([sandbox, account, seen]).toEqual([sandbox, account, names.get(`${sandbox}/${account}`) ?? []]);
    }
  }
}, 120_000);

long('gives the same bytes in two processes, two time zones and two locales', async () => {
  const script = `
    const { startDouble } = require(${JSON.stringify(join(root, 'dist/index.cjs'))});
    (async () => {
      const double = await startDouble({ listen: false, randomSeed: 7, clock: '2026-03-29T01:30:00Z' });
      const send = async (path, method, body) => {
        const reply = await double.fetch(path, { method, headers: { authorization: 'Bearer k', 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
        console.log(reply.status, JSON.stringify([...reply.headers]), await reply.text());
      };
      await send('/arize/v2/integrations', 'POST', { type: 'llm', name: 'Ünï', config: { provider: 'openAI', api_key: 'k' } });
      await send('/arize/v2/integrations', 'GET');
      await send('/nairi/api/public/v1/integrations/llm', 'POST', { type: 'anthropic', name: 'İ', api_key: 'k' });
      await send('/langdock/integrations/v1/create', 'POST', { name: 'Iı' });
      await send('/spideriq/api/v1/integrations', 'POST', { provider_name: 'groq', credentials: { api_key: 'gsk_0123456789abcdef' } });
      await send('/respan/api/models/?sort_by=-model_name', 'GET');
      console.log(JSON.stringify(double.snapshot()));
    })();`;
  const output = async (env: Record<string, string>): Promise<string> =>
    (await run(process.execPath, ['-e', script], { env: { PATH: process.env['PATH'], ...env } })).stdout;
  const first = await output({ TZ: 'UTC', LANG: 'C' });
  expect(first.split('\n').filter((part) => /^20[01] /.test(part))).toHaveLength(6);
  expect(await output({ TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toBe(first);
});
