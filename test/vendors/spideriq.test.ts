/** One test for each statement of the vendor's page (specs/spideriq/SOURCES.md, S1 to S43), and for what the facts add. */
import type { Test } from 'supertest';
import { serve, type Client, type Method } from '../support/double.js';

const base = '/api/v1/integrations';
const path = `${base}/42`;
/** The instant of the page's reply. */
const clock = '2026-02-26T15:30:00Z';

type Body = Record<string, unknown>;

const start = (): Promise<Client> => serve('spideriq', { clock });

const bodyOf = async (test: Test): Promise<Body> => (await test).body as Body;

async function updated(client: Client, body: Body, id = 42): Promise<Body> {
  const reply = await client.call('patch', `${base}/${id}`, body);
  expect([reply.status, reply.body]).toEqual([200, { success: true, integration: expect.any(Object) as unknown }]);
  return (reply.body as { integration: Body }).integration;
}

async function all(client: Client, query = ''): Promise<Body[]> {
  return (await bodyOf(client.call('get', base + query)))['integrations'] as Body[];
}

async function listed(client: Client, id = 42): Promise<Body> {
  const found = (await all(client)).find((item) => item['id'] === id);
  if (found === undefined) throw new Error(`integration ${id} is not in the list`);
  return found;
}

async function created(client: Client, body: Body): Promise<Body> {
  const reply = await client.call('post', base, {
    provider_name: 'openrouter',
    credentials: { api_key: 'sk-or-v1-test-999' },
    ...body,
  });
  expect(reply.status).toBe(201);
  return (reply.body as { integration: Body }).integration;
}

/** The answer to `send`, which must leave every record of the account and of the other brand as it was. */
async function refusal(
  client: Client,
  send: () => Test,
): Promise<{ status: number; body: unknown; headers: Record<string, string> }> {
  const before = [await all(client), await all(client.as('other-key'))];
  const reply = await send();
  expect([await all(client), await all(client.as('other-key'))]).toEqual(before);
  return { status: reply.status, body: reply.body as unknown, headers: reply.headers };
}

const patched = (client: Client, body: unknown, id: string | number = 42): Promise<{ status: number; body: unknown }> =>
  refusal(client, () => client.call('patch', `${base}/${id}`, body)).then((item) => ({
    status: item.status,
    body: item.body,
  }));

const errorReply = (status: number, error: string): { status: number; body: unknown } => ({
  status,
  body: { success: false, error },
});

/** A body as it stands, whatever it is. */
const raw = (client: Client, method: Method, to: string, text: string, type = 'application/json'): Test =>
  client.call(method, to).set('content-type', type).send(text);

/** What `Allow` names, in alphabetical order. */
const methods = ({ headers }: { headers: Record<string, string> }): string | undefined =>
  headers['allow']?.split(', ').sort().join(' ');

const unauthenticated = { detail: 'Invalid authentication token format. Expected: client_id:api_key:api_secret' };

/** What the list shows of 42 before anything happened. */
const seeded = {
  id: 42,
  provider_name: 'openrouter',
  provider_label: 'OpenRouter',
  key_label: 'Production OpenRouter',
  is_active: true,
  is_primary: true,
  priority: 10,
  daily_limit: 10000,
  daily_count: 1247,
  minute_limit: 100,
  minute_count: 3,
  health_status: 'healthy',
  consecutive_failures: 0,
  last_used_at: '2026-02-26T14:58:00Z',
  spend_limit_amount: 500,
  spend_limit_period: 'monthly',
  spend_limit_action: 'warn',
  spend_limit_exceeded: false,
  cached_balance: 47.83,
  cached_usage_today: 2.34,
  cached_usage_month: 89.47,
  cached_currency: 'USD',
  billing_synced_at: '2026-02-26T12:00:00Z',
  key_preview: { api_key: 'sk-o...123' },
  created_at: '2026-01-15T10:00:00Z',
  updated_at: '2026-02-26T14:58:00Z',
};

const sixteen = [
  'id',
  'provider_name',
  'provider_label',
  'key_label',
  'is_active',
  'is_primary',
  'priority',
  'daily_limit',
  'daily_count',
  'minute_limit',
  'minute_count',
  'health_status',
  'spend_limit_amount',
  'spend_limit_period',
  'spend_limit_action',
  'updated_at',
] as const;

/** The sixteen keys of 42 as the seed has them. */
const shown: Body = Object.fromEntries(sixteen.map((key) => [key, seeded[key]]));
const now = { updated_at: clock };

describe('SpiderIQ: update an integration', () => {
  it('S1: the settings of an integration that exists are changed, and the list shows them changed', async () => {
    const client = await start();
    await updated(client, { key_label: 'Renamed', daily_limit: 7 });
    expect(await listed(client)).toEqual({ ...seeded, ...now, key_label: 'Renamed', daily_limit: 7 });
  });

  it('S2: it is a PATCH of /api/v1/integrations/{id}, and no other method of that path writes', async () => {
    const client = await start();
    expect((await client.call('patch', path, {})).status).toBe(200);
    for (const method of ['put', 'post'] as const) {
      const reply = await refusal(client, () => client.call(method, path, { key_label: 'x' }));
      expect([reply.status, reply.body, methods(reply)]).toEqual([
        405,
        { success: false, error: 'Method not allowed' },
        'DELETE OPTIONS PATCH',
      ]);
    }
  });

  it('S3: a call without the Authorization header is refused with 401', async () => {
    const client = await start();
    const reply = await refusal(client, () => client.as(undefined).call('patch', path, { key_label: 'x' }));
    expect([reply.status, reply.body]).toEqual([401, unauthenticated]);
  });

  it('S3: a client token of three parts after Bearer is accepted, a scheme other than Bearer is not', async () => {
    const client = await start();
    const token = `cli_abc:sk_${'k'.repeat(47)}:secret_${'s'.repeat(48)}`;
    expect((await client.as(token).call('patch', path, {})).status).toBe(200);
    const reply = await refusal(client, () =>
      client.call('patch', path, {}).set('authorization', 'Basic dGVzdDprZXk='),
    );
    expect([reply.status, reply.body]).toEqual([401, unauthenticated]);
  });

  it('S4: a body that is not application/json is refused with 415, one with a charset is not', async () => {
    const client = await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json']) {
      const reply = await refusal(client, () => raw(client, 'patch', path, '{"key_label":"x"}', type));
      expect(reply).toMatchObject(errorReply(415, 'Content-Type must be application/json'));
    }
    expect((await raw(client, 'patch', path, '{"key_label":"x"}', 'application/json; charset=utf-8')).status).toBe(200);
  });

  it.each(['abc', '42x', '4.2', '0x2a', '%20', 'itg_9a', '99999999999999999999'])(
    'S5: the id is an integer: %s is refused with 400',
    async (id) => {
      const client = await start();
      expect(await patched(client, { key_label: 'x' }, id)).toEqual(errorReply(400, 'id must be an integer'));
    },
  );

  it('S6: no field is required: an empty object succeeds and moves nothing but updated_at', async () => {
    const client = await start();
    expect(await updated(client, {})).toEqual({ ...shown, ...now });
    expect(await listed(client)).toEqual({ ...seeded, ...now });
  });

  it.each<[string, unknown]>([
    ['key_label', 'Spare'],
    ['is_active', false],
    ['daily_limit', 1],
    ['minute_limit', 2],
    ['spend_limit_amount', 0.5],
    ['spend_limit_period', 'daily'],
    ['spend_limit_action', 'block'],
  ])('S7: only what is sent changes: %s alone', async (field, value) => {
    const client = await start();
    expect(await updated(client, { [field]: value })).toEqual({ ...shown, ...now, [field]: value });
    expect(await listed(client)).toEqual({ ...seeded, ...now, [field]: value });
  });

  it('S8: key_label is a string, which may be empty', async () => {
    const client = await start();
    for (const value of [5, null, ['x'], { a: 1 }])
      expect(await patched(client, { key_label: value })).toEqual(errorReply(400, 'key_label must be a valid string'));
    expect(await updated(client, { key_label: '' })).toMatchObject({ key_label: '' });
  });

  it('S9: is_active is a boolean that disables the key and enables it again', async () => {
    const client = await start();
    for (const value of ['false', 0, null])
      expect(await patched(client, { is_active: value })).toEqual(errorReply(400, 'is_active must be a valid boolean'));
    expect(await updated(client, { is_active: false })).toMatchObject({ is_active: false });
    expect(await updated(client, { is_active: true })).toMatchObject({ is_active: true });
  });

  it('S10: is_primary is a boolean', async () => {
    const client = await start();
    for (const value of ['true', 10, null])
      expect(await patched(client, { is_primary: value })).toEqual(
        errorReply(400, 'is_primary must be a valid boolean'),
      );
    expect(await updated(client, { is_primary: true }, 43)).toMatchObject({ is_primary: true });
  });

  it.each(['S11: daily_limit', 'S12: minute_limit'])(
    '%s is an integer of at least 0, and null takes the limit away',
    async (name) => {
      const client = await start();
      const field = name.slice(5);
      for (const value of ['100', 1.5, true])
        expect(await patched(client, { [field]: value })).toEqual(
          errorReply(400, `${field} must be a valid integer or null`),
        );
      expect(await patched(client, { [field]: -1 })).toEqual(errorReply(400, `${field} must be at least 0`));
      expect(await updated(client, { [field]: 0 })).toMatchObject({ [field]: 0 });
      expect(await updated(client, { [field]: null })).toMatchObject({ [field]: null });
    },
  );

  it('S13: spend_limit_amount is a decimal of at least 0, and null takes the limit away', async () => {
    const client = await start();
    expect(await patched(client, { spend_limit_amount: '1000.00' })).toEqual(
      errorReply(400, 'spend_limit_amount must be a valid number or null'),
    );
    expect(await patched(client, { spend_limit_amount: -0.01 })).toEqual(
      errorReply(400, 'spend_limit_amount must be at least 0'),
    );
    expect(await updated(client, { spend_limit_amount: 12.34 })).toMatchObject({ spend_limit_amount: 12.34 });
    expect(await updated(client, { spend_limit_amount: null })).toMatchObject({ spend_limit_amount: null });
  });

  it('S14: spend_limit_period is daily or monthly', async () => {
    const client = await start();
    for (const value of ['weekly', 'Daily', '', 1, null]) {
      expect(await patched(client, { spend_limit_period: value })).toEqual(
        errorReply(400, "spend_limit_period must be 'daily' or 'monthly'"),
      );
    }
    for (const value of ['daily', 'monthly'])
      expect(await updated(client, { spend_limit_period: value })).toMatchObject({ spend_limit_period: value });
  });

  it('S15: spend_limit_action is warn or block', async () => {
    const client = await start();
    for (const value of ['pause', 'Block', '', true, null]) {
      expect(await patched(client, { spend_limit_action: value })).toEqual(
        errorReply(400, "spend_limit_action must be 'warn' or 'block'"),
      );
    }
    for (const value of ['block', 'warn'])
      expect(await updated(client, { spend_limit_action: value })).toMatchObject({ spend_limit_action: value });
  });

  it.each<[string, unknown]>([
    ['another provider', 'groq'],
    ['a provider that no enum has', 'no-such-provider'],
    ['something that is no text', 7],
    ['null', null],
  ])(
    'S16: provider_name cannot be updated: %s is refused with 400, and the rest of the body is not applied either',
    async (_, provider_name) => {
      const client = await start();
      expect(await patched(client, { key_label: 'Renamed', provider_name, is_active: false })).toEqual(
        errorReply(400, 'provider_name cannot be updated'),
      );
    },
  );

  it('S16: the current provider_name is accepted and changes nothing', async () => {
    const client = await start();
    expect(await updated(client, { provider_name: 'openrouter' })).toEqual({ ...shown, ...now });
  });

  it.each<[string, unknown]>([
    ['another key', { api_key: 'sk-or-v1-rotated-456' }],
    ['a further entry', { api_key: 'sk-or-v1-seed-spideriq-123', account_id: 'x' }],
    ['no entry', {}],
    ['a text', 'sk-or-v1-rotated-456'],
    ['null', null],
  ])(
    'S17: credentials cannot be updated: %s is refused with 400, and the rest of the body is not applied either',
    async (_, credentials) => {
      const client = await start();
      expect(await patched(client, { key_label: 'Renamed', credentials })).toEqual(
        errorReply(400, 'credentials cannot be updated'),
      );
    },
  );

  it('S17: a part of several credentials is refused, too; and so are the very same credentials, whose acceptance would tell them', async () => {
    const client = await start();
    const before = await listed(client, 46);
    const apiKey = { api_key: 'seed-spideriq-cloudflare-345' };
    for (const credentials of [apiKey, { account_id: 'seed-account-678', ...apiKey }]) {
      expect(await patched(client, { credentials }, 46)).toEqual(errorReply(400, 'credentials cannot be updated'));
    }
    expect(await listed(client, 46)).toEqual(before);
  });

  it('S18: to change the provider or the credentials one deletes the integration and creates a new one', async () => {
    const client = await start();
    expect((await client.call('delete', path)).status).toBe(200);
    const { id } = await created(client, { provider_name: 'groq', credentials: { api_key: 'gsk_replacement_321' } });
    expect(id).not.toBe(42);
    expect(await listed(client, Number(id))).toMatchObject({
      provider_name: 'groq',
      key_preview: { api_key: 'gsk_...321' },
    });
    expect((await all(client)).map((item) => item['id'])).not.toContain(42);
  });

  it('S19: the examples call integration 42 on https://spideriq.ai, and a trailing slash is another address', async () => {
    const client = await start();
    const reply = await client.double.fetch('https://spideriq.ai/api/v1/integrations/42', {
      method: 'PATCH',
      headers: { authorization: 'Bearer client-token', 'content-type': 'application/json' },
      body: '{"is_primary":true}',
    });
    expect([reply.status, await reply.json()]).toMatchObject([200, { integration: { id: 42 } }]);
    expect(await patched(client, {}, '42/')).toEqual(errorReply(404, 'Not found'));
  });

  it.each<[string, Body]>([
    ['S20: limits', { daily_limit: 20000, minute_limit: 200 }],
    ['S21: a key is disabled', { is_active: false }],
    ['S22: a spend limit', { spend_limit_amount: 1000.0, spend_limit_period: 'monthly', spend_limit_action: 'block' }],
    ['S23: made primary', { is_primary: true }],
  ])('%s: the example of the page runs as it stands', async (_, example) => {
    const client = await start();
    expect(await updated(client, example)).toEqual({ ...shown, ...now, ...example });
    expect(await listed(client)).toEqual({ ...seeded, ...now, ...example });
  });

  it('S24: success is 200', async () => {
    const client = await start();
    expect((await client.call('patch', path, { daily_limit: 20000 })).status).toBe(200);
  });

  it('S25 S28 S29 S30 S31 S34: after the limits, the spend limit and the primary key of the examples, the reply is that of the page', async () => {
    const client = await start();
    await client.call('patch', path, { daily_limit: 20000, minute_limit: 200 });
    await client.call('patch', path, {
      spend_limit_amount: 1000.0,
      spend_limit_period: 'monthly',
      spend_limit_action: 'block',
    });
    expect(await bodyOf(client.call('patch', path, { is_primary: true }))).toEqual({
      success: true,
      integration: {
        id: 42,
        provider_name: 'openrouter',
        provider_label: 'OpenRouter',
        key_label: 'Production OpenRouter',
        is_active: true,
        is_primary: true,
        priority: 10,
        daily_limit: 20000,
        daily_count: 1247,
        minute_limit: 200,
        minute_count: 3,
        health_status: 'healthy',
        spend_limit_amount: 1000.0,
        spend_limit_period: 'monthly',
        spend_limit_action: 'block',
        updated_at: '2026-02-26T15:30:00Z',
      },
    });
  });

  it('S26: the integration of the reply has these sixteen keys in this order, and no other', async () => {
    const client = await start();
    expect(Object.keys(await updated(client, { key_label: 'x' }))).toEqual(sixteen);
  });

  it('S27: the reply shows no credentials, no preview of them and no creation time', async () => {
    const client = await start();
    const { text } = await client.call('patch', path, { key_label: 'Renamed' });
    expect(text).not.toMatch(/credentials|key_preview|created_at|sk-o/);
  });

  it('S32: spend_limit_amount is a JSON number, whole or not', async () => {
    const client = await start();
    expect((await client.call('patch', path, { spend_limit_amount: 1000.0 })).text).toContain(
      '"spend_limit_amount":1000,',
    );
    expect((await client.call('patch', path, { spend_limit_amount: 99.95 })).text).toContain(
      '"spend_limit_amount":99.95,',
    );
  });

  it('S33: updated_at is the time of the change in UTC, in whole seconds with Z', async () => {
    const client = await serve('spideriq', { clock: '2026-03-01T08:09:10.987+01:00' });
    expect(await updated(client, {})).toMatchObject({ updated_at: '2026-03-01T07:09:10Z' });
  });

  it('S35 S37: an integration that does not exist is 404, in these words', async () => {
    const client = await start();
    for (const id of [41, 999999, 0, -42])
      expect(await patched(client, { key_label: 'x' }, id)).toEqual(errorReply(404, 'Integration not found'));
  });

  it('S36 S37: an integration of another brand is 404 in the same words, and untouched', async () => {
    const client = await start();
    expect((await client.as('other-key').call('patch', `${base}/77`, { daily_limit: 501 })).status).toBe(200);
    expect(await patched(client, { key_label: 'x' }, 77)).toEqual(errorReply(404, 'Integration not found'));
  });

  it('S36: what one brand creates, another neither lists nor changes nor deletes', async () => {
    const client = await start();
    const { id } = await created(client.as('brand-a'), { key_label: 'Of brand A' });
    const stranger = client.as('brand-b');
    expect((await all(stranger)).map((item) => item['id'])).not.toContain(id);
    expect(await patched(stranger, { key_label: 'taken' }, Number(id))).toEqual(
      errorReply(404, 'Integration not found'),
    );
    expect(await refusal(stranger, () => stranger.call('delete', `${base}/${Number(id)}`))).toMatchObject(
      errorReply(404, 'Integration not found'),
    );
    expect(await listed(client.as('brand-a'), Number(id))).toMatchObject({ key_label: 'Of brand A' });
  });

  it('S38: a value that is not valid is 400, and nothing of the body is applied', async () => {
    const client = await start();
    expect(await patched(client, { key_label: 'Renamed', daily_limit: 'many' })).toMatchObject({ status: 400 });
  });

  it('S39: exactly the error of the example', async () => {
    const client = await start();
    const reply = await client.call('patch', path, { spend_limit_action: 'explode' });
    expect([reply.status, reply.text]).toEqual([
      400,
      '{"success":false,"error":"spend_limit_action must be \'warn\' or \'block\'"}',
    ]);
    expect(reply.headers['content-type']).toBe('application/json');
  });

  it('S40: making a key primary sets its priority to 10, and leaves the other keys as they are', async () => {
    const client = await start();
    expect(await listed(client, 43)).toMatchObject({ is_primary: false, priority: 0 });
    expect(await updated(client, { is_primary: true }, 43)).toMatchObject({ is_primary: true, priority: 10 });
    expect(await listed(client)).toEqual(seeded);
  });

  it('S41: taking that away sets its priority to 0', async () => {
    const client = await start();
    expect(await updated(client, { is_primary: false })).toEqual({ ...shown, ...now, is_primary: false, priority: 0 });
  });

  it('S40 S41: priority follows is_primary and cannot be sent', async () => {
    const client = await start();
    expect(await updated(client, { priority: 5 })).toMatchObject({ is_primary: true, priority: 10 });
    expect(await updated(client, { is_primary: false, priority: 10 })).toMatchObject({
      is_primary: false,
      priority: 0,
    });
  });

  it('S42: a disabled key is out of the selection pool: gone from the active ones of the list and from the health report, and back once enabled', async () => {
    const client = await start();
    const pool = async (): Promise<unknown[]> => {
      const active = (await all(client, '?is_active=true')).map((item) => item['id']);
      const report = (await bodyOf(client.call('get', `${base}/health`)))['integrations'] as Body[];
      expect(report.map((item) => item['id'])).toEqual(active);
      return active;
    };
    expect(await pool()).toEqual([42, 43, 44, 45, 46]);
    await updated(client, { is_active: false });
    expect(await pool()).toEqual([43, 44, 45, 46]);
    expect((await all(client, '?is_active=false')).map((item) => item['id'])).toEqual([42, 47]);
    await updated(client, { is_active: true });
    expect(await pool()).toEqual([42, 43, 44, 45, 46]);
  });

  it('S43: a lower spend limit takes effect at the next billing sync, and not before', async () => {
    const client = await start();
    await updated(client, { spend_limit_amount: 50, spend_limit_action: 'block' });
    expect(await listed(client)).toMatchObject({ spend_limit_amount: 50, spend_limit_exceeded: false });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client)).toMatchObject({ spend_limit_amount: 50, spend_limit_exceeded: true });
  });

  it('S43: so does a higher one, and one that is taken away', async () => {
    const client = await start();
    const sync = (): Test => client.call('post', `${base}/sync-billing`);
    const exceeded = async (): Promise<unknown> => (await listed(client))['spend_limit_exceeded'];
    await updated(client, { spend_limit_amount: 50 });
    await sync();
    await updated(client, { spend_limit_amount: 1000 });
    expect(await exceeded()).toBe(true);
    await sync();
    expect(await exceeded()).toBe(false);
    await updated(client, { spend_limit_amount: 50 });
    await sync();
    await updated(client, { spend_limit_amount: null });
    expect(await exceeded()).toBe(true);
    await sync();
    expect(await exceeded()).toBe(false);
  });

  it('S43: and so does another period: the spending of the day counts from the next sync on', async () => {
    const client = await start();
    await updated(client, { spend_limit_amount: 50, spend_limit_period: 'daily' });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client)).toMatchObject({ spend_limit_exceeded: false }); // 2.34 of 50
    await updated(client, { spend_limit_period: 'monthly' });
    expect(await listed(client)).toMatchObject({ spend_limit_exceeded: false });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client)).toMatchObject({ spend_limit_exceeded: true }); // 89.47 of 50
  });
});

describe('SpiderIQ: list integrations', () => {
  it('F8 F9: an item has the keys and values of the example, in its order, and the page values are beside it', async () => {
    const client = await start();
    const { success, integrations, ...page } = await bodyOf(client.call('get', base));
    const [first] = integrations as Body[];
    expect([success, page]).toEqual([true, { total: 6, limit: 50, offset: 0 }]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(seeded));
  });

  it('F6: the filters keep one provider, one state of health, or the enabled or disabled ones, and combine', async () => {
    const client = await start();
    const ids = async (query: string): Promise<unknown[]> => (await all(client, query)).map((item) => item['id']);
    expect(await ids('?provider_name=groq')).toEqual([43]);
    expect(await ids('?provider_name=nobody')).toEqual([]);
    expect(await ids('?health_status=degraded')).toEqual([43]);
    expect(await ids('?health_status=unhealthy')).toEqual([47]);
    expect(await ids('?health_status=healthy')).toEqual([42, 44, 45, 46]);
    expect(await ids('?is_active=false')).toEqual([47]);
    expect(await ids('?health_status=unhealthy&is_active=true')).toEqual([]);
    expect(await ids('?nothing_known=1')).toHaveLength(6);
  });

  it('F6 F7: limit and offset cut the page, and total counts what the filters leave', async () => {
    const client = await start();
    const page = async (query: string): Promise<unknown> => {
      const { integrations, total, limit, offset } = await bodyOf(client.call('get', base + query));
      return [(integrations as Body[]).map((integration) => integration['id']), total, limit, offset];
    };
    expect(await page('?limit=2')).toEqual([[42, 43], 6, 2, 0]);
    expect(await page('?limit=2&offset=4')).toEqual([[46, 47], 6, 2, 4]);
    expect(await page('?offset=6')).toEqual([[], 6, 50, 6]);
    expect(await page('?is_active=true&limit=2&offset=3')).toEqual([[45, 46], 5, 2, 3]);
  });

  it.each([
    ['limit=0', 'limit must be at least 1'],
    ['limit=101', 'limit must be at most 100'],
    ['limit=ten', 'limit must be a valid integer'],
    ['limit=1&limit=2', 'limit must be given once'],
    ['offset=-1', 'offset must be at least 0'],
    ['is_active=maybe', 'is_active must be a valid boolean'],
    ['health_status=sick', "health_status must be 'healthy', 'degraded' or 'unhealthy'"],
    ['provider_name=%ZZ', 'Invalid request'],
  ])('refuses ?%s with 400', async (query, error) => {
    const client = await start();
    const reply = await client.call('get', `${base}?${query}`);
    expect({ status: reply.status, body: reply.body as unknown }).toEqual(errorReply(400, error));
  });

  it('F10 F12: a key without limits has null for them, and one that is not primary has priority 0', async () => {
    const client = await start();
    expect(await listed(client, 43)).toMatchObject({
      provider_label: 'Groq',
      is_primary: false,
      priority: 0,
      daily_limit: null,
      minute_limit: null,
    });
  });

  it('F11: credentials are shown by their first four and last three characters, each by its name', async () => {
    const client = await start();
    expect(await listed(client, 46)).toMatchObject({
      key_preview: { api_key: 'seed...345', account_id: 'seed...678' },
    });
  });
});

describe('SpiderIQ: create an integration', () => {
  const settings = {
    provider_name: 'openrouter',
    key_label: 'Production OpenRouter',
    is_primary: true,
    daily_limit: 10000,
    minute_limit: 100,
    spend_limit_amount: 500.0,
    spend_limit_period: 'monthly',
    spend_limit_action: 'warn',
  };
  const example = { ...settings, credentials: { api_key: 'sk-or-v1-abc123...' } };

  it('F16 F17: the example is answered with 201 and the new integration, which the list then contains', async () => {
    const client = await start();
    const reply = await client.call('post', base, example);
    const { id } = (reply.body as { integration: { id: number } }).integration;
    expect(id).toBeGreaterThan(77);
    const integration = {
      ...settings,
      id,
      provider_label: 'OpenRouter',
      is_active: true,
      priority: 10,
      daily_count: 0,
      minute_count: 0,
      health_status: 'healthy',
      key_preview: { api_key: 'sk-o......' },
      created_at: clock,
      updated_at: clock,
    };
    expect([reply.status, reply.body]).toEqual([201, { success: true, integration }]);
    expect(await listed(client, id)).toEqual({
      ...integration,
      consecutive_failures: 0,
      last_used_at: null,
      spend_limit_exceeded: false,
      cached_balance: null,
      cached_usage_today: null,
      cached_usage_month: null,
      cached_currency: 'USD',
      billing_synced_at: null,
    });
  });

  it('F14: what is left out starts as documented, or as nothing', async () => {
    const client = await start();
    expect(await created(client, {})).toMatchObject({
      key_label: null,
      is_active: true,
      is_primary: false,
      priority: 0,
      daily_limit: null,
      minute_limit: null,
      spend_limit_amount: null,
      spend_limit_period: 'monthly',
      spend_limit_action: 'warn',
    });
  });

  it('F20: is_primary sets the priority at creation as well', async () => {
    const client = await start();
    expect(await created(client, { is_primary: true })).toMatchObject({ priority: 10 });
    expect(await created(client, { is_primary: false, priority: 7 })).toMatchObject({ priority: 0 });
  });

  it.each([
    ['openrouter', 'OpenRouter'],
    ['groq', 'Groq'],
    ['mistral', 'Mistral'],
    ['google_ai', 'Google AI'],
    ['fal_ai', 'fal.ai'],
    ['cerebras', 'Cerebras'],
    ['together', 'Together AI'],
    ['cohere', 'Cohere'],
    ['cloudflare', 'Cloudflare'],
    ['nvidia_nim', 'NVIDIA NIM'],
    ['fireworks', 'Fireworks AI'],
    ['sambanova', 'SambaNova'],
    ['huggingface', 'Hugging Face'],
    ['github_models', 'GitHub Models'],
    ['ai21', 'AI21'],
    ['baseten', 'Baseten'],
  ])('F15 F19: %s is a provider, labelled %s', async (provider_name, provider_label) => {
    const client = await start();
    expect(await created(client, { provider_name })).toMatchObject({ provider_name, provider_label });
  });

  it.each<[string, Body, string]>([
    ['no provider', { provider_name: undefined }, 'provider_name is required'],
    ['no credentials', { credentials: undefined }, 'credentials is required'],
    ['credentials that are a text', { credentials: 'sk-or-v1-abc' }, 'credentials must be a valid object'],
    ['credentials without an entry', { credentials: {} }, 'credentials must not be empty'],
    ['a credential that is no text', { credentials: { api_key: 5 } }, 'credentials.api_key must be a valid string'],
    ['an action that is none', { spend_limit_action: 'pause' }, "spend_limit_action must be 'warn' or 'block'"],
    ['a period that is none', { spend_limit_period: 'yearly' }, "spend_limit_period must be 'daily' or 'monthly'"],
    ['a negative limit', { daily_limit: -1 }, 'daily_limit must be at least 0'],
    ['is_primary that is a text', { is_primary: 'yes' }, 'is_primary must be a valid boolean'],
  ])('F13: refuses %s with 400, and creates nothing', async (_, change, error) => {
    const client = await start();
    expect(await refusal(client, () => client.call('post', base, { ...example, ...change }))).toMatchObject(
      errorReply(400, error),
    );
  });

  it('F15: refuses an unknown provider with 400, naming those that there are', async () => {
    const client = await start();
    const { status, body } = await refusal(client, () =>
      client.call('post', base, { ...example, provider_name: 'openai' }),
    );
    expect(status).toBe(400);
    expect((body as { error: string }).error).toMatch(
      /^provider_name must be 'openrouter', 'groq', .*'ai21' or 'baseten'$/,
    );
  });

  it('ignores fields that the vendor does not name, and those that are not for the client to set', async () => {
    const client = await start();
    const { id } = await created(client, {
      id: 1,
      is_active: false,
      health_status: 'unhealthy',
      daily_count: 9,
      anything: {},
    });
    expect(await listed(client, Number(id))).toMatchObject({
      id,
      is_active: true,
      health_status: 'healthy',
      daily_count: 0,
    });
    expect(await listed(client, Number(id))).not.toHaveProperty('anything');
  });

  it('gives each integration a number of its own, of which none comes again', async () => {
    const client = await start();
    const first = await created(client, {});
    const second = await created(client, {});
    await client.call('delete', `${base}/${Number(second['id'])}`);
    const third = await created(client, {});
    const id = Number(first['id']);
    expect([second['id'], third['id']]).toEqual([id + 1, id + 2]);
  });

  it('F11: a credential too short to be masked in part is masked whole', async () => {
    const client = await start();
    expect(await created(client, { credentials: { api_key: 'sk-or-1234567' } })).toMatchObject({
      key_preview: { api_key: '...' },
    });
    expect(await created(client, { credentials: { api_key: 'sk-😀-123456789' } })).toMatchObject({
      key_preview: { api_key: 'sk-😀...789' },
    });
  });
});

describe('SpiderIQ: delete an integration', () => {
  it('F21 F22: it is deleted permanently: not in the list, and 404 from then on', async () => {
    const client = await start();
    const reply = await client.call('delete', path);
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, message: 'Integration deleted successfully', deleted_id: 42 },
    ]);
    expect((await all(client)).map((item) => item['id'])).toEqual([43, 44, 45, 46, 47]);
    expect(await refusal(client, () => client.call('delete', path))).toMatchObject(
      errorReply(404, 'Integration not found'),
    );
    expect(await patched(client, { key_label: 'x' })).toEqual(errorReply(404, 'Integration not found'));
  });

  it('F22: another brand’s is 404, a malformed id 400', async () => {
    const client = await start();
    expect(await refusal(client, () => client.call('delete', `${base}/77`))).toMatchObject(
      errorReply(404, 'Integration not found'),
    );
    expect(await refusal(client, () => client.call('delete', `${base}/forty-two`))).toMatchObject(
      errorReply(400, 'id must be an integer'),
    );
  });
});

describe('SpiderIQ: health of the integrations', () => {
  it('F24 F25 F26: the counts and the advice of the example, over the keys of the pool', async () => {
    const client = await start();
    const { integrations, ...rest } = await bodyOf(client.call('get', `${base}/health`));
    expect(rest).toEqual({
      success: true,
      summary: { total: 5, healthy: 4, degraded: 1, unhealthy: 0 },
      recommendations: [
        {
          integration_id: 43,
          provider_name: 'groq',
          issue: 'Key is degraded with 2 consecutive failures',
          action: 'Monitor closely. Will be quarantined after 1 more failure.',
        },
      ],
    });
    expect((integrations as Body[]).slice(0, 3)).toEqual([
      {
        id: 42,
        provider_name: 'openrouter',
        key_label: 'Production OpenRouter',
        health_status: 'healthy',
        consecutive_failures: 0,
        last_used_at: '2026-02-26T14:58:00Z',
        last_error: null,
      },
      {
        id: 43,
        provider_name: 'groq',
        key_label: 'Groq Free Tier',
        health_status: 'degraded',
        consecutive_failures: 2,
        last_used_at: '2026-02-26T14:55:00Z',
        last_error: 'Rate limit exceeded. Please retry after 60 seconds.',
      },
      {
        id: 44,
        provider_name: 'mistral',
        key_label: 'Mistral Production',
        health_status: 'healthy',
        consecutive_failures: 0,
        last_used_at: '2026-02-26T14:50:00Z',
        last_error: null,
      },
    ]);
  });

  it('F27: three failures in a row are unhealthy; enabled, such a key is counted and advised on', async () => {
    const client = await start();
    await updated(client, { is_active: true }, 47);
    const { summary, recommendations } = await bodyOf(client.call('get', `${base}/health`));
    expect(summary).toEqual({ total: 6, healthy: 4, degraded: 1, unhealthy: 1 });
    expect((recommendations as Body[]).at(-1)).toEqual({
      integration_id: 47,
      provider_name: 'cerebras',
      issue: 'Key is unhealthy with 3 consecutive failures',
      action: 'Quarantined until a request succeeds. Check the key with the provider, or disable it.',
    });
  });

  it('counts a new key as healthy, and an empty pool as nothing', async () => {
    const client = await start();
    await created(client, {});
    expect(await bodyOf(client.call('get', `${base}/health`))).toMatchObject({ summary: { total: 6, healthy: 5 } });
    for (const { id } of await all(client)) await client.call('delete', `${base}/${Number(id)}`);
    expect(await bodyOf(client.call('get', `${base}/health`))).toEqual({
      success: true,
      summary: { total: 0, healthy: 0, degraded: 0, unhealthy: 0 },
      integrations: [],
      recommendations: [],
    });
  });

  it('F34: health and sync-billing are addresses of their own and no ids', async () => {
    const client = await start();
    expect(await patched(client, { key_label: 'x' }, 'health')).toEqual(errorReply(405, 'Method not allowed'));
    const reply = await refusal(client, () => client.call('delete', `${base}/sync-billing`));
    expect([reply.status, reply.body, methods(reply)]).toEqual([
      405,
      { success: false, error: 'Method not allowed' },
      'OPTIONS POST',
    ]);
  });
});

describe('SpiderIQ: sync billing', () => {
  const at = '2026-02-26T15:45:00Z';

  it('F29 F30 F31 F32: results, counts and totals are those of the example', async () => {
    const client = await serve('spideriq', { clock: at });
    const reply = await client.call('post', `${base}/sync-billing`);
    const { results, ...rest } = reply.body as Body & { results: Body[] };
    expect([reply.status, rest]).toEqual([
      200,
      { success: true, synced: 5, failed: 1, total_balance: 173.47, total_usage_month: 167.7 },
    ]);
    expect(results.slice(0, 4)).toEqual([
      {
        id: 42,
        provider_name: 'openrouter',
        status: 'success',
        balance: 47.83,
        usage_today: 2.34,
        usage_month: 89.47,
        synced_at: at,
      },
      {
        id: 43,
        provider_name: 'groq',
        status: 'success',
        balance: null,
        usage_today: null,
        usage_month: null,
        synced_at: at,
        note: 'Provider does not expose billing API',
      },
      {
        id: 44,
        provider_name: 'mistral',
        status: 'success',
        balance: 125.64,
        usage_today: 5.67,
        usage_month: 78.23,
        synced_at: at,
      },
      { id: 45, provider_name: 'fal_ai', status: 'failed', error: 'API key invalid or expired', synced_at: at },
    ]);
  });

  it('F33: the list shows what was synced and when, and nothing else of the integration moves', async () => {
    const client = await serve('spideriq', { clock: at });
    const before = await listed(client, 44);
    expect(before).toMatchObject({ cached_balance: 131.31, cached_usage_today: 0, cached_usage_month: 72.56 });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client, 44)).toEqual({
      ...before,
      cached_balance: 125.64,
      cached_usage_today: 5.67,
      cached_usage_month: 78.23,
      billing_synced_at: at,
    });
  });

  it('F30: a provider that tells nothing is synced all the same, and exceeds no limit', async () => {
    const client = await serve('spideriq', { clock: at });
    await updated(client, { spend_limit_amount: 0 }, 43);
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client, 43)).toMatchObject({
      cached_balance: null,
      cached_usage_month: null,
      billing_synced_at: at,
      spend_limit_exceeded: false,
    });
  });

  it('F31: an integration whose sync failed stays as it was', async () => {
    const client = await serve('spideriq', { clock: at });
    const before = await listed(client, 45);
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client, 45)).toEqual(before);
  });

  it('F28: provider_name limits the sync to one provider; of an unknown one there is nothing to sync', async () => {
    const client = await serve('spideriq', { clock: at });
    const reply = await bodyOf(client.call('post', `${base}/sync-billing?provider_name=openrouter`));
    expect(reply).toMatchObject({
      synced: 1,
      failed: 0,
      results: [{ id: 42 }],
      total_balance: 47.83,
      total_usage_month: 89.47,
    });
    expect(await listed(client, 42)).toMatchObject({ billing_synced_at: at });
    expect(await listed(client, 44)).toMatchObject({ billing_synced_at: '2026-02-26T12:00:00Z' });
    expect(await bodyOf(client.call('post', `${base}/sync-billing?provider_name=nobody`))).toEqual({
      success: true,
      synced: 0,
      failed: 0,
      results: [],
      total_balance: 0,
      total_usage_month: 0,
    });
  });

  it('F33: spending of exactly the limit does not exceed it', async () => {
    const client = await start();
    await updated(client, { spend_limit_amount: 89.47 });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client)).toMatchObject({ spend_limit_exceeded: false });
    await updated(client, { spend_limit_amount: 89.46 });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client)).toMatchObject({ spend_limit_exceeded: true });
  });

  it('a new key has spent nothing if its provider reports its usage, and has no figures otherwise', async () => {
    const client = await serve('spideriq', { clock: at });
    const open = await created(client, {});
    const silent = await created(client, { provider_name: 'cohere' });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client, Number(open['id']))).toMatchObject({
      cached_balance: 0,
      cached_usage_today: 0,
      cached_usage_month: 0,
      billing_synced_at: at,
    });
    expect(await listed(client, Number(silent['id']))).toMatchObject({
      cached_balance: null,
      cached_usage_today: null,
      cached_usage_month: null,
      billing_synced_at: at,
    });
  });

  it('syncs a disabled key as well', async () => {
    const client = await serve('spideriq', { clock: at });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client, 47)).toMatchObject({ is_active: false, billing_synced_at: at });
  });

  it('F3: one brand’s sync is no other brand’s', async () => {
    const client = await serve('spideriq', { clock: at });
    await client.call('post', `${base}/sync-billing`);
    expect(await listed(client.as('another-key'))).toMatchObject({ billing_synced_at: '2026-02-26T12:00:00Z' });
  });
});

describe('SpiderIQ: who may call', () => {
  const operations: [Method, string, Body | undefined][] = [
    ['get', base, undefined],
    ['post', base, {}],
    ['patch', path, {}],
    ['delete', path, undefined],
    ['get', `${base}/health`, undefined],
    ['post', `${base}/sync-billing`, undefined],
  ];

  it.each(operations)(
    'F4: %s %s with a revoked credential is 401, in the words of the page',
    async (method, to, body) => {
      const client = await start();
      const reply = await refusal(client, () => client.as('revoked-key').call(method, to, body));
      expect([reply.status, reply.body]).toEqual([401, unauthenticated]);
    },
  );

  it.each(operations)('F5: %s %s of an inactive client is 403', async (method, to, body) => {
    const client = await start();
    const reply = await refusal(client, () => client.as('unscoped-key').call(method, to, body));
    expect([reply.status, reply.body]).toEqual([403, { detail: 'Client account is inactive' }]);
  });

  it.each(operations)(
    'F35: %s %s over the limit is 429, with the seconds to wait and the instant',
    async (method, to, body) => {
      const client = await start();
      const reply = await refusal(client, () => client.as('limited-key').call(method, to, body));
      expect([reply.status, reply.body]).toEqual([429, { detail: 'Rate limit exceeded' }]);
      expect(reply.headers).toMatchObject({
        'retry-after': '30',
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse(clock) / 1000 + 30),
      });
    },
  );

  it('in strict mode the seed’s own credential is served and others are refused', async () => {
    const client = await serve('spideriq', { clock, auth: 'strict' });
    expect((await client.as('demo-key').call('patch', path, {})).status).toBe(200);
    const reply = await client.call('patch', path, {});
    expect([reply.status, reply.body]).toEqual([401, unauthenticated]);
  });
});

describe('SpiderIQ: bad input', () => {
  it.each([
    ['that is cut off', '{"key_label":'],
    ['with text behind it', '{} x'],
    ['that is empty space', '  '],
    ['nested too deeply', `{"credentials":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['with a key that reaches a prototype', '{"__proto__":{"is_active":false}}'],
  ])('refuses JSON %s with 400', async (_, text) => {
    const client = await start();
    expect(await refusal(client, () => raw(client, 'patch', path, text))).toMatchObject(
      errorReply(400, 'Invalid JSON body'),
    );
    expect(await refusal(client, () => raw(client, 'post', base, text))).toMatchObject(
      errorReply(400, 'Invalid JSON body'),
    );
  });

  it.each(['[]', '"text"', '5', 'null', 'true'])('refuses the body %s, which is no object, with 400', async (text) => {
    const client = await start();
    expect(await refusal(client, () => raw(client, 'patch', path, text))).toMatchObject(
      errorReply(400, 'body must be a valid object'),
    );
    expect(await refusal(client, () => raw(client, 'post', base, text))).toMatchObject(
      errorReply(400, 'body must be a valid object'),
    );
  });

  it('refuses an update without any body with 400', async () => {
    const client = await start();
    expect(await patched(client, undefined)).toEqual(errorReply(400, 'body is required'));
  });

  it('refuses a body of more than 1 MiB with 413', async () => {
    const client = await start();
    expect(await patched(client, { key_label: 'x'.repeat(1024 * 1024) })).toEqual(
      errorReply(413, 'Request body too large'),
    );
  });

  it('ignores unknown fields of an update', async () => {
    const client = await start();
    expect(
      await updated(client, {
        billing_mode: 'paid',
        daily_count: 0,
        health_status: 'unhealthy',
        id: 1,
        created_at: 'x',
      }),
    ).toEqual({ ...shown, ...now });
    expect(await listed(client)).toEqual({ ...seeded, ...now });
  });

  it('takes a label of any characters and gives it back as it was', async () => {
    const client = await start();
    const key_label = 'ключ 🔑 "quoted" \\ \n </script>';
    await updated(client, { key_label });
    expect(await listed(client)).toMatchObject({ key_label });
  });

  it.each<[Method, string, number, string, string | undefined]>([
    ['get', '/api/v1/nothing', 404, 'Not found', undefined],
    ['get', '/', 404, 'Not found', undefined],
    ['patch', '/api/v1/brands/1/integrations/42', 404, 'Not found', undefined],
    ['post', `${path}/test`, 404, 'Not found', undefined],
    ['get', path, 405, 'Method not allowed', 'DELETE OPTIONS PATCH'],
    ['delete', base, 405, 'Method not allowed', 'GET HEAD OPTIONS POST'],
    ['post', `${base}/health`, 405, 'Method not allowed', 'GET HEAD OPTIONS'],
    ['get', `${base}/%ZZ`, 405, 'Method not allowed', 'DELETE OPTIONS PATCH'],
    ['delete', `${base}/%ZZ`, 400, 'Invalid request', undefined],
  ])('answers %s %s with %i in the vendor’s shape', async (method, to, status, error, allow) => {
    const client = await start();
    const reply = await refusal(client, () => client.call(method, to));
    expect(reply).toMatchObject(errorReply(status, error));
    expect(methods(reply)).toBe(allow);
  });
});

describe('SpiderIQ: credentials go in and never come out', () => {
  it('F13: a planted secret is in no reply, no refusal and not in the journal', async () => {
    const client = await start();
    const canary = 'canary-5b1e77-never-to-be-seen';
    const texts: string[] = [];
    const send = async (test: Test): Promise<void> => {
      const { headers, text } = await test;
      texts.push(JSON.stringify(headers), text);
    };
    const credentials = { api_key: canary, account_id: `${canary}-2` };
    await send(client.call('post', base, { provider_name: 'cloudflare', credentials }));
    const id = (await all(client)).at(-1)?.['id'];
    const to = `${base}/${Number(id)}`;
    await send(client.call('get', base));
    await send(client.call('get', `${base}/health`));
    await send(client.call('post', `${base}/sync-billing`));
    await send(client.call('patch', to, { key_label: 'x', credentials }));
    await send(client.call('patch', to, { credentials: { api_key: `${canary}-other` } }));
    await send(client.call('patch', to, { credentials: canary }));
    await send(client.call('patch', to, { credentials, spend_limit_action: 'explode' }));
    await send(client.call('post', base, { provider_name: 'cloudflare', credentials: canary }));
    await send(client.call('post', base, { provider_name: 'nobody', credentials }));
    await send(raw(client, 'post', base, `{"credentials":{"api_key":"${canary}"`));
    await send(client.call('delete', to));
    expect(texts).toHaveLength(24);
    expect(texts.join('\n')).not.toContain(canary);
    expect(texts.join('\n')).toContain('cana...een');
    expect(JSON.stringify(client.double.journal.find())).not.toContain(canary);
  });

  it('what the provider’s side tells is in no reply before a sync', async () => {
    const client = await start();
    const listing = await client.call('get', base);
    const change = await client.call('patch', `${base}/44`, {});
    for (const hidden of ['125.64', 'billing"', 'last_error', 'API key invalid'])
      expect(listing.text + change.text).not.toContain(hidden);
  });
});
