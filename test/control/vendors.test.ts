/** What the vendors do, over the wire: the same as `explain` says, and what a page needs to offer only what can happen. */
import { describeOperation } from '../../src/describe/operation.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { controlled } from '../support/control.js';
import { long } from '../support/depth.js';
import { client } from '../support/double.js';

const update = '/vendors/arize/operations/integrations_update';
const start = (vendors = ['arize', 'spideriq']) => controlled({ vendors });

it('lists each operation with what it does, and its rules by evidence', async () => {
  const { call } = await start();
  const { status, body } = await call('GET', '/vendors/spideriq/operations');
  expect([status, body.vendor, body.rules]).toEqual([200, 'spideriq', expect.objectContaining({ inferred: 0 })]);
  expect(body.operations.find((operation: { id: string }) => operation.id === 'updateIntegration')).toMatchObject({
    method: 'PATCH',
    path: '/api/v1/integrations/{id}',
    verb: 'update',
    does: expect.stringMatching(/^changes one integration/),
    resource: 'integration',
    level: 'documented',
    byExample: false,
  });
});

it('explains an operation as `explain --json` does, with the statements behind the references', async () => {
  const { call } = await start();
  const { body } = await call('GET', update);
  const [vendor] = await loadVendors({ vendors: ['arize'] });
  const rule = vendor?.rules.get('integrations_update');
  if (vendor === undefined || rule === undefined) throw new Error('arize has no integrations_update');
  expect(body).toMatchObject(JSON.parse(JSON.stringify(describeOperation(vendor, rule))));
  expect(body.statements).toContainEqual({ id: 'S13', text: expect.any(String) });
  expect(body.pointer).toBe('#/paths/~1v2~1integrations~1{integration_id}/patch');
});

it('gives the reasons for which a fault can refuse, per operation and in the vendor’s words', async () => {
  const { call } = await start();
  const reasons = async (operation: string): Promise<string[]> =>
    (await call('GET', `/vendors/arize/operations/${operation}`)).body.reasons.map(
      (possible: { reason: string }) => possible.reason,
    );
  expect(await reasons('integrations_update')).toContain('conflict');
  const listing = await reasons('integrations_list');
  expect(listing).not.toContain('conflict');
  const refuse = (reason: string) =>
    call('POST', '/sandboxes/default/faults', { vendor: 'arize', operation: 'integrations_list', refuse: reason });
  for (const reason of listing) expect([reason, (await refuse(reason)).status]).toEqual([reason, 201]);
  expect((await refuse('conflict')).body).toMatchObject({
    status: 400,
    pointer: '/refuse',
    detail: `/refuse: integrations_list never refuses with "conflict"; use one of ${listing.join(', ')}`,
  });
});

it('offers only kinds of faults that can be added', async () => {
  const { call, double } = await start();
  const values = { refuse: 'unauthenticated', status: 503, delay: 1, drop: 'after', reset: 'before', trickle: 9 };
  const others: Record<string, unknown> = { ...values, truncate: 1, malformed: true };
  for (const operation of double.operations('arize')) {
    const { faults } = (await call('GET', `/vendors/arize/operations/${operation}`)).body;
    for (const [kind, value] of Object.entries(others)) {
      const { status } = await call('POST', '/sandboxes/default/faults', { vendor: 'arize', operation, [kind]: value });
      expect([operation, kind, status === 201]).toEqual([operation, kind, faults.kinds.includes(kind)]);
    }
    const { status } = await call('POST', '/sandboxes/default/faults', { operation, status: 500, record: 'x' });
    expect([operation, 'record', status === 201]).toEqual([operation, 'record', faults.record]);
  }
});

it('offers no refusal where an operation refuses nothing', async () => {
  const paths = { '/time': { get: { operationId: 'readTime', responses: { 204: { description: 'ok' } } } } };
  const open = { openapi: '3.1.0', info: { title: 'Open', version: '1' }, paths };
  const { call } = await controlled({ specs: { open } });
  const { reasons, faults } = (await call('GET', '/vendors/open/operations/readTime')).body;
  expect([reasons, faults]).toEqual([[], { kinds: ['status', 'delay', 'drop', 'reset'], record: false }]);
});

long('gives a request for each operation, which the vendor accepts', async () => {
  const { call, double } = await controlled({ vendors: ['langdock', 'spideriq'] });
  for (const vendor of double.vendors)
    for (const operation of double.operations(vendor)) {
      const { body } = await call('GET', `/vendors/${vendor}/operations/${operation}`);
      const { method, path, headers, body: json, text } = body.request;
      double.reset();
      // Needs a file of pixels, which a text is not.
      if (operation === 'uploadIntegrationIcon') continue;
      const sent = json === undefined ? text : JSON.stringify(json);
      const reply = await fetch(`${double.url(vendor)}${path}`, { method, headers, body: sent });
      expect([operation, reply.status, double.journal.find()[0]?.operation]).toEqual([
        operation,
        body.replies[0].status,
        operation,
      ]);
    }
});

it.each([
  ['application/x-www-form-urlencoded', 'name=Rex&tags%5B0%5D=a'],
  ['multipart/form-data', expect.stringMatching(/name="name"\r\n\r\nRex\r\n/)],
])('gives a request with a body of %s', async (type, text) => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
  };
  const example = { name: 'Rex', tags: ['a'] };
  const body = { content: { [type]: { schema, example } } };
  const forms = {
    openapi: '3.1.0',
    info: { title: 'Forms', version: '1' },
    paths: {
      '/pets': { post: { operationId: 'addPet', requestBody: body, responses: { 201: { description: 'ok' } } } },
    },
  };
  const { call } = await controlled({ specs: { forms } });
  const { request } = (await call('GET', '/vendors/forms/operations/addPet')).body;
  expect([request.text, request.headers['Content-Type'].split(';')[0]]).toEqual([text, type]);
});

const inPath = (name: string, schema: object): object => ({ name, in: 'path', required: true, schema });
const answer = (schema: object): object => ({
  responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
});

it('gives a request whose ids in the path have the forms that the document states', async () => {
  const pet = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } };
  const one = {
    ...answer(pet),
    operationId: 'getPet',
    parameters: [inPath('home', { type: 'string', pattern: '^HO[0-9]{4}$' }), inPath('id', pet.properties.id)],
  };
  const zoo = { openapi: '3.1.0', info: { title: 'Zoo', version: '1' }, paths: { '/{home}/pets/{id}': { get: one } } };
  const { call, double } = await controlled({ specs: { zoo } });
  const { method, path } = (await call('GET', '/vendors/zoo/operations/getPet')).body.request;
  expect(path).toMatch(/^\/HO[0-9]{4}\/pets\/[0-9a-f-]{36}$/);
  expect((await fetch(`${double.url('zoo')}${path}`, { method })).status).toBe(200);
});

it('gives a request for a record that is there, below its own parent', async () => {
  const id = { type: 'string', format: 'uuid' };
  const named = { type: 'object', required: ['id'], properties: { id, name: { type: 'string' } } };
  const [home, pet] = [inPath('homeId', id), inPath('petId', id)];
  const read = (operationId: string, ...parameters: object[]): object => ({
    get: { ...answer(named), operationId, parameters },
    put: { ...answer(named), operationId: `set_${operationId}`, parameters },
  });
  const paths = { '/homes/{homeId}': read('home', home), '/homes/{homeId}/pets/{petId}': read('pet', home, pet) };
  const zoo = { openapi: '3.1.0', info: { title: 'Zoo', version: '1' }, paths };
  const { call, double } = await controlled({ specs: { zoo }, fake: 3 });
  const { path } = (await call('GET', '/vendors/zoo/operations/pet')).body.request;
  expect((await fetch(`${double.url('zoo')}${path}`)).status).toBe(200);
});

it('explains a document alone: each rule with its reason, and the place in the document', async () => {
  const { call, double } = await start(['docs/petstore.yaml']);
  const [vendor = ''] = double.vendors;
  const { body: listed } = await call('GET', `/vendors/${vendor}/operations`);
  const { id } = listed.operations.find((operation: { path: string }) => operation.path === '/pets/{id}');
  const { status, body } = await call('GET', `/vendors/${vendor}/operations/${id}`);
  expect([status, body.pointer, body.does.level]).toEqual([200, '#/paths/~1pets~1{id}/get', 'inferred']);
  expect([body.does.reference, body.statements]).toEqual([expect.stringMatching(/./), []]);
  expect(body.request).toMatchObject({ method: 'GET', path: '/pets/1' });
  const { body: notes } = await call('GET', `/vendors/${vendor}/notes`);
  expect(notes).toEqual({
    understood: ['Pet store: 1 stateful resource (pet)', '5 stateful operations, 0 answered by example'],
    notes: [],
    byExample: [],
    leftOut: [],
  });
  expect((await call('GET', `/vendors/${vendor}/statements`)).body).toEqual({ statements: [] });
});

it('gives the statements, all or those of a reference', async () => {
  const { call } = await start();
  const all = (await call('GET', '/vendors/spideriq/statements')).body.statements;
  expect(all.length).toBeGreaterThan(50);
  const { body } = await call(
    'GET',
    '/vendors/spideriq/statements?reference=S16%20to%20S17%3B%20the%20words%20are%20A1',
  );
  expect(body.statements.map((statement: { id: string }) => statement.id)).toEqual(['S16', 'S17', 'A1']);
  expect(body.statements[0].text).toBe('`provider_name` cannot be updated.');
});

it.each([
  ['/vendors/arise/operations', '/vendor', /did you mean arize/],
  ['/vendors/arize/operations/integrations_updat', '/operation', /did you mean integrations_update/],
  ['/vendors/arise/notes', '/vendor', /did you mean arize/],
  ['/vendors/arise/statements', '/vendor', /did you mean arize/],
])('answers 404 for %s, and says what is there', async (path, pointer, message) => {
  const { call } = await start();
  expect((await call('GET', path)).body).toMatchObject({
    status: 404,
    pointer,
    detail: expect.stringMatching(message),
  });
});

it('does not change what is explained when it is called', async () => {
  const { call, double } = await start();
  const { body } = await call('GET', update);
  await client(double, 'arize').call('get', '/v2/integrations');
  expect((await call('GET', update)).body).toEqual(body);
});
