/** The method QUERY, which OpenAPI 3.2 declares as `query`. */
import { serve } from './served.js';
import { api, integer, listOf, object, ref, text } from './small.js';

it('answers QUERY by example, beside the other operations of its path', async () => {
  const call = serve(
    api(
      {
        'POST /pets': { status: 201, body: object({ name: text }), reply: ref('Pet') },
        'GET /pets': { reply: listOf(ref('Pet')) },
        'GET /pets/{id}': { reply: ref('Pet') },
        'QUERY /pets': { body: object({ name: text }), reply: listOf(ref('Pet')) },
      },
      { Pet: object({ id: integer, name: text }, ['id', 'name']) },
      { openapi: '3.2.0' },
    ),
  );
  const found = await call('QUERY /pets', { name: 'Rex' });
  expect(found).toMatchObject({ status: 200, body: expect.any(Array) as unknown });
  expect(await call('GET /pets')).toMatchObject({ status: 200, body: [] });
});
