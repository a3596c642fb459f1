/** `--auth open` and `strict`, and the credentials that the seed reserves. */
import { client, double, serve } from '../support/double.js';

const list = '/v2/integrations';

it('open: each credential has its own account, which starts with the seed', async () => {
  const one = await serve('arize');
  const other = one.as('another-key');
  const create = { type: 'llm', name: 'Mine', config: { provider: 'openAI', api_key: 'k' } };
  expect((await one.call('post', list, create)).status).toBe(201);
  expect((await one.call('get', list)).body.integrations).toHaveLength(3);
  expect((await other.call('get', list)).body.integrations).toHaveLength(2);
});

it('open: the scheme is read in any case, and another scheme is no credential', async () => {
  const { double: target } = await serve('arize');
  const status = async (authorization: string): Promise<number> =>
    (await fetch(target.url('arize') + list, { headers: { authorization } })).status;
  expect([await status('Bearer k'), await status('bearer k'), await status('BEARER   k')]).toEqual([200, 200, 200]);
  expect([
    await status('Basic azpr'),
    await status('Bearer'),
    await status('k'),
    await status('Bearer two words'),
  ]).toEqual([401, 401, 401, 401]);
});

it('strict: only the credentials of the seed', async () => {
  const target = await double({ vendors: ['arize'], auth: 'strict' });
  const status = async (token: string): Promise<number> =>
    (await client(target, 'arize', token).call('get', list)).status;
  expect([await status('demo-key'), await status('other-key'), await status('any-key')]).toEqual([200, 200, 401]);
});

it('credentials of the seed behave as stated in both modes', async () => {
  for (const auth of ['open', 'strict'] as const) {
    const target = await double({ vendors: ['arize'], auth });
    const status = async (token: string): Promise<number> =>
      (await client(target, 'arize', token).call('get', list)).status;
    expect([await status('revoked-key'), await status('unscoped-key'), await status('limited-key')]).toEqual([
      401, 403, 429,
    ]);
  }
});

it('shows an account under a name that is not the credential', async () => {
  const { call, double: target, as } = await serve('arize');
  await call('get', list);
  await call('get', list);
  await as('second-secret-key').call('get', list);
  const names = target.journal.find().map((item) => item.account);
  expect(names[0]).toMatch(/^acct_[0-9a-f]{12}$/);
  expect(names[1]).toBe(names[0]);
  expect(names[2]).not.toBe(names[0]);
  expect(JSON.stringify(target.journal.find())).not.toMatch(/test-key|second-secret-key/);
});
