/** Which sandboxes are kept, and which are removed at the limit. */
import { double } from '../support/double.js';
import { MAX_UNTOUCHED, Sandboxes } from '../../src/world/sandboxes.js';
import type { Sandbox } from '../../src/world/world.js';

interface Fake {
  name: string;
  touched: boolean;
  closed: boolean;
}
const fakes = new Map<string, Fake>();
function make(name: string): Sandbox {
  const fake: Fake = { name, touched: false, closed: false };
  fakes.set(name, fake);
  return { name, isUntouched: () => !fake.touched, close: () => (fake.closed = true) } as never;
}
beforeEach(() => fakes.clear());
const change = (name: string): void => void Object.assign(fakes.get(name) ?? {}, { touched: true });

it('keeps a limited number of unchanged sandboxes, those used last', () => {
  const sandboxes = new Sandboxes(make, 10);
  sandboxes.get('first');
  sandboxes.get('second');
  for (let at = 0; at < MAX_UNTOUCHED - 2; at++) sandboxes.get(`s${at}`);
  sandboxes.get('first');
  sandboxes.get('one more');
  expect([sandboxes.find('second'), fakes.get('second')?.closed]).toEqual([undefined, true]);
  expect([sandboxes.find('first')?.name, sandboxes.all().length]).toEqual(['first', MAX_UNTOUCHED]);
});

it('keeps all changed sandboxes', () => {
  const sandboxes = new Sandboxes(make, 10);
  sandboxes.get('touched');
  change('touched');
  sandboxes.keep('named');
  for (let at = 0; at < 3 * MAX_UNTOUCHED; at++) sandboxes.get(`s${at}`);
  expect(['touched', 'named'].map((name) => sandboxes.find(name)?.name)).toEqual(['touched', 'named']);
});

it('creates none at the limit, and one again after a removal', () => {
  const sandboxes = new Sandboxes(make, 2);
  for (const name of ['a', 'b']) sandboxes.keep(name);
  expect([sandboxes.get('c'), sandboxes.keep('c'), sandboxes.get('a')?.name]).toEqual([undefined, undefined, 'a']);
  expect([sandboxes.remove('a'), sandboxes.remove('a'), fakes.get('a')?.closed]).toEqual([true, false, true]);
  expect(sandboxes.get('c')?.name).toBe('c');
});

it('does not count sandboxes with only refused calls or reads', async () => {
  const { fetch, ...handle } = await double({ vendors: ['spideriq'], controlPort: 0 });
  const list = 'spideriq/api/v1/integrations';
  const refused = [`/@refused/${list}`, '/@nowhere/spideriq/nothing'];
  for (const path of refused) expect((await fetch(path)).status).toBeGreaterThanOrEqual(400);
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
  await fetch(`/@read/${list}`, { headers });
  const body = JSON.stringify({ provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: 'd' });
  await fetch(`/@written/${list}`, { method: 'POST', headers, body });
  for (let at = 0; at < 2 * MAX_UNTOUCHED; at++) await fetch(`/@s${at}/nothing`);
  const control = async (path: string): Promise<number> => (await globalThis.fetch(`${handle.control}${path}`)).status;
  const statuses = await Promise.all(
    ['refused', 'nowhere', 'read', 'written'].map((item) => control(`/sandboxes/${item}`)),
  );
  expect(statuses).toEqual([404, 404, 404, 200]);
});
