/** Addresses of vendors and sandboxes, over a socket. */
import { request as send } from 'node:http';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleOf } from '../support/depth.js';
import { double } from '../support/double.js';
import { acme } from '../support/acme.js';
import type { Double } from '../../src/double/api.js';

let specs: string;
let both: Double;
beforeEach(async () => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  for (const [name, host] of [
    ['acme', 'api.acme.example'],
    ['bolt', 'api.{region}.bolt.example:8443'],
  ] as const) {
    mkdirSync(join(specs, name));
    for (const [file, text] of Object.entries(acme)) {
      const regions = 'variables: { region: { default: eu, enum: [eu, us] } }';
      writeFileSync(
        join(specs, name, file),
        text.replace(
          "[{ url: 'https://api.acme.example' }]",
          `[{ url: 'https://${host}', ${regions} }, { url: 'https://own.${name}.example/api/public' }]`,
        ),
      );
    }
  }
  both = await double({ specs });
});
afterEach(() => rmSync(specs, { recursive: true }));

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request whose target and Host are sent as they are. */
function call(
  target: Double,
  path: string,
  { host, method = 'GET', body }: { host?: string; method?: string; body?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: 'Bearer k',
      ...(host && { host }),
      ...(body && { 'content-type': 'application/json' }),
    };
    const outgoing = send({ port: target.port, host: '127.0.0.1', path, method, headers, agent: false }, (reply) => {
      let text = '';
      reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const servedBy = async (path: string, host?: string): Promise<string> => {
  const { headers } = await call(both, path, host === undefined ? {} : { host });
  return String(headers['x-stuntdouble-rule']).split('.')[0] ?? '';
};

it('finds the vendor by the first segment of the path', async () => {
  expect(await servedBy('/acme/gadgets')).toBe('acme');
  expect(await servedBy('/bolt/gadgets')).toBe('bolt');
});

it.each(
  sampleOf(
    [
      ['api.acme.example', 'acme'],
      ['API.ACME.EXAMPLE', 'acme'],
      ['api.acme.example.', 'acme'],
      ['api.acme.example:4010', 'acme'],
      ['api.eu.bolt.example:8443', 'bolt'],
      ['api.us.bolt.example:8443', 'bolt'],
      ['acme.localhost', 'acme'],
      ['bolt.localhost:4010', 'bolt'],
    ],
    3,
  ),
)('finds the vendor by the Host %s', async (host, vendor) => {
  expect(await servedBy('/gadgets', host)).toBe(vendor);
});

it('accepts a whole URL in the request line, as proxies do', async () => {
  expect(await servedBy('http://api.acme.example/gadgets')).toBe('acme');
});

it('serves the same API under the base path of each of its servers', async () => {
  expect((await call(both, '/acme/api/public/gadgets')).status).toBe(200);
  expect((await call(both, '/api/public/gadgets', { host: 'own.acme.example' })).status).toBe(200);
});

it('answers with a problem reply if no vendor is addressed, and lists the vendors', async () => {
  const { status, headers, body } = await call(both, '/gadgets');
  expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  expect(JSON.parse(body)).toMatchObject({
    title: 'No such vendor',
    status: 404,
    detail: expect.stringContaining('/acme, /bolt') as string,
  });
});

it('serves a single vendor at the root as well', async () => {
  const alone = await double({ specs, vendors: ['acme'] });
  expect((await call(alone, '/gadgets')).status).toBe(200);
  expect((await call(alone, '/acme/gadgets')).status).toBe(200);
});

it.each(
  sampleOf(
    [
      ['gadgets', 'its API’s first path segment', '/gadgets', '/gadgets/gadgets'],
      [
        'gadgets',
        'that, with an item',
        '/gadgets/0f1cbb5e-1111-4111-8111-111111111111',
        '/gadgets/gadgets/0f1cbb5e-1111-4111-8111-111111111111',
      ],
      ['api', 'the first segment of a server’s base path', '/api/public/gadgets', '/api/gadgets'],
    ],
    3,
  ),
)('serves a single vendor called %s at the root, where that is also %s', async (name, _, atRoot, below) => {
  renameSync(join(specs, 'acme'), join(specs, name));
  const alone = await double({ specs: join(specs, name) });
  const [root, prefixed] = [await call(alone, atRoot), await call(alone, below)];
  expect(root.headers['x-stuntdouble-operation']).toBeDefined();
  expect(root.headers['x-stuntdouble-operation']).toBe(prefixed.headers['x-stuntdouble-operation']);
  expect([root.status, root.body]).toEqual([prefixed.status, prefixed.body]);
});

it('answers with the date of the sandbox’s clock', async () => {
  const at = await double({ specs, clock: '2031-05-06T07:08:09.999Z' });
  at.sandbox('later').clock.advance('1d');
  const dates = [await call(at, '/acme/gadgets'), await call(at, '/@later/acme/nowhere')].map(
    (item) => item.headers['date'],
  );
  expect(dates).toEqual(['Tue, 06 May 2031 07:08:09 GMT', 'Wed, 07 May 2031 07:08:09 GMT']);
  const inProcess = await at.fetch('/acme/gadgets', { headers: { authorization: 'Bearer k' } });
  expect(inProcess.headers.get('date')).toBe(dates[0]);
});

it('separates sandboxes, by path and by Host', async () => {
  const body = JSON.stringify({ name: 'Lamp', kind: 'light' });
  expect((await call(both, '/@worker-3/acme/gadgets', { method: 'POST', body })).status).toBe(201);
  const names = async (path: string, host?: string): Promise<string[]> =>
    (
      JSON.parse((await call(both, path, host === undefined ? {} : { host })).body) as { gadgets: { name: string }[] }
    ).gadgets.map((gadget) => gadget.name);
  expect(await names('/@worker-3/acme/gadgets')).toEqual(['Clock', 'Lamp']);
  expect(await names('/@worker-3/gadgets', 'acme.localhost')).toEqual(['Clock', 'Lamp']);
  expect(await names('/acme/gadgets')).toEqual(['Clock']);
  expect(both.sandbox('worker-3').url('acme')).toBe(`${both.origin}/@worker-3/acme`);
  both.sandbox('worker-3').reset();
  expect(await names('/@worker-3/acme/gadgets')).toEqual(['Clock']);
});

it.each(['/@/acme/gadgets', '/@..%2f/acme/gadgets', `/@${'x'.repeat(65)}/acme/gadgets`])(
  'refuses the sandbox of %s',
  async (path) => {
    expect((await call(both, path)).status).toBe(400);
  },
);
