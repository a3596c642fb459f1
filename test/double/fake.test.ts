/** `fake`: inferred resources begin with the document's examples and with made-up records. */
import { startDouble, type Double, type DoubleOptions } from '../../src/index.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { describeDocuments, sourceOf } from '../support/documents.js';

const open: Double[] = [];
const log: string[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((double) => double.close()));
  expect(log.splice(0)).toEqual([]);
});

async function serve(options: DoubleOptions): Promise<Double> {
  const double = await startDouble({ listen: false, log: (line) => void log.push(line), ...options });
  open.push(double);
  return double;
}
const get = async (double: Double, path: string) => {
  const reply = await double.fetch(`http://localhost${path}`);
  return { status: reply.status, body: await reply.json() };
};

const json = (schema: Json, example?: unknown): Json => ({
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
});
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const path = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const crud = (name: string, parameter: string, holder = ''): Json => {
  const above = holder === '' ? [] : [path(`${holder}Id`)];
  const base = holder === '' ? '' : `/${holder}s/{${holder}Id}`;
  return {
    [`${base}/${name}s`]: {
      parameters: above,
      get: { responses: { 200: { description: '', ...json({ type: 'array', items: ref(name) }) } } },
      post: { requestBody: json(ref(name)), responses: { 201: { description: '', ...json(ref(name)) } } },
    },
    [`${base}/${name}s/{${parameter}}`]: {
      parameters: [...above, path(parameter)],
      get: { responses: { 200: { description: '', ...json(ref(name)) }, 404: { description: '' } } },
    },
  };
};
const shop: Json = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: { ...crud('order', 'orderId'), ...crud('item', 'itemId', 'order') },
  components: {
    schemas: {
      order: {
        type: 'object',
        required: ['id', 'total', 'state'],
        properties: {
          id: { type: 'string', pattern: '^or_[0-9a-f]{8}$', readOnly: true },
          total: { type: 'integer', minimum: 1, maximum: 99 },
          state: { enum: ['open', 'paid'] },
          at: { type: 'string', format: 'date-time', example: '2020-01-01T00:00:00Z' },
        },
        example: { id: 'or_12345678', total: 7, state: 'paid' },
      },
      item: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'integer', readOnly: true }, orderId: { type: 'string' }, name: { type: 'string' } },
      },
    },
  },
};
const records = (body: unknown): Json[] => (Array.isArray(body) ? body.filter(isObject) : []);

it('makes records that are valid, each with an id of the format, behind the examples of the document', async () => {
  const double = await serve({ specs: { shop }, fake: 3 });
  expect(double.faked('shop')).toEqual([
    { resource: 'order', examples: 1, made: 3 },
    { resource: 'item', examples: 0, made: 3 },
  ]);
  const orders = records((await get(double, '/shop/orders')).body);
  expect(orders).toHaveLength(4);
  expect(orders[0]).toEqual({ id: 'or_12345678', total: 7, state: 'paid' });
  for (const { id, total } of orders) {
    expect(id).toMatch(/^or_[0-9a-f]{8}$/);
    expect(total).toBeGreaterThanOrEqual(1);
    expect((await get(double, `/shop/orders/${String(id)}`)).status).toBe(200);
  }
  expect(new Set(orders.map(({ id }) => id)).size).toBe(4);
});

it('puts records below parents that are there', async () => {
  const double = await serve({ specs: { shop }, fake: 3 });
  const orders = records((await get(double, '/shop/orders')).body);
  const items = await Promise.all(
    orders.map(async ({ id }) => records((await get(double, `/shop/orders/${String(id)}/items`)).body)),
  );
  expect(items.flat()).toHaveLength(3);
  for (const [at, { id }] of orders.entries()) for (const item of items[at] ?? []) expect(item['orderId']).toBe(id);
});

it('makes the same records each time, and others by another random seed', async () => {
  const all = async (options: DoubleOptions): Promise<unknown> =>
    (await get(await serve({ specs: { shop }, fake: 2, ...options }), '/shop/orders')).body;
  const first = await all({});
  expect(await all({})).toEqual(first);
  expect(await all({ randomSeed: 2 })).not.toEqual(first);
});

it('gives them to each account, and gives them back after a reset', async () => {
  const double = await serve({ specs: { shop }, fake: 2, accounts: 'per-credential' });
  const first = records((await get(double, '/shop/orders')).body);
  expect(first).toHaveLength(3);
  await double.fetch('http://localhost/shop/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer other' },
    body: JSON.stringify({ total: 3, state: 'open' }),
  });
  double.reset();
  expect((await get(double, '/shop/orders')).body).toEqual(first);
});

it('makes none unless it is asked to, and only the examples with 0', async () => {
  const none = await serve({ specs: { shop } });
  expect([none.faked('shop'), (await get(none, '/shop/orders')).body]).toEqual([[], []]);
  const examples = await serve({ specs: { shop }, fake: 0 });
  expect((await get(examples, '/shop/orders')).body).toEqual([{ id: 'or_12345678', total: 7, state: 'paid' }]);
});

it('says why a resource has no records', async () => {
  const impossible = structuredClone(shop) as { components: { schemas: { order: { properties: Json } } } } & Json;
  impossible.components.schemas.order.properties['total'] = { type: 'integer', minimum: 2, maximum: 1 };
  const double = await serve({ specs: { shop: impossible }, fake: 2 });
  expect(double.faked('shop')).toMatchObject([
    { resource: 'order', made: 0, problem: expect.any(String) },
    { resource: 'item' },
  ]);
});

it('leaves vendors alone whose behavior is written', async () => {
  const double = await serve({ vendors: ['nairi'], fake: 2 });
  expect(double.faked('nairi')).toEqual([]);
});

describeDocuments('a document that everybody knows', () => {
  it.each(['petstore', 'realworld', 'resend'])('%s: each resource is filled', async (name) => {
    const double = await serve({ specs: { api: sourceOf(name) }, fake: 2 });
    const faked = double.faked('api');
    expect(faked.length).toBeGreaterThan(1);
    expect(faked.filter(({ problem, made }) => problem !== undefined || made < 2)).toEqual([]);
    for (const { resource } of faked) expect(double.records('api', resource, 'demo').length).toBeGreaterThanOrEqual(2);
  });
});

it('makes records of a kind that every reply with them declares', async () => {
  const kind = (name: string, more: string): Json => ({
    type: 'object',
    required: ['id', 'object', more],
    properties: { id: { type: 'string' }, object: { enum: [name] }, [more]: { type: 'string' } },
  });
  const any = (...names: string[]): Json => ({ anyOf: names.map(ref) });
  const success = (schema: Json): Json => ({ responses: { 200: { description: '', ...json(schema) } } });
  const change = json({ type: 'object', properties: { label: { type: 'string' } } });
  const sources: Json = {
    openapi: '3.1.0',
    info: { title: 'Sources', version: '1' },
    paths: {
      '/sources': {
        get: success({ type: 'array', items: any('bank', 'card') }),
        post: { requestBody: change, ...success(ref('source')) },
      },
      '/sources/{id}': {
        parameters: [path('id')],
        get: success(ref('source')),
        post: { requestBody: change, ...success(any('card', 'bank')) },
      },
    },
    components: {
      schemas: {
        account: kind('account', 'country'),
        bank: kind('bank', 'routing'),
        card: kind('card', 'brand'),
        source: any('account', 'bank', 'card'),
      },
    },
  };
  const double = await serve({ specs: { sources }, fake: 2 });
  const [first] = records((await get(double, '/sources/sources')).body);
  expect(first).toMatchObject({ object: expect.stringMatching(/^(bank|card)$/) as string });
  const changed = await double.fetch(`http://localhost/sources/sources/${String(first?.['id'])}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"label":"mine"}',
  });
  expect([changed.status, await changed.json()]).toEqual([200, expect.objectContaining({ object: first?.['object'] })]);
});
