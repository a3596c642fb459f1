/** A failing test reports its last calls. */
import { join } from 'node:path';
import { double, root, serve } from './support/double.js';
import { gadgets } from './support/gadgets.js';
import { jest as runJest, project } from './support/project.js';

const lastCall = (): string => String((globalThis as unknown as { lastCalls: unknown[] }).lastCalls.at(-1));

it('records a call by supertest, with its body and the reply', async () => {
  const { call } = await serve('nairi');
  await call('patch', '/api/public/v1/integrations/llm/x', { name: 1 });
  expect(lastCall()).toMatch(/^PATCH \S+\/integrations\/llm\/x \{"name":1\} → 400 \{"error":/);
});

it('records a call by fetch', async () => {
  const target = await double({ vendors: ['nairi'] });
  await fetch(`${target.url('nairi')}/nowhere`, { method: 'DELETE' });
  expect(lastCall()).toMatch(/^DELETE \S+\/nairi\/nowhere {2}→ 404/);
});

it('records a call in process', async () => {
  const { call } = await gadgets();
  await call('GET', '/gadgets/7');
  expect(lastCall()).toMatch(/^GET \/gadgets\/7 {2}→ 200 \{"id":7,/);
});

it('adds them to the message of the test that fails', async () => {
  const test = "it('fails', () => { globalThis.lastCalls = ['PATCH /x → 400']; expect(400).toBe(200); });";
  const config = { testEnvironment: join(root, 'test/support/environment.mjs') };
  const directory = project({ 'package.json': '{}', 'jest.config.json': JSON.stringify(config), 'a.test.js': test });
  const { failed, output } = await runJest(directory);
  expect([failed, output]).toEqual([true, expect.stringMatching(/Received: 400\s+The last calls.*\s+PATCH \/x → 400/)]);
});
