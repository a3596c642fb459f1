/** Replies that show more than a record, or a record that looks like a list: other operations of the family say what the record is. */
import { serve } from './served.js';
import { api, inferred, integer, listOf, object, ref, text, verbs } from './small.js';

const action = object({ id: integer, command: text });
const server = object({ id: integer, name: text, status: text }, ['id']);
const item = {
  'GET /servers': { reply: object({ servers: listOf(server) }) },
  'GET /servers/{id}': { reply: object({ server }) },
  'DELETE /servers/{id}': { status: 204 },
};

it('a create may answer the record beside what else it started', async () => {
  const call = serve(
    api({
      ...item,
      'POST /servers': {
        status: 201,
        body: object({ name: text }),
        reply: object({ action, next_actions: listOf(action), root_password: text, server }, ['server', 'action']),
      },
    }),
  );
  const { status, body } = await call('POST /servers', { name: 'web' });
  expect([status, body]).toMatchObject([201, { server: { id: 1, name: 'web' } }]);
  expect((await call('GET /servers/1')).body).toMatchObject({ server: { name: 'web' } });
});

it('a create may answer one record or several', async () => {
  const call = serve(
    api({
      ...item,
      'POST /servers': {
        status: 202,
        body: { oneOf: [object({ name: text }, ['name']), object({ names: listOf(text) }, ['names'])] },
        reply: { oneOf: [object({ server }, ['server']), object({ servers: listOf(server) }, ['servers'])] },
      },
    }),
  );
  expect(await call('POST /servers', { name: 'web' })).toMatchObject({ status: 202, body: { server: { id: 1 } } });
  expect((await call('GET /servers')).body).toMatchObject({ servers: [{ id: 1, name: 'web' }] });
});

it('a record with one list and little else is no list', () => {
  const document = api(
    {
      'GET /roles': { reply: object({ roles: listOf(ref('Role')), total_entries: integer }) },
      'POST /roles': { body: ref('Role'), reply: ref('Role') },
      'GET /roles/{role_name}': { reply: ref('Role') },
    },
    { Role: object({ name: text, actions: listOf(object({ action: text })) }) },
  );
  expect(verbs(inferred(document))).toEqual({
    'GET /roles': 'list role',
    'POST /roles': 'create role',
    'GET /roles/{role_name}': 'read role',
  });
});

it('an optional id has the format of its schema', async () => {
  const address = object({ ip: { type: 'string', format: 'ipv4' }, region: text });
  const call = serve(
    api({
      'POST /reserved_ips': { status: 201, body: object({ region: text }), reply: object({ reserved_ip: address }) },
      'GET /reserved_ips/{reserved_ip}': { reply: object({ reserved_ip: address }) },
    }),
  );
  const made = (await call('POST /reserved_ips', { region: 'nyc3' })).body as { reserved_ip: { ip: string } };
  expect(made.reserved_ip.ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  expect((await call(`GET /reserved_ips/${made.reserved_ip.ip}`)).body).toEqual(made);
});
