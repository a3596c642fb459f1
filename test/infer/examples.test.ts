/** The document's own examples of requests. */
import { api, integer, object, ref, text } from './small.js';
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
