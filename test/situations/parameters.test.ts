/** Parameters and pages as public documents write them. */
import { sampleOf } from '../support/depth.js';
import { evidence, gadgets, type Parts } from '../support/gadgets.js';

const query =
  (...parameters: object[]) =>
  ({ P, behavior }: Parts): void => {
    P['/gadgets'].get.parameters = parameters.map((one) => ({ in: 'query', ...one }));
    behavior['operations'].listGadgets.ignored = Object.fromEntries(
      parameters.map((one) => [(one as { name: string }).name, { evidence }]),
    );
  };

it('a header that an operation requires must be sent', async () => {
  const { create, call } = await gadgets(({ P }) => {
    const schema = { type: 'string', minLength: 1 };
    P['/gadgets'].post.parameters = [{ name: 'Idempotency-Key', in: 'header', required: true, schema }];
  });
  expect((await create({})).status).toBe(400);
  const body = { name: 'a', kind: 'light' };
  expect((await call('POST', '/gadgets', body, { 'idempotency-key': 'k1' })).status).toBe(201);
});

it.each<[query: string, status: number]>(
  sampleOf(
    [
      ['', 200],
      ['?limit=10', 200],
      ['?limit=0', 400],
      ['?limit=10&offset=0', 200],
      ['?hasPin=false', 200],
      ['?kind=heat', 200],
      ['?name=Clock', 200],
    ],
    6,
  ),
)('parameters that may be null: %s is answered by %i', async (asked, status) => {
  const orNull = (schema: object): object => ({ anyOf: [schema, { type: 'null' }] });
  const { call } = await gadgets(
    query(
      { name: 'limit', schema: orNull({ type: 'integer', minimum: 1, maximum: 100 }) },
      { name: 'offset', schema: orNull({ type: 'integer', minimum: 0 }) },
      { name: 'hasPin', schema: orNull({ type: 'boolean' }) },
      { name: 'name', schema: orNull({ type: 'array', items: { type: 'string' } }) },
      { name: 'kind', schema: { allOf: [{ type: 'string', enum: ['light', 'heat'] }] } },
    ),
  );
  expect((await call('GET', `/gadgets${asked}`)).status).toBe(status);
});

it.each<[query: string, status: number]>(
  sampleOf(
    [
      ['name=a&name=b', 200],
      ['name=a&name=b&name=c', 400],
      ['name=Smith%2C+John%2C+Jr', 200],
      ['csv=a,b', 200],
      ['csv=a,b,c', 400],
      ['csv=a%2Cb%2Cc', 200],
      ['pipe=light%7Cheat', 200],
      ['pipe=light|heat', 200],
      ['space=light%20heat', 200],
      ['deep[min]=1&deep[max]=2', 200],
      ['deep%5Bmin%5D=1', 200],
      ['deep[min]=x', 400],
      ['json=%7B%22a%22%3A1%7D', 200],
      ['json=%7B%22a%22%3A%22x%22%7D', 400],
    ],
    6,
  ),
)('styles of parameters: %s is answered by %i', async (asked, status) => {
  const texts = { type: 'array', maxItems: 2, items: { type: 'string' } };
  const words = { type: 'array', items: { type: 'string', enum: ['light', 'heat'] } };
  const bounds = { type: 'object', properties: { min: { type: 'integer' }, max: { type: 'integer' } } };
  const json = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const { call } = await gadgets(
    query(
      { name: 'name', schema: texts },
      { name: 'csv', style: 'form', explode: false, schema: texts },
      { name: 'pipe', style: 'pipeDelimited', explode: false, schema: words },
      { name: 'space', style: 'spaceDelimited', explode: false, schema: words },
      { name: 'deep', style: 'deepObject', explode: true, schema: bounds },
      { name: 'json', content: { 'application/json': { schema: json } } },
    ),
  );
  expect((await call('GET', `/gadgets?${asked}`)).status).toBe(status);
});

/** Twelve records in pages. */
const paged =
  (style: string, position: object, more: object = {}) =>
  ({ P, behavior, seed, S }: Parts): void => {
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    P['/gadgets'].get.parameters = [limit, { in: 'query', ...position }];
    const page = { style, limit: 'limit', position: (position as { name: string }).name, evidence };
    const reply = { gadgets: '$items', next: '$nextCursor', more: '$hasMore', total: '$total' };
    Object.assign(behavior['operations'].listGadgets, { page, reply, ...more });
    const gadgetsShown = S['GadgetList'].properties.gadgets;
    const shown = {
      next: { type: 'string' },
      more: { type: 'boolean' },
      total: { type: 'integer' },
      gadgets: gadgetsShown,
    };
    P['/gadgets'].get.responses['200'].content['application/json'].schema = { type: 'object', properties: shown };
    const [first] = seed['records'].gadget as object[];
    seed['records'].gadget = Array.from({ length: 12 }, (_, at) => ({
      ...first,
      id: at + 1,
      name: `g${String(at).padStart(2, '0')}`,
    }));
  };

describe.each<[style: string, position: object]>([
  ['offset', { name: 'offset', schema: { type: 'integer' } }],
  ['page', { name: 'page', schema: { type: 'integer' } }],
  ['cursor', { name: 'cursor', schema: { type: 'string' } }],
])('pages by %s', (style, position) => {
  it('have records if the client asks for no size', async () => {
    const { call } = await gadgets(paged(style, position));
    expect((await call('GET', '/gadgets')).json?.['gadgets']).not.toEqual([]);
  });

  it.each(['0', '-1', '1000000000000'])('are never a failure of ours at %s', async (at) => {
    const { call } = await gadgets(paged(style, position));
    for (const limit of ['', '&limit=0', '&limit=-5'])
      expect((await call('GET', `/gadgets?${style}=${at}${limit}`)).status).toBeLessThan(500);
  });
});

it('page 0 is the first one if no lower bound forbids it', async () => {
  const { call } = await gadgets(paged('page', { name: 'page', schema: { type: 'integer', minimum: 0 } }));
  expect((await call('GET', '/gadgets?page=0')).json?.['gadgets']).not.toEqual([]);
});

it.each(
  sampleOf(
    [
      ['limit=3', [1, 2, 3]],
      ['limit=3&offset=3', [4, 5, 6]],
      ['limit=3&sort=-id', [12, 11, 10]],
      ['limit=3&offset=3&sort=-name', [9, 8, 7]],
    ],
    6,
  ),
)('pages of a sorted list: %s', async (asked, ids) => {
  const { call } = await gadgets((parts) => {
    paged(
      'offset',
      { name: 'offset', schema: { type: 'integer', minimum: 0 } },
      { sort: { parameter: 'sort', default: 'id', evidence } },
    )(parts);
    const schema = { type: 'string', enum: ['name', '-name', 'id', '-id'] };
    parts.P['/gadgets'].get.parameters.push({ name: 'sort', in: 'query', schema });
  });
  const { json } = await call('GET', `/gadgets?${asked}`);
  expect((json?.['gadgets'] as { id: number }[]).map(({ id }) => id)).toEqual(ids);
  expect(json?.['more']).toBe(true);
});

it.each(sampleOf(['straße', 'STRAßE', 'ünï', 'ÜNÏ'], 3))('a search without regard to case finds %s', async (q) => {
  const { call, create } = await gadgets(({ P, behavior }) => {
    P['/gadgets'].get.parameters = [{ name: 'q', in: 'query', schema: { type: 'string' } }];
    behavior['operations'].listGadgets.filters = {
      q: { field: 'name', match: 'contains', ignoreCase: true, evidence },
    };
  });
  for (const name of ['Straße', 'Ünïcode']) await create({ name });
  expect((await call('GET', `/gadgets?q=${encodeURIComponent(q)}`)).json?.['gadgets']).toHaveLength(1);
});
