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
