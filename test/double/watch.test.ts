/** `watch`: changes of documents, behaviors and seeds are taken up; records stay where their resource does. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from 'node:tls';
import type { Double, DoubleOptions } from '../../src/double/api.js';
import { startWith, NothingToWatchError } from '../../src/double/start.js';
import { reloadText, type Reload } from '../../src/double/watch/reloader.js';
import type { Watch, Watched } from '../../src/double/watch/node-watch.js';
import type { Json } from '../../src/grammar/json.js';

let directory: string;
let double: Double;
let changed: () => void;
let watched: Watched;
let open = 0;
let onReload: (reload: Reload) => void = () => undefined;
const log: string[] = [];

const watch: Watch = (what, tell) => {
  open++;
  watched = what;
  changed = tell;
  return { close: () => void open-- };
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-watch-'));
  log.length = open = 0;
});
afterEach(async () => {
  await double.close();
  rmSync(directory, { recursive: true });
  expect(open).toBe(0);
});

const file = (name: string, content: string | Json): string => {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, typeof content === 'string' ? content : JSON.stringify(content));
  // As editors save.
  renameSync(`${path}.new`, path);
  return path;
};

const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const schema = (fields: Json, required: string[] = []): Json => ({
  type: 'object',
  required,
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, ...fields },
});

/** One collection for each name. */
function document(resources: Record<string, Json>, title = 'Shop', parameter = 'id'): Json {
  const paths = Object.entries(resources).flatMap(([name, what]): [string, Json][] => [
    [
      `/${name}s`,
      {
        get: {
          operationId: `list_${name}`,
          responses: { 200: { description: '', ...json({ type: 'array', items: what }) } },
        },
        post: {
          operationId: `create_${name}`,
          requestBody: json(what),
          responses: { 201: { description: '', ...json(what) } },
        },
      },
    ],
    [
      `/${name}s/{${parameter}}`,
      {
        get: {
          operationId: `get_${name}`,
          parameters: [{ name: parameter, in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: { description: '', ...json(what) }, 404: { description: '' } },
        },
      },
    ],
  ]);
  return { openapi: '3.1.0', info: { title, version: '1' }, paths: Object.fromEntries(paths) };
}

async function serve(options: DoubleOptions): Promise<void> {
  double = await startWith(
    {
      listen: false,
      watch: true,
      log: (line) => void log.push(line),
      reloaded: (reload) => onReload(reload),
      ...options,
    },
    { watch },
  );
}

/** What a change of files comes to. */
function reloaded(): Promise<Reload> {
  const next = new Promise<Reload>((resolve) => (onReload = resolve));
  changed();
  return next;
}

async function ask(method: string, path: string, body?: Json) {
  const reply = await double.fetch(`http://localhost${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: (text === '' ? undefined : JSON.parse(text)) as Json };
}

it('keeps the records of resources that stay, and drops and lists the others', async () => {
  const specs = file('shop.json', document({ pet: schema({}), toy: schema({}) }));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  await ask('POST', '/shop/toys', { name: 'Ball' });
  await ask('POST', '/shop/toys', { name: 'Bone' });
  file('shop.json', document({ pet: schema({ age: { type: 'integer' } }), food: schema({}) }));
  const reload = await reloaded();
  expect(reload).toEqual({
    vendors: [{ vendor: 'shop', change: 'changed', kept: 1, dropped: { toy: 2 }, faults: [] }],
  });
  expect(reloadText(reload)).toBe('shop: reloaded; 1 record kept; dropped: 2 toy');
  expect((await ask('GET', '/shop/pets')).body).toEqual([{ id: 1, name: 'Rex' }]);
  expect((await ask('POST', '/shop/pets', { name: 'Tom', age: 3 })).body).toEqual({ id: 2, name: 'Tom', age: 3 });
  expect((await ask('GET', '/shop/toys')).status).toBe(404);
  expect((await ask('GET', '/shop/foods')).body).toEqual([]);
  expect(double.journal.changes()).toMatchObject([
    {
      kind: 'change',
      by: 'reload',
      vendor: 'shop',
      account: 'everybody',
      changes: [{ resource: 'toy', id: '1', kind: 'remove' }, { id: '2' }],
    },
  ]);
});

it('goes back to a snapshot by name with the records that a reload keeps, and tells what it left out', async () => {
  const specs = file('shop.json', document({ pet: schema({}), toy: schema({}) }));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  await ask('POST', '/shop/toys', { name: 'Ball' });
  double.faults.add({ operation: 'list_toy', status: 503 });
  const whole = double.snapshot();
  double.snapshots.save('base');
  file('shop.json', document({ pet: schema({ age: { type: 'integer' } }, ['age']), food: schema({}) }));
  await reloaded();
  await ask('POST', '/shop/pets', { name: 'Tom', age: 3 });
  const left = { vendor: 'shop', change: 'changed', kept: 1, dropped: { toy: 1 }, faults: ['fault-1'] };
  expect(double.snapshots.restore('base')).toEqual([left]);
  const { body } = await ask('GET', '/shop/pets');
  expect(body).toEqual([{ id: 1, name: 'Rex', age: expect.any(Number) as number }]);
  expect((await ask('POST', '/shop/pets', { name: 'Tom', age: 3 })).body).toMatchObject({ id: 2 });
  expect(double.faults.list()).toEqual([]);
  // A document may come from anywhere, and its vendor may be another one.
  expect(double.snapshots.export('base')).toEqual(whole);
  expect(() => double.restore(whole)).toThrow(/contract of shop has changed/);
});

it('goes back to a snapshot by name whole where the vendor is again what it was then', async () => {
  const before = document({ pet: schema({}) });
  const specs = file('shop.json', before);
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  double.snapshots.save('base');
  file('shop.json', document({ toy: schema({}) }));
  await reloaded();
  file('shop.json', `${JSON.stringify(before)} `);
  await reloaded();
  expect((await ask('GET', '/shop/pets')).body).toEqual([]);
  expect(double.snapshots.restore('base')).toEqual([]);
  expect((await ask('GET', '/shop/pets')).body).toEqual([{ id: 1, name: 'Rex' }]);
});

it('keeps the records of every sandbox', async () => {
  const specs = file('shop.json', document({ pet: schema({}) }));
  await serve({ specs });
  await ask('POST', '/@one/shop/pets', { name: 'Rex' });
  file('shop.json', document({ pet: schema({}) }, 'Other title'));
  expect(await reloaded()).toMatchObject({ vendors: [{ kept: 1 }] });
  expect((await ask('GET', '/@one/shop/pets/1')).status).toBe(200);
  expect((await ask('GET', '/shop/pets/1')).status).toBe(404);
});

it('drops the records of a resource with another id field', async () => {
  const specs = file('shop.json', document({ pet: schema({}) }));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  const { id, ...rest } = (schema({})['properties'] ?? {}) as Json;
  file('shop.json', document({ pet: { type: 'object', properties: { number: id, ...rest } } }, 'Shop', 'number'));
  expect(await reloaded()).toMatchObject({ vendors: [{ kept: 0, dropped: { pet: 1 } }] });
  expect((await ask('GET', '/shop/pets')).body).toEqual([]);
});

it('completes kept records for what replies must have now, once', async () => {
  const specs = file('shop.json', document({ pet: schema({}) }));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  file('shop.json', document({ pet: schema({ color: { type: 'string', enum: ['red'] } }, ['color']) }));
  await reloaded();
  expect((await ask('GET', '/shop/pets/1')).body).toEqual({ id: 1, name: 'Rex', color: 'red' });
  expect(double.journal.changes()).toMatchObject([
    { by: 'reload', changes: [{ resource: 'pet', id: '1', kind: 'put', diff: { added: { color: 'red' } } }] },
  ]);
  expect(log).toEqual([]);
});

it('keeps the last valid version after a save with mistakes, says so once, and loads the next valid one', async () => {
  const good = document({ pet: schema({}) });
  const specs = file('shop.json', JSON.stringify(good, null, 1));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  file('shop.json', '{ "openapi": "3.1.0",\n "paths": ]}');
  const broken = await reloaded();
  expect(broken).toMatchObject({ problem: expect.stringMatching(/shop\.json:2 /) });
  const more: Reload[] = [];
  onReload = (reload) => void more.push(reload);
  changed();
  changed();
  expect((await ask('GET', '/shop/pets/1')).status).toBe(200);
  expect(more).toEqual([]);
  file('shop.json', document({ pet: schema({}), toy: schema({}) }));
  expect(await reloaded()).toMatchObject({ vendors: [{ vendor: 'shop', kept: 1 }] });
  expect((await ask('GET', '/shop/toys')).status).toBe(200);
});

it('says that the files are valid again after a broken save is undone', async () => {
  const good = document({ pet: schema({}) });
  const specs = file('shop.json', good);
  await serve({ specs });
  file('shop.json', '');
  expect(await reloaded()).toMatchObject({ problem: expect.stringContaining('the file is empty') });
  file('shop.json', good);
  const again = await reloaded();
  expect(again).toEqual({ vendors: [] });
  expect(reloadText(again)).toBe('The files are valid again. Nothing has changed.');
});

it('loads a behavior and a seed that are added beside a document', async () => {
  const specs = file('shop.json', document({ pet: schema({}) }));
  await serve({ specs });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  file('seed.yaml', 'records: { pet: [{ id: 7, name: Seven }] }');
  expect(await reloaded()).toMatchObject({ vendors: [{ kept: 1 }] });
  expect((await ask('GET', '/shop/pets')).body).toEqual([
    { id: 7, name: 'Seven' },
    { id: 1, name: 'Rex' },
  ]);
  file(
    'behavior.yaml',
    'stuntdouble: 1\nextends: inferred\nresources: { pet: { unique: [{ fields: [name], evidence: { assumed: a test } }] } }',
  );
  await reloaded();
  expect((await ask('POST', '/shop/pets', { name: 'Rex' })).status).toBe(409);
  rmSync(join(directory, 'behavior.yaml'));
  await reloaded();
  expect((await ask('POST', '/shop/pets', { name: 'Rex' })).body).toEqual({ id: 8, name: 'Rex' });
});

it('watches every file of a document, also one that does not exist yet', async () => {
  const whole = document({ pet: { $ref: './parts/pet.yaml' } });
  const specs = file('shop.json', whole);
  await serve({ specs });
  expect([...watched.files]).toContain(join(directory, 'parts/pet.yaml'));
  file('parts/pet.yaml', JSON.stringify(schema({}, ['name'])));
  await reloaded();
  expect((await ask('POST', '/shop/pets', {})).status).toBe(400);
  file('parts/pet.yaml', JSON.stringify(schema({})));
  await reloaded();
  expect((await ask('POST', '/shop/pets', {})).status).toBe(201);
});

it('serves added vendor directories, and stops serving removed ones', async () => {
  file('apis/shop/openapi.json', document({ pet: schema({}) }));
  await serve({ specs: join(directory, 'apis') });
  await ask('POST', '/shop/pets', { name: 'Rex' });
  file('apis/zoo/openapi.json', document({ bear: schema({}) }));
  expect(await reloaded()).toMatchObject({ vendors: [{ vendor: 'zoo', change: 'added' }] });
  expect(double.vendors).toEqual(['shop', 'zoo']);
  expect((await ask('GET', '/zoo/bears')).body).toEqual([]);
  rmSync(join(directory, 'apis/shop'), { recursive: true });
  expect(await reloaded()).toMatchObject({ vendors: [{ vendor: 'shop', change: 'removed', dropped: { pet: 1 } }] });
  expect(double.vendors).toEqual(['zoo']);
});

it('keeps the address when a title changes', async () => {
  const specs = file('openapi.json', document({ pet: schema({}) }, 'Shop'));
  await serve({ specs });
  file('openapi.json', document({ pet: schema({}) }, 'Store'));
  expect(await reloaded()).toMatchObject({ vendors: [{ vendor: 'shop', change: 'changed' }] });
});

it('removes faults whose operation is gone, and keeps the others', async () => {
  const specs = file('shop.json', document({ pet: schema({}), toy: schema({}) }));
  await serve({ specs });
  const kept = double.faults.add({ vendor: 'shop', operation: 'list_pet', status: 503 });
  const { id } = double.faults.add({ vendor: 'shop', operation: 'list_toy', status: 503 });
  file('shop.json', document({ pet: schema({}) }));
  expect(await reloaded()).toMatchObject({ vendors: [{ faults: [id] }] });
  expect(double.faults.list().map((fault) => fault.id)).toEqual([kept.id]);
  expect((await ask('GET', '/shop/pets')).status).toBe(503);
});

it('answers a call whose body comes during the reload by the new version', async () => {
  const specs = file('shop.json', document({ pet: schema({}) }));
  await serve({ specs, listen: true });
  let send: (text: string) => void = () => undefined;
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"name":'));
      send = (text) => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  const reply = fetch(`${double.url('shop')}/pets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  });
  // A call of its own: the one before is under way by then.
  await fetch(`${double.url('shop')}/pets`);
  file('shop.json', document({ pet: schema({ color: { type: 'string', enum: ['red'] } }, ['color']) }));
  await reloaded();
  send('"Rex","color":"red"}');
  expect(await (await reply).json()).toEqual({ id: 1, name: 'Rex', color: 'red' });
  expect((await ask('GET', '/shop/pets/1')).body).toEqual({ id: 1, name: 'Rex', color: 'red' });
});

it('refuses to watch where there are no files', async () => {
  double = await startWith({ listen: false, specs: document({ pet: schema({}) }) }, { watch });
  await expect(startWith({ listen: false, watch: true, specs: document({}) }, { watch })).rejects.toThrow(
    NothingToWatchError,
  );
});

it('takes new hosts of a document into the certificate', async () => {
  const at = (host: string): Json => ({ ...document({ pet: schema({}) }), servers: [{ url: `https://${host}` }] });
  const specs = file('shop.json', at('old.shop.test'));
  await serve({ specs, listen: true, tls: true });
  const isTrusted = (servername: string): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ port: double.port ?? 0, host: '127.0.0.1', ca: double.ca, servername }, () => {
        resolve(true);
        socket.destroy();
      }).once('error', () => resolve(false));
    });
  expect([await isTrusted('old.shop.test'), await isTrusted('new.shop.test')]).toEqual([true, false]);
  file('shop.json', at('new.shop.test'));
  await reloaded();
  // The new certificate is made while calls go on.
  while (!(await isTrusted('new.shop.test'))) expect(log).toEqual([]);
});

it('reloads an edition when its overlay changes, and both when the document of the base does', async () => {
  const shop = (title: string): Json => document({ pet: schema({}) }, title);
  const overlay = (status: string): string =>
    `overlay: 1.0.0\ninfo: { title: Shop 2, version: '2' }\nactions:\n  - target: $.paths['/pets'].post.responses\n    update: { '${status}': { description: Refused } }\n`;
  file('shop/openapi.json', shop('Shop'));
  file('shop@2/overlay.yaml', overlay('402'));
  await serve({ specs: directory });
  await ask('POST', '/shop@2/pets', { name: 'Rex' });
  file('shop@2/overlay.yaml', overlay('403'));
  const names = (reload: Reload): string[] => ('vendors' in reload ? reload.vendors.map(({ vendor }) => vendor) : []);
  expect(names(await reloaded())).toEqual(['shop@2']);
  file('shop/openapi.json', shop('Pet shop'));
  expect(names(await reloaded())).toEqual(['shop', 'shop@2']);
  expect((await ask('GET', '/shop@2/pets')).body).toEqual([{ id: 1, name: 'Rex' }]);
  file('shop@2/overlay.yaml', overlay('403').replace('/pets', '/pats'));
  expect(await reloaded()).toEqual({
    problem: expect.stringMatching(/overlay\.yaml:4 the target .* matches nothing/) as string,
  });
  expect((await ask('GET', '/shop@2/pets')).status).toBe(200);
});
