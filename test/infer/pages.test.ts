/** Paging as public documents declare it: a returned text, an offset beside a cursor, flags of the first and last page. */
import type { Json } from '../../src/grammar/json.js';
import { api, integer, listOf, object, ref, text } from './small.js';
import { serve, type Call } from './served.js';

const flag = { type: 'boolean' };
const id: Json = { ...text, readOnly: true };

function pets(query: Record<string, Json>, reply: Record<string, Json>): Call {
  return serve(
    api(
      {
        'GET /pets': {
          query,
          reply: object({ items: listOf(ref('Pet')), ...reply }, ['items', ...Object.keys(reply)]),
        },
        'POST /pets': { status: 201, body: object({ name: text }, ['name']), reply: ref('Pet') },
        'GET /pets/{id}': { reply: ref('Pet') },
      },
      { Pet: object({ id, name: text }, ['id', 'name']) },
    ),
  );
}

async function filled(call: Call, count: number): Promise<Call> {
  for (let at = 0; at < count; at++) await call('POST /pets', { name: `pet ${at}` });
  return call;
}

const names = ({ body }: { body: unknown }): unknown[] => (body as { items: Json[] }).items.map(({ name }) => name);

it.each<[parameter: string, shown: string]>([
  ['iterator', 'iterator'],
  ['state', 'nextState'],
])('the parameter %s takes the text that the last reply has as %s', async (parameter, shown) => {
  const nullable = { type: ['string', 'null'] };
  const call = await filled(pets({ limit: integer, [parameter]: text }, { [shown]: nullable, done: flag }), 3);
  const first = await call('GET /pets?limit=2');
  expect(first.body).toMatchObject({ [shown]: expect.any(String), done: false });
  const cursor = String((first.body as Json)[shown]);
  const second = await call(`GET /pets?limit=2&${parameter}=${cursor}`);
  expect(names(second)).toEqual(['pet 2']);
  expect(second.body).toMatchObject({ [shown]: null, done: true });
});

it('a text that only repeats a parameter is no cursor', async () => {
  const call = await filled(pets({ limit: integer, term: text }, { term: text }), 3);
  expect(names(await call('GET /pets?limit=2&term=x'))).toHaveLength(3);
});

it('a list with cursors also starts at a number of records', async () => {
  const query = { limit: integer, marker: text, offset: integer };
  const call = await filled(pets(query, { next_marker: text, offset: integer }), 5);
  const second = await call('GET /pets?limit=2&offset=2');
  expect(names(second)).toEqual(['pet 2', 'pet 3']);
  expect(second.body).toMatchObject({ offset: 2 });
  const marker = String((second.body as Json)['next_marker']);
  expect(names(await call(`GET /pets?limit=2&marker=${marker}`))).toEqual(['pet 4']);
});

it('says of the first, the last and an empty page what it is', async () => {
  const call = pets({ page: integer, size: integer }, { first: flag, last: flag, empty: flag });
  expect((await call('GET /pets?size=2')).body).toMatchObject({ first: true, last: true, empty: true });
  await filled(call, 3);
  expect((await call('GET /pets?size=2')).body).toMatchObject({ first: true, last: false, empty: false });
  expect((await call('GET /pets?size=2&page=2')).body).toMatchObject({ first: false, last: true, empty: false });
});

it('links to pages may be in an object of their own', async () => {
  const links = object({
    pages: { anyOf: [object({ next: text, last: text }), object({ prev: text, first: text }), {}] },
  });
  const call = await filled(pets({ page: integer, per_page: integer }, { links }), 3);
  const page = await call('GET /pets?per_page=2');
  const { next } = (page.body as { links: { pages: { next: string } } }).links.pages;
  expect(next).toMatch(/\/pets\?per_page=2&page=2$/);
});

it('a list without parameters of pages shows one page, whatever page its example shows', async () => {
  const number = (example: number): Json => ({ ...integer, example });
  const nullable = (example: number): Json => ({ type: ['integer', 'null'], example });
  const pagination = { page: number(3), last_page: nullable(4), next_page: nullable(4), previous_page: nullable(2) };
  const meta = object({ pagination: object(pagination, Object.keys(pagination)) }, ['pagination']);
  const link = { type: ['string', 'null'], example: 'https://example.com/pets?page=2' };
  const call = await filled(pets({}, { meta, next: link }), 1);
  expect((await call('GET /pets')).body).toMatchObject({
    meta: { pagination: { page: 1, last_page: 1, next_page: null, previous_page: null } },
    next: null,
  });
});

it('a number of results beside a list is their total', async () => {
  const call = await filled(pets({ page: integer, page_size: integer }, { pages: integer, results: integer }), 3);
  expect((await call('GET /pets?page=2&page_size=2')).body).toMatchObject({ pages: 2, results: 3 });
});

it.each(['-1', '0'])('a limit of %s is none', async (limit) => {
  const call = await filled(pets({ limit: { type: 'integer', default: -1 }, offset: integer }, {}), 2);
  for (const query of ['', `?limit=${limit}`]) expect(names(await call(`GET /pets${query}`))).toHaveLength(2);
});
