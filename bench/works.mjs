// What is asked of everybody: the same requests, byte for byte but for the path before the resource.
import { ask, keptConnections } from './server.mjs';

const example = (name) => ({ type: 'llm', name, config: { provider: 'openAI', api_key: 'k' } });
const change = (name, flag) => ({ type: 'llm', name, config: { is_default_models_enabled: flag } });

/** Requests for a contestant with these ids, and the status each is answered with. */
export const works = {
  get: { status: () => 200, requests: ({ base }, ids) => ids.map((id) => ({ path: `${base}/${id}` })) },
  list: { status: () => 200, requests: ({ base, page = '' }) => [{ path: `${base}${page}` }] },
  patch: {
    status: () => 200,
    // Each request changes something: the flag goes to and fro.
    requests: ({ base }, ids) =>
      [true, false].flatMap((flag) =>
        ids.map((id, i) => ({ method: 'PATCH', path: `${base}/${id}`, body: change(`Patched ${i}`, flag) })),
      ),
  },
  refused: {
    status: ({ refused }) => refused,
    requests: ({ base }, ids) =>
      ids.map((id) => ({
        method: 'PATCH',
        path: `${base}/${id}`,
        body: { ...change('Refused', true), type: 'agent' },
      })),
  },
  create: {
    status: () => 201,
    requests: ({ base }) => [{ method: 'POST', path: base, body: example('Integration UNIQUE_NUMBER') }],
  },
};

export function raw({ method = 'GET', path, body }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const about = text && `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer bench\r\nAccept: application/json\r\n${about}\r\n${text}`;
}

/** Asks once what is about to be asked thousands of times. */
export async function check(contestant, port, work, [{ body: sent, ...first }]) {
  const wanted = works[work].status(contestant);
  const named = sent && { ...sent, name: sent.name.replace('UNIQUE_NUMBER', String(process.hrtime.bigint())) };
  const { status, body } = await ask(port, { ...first, body: named });
  if (status !== wanted)
    throw new Error(`${contestant.name} answers ${work} with ${status} and not ${wanted}: ${JSON.stringify(body)}`);
}

/** Up to `count` ids, over the whole depth of the list. */
const spread = (ids, count) => ids.filter((_, i) => i % Math.ceil(ids.length / count) === 0);

/**
 * Brings a contestant to this many records and tells ids of theirs. Servers that take no start data are called.
 * @returns at most a hundred ids, spread over the list
 */
export async function fill(contestant, port, records) {
  const { base, filledByCalls } = contestant;
  if (filledByCalls) {
    const [body] = works.create.requests(contestant).map((it) => it.body);
    let made = (await ask(port, { path: base })).body.integrations.length;
    const one = async () => {
      while (made < records) {
        const name = `Filled ${++made}`;
        const { status } = await ask(port, { method: 'POST', path: base, body: { ...body, name } }, keptConnections);
        if (status !== 201) throw new Error(`${contestant.name} created nothing: ${status}`);
      }
    };
    await Promise.all(Array.from({ length: 20 }, one));
  }
  return spread(await contestantIds(contestant, port), 100);
}

async function contestantIds({ base, ids }, port) {
  if (ids) return ids(port);
  const found = [];
  for (let cursor; ;) {
    const query = `?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const { integrations, pagination } = (await ask(port, { path: base + query }, keptConnections)).body;
    found.push(...integrations.map((it) => it.id));
    if (!pagination.has_more) return found;
    cursor = pagination.next_cursor;
  }
}
