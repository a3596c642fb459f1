// The requests: the same bytes for all contestants, except for the path before the resource.
import { ask, keptConnections } from './server.mjs';

const example = (name) => ({ type: 'llm', name, config: { provider: 'openAI', api_key: 'k' } });
const change = (name, flag) => ({ type: 'llm', name, config: { is_default_models_enabled: flag } });

/** A page of 50 at the beginning, in the middle, at the end. */
const pageOf = (n) => ({
  status: () => 200,
  requests: ({ base }, { pages }) => [{ path: base + pages[n] }],
});

/** The requests for a contestant, sent in turn, and the status that they are answered with. */
export const works = {
  get: { status: () => 200, requests: ({ base }, { ids }) => ids.map((id) => ({ path: `${base}/${id}` })) },
  list: pageOf(0),
  'middle page': pageOf(1),
  'last page': pageOf(2),
  patch: {
    status: () => 200,
    // Each request changes something: the flag alternates.
    requests: ({ base }, { ids }) =>
      [true, false].flatMap((flag) =>
        ids.map((id, i) => ({ method: 'PATCH', path: `${base}/${id}`, body: change(`Patched ${i}`, flag) })),
      ),
  },
  refused: {
    status: ({ refused }) => refused,
    requests: ({ base }, { ids }) =>
      ids.map((id) => ({
        method: 'PATCH',
        path: `${base}/${id}`,
        body: { ...change('Refused', true), type: 'agent' },
      })),
  },
  create: {
    status: () => 201,
    requests: ({ base }, { credentials = ['bench'] }) =>
      credentials.map((credential) => ({
        ...{ method: 'POST', path: base, credential },
        body: example('Integration UNIQUE_NUMBER'),
      })),
  },
};

export function raw({ method = 'GET', path, body, credential = 'bench' }) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const about = text && `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${credential}\r\nAccept: application/json\r\n${about}\r\n${text}`;
}

/** Sends one request of a work and checks its status. */
export async function check(contestant, port, work, [{ body: sent, ...first }]) {
  const wanted = works[work].status(contestant);
  const named = sent && { ...sent, name: sent.name.replace('UNIQUE_NUMBER', String(process.hrtime.bigint())) };
  const { status, body } = await ask(port, { ...first, body: named });
  if (status !== wanted)
    throw new Error(`${contestant.name} answers ${work} with ${status} and not ${wanted}: ${JSON.stringify(body)}`);
}

/**
 * Brings an account of a contestant to this many records; those that start from a file have theirs already.
 * @returns { ids: at most a hundred, over the whole depth, pages: the queries of a first, middle and last page of 50 }
 */
export async function fill(contestant, port, records, credential) {
  const { ids, page } = contestant;
  const offsets = [0, Math.floor(records / 100) * 50, Math.max(0, records - 50)];
  if (ids) return { ids: spread(ids(records)), pages: offsets.map(page) };
  await createUpTo(records, contestant, port, credential);
  const walked = await walk(contestant, port, credential);
  return { ids: spread(walked.ids), pages: offsets.map((offset) => walked.pages[Math.floor(offset / 50)]) };
}

const spread = (ids) => ids.filter((_, i) => i % Math.ceil(ids.length / 100) === 0);

async function createUpTo(records, { name, base }, port, credential) {
  let made = (await ask(port, { path: base, credential })).body.integrations.length;
  const one = async () => {
    while (made < records) {
      const body = example(`Filled ${++made}`);
      const { status } = await ask(port, { method: 'POST', path: base, body, credential }, keptConnections);
      if (status !== 201) throw new Error(`${name} answers a create with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

async function walk({ base }, port, credential) {
  const ids = [];
  const pages = [];
  for (let query = '?limit=50'; query;) {
    const { integrations, pagination } = (await ask(port, { path: base + query, credential }, keptConnections)).body;
    ids.push(...integrations.map((integration) => integration.id));
    pages.push(query);
    query = pagination.has_more && `?limit=50&cursor=${encodeURIComponent(pagination.next_cursor)}`;
  }
  return { ids, pages };
}
