/** Searching a journal, one entry with its evidence, and counts for filters. */
import { controlled, type ControlClient, type Reply } from '../support/control.js';
import { client } from '../support/double.js';
import { untilFollowing } from '../support/listeners.js';

const journal = '/sandboxes/default/journal';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const record = 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const rename = { type: 'llm', name: 'Renamed' };

interface Started extends ControlClient {
  search: (query: Record<string, string>) => Promise<Reply>;
  seqs: (query: Record<string, string>) => Promise<unknown>;
}

/** With a read, a rename, a refused change, a change by a restored snapshot, and a call of another vendor. */
async function start(): Promise<Started> {
  const target = await controlled({ vendors: ['arize', 'spideriq'] });
  const { call } = client(target.double, 'arize');
  await call('get', one);
  await call('patch', one, rename);
  await call('patch', one, { type: 'agent' });
  target.double.restore(target.double.snapshot());
  await client(target.double, 'spideriq').call('get', '/api/v1/integrations');
  const search = (query: Record<string, string>): Promise<Reply> =>
    target.call('GET', `${journal}?${new URLSearchParams(query).toString()}`);
  const seqs = async (query: Record<string, string>): Promise<unknown> =>
    (await search(query)).body.entries.map((entry: { seq: number }) => entry.seq);
  return { ...target, search, seqs };
}

it('finds calls by default, and changes on request', async () => {
  const { seqs } = await start();
  expect(await seqs({})).toEqual([1, 2, 3, 5]);
  expect(await seqs({ kind: 'change' })).toEqual([4]);
  expect(await seqs({ kind: 'any' })).toEqual([1, 2, 3, 4, 5]);
  expect(await seqs({ kind: 'any', method: 'GET' })).toEqual([1, 5]);
});

it('finds a text in any case: in the path, the operation, the explanation and the bodies', async () => {
  const { seqs } = await start();
  expect(await seqs({ text: 'ABjrd' })).toEqual([]);
  expect(await seqs({ text: 'RPB246mti6' })).toEqual([1, 2, 3]);
  expect(await seqs({ text: 'integrations_UPDATE' })).toEqual([2, 3]);
  expect(await seqs({ text: 'never changes' })).toEqual([3]);
  expect(await seqs({ text: '"name":"renamed"' })).toEqual([2]);
  expect(await seqs({ text: 'openrouter' })).toEqual([5]);
  expect(await seqs({ text: 'restore', kind: 'any' })).toEqual([4]);
});

it('finds the history of a record', async () => {
  const { seqs, search } = await start();
  expect(await seqs({ kind: 'any', resource: 'integration', record })).toEqual([2]);
  expect(await seqs({ record: '42' })).toEqual([]);
  expect(await seqs({ resource: 'key' })).toEqual([]);
  const { body } = await search({ record });
  expect(body.entries[0].changes).toEqual([
    { resource: 'integration', id: record, kind: 'put', diff: expect.objectContaining({ removed: {} }) },
  ]);
});

it('reads pages backwards, and says what is kept', async () => {
  const { search } = await start();
  const last = (await search({ kind: 'any', limit: '2' })).body;
  expect(last).toMatchObject({ count: 5, first: 1, last: 5, entries: [{ seq: 4 }, { seq: 5 }] });
  const before = (await search({ kind: 'any', limit: '2', before: '4' })).body;
  expect(before).toMatchObject({ count: 3, entries: [{ seq: 2 }, { seq: 3 }] });
});

it('gives summaries on request, without bodies and headers', async () => {
  const { search, call, double } = await start();
  const { entries } = (await search({ kind: 'any', summary: 'true' })).body;
  for (const entry of entries) expect(Object.keys(entry)).not.toEqual(expect.arrayContaining(['headers']));
  expect(JSON.stringify(entries)).not.toMatch(/Renamed|authorization/);
  expect(entries[1].changes).toEqual([{ resource: 'integration', id: record, kind: 'put' }]);
  expect(entries[3]).toMatchObject({ kind: 'change', by: 'restore', changes: [], changed: 0 });
  const { text } = await client(double, 'arize').call('get', one);
  double.faults.add({ operation: 'integrations_get', truncate: 5 });
  await call('POST', '/sandboxes/default/calls', {
    vendor: 'arize',
    method: 'GET',
    path: one,
    headers: { authorization: 'Bearer demo-key' },
  });
  const { entries: last } = (await search({ summary: 'true', after: '5' })).body;
  expect(last[0]).toMatchObject({ status: 200, size: Buffer.byteLength(text) });
  expect(last[0].delivery).toBeUndefined();
  expect(last[1]).toMatchObject({ fault: 'fault-1', delivery: { truncate: 5 }, size: expect.any(Number) });
});

it('waits for a change, also for one that comes while it searches', async () => {
  const { call, double } = await start();
  const waiting = call('GET', `${journal}?kind=change&after=5&wait=60000`);
  await untilFollowing(1);
  await client(double, 'arize').call('get', one);
  double.restore(double.snapshot());
  expect((await waiting).body).toMatchObject({ entries: [{ kind: 'change', seq: 7 }], last: 7 });
});

it('gives one entry in full, with the evidence behind its rule', async () => {
  const { call, double } = await start();
  const { body } = await call('GET', `${journal}/3`);
  expect(body.entry).toEqual(JSON.parse(JSON.stringify(double.journal.find({ status: 422 })[0])));
  expect(body).toMatchObject({
    cleared: 0,
    previous: 2,
    next: 4,
    explained: {
      rule: 'refusals.typeImmutable',
      level: expect.any(String),
      reference: expect.stringMatching(/S13/),
      pointer: '#/paths/~1v2~1integrations~1{integration_id}/patch',
    },
  });
  expect(body.explained.statements).toContainEqual({
    id: 'S13',
    text: '`type` never changes; one that is not the stored one is refused with 422.',
  });
});

it('gives a change without evidence, and the neighbors that exist', async () => {
  const { call } = await start();
  expect((await call('GET', `${journal}/4`)).body).toMatchObject({ entry: { kind: 'change', by: 'restore' } });
  expect((await call('GET', `${journal}/4`)).body).not.toHaveProperty('explained');
  expect((await call('GET', `${journal}/1`)).body).not.toHaveProperty('previous');
  expect((await call('GET', `${journal}/5`)).body).not.toHaveProperty('next');
});

it('explains a rule of a document alone by its reason', async () => {
  const { call, double } = await controlled({ vendors: ['docs/petstore.yaml'] });
  await fetch(`${double.url('petstore')}/pets/7`);
  const { explained } = (await call('GET', `${journal}/1`)).body;
  expect(explained).toMatchObject({ level: 'inferred', statements: [], pointer: '#/paths/~1pets~1{id}/get' });
  expect(explained.reference).toMatch(/./);
});

it('says which entries there are instead of an evicted one', async () => {
  const { call, double } = await controlled({ vendors: ['arize'], journal: { entries: 2 } });
  const missing = async (): Promise<unknown> => (await call('GET', `${journal}/1`)).body;
  expect(await missing()).toMatchObject({
    status: 404,
    pointer: '/seq',
    detail: '/seq: entry 1 is not in the journal; it is empty',
  });
  for (let at = 0; at < 4; at++) await client(double, 'arize').call('get', one);
  expect(await missing()).toMatchObject({ detail: '/seq: entry 1 is not in the journal; it has 3 to 4' });
});

it('counts the values of each field within the other filters', async () => {
  const { call } = await start();
  const counts = async (query: string): Promise<Reply['body']> =>
    (await call('GET', `/sandboxes/default/journal-counts${query}`)).body;
  const all = await counts('');
  expect([all.count, all.fields.vendor]).toEqual([
    4,
    [
      { value: 'arize', count: 3 },
      { value: 'spideriq', count: 1 },
    ],
  ]);
  expect(all.fields.kind).toEqual([
    { value: 'call', count: 4 },
    { value: 'change', count: 1 },
  ]);
  const updates = await counts('?operation=integrations_update&status=422');
  expect(updates.count).toBe(1);
  expect(updates.fields.status).toEqual([
    { value: 200, count: 1 },
    { value: 422, count: 1 },
  ]);
  expect(updates.fields.operation).toEqual([{ value: 'integrations_update', count: 1 }]);
  expect(updates.fields.reason).toEqual([{ value: 'immutable', count: 1 }]);
  expect((await counts('?kind=any')).count).toBe(5);
});

it.each([
  ['?kind=calls', '/kind', /use one of call, change, any/],
  ['?before=0', '/before', /use 1 or more/],
  ['?summary=yes', '/summary', /use a value of type boolean/],
  ['?text=', '/text', /is empty/],
  ['/0', '/seq', /use 1 or more/],
  ['/x', '/seq', /use a value of type integer/],
  ['-counts?staus=1', '/staus', /is unknown; use vendor/],
  ['-counts?vendor=arise', '/vendor', /did you mean arize/],
])('refuses %s', async (query, pointer, message) => {
  const { call } = await start();
  const { status, body } = await call('GET', journal + query);
  expect([status, body.pointer, body.detail]).toEqual([400, pointer, expect.stringMatching(message)]);
});

it('a reply lists the first 20 mistakes of a request, and how many more there are', async () => {
  const { call } = await controlled({ vendors: ['spideriq'] });
  const query = Array.from({ length: 500 }, (_, i) => `unknown${i}=1`).join('&');
  const { status, body } = await call('GET', `/sandboxes/default/journal?${query}`);
  expect([status, (body.errors as unknown[]).length]).toEqual([400, 20]);
  expect(body.detail).toMatch(/^\/unknown0 is unknown; .*\. 480 more mistakes are not listed$/);
});
