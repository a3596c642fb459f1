/** The library without a control side. */
import { startDouble, UnknownVendorError } from '../../src/index.js';
import { request } from '../support/double.js';

const auth = { authorization: 'Bearer k' };
const list = '/v2/integrations';

it('listens on any free port of 127.0.0.1 and stops at the end of its scope', async () => {
  let url: string;
  {
    await using double = await startDouble({ vendors: ['arize'] });
    url = double.url('arize');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/arize$/);
    expect((await fetch(url + list, { headers: auth })).status).toBe(200);
  }
  await expect(fetch(url + list, { headers: auth })).rejects.toThrow();
});

it('works without a socket: by app and by fetch', async () => {
  await using double = await startDouble({ vendors: ['arize'], listen: false });
  expect(double.port).toBeUndefined();
  const byFetch = await double.fetch(double.url('arize') + list, { headers: auth });
  const byPath = await double.fetch(`/arize${list}`, { headers: auth });
  const byHost = await double.fetch(`https://api.arize.com${list}`, { headers: auth });
  expect([byFetch.status, byPath.status, byHost.status]).toEqual([200, 200, 200]);
  expect(await byFetch.json()).toEqual(await byHost.json());
  expect((await request(double.app).get(`/arize${list}`).set(auth)).status).toBe(200);
});

it('fetch sends bodies and gets refusals, as over a socket', async () => {
  await using double = await startDouble({ vendors: ['arize'], listen: false });
  const send = (body: string, method = 'POST'): Promise<Response> =>
    double.fetch(`/arize${list}`, { method, body, headers: { ...auth, 'content-type': 'application/json' } });
  expect((await send('{"type":"llm","name":"n","config":{"provider":"openAI","api_key":"k"}}')).status).toBe(201);
  expect((await send('{')).status).toBe(400);
  expect((await send(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
  const head = await double.fetch(`/arize${list}`, { method: 'HEAD', headers: auth });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('resets to the seed, ids and journal included', async () => {
  await using double = await startDouble({ vendors: ['arize'], listen: false, clock: '2026-01-01T00:00:00Z' });
  const create = async (): Promise<string> =>
    (
      await double.fetch(`/arize${list}`, {
        method: 'POST',
        body: '{"type":"llm","name":"n","config":{"provider":"openAI","api_key":"k"}}',
        headers: { ...auth, 'content-type': 'application/json' },
      })
    ).text();
  const first = await create();
  expect(double.journal.find({ operation: 'integrations_create', status: 201 })).toHaveLength(1);
  double.reset();
  expect(double.journal.find()).toEqual([]);
  expect(await create()).toBe(first);
});

it('finds journal entries by their fields', async () => {
  await using double = await startDouble({ vendors: ['arize'], listen: false });
  await double.fetch(`/arize${list}`, { headers: auth });
  await double.fetch(`/arize${list}`);
  await double.fetch('/arize/nowhere', { headers: auth });
  expect(double.journal.find({ vendor: 'arize' })).toHaveLength(3);
  expect(double.journal.find({ status: 401 })).toEqual([
    expect.objectContaining({
      reason: 'unauthenticated',
      rule: 'refusals.unauthenticated',
      operation: 'integrations_list',
    }),
  ]);
  expect(double.journal.find({ operation: 'integrations_list', status: 200 })).toEqual([
    expect.objectContaining({ rule: 'integrations_list', evidence: 'client', changes: [], violations: [] }),
  ]);
});

it('refuses unknown options by name, and lists those that exist', async () => {
  await using double = await startDouble({ vendors: ['spideriq'], listen: false });
  double.snapshots.save('base');
  const wrong = { withSecret: true } as object;
  const refused = (pointer: string, remedy: string) =>
    expect.objectContaining({ name: 'SteeringError', pointer, remedy: expect.stringContaining(remedy) });
  const ofSnapshot = refused('/withSecret', 'did you mean withSecrets? use withSecrets');
  expect(() => double.snapshot(wrong)).toThrow(ofSnapshot);
  expect(() => double.snapshots.export('base', wrong)).toThrow(ofSnapshot);
  expect(() => double.state(wrong)).toThrow(ofSnapshot);
  await expect(double.stateText(wrong)).rejects.toEqual(ofSnapshot);
  expect(() => double.journal.waitFor({}, { timout: 5 } as object)).toThrow(refused('/timout', 'use timeout, after'));
  expect(() => double.notes('spideriq', { example: false } as object)).toThrow(refused('/example', 'use examples'));
  await expect(double.close({ cutoff: true } as object)).rejects.toEqual(refused('/cutoff', 'use cutOff'));
  await expect(startDouble({ vendor: ['arize'] } as object)).rejects.toEqual(
    refused('/vendor', 'did you mean vendors?'),
  );
  await expect(startDouble({ journal: { entry: 5 } as object })).rejects.toEqual(
    refused('/journal/entry', 'use entries, bytes'),
  );
});

it('lists the vendors if one is unknown', async () => {
  await expect(startDouble({ vendors: ['arise'] })).rejects.toThrow(UnknownVendorError);
  await using double = await startDouble({ vendors: ['arize'], listen: false });
  expect(() => double.url('langdock')).toThrow(/Cannot find the vendor langdock; use one of arize/);
});

it.each(['', '..', 'a b', 'a/b', '@', 'x'.repeat(65)])('refuses the sandbox name %j', async (name) => {
  await using double = await startDouble({ vendors: ['arize'], listen: false });
  expect(() => double.sandbox(name)).toThrow(expect.objectContaining({ pointer: '/sandbox' }));
  const state = { ...double.state(), sandboxes: { [name]: double.snapshot() } };
  await expect(startDouble({ vendors: ['arize'], listen: false, state })).rejects.toThrow(/not a sandbox name/);
});

it('can be closed several times, and rejects with the system’s error if the port is in use', async () => {
  await using double = await startDouble({ vendors: ['arize'] });
  await expect(startDouble({ vendors: ['arize'], port: double.port ?? 0 })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await double.close();
  await double.close();
});

it('leaves out its reply headers if configured', async () => {
  await using shown = await startDouble({ vendors: ['arize'], listen: false });
  expect(
    [...(await shown.fetch(`/arize${list}`, { headers: auth })).headers.keys()].filter((header) =>
      header.startsWith('x-stuntdouble'),
    ),
  ).toEqual(['x-stuntdouble-operation', 'x-stuntdouble-rule']);
  await using hidden = await startDouble({ vendors: ['arize'], listen: false, replyHeaders: false });
  expect(
    [...(await hidden.fetch(`/arize${list}`, { headers: auth })).headers.keys()].filter((header) =>
      header.startsWith('x-stuntdouble'),
    ),
  ).toEqual([]);
});
