/** Concurrent requests over sockets to the command in a separate process: no request is executed twice, lost or partially. */
import { runs } from '../support/depth.js';
import { serving, type Serving } from '../support/serving.js';

let served: Serving;
beforeEach(async () => {
  served = await serving();
});
afterEach(async () => {
  expect(served.complaints()).toBe('');
  await served.end();
});

interface Reply {
  status: number;
  // The tests check the type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

async function call(method: string, path: string, body?: unknown, base = served.url): Promise<Reply> {
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
  const reply = await fetch(base + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? undefined : JSON.parse(text) };
}
const control = (method: string, path: string, body?: unknown) => call(method, path, body, served.control);
const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

const ARIZE = '/arize/v2/integrations';
const integration = (name: string) => ({ type: 'llm', name, config: { provider: 'openAI', api_key: 'k' } });

it('accepts one of many parallel creates with the same unique name', async () => {
  const rounds = runs(2, 50);
  const count = runs(30, 500);
  for (let round = 0; round < rounds; round++) {
    const replies = await times(count, () => call('POST', ARIZE, integration(`Round ${round}`)));
    const statuses = replies.map((reply) => reply.status).sort();
    expect([round, statuses.slice(0, 2), statuses[count - 1]]).toEqual([round, [201, 409], 409]);
  }
  const { body } = await call('GET', `${ARIZE}?limit=100`);
  expect(body.integrations).toHaveLength(rounds + 2);
});

it('loses none of many parallel updates of one record', async () => {
  const model = '/respan/api/models/my-custom-gpt-4/';
  const count = runs(50, 2000);
  const replies = await times(count, (i) =>
    call('PATCH', model, { supported_params_override: { [`parameter_${i}`]: true } }),
  );
  expect(replies.filter((reply) => reply.status !== 200)).toEqual([]);
  // No reply shows it, but a snapshot with secrets does.
  const { body } = await control('GET', '/sandboxes/default/snapshot?secrets=true');
  expect(new Set(JSON.stringify(body).match(/"parameter_\d+"/g)).size).toBe(count);
});

/** Creates and removes records until it is stopped; returns the number of created ones. */
function writing(one: (i: number) => Promise<void>): () => Promise<number> {
  let stopped = false;
  const run = async (): Promise<number> => {
    let made = 0;
    while (!stopped) await one(made++);
    return made;
  };
  const writers = times(8, run);
  return async () => {
    stopped = true;
    return (await writers).reduce((sum, item) => sum + item, 0);
  };
}

it('no record is missing or repeated on pages by cursor during writes', async () => {
  const made = await times(runs(50, 300), (i) => call('POST', ARIZE, integration(`Standing ${i}`)));
  const active = made.map((item) => item.body.id as string).sort();
  const stop = writing(async () => {
    const { body } = await call('POST', ARIZE, integration(`Passing ${Math.random()}`));
    await call('DELETE', `${ARIZE}/${encodeURIComponent(body.id as string)}`);
  });
  for (let pass = 0; pass < runs(2, 5); pass++) {
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await call('GET', `${ARIZE}?limit=7&name=Standing${at}`);
      seen.push(...(body.integrations as { id: string }[]).map((item) => item.id));
      cursor = body.pagination.has_more ? body.pagination.next_cursor : undefined;
    }
    expect(seen.sort()).toEqual(active);
  }
  expect(await stop()).toBeGreaterThan(0);
});

it('no record is missing or repeated on pages by offset during creates', async () => {
  const path = '/spideriq/api/v1/integrations';
  const create = () => call('POST', path, { provider_name: 'openrouter', credentials: { api_key: 'sk-or-v1-k' } });
  await times(runs(50, 100), create);
  const before = (await call('GET', `${path}?limit=100`)).body as { integrations: { id: number }[] };
  const standing = before.integrations.map((item) => item.id);
  const stop = writing(async () => void (await create()));
  const seen: number[] = [];
  for (let offset = 0; offset < standing.length; offset += 7) {
    const { body } = await call('GET', `${path}?limit=7&offset=${offset}`);
    seen.push(...(body.integrations as { id: number }[]).map((item) => item.id));
  }
  expect(await stop()).toBeGreaterThan(0);
  expect(seen.slice(0, standing.length)).toEqual(standing);
});

it('shows no intermediate state while it is reset, saved and restored under load', async () => {
  const one = '/langdock/integrations/v1/550e8400-e29b-41d4-a716-446655440000';
  const seed = (await call('GET', one)).body.integration as { name: string; description: string };
  const isWhole = ({ name, description }: typeof seed): boolean =>
    (name === seed.name && description === seed.description) || name === `Name of ${description}`;
  const half: unknown[] = [];
  let saved = 0;
  const stop = writing(async (i) => {
    const text = `${Math.random()}`;
    const { body } = await call('PATCH', one, { name: `Name of ${text}`, description: text });
    const { body: read } = await call('GET', one);
    for (const { integration: it } of [body, read] as { integration: typeof seed }[]) if (!isWhole(it)) half.push(it);
    if (i % 5 === 0) await control('POST', '/sandboxes/default/reset', {});
    if (i % 7 === 0) {
      const snapshot = (await control('GET', '/sandboxes/default/snapshot')).body as {
        vendors: Record<string, { accounts: { resource: string; records: { record: typeof seed }[] }[] }>;
      };
      for (const { resource, records } of snapshot.vendors['langdock']?.accounts ?? [])
        for (const { record } of records) if (resource === 'integration' && !isWhole(record)) half.push(record);
      const { status } = await control('PUT', '/sandboxes/default/snapshot', snapshot);
      if (status >= 300) half.push(status);
      saved++;
    }
  });
  while (saved < runs(5, 100)) await call('GET', one);
  expect(await stop()).toBeGreaterThan(0);
  expect(half).toEqual([]);
  await control('POST', '/sandboxes/default/reset', {});
  expect((await call('GET', one)).body.integration).toEqual(seed);
});
