/** Records that are found by other means than a field with their id. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json } from '../../src/grammar/json.js';
import { double, root } from '../support/double.js';
import { serve } from './served.js';
import { api, object, ref, text } from './small.js';

const style = (name: string): Json =>
  parse(readFileSync(join(root, 'test/infer/styles', `${name}.yaml`), 'utf8')) as Json;

const path = (address: unknown): string => new URL(String(address)).pathname.replace(/^\/life/, '');

it('a record is found at the address that it shows', async () => {
  const call = serve(style('self-links'));
  const { body } = (await call('POST /v2/widgets', { name: 'Bolt' })) as { body: Json };
  expect(body).toEqual({ uri: expect.stringMatching(/^http:.*\/v2\/widgets\/[\w-]+$/) as unknown, name: 'Bolt' });
  expect((await call(`GET ${path(body['uri'])}`)).body).toEqual(body);
  expect((await call('GET /v2/widgets')).body).toEqual({ total: 1, widgets: [body] });
  expect((await call(`PATCH ${path(body['uri'])}`, { name: 'Nut' })).body).toEqual({ ...body, name: 'Nut' });
  expect((await call(`DELETE ${path(body['uri'])}`)).status).toBe(204);
  expect((await call(`GET ${path(body['uri'])}`)).status).toBe(404);
});

it('an address may be below links', async () => {
  const call = serve(style('self-links'));
  const { body } = (await call('POST /v2/gauges', { unit: 'bar' })) as { body: { links: Json } };
  expect((await call(`GET ${path(body.links['self'])}`)).body).toEqual(body);
});

it('the elements of a list may hold the records, each with its cursor', async () => {
  const call = serve(style('trees'));
  for (const title of ['a', 'b', 'c']) await call('POST /categories', { title });
  interface Page {
    edges: { node: Json; cursor: string }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
  }
  const page = async (query: string): Promise<Page> => (await call(`GET /categories?first=2${query}`)).body as Page;
  const first = await page('');
  expect(first.edges.map(({ node }) => node['title'])).toEqual(['a', 'b']);
  expect(first.pageInfo).toEqual({ endCursor: first.edges[1]?.cursor, hasNextPage: true });
  const last = await page(`&after=${first.pageInfo.endCursor}`);
  expect(last.edges.map(({ node }) => node['title'])).toEqual(['c']);
  expect(last.pageInfo.hasNextPage).toBe(false);
  expect((await page(`&after=${first.edges[0]?.cursor ?? ''}`)).edges.map(({ node }) => node['title'])).toEqual([
    'b',
    'c',
  ]);
});

it('a create without a body in its reply may be on another path than the reads', async () => {
  const call = serve(style('trees'));
  const { body } = (await call('POST /categories', { title: 'a' })) as { body: Json };
  const comments = `/categories/${String(body['id'])}/comments`;
  const made = await call(`POST ${comments}`, { text: 'Hello' });
  const address = path(made.headers.get('location'));
  expect([made.status, address]).toEqual([201, expect.stringMatching(/^\/comments\//)]);
  expect((await call(`GET ${address}`)).body).toMatchObject({ text: 'Hello' });
  expect((await call(`GET ${comments}`)).body).toMatchObject([{ text: 'Hello' }]);
});

it('a record has an id where the body leaves out the object with it', async () => {
  const metadata = object({ name: text });
  const Job = object({ metadata, note: text });
  const call = serve(
    api(
      { 'POST /jobs': { status: 201, body: Job, reply: ref('Job') }, 'GET /jobs/{name}': { reply: ref('Job') } },
      { Job },
    ),
  );
  const { body } = (await call('POST /jobs', { note: 'a' })) as { body: { metadata: Json } };
  expect((await call(`GET /jobs/${String(body.metadata['name'])}`)).body).toEqual(body);
});

it('an empty list has as many pages as its schema asks for', async () => {
  const call = serve(style('location-only'));
  expect((await call('GET /api/customers')).body).toMatchObject({ totalPages: 1, totalCount: 0 });
});

it('a document in several files behaves like one in a single file', async () => {
  const { fetch, origin } = await double({ specs: join(root, 'test/infer/pieces/openapi.yaml'), listen: false });
  const send = (method: string, at: string, body?: object) =>
    fetch(origin + at, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const made = (await (await send('POST', '/boats', { name: 'Ida', mast: { height: 9 } })).json()) as Json;
  expect(made).toMatchObject({ name: 'Ida', mast: { height: 9 } });
  const one = `/boats/${String(made['id'])}`;
  expect(await (await send('GET', one)).json()).toEqual(made);
  expect(await (await send('GET', '/boats')).json()).toEqual([made]);
  expect((await send('DELETE', one)).status).toBe(204);
  expect((await send('GET', one)).status).toBe(404);
});

const pets = (collection: string, item: string): Json =>
  api(
    {
      [`GET ${collection}`]: { reply: { type: 'array', items: ref('Pet') } },
      [`POST ${collection}`]: { status: 201, body: object({ name: text }, ['name']), reply: ref('Pet') },
      [`GET ${item}`]: { reply: ref('Pet') },
    },
    { Pet: object({ name: text }, ['name']) },
  );

it('a slash at the end of a path changes nothing', async () => {
  for (const call of [serve(pets('/pets', '/pets/{name}')), serve(pets('/pets/', '/pets/{name}/'))])
    for (const end of ['', '/']) {
      const name = `pet${end.length}`;
      expect((await call(`POST /pets${end}`, { name })).status).toBe(201);
      expect((await call(`GET /pets/${name}${end}`)).body).toEqual({ name });
      expect((await call(`GET /pets${end}`)).body).toContainEqual({ name });
    }
});

it('paths that differ only by the slash at their end stay apart', async () => {
  const document = pets('/pets', '/pets/{name}') as { paths: Json };
  document.paths['/pets/'] = { get: { responses: { 204: { description: 'none' } } } };
  const call = serve(document);
  expect((await call('GET /pets')).status).toBe(200);
  expect((await call('GET /pets/')).status).toBe(204);
  expect((await call('POST /pets/', { name: 'Rex' })).status).toBe(405);
});

it('an id of which the document says nothing is unknown, not malformed', async () => {
  const document = (id: Json): Json => {
    const found = api(
      {
        'POST /pets': { status: 201, body: object({ name: text }, ['name']), reply: ref('Pet') },
        'GET /pets/{id}': { reply: ref('Pet') },
      },
      { Pet: object({ id, name: text }, ['id', 'name']) },
    ) as { paths: Record<string, { get: { responses: Json } }> };
    const read = found.paths['/pets/{id}'];
    if (read) read.get.responses['400'] = { description: 'wrong' };
    return found;
  };
  expect((await serve(document({ ...text, readOnly: true }))('GET /pets/rex')).status).toBe(404);
  expect((await serve(document({ ...text, readOnly: true, format: 'uuid' }))('GET /pets/rex')).status).toBe(400);
});

it.each<[parameter: string, description: string]>([
  ['idOrSlug', ''],
  ['pet_slug_or_id', ''],
  ['pet_id', "The pet's ID or slug"],
  ['id', 'Either the unique slug or the ID of a pet.'],
])('a path with the parameter %s (%s) names a record by its id or its slug', async (parameter, description) => {
  const document = api(
    {
      'POST /pets': { status: 201, body: object({ slug: text, name: text }, ['name']), reply: ref('Pet') },
      [`GET /pets/{${parameter}}`]: { reply: ref('Pet') },
    },
    { Pet: object({ id: { ...text, readOnly: true }, slug: text, name: text }, ['id', 'name']) },
  ) as unknown as { paths: Record<string, { get: Json }> };
  const read = document.paths[`/pets/{${parameter}}`];
  if (read) read.get['parameters'] = [{ name: parameter, in: 'path', required: true, schema: text, description }];
  const call = serve(document);
  const { body } = await call('POST /pets', { name: 'Rex', slug: 'rex' });
  for (const name of [String((body as Json)['id']), 'rex'])
    expect((await call(`GET /pets/${name}`)).body).toEqual(body);
  expect((await call('GET /pets/max')).status).toBe(404);
});
