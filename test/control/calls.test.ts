/** Calls sent through the control side: what a client would get, and what the journal has of them. */
import { controlled, type ControlClient, type Reply } from '../support/control.js';
import { client } from '../support/double.js';
import { untilFollowing } from '../support/listeners.js';

const calls = '/sandboxes/default/calls';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const authorization = 'Bearer demo-key';

interface Started extends ControlClient {
  sendCall: (request: object) => Promise<Reply>;
}

async function start(vendors = ['arize', 'langdock']): Promise<Started> {
  const target = await controlled({ vendors });
  return { ...target, sendCall: (request) => target.call('POST', calls, { vendor: vendors[0], ...request }) };
}

it('gets the reply that a client gets, and its entry in the journal', async () => {
  const { sendCall, double } = await start();
  const { status, body } = await sendCall({ method: 'GET', path: one, headers: { Authorization: authorization } });
  expect([status, body.seq, body.cleared]).toEqual([200, 1, 0]);
  const asClient = await client(double, 'arize', 'demo-key').call('get', one);
  expect(body.reply.body).toEqual(asClient.body);
  expect(body.reply.headers).toMatchObject({
    'content-type': asClient.headers['content-type'],
    'x-stuntdouble-operation': 'integrations_get',
  });
  const [sent, other] = double.journal.find();
  expect(sent).toMatchObject({ operation: 'integrations_get', account: 'demo', status: 200 });
  expect(sent?.account).toBe(other?.account);
});

it('answers 200 where the vendor refuses, with the refusal', async () => {
  const { sendCall } = await start();
  const headers = { authorization };
  const { status, body } = await sendCall({ method: 'PATCH', path: one, headers, body: { type: 'agent' } });
  expect([status, body.reply.status]).toEqual([200, 422]);
  const unknown = await sendCall({ method: 'get', path: '/nowhere?x=1', headers });
  expect(unknown.body).toMatchObject({ seq: 2, reply: { status: 404 } });
});

it('stores neither the credential nor a secret of the body', async () => {
  const { sendCall, call, double } = await start();
  const headers = { authorization: 'Bearer canary-token', 'x-api-key': 'canary-header' };
  const body = { type: 'llm', config: { api_key: 'canary-key' } };
  expect((await sendCall({ method: 'PATCH', path: one, headers, body })).body.reply.status).toBe(200);
  const journal = await call('GET', '/sandboxes/default/journal');
  expect([journal.body.count, journal.text.includes('canary')]).toEqual([1, false]);
  expect(JSON.stringify(double.state())).not.toContain('canary');
});

it('names the entry of its own call among others', async () => {
  const { sendCall, call, double } = await start();
  const sent = await Promise.all(
    Array.from({ length: 12 }, async (_, at) => {
      await client(double, 'arize').call('get', '/v2/integrations');
      return (await sendCall({ method: 'GET', path: `/call/${at}` })).body.seq as number;
    }),
  );
  for (const [at, seq] of sent.entries())
    expect((await call('GET', `/sandboxes/default/journal/${seq}`)).body.entry.path).toBe(`/call/${at}`);
});

it('names the entry of its own call also if a fault delays its reply', async () => {
  const { sendCall, double } = await start();
  double.faults.add({ operation: 'integrations_get', delay: 200, times: 1 });
  const delayed = sendCall({ method: 'GET', path: one, headers: { authorization } });
  await untilFollowing(1);
  for (let at = 0; at < 3; at++) await double.fetch('/arize/nowhere');
  expect((await delayed).body.seq).toBe(double.journal.find({ operation: 'integrations_get' })[0]?.seq);
});

it('goes to the sandbox that is named', async () => {
  const { call, double } = await start();
  await call('PUT', '/sandboxes/w');
  await call('POST', '/sandboxes/w/calls', { vendor: 'arize', method: 'GET', path: one, headers: { authorization } });
  expect([double.journal.count(), double.sandbox('w').journal.count()]).toEqual([0, 1]);
});

it('sends a text and bytes as they are', async () => {
  const { sendCall, double } = await start();
  const headers = { authorization, 'content-type': 'application/json' };
  const text = await sendCall({ method: 'PATCH', path: one, headers, text: '{"type":' });
  expect([text.body.reply.status, double.journal.find()[0]?.reason]).toEqual([400, 'malformedBody']);
  const body = Buffer.from('{"type":"llm","name":"Ä"}').toString('base64');
  const bytes = await sendCall({ method: 'PATCH', path: one, headers, base64: body });
  expect(bytes.body.reply.body.name).toBe('Ä');
});

it('sends a request that `GET /vendors/…/operations/…` offers', async () => {
  const { call, double, sendCall } = await start(['spideriq']);
  for (const operation of double.operations('spideriq')) {
    const { request } = (await call('GET', `/vendors/spideriq/operations/${operation}`)).body;
    double.reset();
    expect([operation, (await sendCall(request)).body.reply.status < 300]).toEqual([operation, true]);
  }
});

it('has no reply where a fault drops it, and the changed one of other faults', async () => {
  const { sendCall, double } = await start();
  const read = { method: 'GET', path: one, headers: { authorization } };
  double.faults.add({ operation: 'integrations_get', drop: 'after', times: 1 });
  expect((await sendCall(read)).body).toEqual({ seq: 1, cleared: 0, dropped: true });
  double.faults.add({ operation: 'integrations_get', malformed: true, times: 1 });
  expect((await sendCall(read)).body.reply).toMatchObject({ status: 200, text: expect.stringMatching(/^\{/) });
  double.faults.add({ operation: 'integrations_get', refuse: 'rateLimited', times: 1 });
  expect((await sendCall(read)).body.reply.status).toBe(429);
});

it.each([
  [{ method: 'GET', path: 'nowhere' }, '/path', /does not match/],
  [{ method: 'GET', path: '/a b' }, '/path', /does not match/],
  [{ method: 'GET T', path: '/' }, '/method', /does not match/],
  [{ path: '/' }, '/method', /is missing; add it/],
  [{ method: 'GET', path: '/', headers: { a: 1 } }, '/headers/a', /use a value of type string/],
  [{ method: 'GET', path: '/', headers: { 'a b': 'x' } }, '/headers/a b', /not the name of a header/],
  [{ method: 'GET', path: '/', headers: { a: 'x\r\ny: z' } }, '/headers/a', /not the value of a header/],
  [{ method: 'POST', path: '/', body: {}, text: '' }, '/text', /cannot be combined with body/],
  [{ method: 'POST', path: '/', base64: '!' }, '/base64', /not Base64/],
  [{ method: 'POST', path: '/', bdy: {} }, '/bdy', /is unknown; use vendor, method, path/],
])('refuses %j, and sends nothing', async (request, pointer, message) => {
  const { sendCall, double } = await start();
  const { status, body } = await sendCall(request);
  expect([status, body.pointer, body.detail]).toEqual([400, pointer, expect.stringMatching(message)]);
  expect(double.journal.count()).toBe(0);
});

it.each([
  [calls, { vendor: 'arise', method: 'GET', path: '/' }, '/vendor'],
  ['/sandboxes/nowhere/calls', { vendor: 'arize', method: 'GET', path: '/' }, '/name'],
])('answers 404 for %s %j', async (path, request, pointer) => {
  const { call } = await start();
  expect((await call('POST', path, request)).body).toMatchObject({ status: 404, pointer });
});

it('cannot be sent by a page of another origin', async () => {
  const { call, double } = await start();
  const request = { vendor: 'arize', method: 'GET', path: one };
  for (const source of [
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { host: 'evil.example' },
  ])
    expect((await call('POST', calls, request, source)).status).toBe(403);
  expect((await call('POST', calls, JSON.stringify(request), { 'content-type': 'text/plain' })).status).toBe(415);
  expect(double.journal.count()).toBe(0);
});
