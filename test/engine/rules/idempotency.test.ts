/** `Idempotency-Key`: a call that is sent several times is carried out once. */
import { api, evidence, ok, sends, stored } from '../../support/api.js';
import type { Lab } from '../../support/lab.js';

const thing = {
  type: 'object',
  properties: { id: { type: 'integer' }, name: { type: 'string' }, pin: { type: 'string', writeOnly: true } },
};
const header = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } };

const things = (parameters = [header]): Lab =>
  api({
    paths: {
      '/things': {
        post: { operationId: 'make', parameters, requestBody: sends(thing), responses: ok(thing, 201) },
      },
    },
    schemas: { Thing: thing },
    resources: { thing: { schema: 'Thing', id: { field: 'id', format: 'integer', evidence } } },
    operations: { make: { verb: 'create', resource: 'thing', evidence } },
    requests: { idempotencyKey: { header: 'Idempotency-Key', evidence } },
  });
const make = (bench: Lab, key: string, name: string): ReturnType<Lab['send']> =>
  bench.send('POST', '/things', { body: { name }, headers: { 'idempotency-key': key } });

it('the same key and body give the same reply, and one record', async () => {
  const bench = things();
  const first = await make(bench, 'k1', 'a');
  const again = await make(bench, 'k1', 'a');
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect(stored(bench, 'thing')).toHaveLength(1);
  expect(bench.journal().at(-1)).toMatchObject({ rule: 'make', changes: [] });
  await make(bench, 'k2', 'a');
  expect(stored(bench, 'thing')).toHaveLength(2);
  expect(bench.complaints).toEqual([]);
});

it('another body for the same key is refused, and changes nothing', async () => {
  const bench = things();
  await make(bench, 'k1', 'a');
  expect((await make(bench, 'k1', 'b')).status).toBe(409);
  expect(stored(bench, 'thing')).toHaveLength(1);
});

it('a reset removes the keys, and so does restoring an earlier snapshot', async () => {
  const bench = things();
  const before = bench.world.snapshot();
  await make(bench, 'k1', 'a');
  const after = bench.world.snapshot({ withSecrets: true });
  bench.world.prepare(before)();
  expect((await make(bench, 'k1', 'b')).status).toBe(201);
  bench.world.prepare(after)();
  expect((await make(bench, 'k1', 'b')).status).toBe(409);
  bench.world.reset();
  expect((await make(bench, 'k1', 'b')).status).toBe(201);
});

it('a snapshot leaves out the request, which may have secrets', async () => {
  const bench = things();
  await bench.send('POST', '/things', { body: { name: 'a', pin: 'hush' }, headers: { 'idempotency-key': 'k1' } });
  expect(JSON.stringify(bench.world.snapshot())).not.toContain('hush');
});

it('an operation that does not declare the header ignores it', async () => {
  const bench = things([]);
  await make(bench, 'k1', 'a');
  expect((await make(bench, 'k1', 'b')).status).toBe(201);
});
