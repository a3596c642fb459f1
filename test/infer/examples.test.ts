/** The document's own examples of requests. */
import { api, integer, listOf, object, operationAt, ref, text } from './small.js';
import type { Json } from '../../src/grammar/json.js';
import { serve } from './served.js';

const sparse = {
  type: 'object',
  properties: { order: ref('Order') },
  example: { order: { note: 'new' } },
};

it('takes a body that lacks no more than the example of the document lacks', async () => {
  const call = serve(
    api(
      {
        'POST /orders': {
          status: 201,
          body: object({ order: ref('Order') }, ['order']),
          reply: object({ order: ref('Order') }),
        },
        'GET /orders/{id}': { reply: object({ order: ref('Order') }) },
        'PUT /orders/{id}': { body: sparse, reply: object({ order: ref('Order') }) },
      },
      {
        Order: object({ id: { ...integer, readOnly: true }, place: text, note: text, size: integer }, ['id', 'place']),
      },
    ),
  );
  const { body } = await call('POST /orders', { order: { place: 'here' } });
  const { id } = (body as { order: { id: number } }).order;
  expect(await call(`PUT /orders/${id}`, { order: { note: 'x' } })).toMatchObject({
    status: 200,
    body: { order: { id, note: 'x' } },
  });
  expect(await call(`PUT /orders/${id}`, { order: { size: 'many' } })).toMatchObject({ status: 400 });
  expect(await call('POST /orders', { order: {} })).toMatchObject({ status: 400 });
});

const time = { type: 'string', format: 'date', example: '2024-05-06T07:08:09Z' };

it('takes a value of a field that breaks its schema as the example of the field does, and shows a valid one', async () => {
  const Visit = object({ id: { ...integer, readOnly: true }, day: time, days: listOf(time), size: integer }, [
    'id',
    'day',
  ]);
  const call = serve(
    api(
      {
        'POST /visits': { status: 201, body: ref('Visit'), reply: ref('Visit') },
        'GET /visits/{id}': { reply: ref('Visit') },
      },
      { Visit },
    ),
  );
  const sent = { day: '2025-01-02T03:04:05Z', days: ['2025-01-03', '2025-01-04T00:00:00Z'] };
  const shown = { id: 1, day: '2025-01-02', days: ['2025-01-03', '2025-01-04'] };
  expect(await call('POST /visits', sent)).toMatchObject({ status: 201, body: shown });
  expect(await call('GET /visits/1')).toMatchObject({ status: 200, body: shown });
  expect(await call('POST /visits', { ...sent, size: 'many' })).toMatchObject({ status: 400 });
  expect(await call('POST /visits', { days: [] })).toMatchObject({ status: 400 });
});

it('takes a parameter that breaks its schema as its example does', async () => {
  const document = api({
    'GET /visits': { query: { since: time, until: { ...time, example: undefined } }, reply: listOf(text) },
  });
  const call = serve(document);
  expect(await call('GET /visits?since=2025-01-02T03:04:05Z')).toMatchObject({ status: 200 });
  expect(await call('GET /visits?until=2025-01-02T03:04:05Z')).toMatchObject({ status: 400 });
});

it('sends the declared type where it cannot write an object', async () => {
  const document = api({ 'GET /recordings/{id}': {} });
  operationAt(document, 'GET /recordings/{id}')['responses'] = {
    200: { description: 'ok', content: { 'audio/mpeg': { schema: object({ size: integer }) } } },
  };
  const { status, headers, body } = await serve(document)('GET /recordings/7');
  expect([status, headers.get('content-type'), body]).toEqual([200, 'audio/mpeg', 'example\n']);
});

it('makes up a reply where the example has an address or a time that its format forbids', async () => {
  const document = api({
    'GET /status': {
      reply: object(
        { next: { type: 'string', format: 'uri-reference' }, at: { type: 'string', format: 'date-time' } },
        ['next', 'at'],
      ),
    },
  });
  const [media] = Object.values((operationAt(document, 'GET /status')['responses'] as Json)['200'] as Json).slice(-1);
  ((media as Json)['application/json'] as Json)['example'] = { next: '/pets/{id}', at: '2026-01-02T03:04:05+0000' };
  const { body } = await serve(document)('GET /status');
  expect(body).toEqual({
    next: expect.not.stringContaining('{') as unknown,
    at: expect.stringMatching(/Z$|:\d\d$/) as unknown,
  });
});
