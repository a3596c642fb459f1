/** The size of a double is limited, and a full double says so. */
import { sizeOf, Usage } from '../../../src/world/store/store-limits.js';
import { double } from '../../support/double.js';

const list = '/spideriq/api/v1/integrations';
const created = { provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: 'd' };
const headersOf = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

type Fetch = typeof fetch;
const post = (fetch: Fetch, key: string, body: object = created, at = list): Promise<Response> =>
  fetch(at, { method: 'POST', headers: headersOf(key), body: JSON.stringify(body) });

describe.each([
  ['maxAccounts', 2, /2 accounts with records of their own; the limit is 2.*--max-accounts/],
  ['maxRecords', 13, /records; the limit is 13.*--max-records/],
  ['maxRecordBytes', 900, /bytes of records; the limit is 900.*--max-record-bytes/],
] as const)('%s', (option, bound, message) => {
  it('refuses one more than the limit with a problem reply, and accepts it again after a reset', async () => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'], [option]: bound });
    const replies = [];
    for (const key of ['a', 'b', 'c', 'd']) replies.push(await post(fetch, key));
    const statuses = replies.map((reply) => reply.status);
    expect(statuses.at(0)).toBe(201);
    expect(statuses.at(-1)).toBe(507);
    expect(statuses).toEqual([...statuses].sort());
    const refused = replies.at(-1);
    expect(refused?.headers.get('x-stuntdouble-error')).toBe('true');
    expect(((await refused?.json()) as { detail: string }).detail).toMatch(message);
    // What only reads goes on, and nothing of the refused write stays.
    expect((await fetch(list, { headers: headersOf('d') })).status).toBe(200);
    expect(handle.journal.find({ status: 507 }).flatMap((entry) => entry.changes)).toEqual([]);
    handle.reset();
    expect((await post(fetch, 'd')).status).toBe(201);
  });
});

it('counts over all sandboxes, and subtracts removed and restored ones', async () => {
  const { fetch, ...handle } = await double({ vendors: ['spideriq'], maxAccounts: 2 });
  const empty = handle.snapshot();
  expect((await post(fetch, 'a')).status).toBe(201);
  expect((await post(fetch, 'a', created, `/@other${list}`)).status).toBe(201);
  expect((await post(fetch, 'b')).status).toBe(507);
  const full = handle.snapshot({ withSecrets: true });
  for (let round = 0; round < 3; round++) {
    handle.restore(full);
    handle.restore(empty);
    expect((await post(fetch, 'b')).status).toBe(201);
    expect((await post(fetch, 'c')).status).toBe(507);
  }
  handle.resetAll();
  for (const key of ['a', 'b']) expect((await post(fetch, key)).status).toBe(201);
});

it.each([
  ['maxAccounts', 1, 'it would make 2 accounts with records of their own; the limit is 1', '--max-accounts'],
  ['maxRecords', 7, 'records; the limit is 7', '--max-records'],
  ['maxRecordBytes', 600, 'bytes of records; the limit is 600', '--max-record-bytes'],
] as const)('refuses to restore more than %s, and keeps the state as it was', async (option, bound, problem, flag) => {
  const large = await double({ vendors: ['spideriq'] });
  for (const key of ['a', 'b']) expect((await post(large.fetch, key)).status).toBe(201);
  const snapshot = large.snapshot({ withSecrets: true });
  const small = await double({ vendors: ['spideriq'], [option]: bound });
  expect((await post(small.fetch, 'c')).status).toBe(201);
  const before = small.snapshot();
  expect(() => small.restore(snapshot)).toThrow(problem);
  expect(() => small.restore(snapshot)).toThrow(`raise ${flag}`);
  expect(small.snapshot()).toEqual(before);
  // What was built of the refused snapshot does not count.
  small.reset();
  expect((await post(small.fetch, 'c')).status).toBe(201);
  await expect(double({ vendors: ['spideriq'], [option]: bound, state: snapshot })).rejects.toThrow(problem);
});

it('counts no accounts whose calls were refused or only read', async () => {
  const { fetch } = await double({ vendors: ['spideriq'], maxAccounts: 1 });
  for (let at = 0; at < 50; at++) {
    expect((await fetch(list, { headers: headersOf(`reader-${at}`) })).status).toBe(200);
    expect((await post(fetch, `refused-${at}`, {})).status).toBe(400);
  }
  expect((await post(fetch, 'writer')).status).toBe(201);
});

it('estimates the size of a record close to its JSON length', () => {
  const record = { name: 'Lamp', tags: ['a', 'b'], deep: { more: { of: null, it: 12, is: true } } };
  expect(sizeOf(record) / JSON.stringify(record).length).toBeGreaterThan(0.8);
  expect(sizeOf(record) / JSON.stringify(record).length).toBeLessThan(1.5);
  expect(sizeOf({ file: new Uint8Array(1e6) })).toBeLessThan(1e6 + 100);
  expect(new Usage().problem({ accounts: 1, records: 1, bytes: 1 })).toBeUndefined();
});
