/** Where records and lists stand in bodies. */
import type { Json } from '../../src/grammar/json.js';
import { serve } from './served.js';
import { api, inferred, integer, listOf, object, ref, text, verbs } from './small.js';

const bool = { type: 'boolean' };

describe('JSON:API', () => {
  const attributes = object({ title: text, body: text }, ['title']);
  const type = { const: 'articles' };
  const behavior = inferred(
    api(
      {
        'GET /articles': {
          reply: object(
            { data: listOf(ref('Article')), links: object({ next: text }), meta: object({ total: integer }) },
            ['data'],
          ),
          query: { 'page[number]': integer, 'page[size]': integer, 'filter[title]': text },
        },
        'POST /articles': {
          status: 201,
          body: object({ data: object({ type, attributes }, ['type', 'attributes']) }, ['data']),
          reply: object({ data: ref('Article') }, ['data']),
        },
        'GET /articles/{id}': { reply: object({ data: ref('Article') }, ['data']) },
        'PATCH /articles/{id}': {
          body: object({ data: object({ type, id: text, attributes }, ['type', 'id']) }, ['data']),
          reply: object({ data: ref('Article') }, ['data']),
        },
        'DELETE /articles/{id}': { status: 204 },
      },
      { Article: object({ type, id: text, attributes }, ['type', 'id', 'attributes']) },
    ),
  );

  it('infers all five verbs', () => {
    expect(verbs(behavior)).toEqual({
      'GET /articles': 'list article',
      'POST /articles': 'create article',
      'GET /articles/{id}': 'read article',
      'PATCH /articles/{id}': 'update article',
      'DELETE /articles/{id}': 'delete article',
    });
  });

  it('finds the record in bodies and replies', () => {
    expect(behavior.operations['POST /articles']).toMatchObject({ body: { at: 'data' }, reply: { data: '$item' } });
  });

  it('pages, counts, links and filters by a nested field', () => {
    expect(behavior.operations['GET /articles']).toMatchObject({
      page: { style: 'page', limit: 'page[size]', position: 'page[number]' },
      filters: { 'filter[title]': { field: 'attributes.title' } },
      reply: { data: '$items', links: { next: '$nextLink' }, meta: { total: '$total' } },
    });
  });
});

it('finds a list within an object within the reply, and says that the call went well', () => {
  const errors = listOf(object({ message: text }));
  const { operations } = inferred(
    api(
      {
        'GET /zones': {
          reply: object({ success: bool, errors, data: object({ result: listOf(ref('Zone')) }, ['result']) }, [
            'success',
            'errors',
            'data',
          ]),
        },
        'POST /zones': {
          body: object({ name: text }, ['name']),
          reply: object({ success: bool, errors, data: ref('Zone') }, ['success', 'errors', 'data']),
        },
        'GET /zones/{zone_identifier}': {
          reply: object({ success: bool, errors, data: ref('Zone') }, ['success', 'errors', 'data']),
        },
      },
      { Zone: object({ id: text, name: text }, ['id', 'name']) },
    ),
  );
  expect(operations['GET /zones']).toMatchObject({
    verb: 'list',
    reply: { success: true, errors: [], data: { result: '$items' } },
  });
  expect(operations['GET /zones/{zone_identifier}']).toMatchObject({
    verb: 'read',
    reply: { success: true, errors: [], data: '$item' },
  });
});

it('reads the links and counts of HATEOAS lists', () => {
  const { operations } = inferred(
    api(
      {
        'GET /customers': {
          reply: object({
            _embedded: object({ customers: listOf(ref('Customer')) }),
            _links: object({ next: object({ href: text }) }),
            page: object({ size: integer, totalElements: integer, totalPages: integer, number: integer }),
          }),
          query: { page: integer, size: integer },
        },
        'POST /customers': { status: 201, body: object({ name: text }), reply: ref('Customer') },
        'GET /customers/{customerId}': { reply: ref('Customer') },
      },
      { Customer: object({ customerId: integer, name: text }, ['customerId']) },
    ),
  );
  expect(operations['GET /customers']).toMatchObject({
    verb: 'list',
    reply: {
      _embedded: { customers: '$items' },
      page: { size: '$limit', totalElements: '$total', totalPages: '$pageCount', number: '$page' },
    },
  });
});

it('infers a single record from a reply that wraps it in a list', () => {
  const behavior = inferred(
    api(
      {
        'GET /rows': { reply: listOf(ref('Row')) },
        'POST /rows': { status: 201, body: object({ name: text }), reply: listOf(ref('Row')) },
        'GET /rows/{id}': { reply: listOf(ref('Row')) },
        'PATCH /rows/{id}': { body: object({ name: text }), reply: listOf(ref('Row')) },
        'DELETE /rows/{id}': { status: 204 },
      },
      { Row: object({ id: integer, name: text }, ['id']) },
    ),
  );
  expect(verbs(behavior)).toMatchObject({ 'POST /rows': 'create row', 'GET /rows/{id}': 'read row' });
  expect(behavior.operations['GET /rows/{id}']).toMatchObject({ reply: ['$item'] });
});

it('infers a record, not a wrapper, if one of its fields is an object', () => {
  const meta = object({ name: text, namespace: text, creationTimestamp: { type: 'string', format: 'date-time' } });
  const pod = object({ apiVersion: text, kind: text, metadata: meta, spec: object({ image: text }) });
  const behavior = inferred(
    api(
      {
        'GET /namespaces/{namespace}/pods': {
          reply: object({ kind: text, metadata: object({ continue: text }), items: listOf(ref('Pod')) }, ['items']),
          query: { limit: integer, continue: text },
        },
        'POST /namespaces/{namespace}/pods': { status: 201, body: ref('Pod'), reply: ref('Pod') },
        'GET /namespaces/{namespace}/pods/{name}': { reply: ref('Pod') },
        'PUT /namespaces/{namespace}/pods/{name}': { body: ref('Pod'), reply: ref('Pod') },
        'PATCH /namespaces/{namespace}/pods/{name}': {
          body: object({ spec: object({ image: text }) }),
          reply: ref('Pod'),
        },
        'GET /pods': { reply: object({ items: listOf(ref('Pod')) }, ['items']) },
      },
      { Pod: pod },
    ),
  );
  expect(behavior.resources['pod']).toMatchObject({
    id: { field: 'metadata.name', format: 'given', scope: 'path' },
    context: [{ parameter: 'namespace' }],
    fields: { 'metadata.creationTimestamp': { stamp: 'created' } },
  });
  expect(verbs(behavior)).toMatchObject({
    'PUT /namespaces/{namespace}/pods/{name}': 'replace pod',
    'GET /pods': 'list pod',
  });
});

it('takes what a part of allOf says of the items over what a general wrapper says of them', () => {
  const collectionOf = (item: string): Json => ({
    allOf: [ref('Collection'), { properties: { data: listOf(ref(item)) } }],
  });
  const behavior = inferred(
    api(
      {
        'GET /stations': { reply: collectionOf('Station') },
        'GET /bookings': { reply: collectionOf('Booking') },
        'POST /bookings': { status: 201, body: ref('Booking'), reply: ref('Booking') },
        'GET /bookings/{id}': { reply: ref('Booking') },
      },
      {
        Collection: object({ data: listOf({ type: 'object' }) }),
        Station: object({ id: text, town: text }, ['id', 'town']),
        Booking: object({ id: text, seat: text }, ['id']),
      },
    ),
  );
  expect(verbs(behavior)).toEqual({
    'GET /stations': 'example',
    'GET /bookings': 'list booking',
    'POST /bookings': 'create booking',
    'GET /bookings/{id}': 'read booking',
  });
});

it('completes a record with what its reply requires around a single allOf', async () => {
  const call = serve(
    api(
      {
        'POST /depots': { status: 201, body: object({ town: text }), reply: ref('CreatedDepot') },
        'GET /depots/{id}': { reply: ref('CreatedDepot') },
      },
      {
        Depot: object({ id: text, town: text, code: text }),
        CreatedDepot: { required: ['id', 'town', 'code'], allOf: [ref('Depot')] },
      },
    ),
  );
  expect((await call('POST /depots', { town: 'Bonn' })).body).toMatchObject({
    town: 'Bonn',
    code: expect.any(String) as string,
  });
});

it('finds a created record by the id that is all of the reply', async () => {
  const call = serve(
    api(
      {
        'GET /dialogs': { reply: listOf(ref('Dialog')) },
        'POST /dialogs': { status: 201, body: object({ title: text }), reply: text },
        'GET /dialogs/{id}': { reply: ref('Dialog') },
        'PUT /dialogs/{id}': { status: 204, body: object({ title: text }) },
      },
      { Dialog: object({ id: text, title: text }, ['id']) },
    ),
  );
  const { status, body } = await call('POST /dialogs', { title: 'First' });
  expect(status).toBe(201);
  expect((await call(`GET /dialogs/${String(body)}`)).body).toEqual({ id: body, title: 'First' });
  expect(await call(`PUT /dialogs/${String(body)}`, { title: 'Second' })).toMatchObject({ status: 204 });
  expect((await call('GET /dialogs')).body).toEqual([{ id: body, title: 'Second' }]);
});

it('counts by an offset that is declared as a text with a number', async () => {
  const call = serve(
    api(
      {
        'GET /pets': {
          reply: listOf(ref('Pet')),
          query: { offset: { ...text, default: '0' }, count: { ...text, default: '25' } },
        },
        'POST /pets': { status: 201, body: object({ name: text }), reply: ref('Pet') },
        'GET /pets/{id}': { reply: ref('Pet') },
      },
      { Pet: object({ id: integer, name: text }) },
    ),
  );
  for (const name of ['a', 'b', 'c']) await call('POST /pets', { name });
  expect((await call('GET /pets')).body).toHaveLength(3);
  expect((await call('GET /pets?offset=1&count=1')).body).toMatchObject([{ name: 'b' }]);
});

it('takes the only object of each element of a list as the record, whatever its name', async () => {
  const call = serve(
    api(
      {
        'GET /customer_groups': { reply: listOf(object({ category: ref('Group') })) },
        'POST /customer_groups': { status: 201, body: object({ name: text }), reply: ref('Group') },
        'GET /customer_groups/{id}': { reply: ref('Group') },
      },
      { Group: object({ id: integer, name: text }, ['id']) },
    ),
  );
  await call('POST /customer_groups', { name: 'a' });
  expect((await call('GET /customer_groups')).body).toEqual([{ category: { id: 1, name: 'a' } }]);
});

it('a reply may have properties whose names begin with a dollar sign', async () => {
  const call = serve(
    api(
      {
        'GET /pets': { reply: object({ $schema: text, $values: listOf(ref('Pet')) }, ['$schema', '$values']) },
        'POST /pets': { status: 201, body: object({ name: text }), reply: ref('Pet') },
        'GET /pets/{id}': { reply: object({ $schema: text, data: ref('Pet') }, ['$schema', 'data']) },
      },
      { Pet: object({ id: integer, name: text }, ['id']) },
    ),
  );
  await call('POST /pets', { name: 'Rex' });
  expect((await call('GET /pets')).body).toEqual({ $schema: '', $values: [{ id: 1, name: 'Rex' }] });
  expect((await call('GET /pets/1')).body).toEqual({ $schema: '', data: { id: 1, name: 'Rex' } });
});
