/** The control side reads and changes everything: one test for each way in which it refuses access. */
import { connect } from 'node:net';
import { ControlError, SteeringError } from '../../src/index.js';
import { controlled, send } from '../support/control.js';
import { client, double } from '../support/double.js';
import { sampleOf } from '../support/depth.js';

const reads = ['/health/live', '/metrics', '/openapi.json', '/sandboxes/default/journal'];
const state = '/sandboxes/default/faults';
const fault = { operation: 'integrations_get', status: 500 };
const start = (options = {}) => controlled({ vendors: ['arize'], ...options });

describe('the Host', () => {
  it.each(
    sampleOf(
      [
        'localhost',
        'localhost:4011',
        'LOCALHOST:1',
        'localhost.',
        'localhost.:4011',
        '127.0.0.1',
        '127.0.0.1:9',
        '[::1]',
        '[::1]:4011',
      ],
      3,
    ),
  )('may be %s', async (host) => {
    const { call } = await start();
    expect((await call('GET', '/vendors', undefined, { host })).status).toBe(200);
  });

  // CVE-2025-66414: a name of the attacker's that resolves to 127.0.0.1.
  it.each(
    sampleOf(
      [
        'evil.example',
        'evil.example:4011',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'localhost@evil.example',
        'evil.example@localhost',
        'evil.example:80@localhost',
        'xlocalhost',
        '0.0.0.0',
        '127.1',
        '2130706433',
        '[::ffff:127.0.0.1]',
      ],
      3,
    ),
  )('may not be %j for any request', async (host) => {
    const { call, double: started } = await start();
    // A text with `@` is no host at all.
    const refused = host.includes('@') ? 400 : 403;
    for (const path of reads)
      expect([path, (await call('GET', path, undefined, { host })).status]).toEqual([path, refused]);
    expect((await call('POST', state, fault, { host })).status).toBe(refused);
    expect(started.faults.list()).toEqual([]);
  });

  it.each(['GET /vendors HTTP/1.0\r\n\r\n', 'GET /vendors HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'])(
    'may not be missing, with allowed hosts %j',
    async (text) => {
      const { double: started } = await start({ allowedHosts: [''] });
      const socket = connect(Number(new URL(started.control ?? '').port), '127.0.0.1');
      socket.end(text);
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 403 /);
    },
  );

  it('is checked in an absolute-form target as well as in the header', async () => {
    const { call } = await start();
    expect((await call('GET', 'http://localhost:4011/vendors')).status).toBe(200);
    expect((await call('GET', 'http://evil.example/vendors', undefined, { host: 'localhost' })).status).toBe(403);
    expect((await call('GET', 'http://localhost@evil.example/vendors', undefined, { host: 'localhost' })).status).toBe(
      403,
    );
    expect((await call('GET', 'http://localhost/vendors', undefined, { host: 'evil.example' })).status).toBe(403);
  });

  it('may be an allowed one, and then no other', async () => {
    const { call } = await start({ allowedHosts: ['control.test', 'Other.Test.:80', 'fe80::1'] });
    for (const host of ['control.test', 'CONTROL.test.:4011', 'other.test', '[fe80::1]:4011'])
      expect([host, (await call('GET', '/vendors', undefined, { host })).status]).toEqual([host, 200]);
    for (const host of ['sub.control.test', 'control.test.evil.example'])
      expect([host, (await call('GET', '/vendors', undefined, { host })).status]).toEqual([host, 403]);
  });
});

describe('a web page', () => {
  // CVE-2024-4128: an export that a page could call. So reading is refused as well as changing.
  it.each(
    sampleOf(
      ['http://evil.example', 'https://localhost', 'null', 'http://localhost:3000', 'http://localhost', 'file://'],
      3,
    ),
  )('of the origin %s is refused, for reads and writes', async (origin) => {
    const { call, double: started } = await start();
    for (const path of reads)
      expect([path, (await call('GET', path, undefined, { origin })).status]).toEqual([path, 403]);
    expect((await call('POST', state, fault, { origin })).status).toBe(403);
    expect((await call('OPTIONS', state, undefined, { origin, 'access-control-request-method': 'POST' })).status).toBe(
      403,
    );
    expect(started.faults.list()).toEqual([]);
  });

  it.each(sampleOf(['cross-site', 'same-site', 'Cross-Site', 'none, cross-site'], 3))(
    'that is %s is refused',
    async (site) => {
      const { call } = await start();
      for (const path of reads)
        expect([path, (await call('GET', path, undefined, { 'sec-fetch-site': site })).status]).toEqual([path, 403]);
    },
  );

  it('of its own origin, and a typed address, are accepted', async () => {
    const { call, double: started } = await start();
    const origin = started.control ?? '';
    const own = { host: new URL(origin).host, origin, 'sec-fetch-site': 'same-origin' };
    expect((await call('GET', '/vendors', undefined, own)).status).toBe(200);
    expect((await call('GET', '/vendors', undefined, { 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  // CVE-2026-34932: replies of the mock on the origin of the console.
  it('on the vendor port has another origin', async () => {
    const { call, double: started } = await start();
    expect((await call('GET', '/sandboxes', undefined, { origin: started.origin })).status).toBe(403);
  });

  // CVE-2026-59148: an admin API with wildcard CORS.
  it('gets no CORS headers, accepted or refused', async () => {
    const { call } = await start();
    for (const headers of [{}, { origin: 'http://evil.example' }]) {
      const reply = await call('GET', '/sandboxes', undefined, headers);
      expect(Object.keys(reply.headers).filter((key) => key.startsWith('access-control'))).toEqual([]);
    }
  });

  it('needs no content type where there is no body, of any operation that needs none', async () => {
    const { call, double: started } = await start({ saveState: () => undefined });
    const bare = { 'content-type': undefined };
    const calls = [
      ['PUT', '/sandboxes/w', 201],
      ['POST', '/sandboxes/w/reset', 204],
      ['PUT', '/sandboxes/w/snapshots/base', 201],
      ['POST', '/sandboxes/w/snapshots/base/restore', 204],
      ['DELETE', '/sandboxes/w/snapshots/base', 204],
      ['DELETE', '/sandboxes/w/faults', 204],
      ['DELETE', '/sandboxes/w/journal', 204],
      ['POST', '/state', 204],
      ['DELETE', '/sandboxes/w', 204],
    ] as const;
    const foreign = [{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
    for (const [method, path, status] of calls) {
      for (const source of foreign)
        expect([method, path, (await call(method, path, undefined, { ...bare, ...source })).status]).toEqual([
          method,
          path,
          403,
        ]);
      const empty = { ...bare, 'content-length': '0' };
      const reply = await call(method, path, undefined, method === 'POST' ? empty : bare);
      expect([method, path, reply.status]).toEqual([method, path, status]);
    }
    expect((await call('POST', '/sandboxes/default/reset', '{}', bare)).status).toBe(415);
    expect((await call('POST', '/sandboxes/default/faults', undefined, bare)).status).toBe(415);
    expect(started.sandbox('default').faults.list()).toEqual([]);
  });

  it.each(
    sampleOf(
      [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'application/jsonx',
        'text/plain; application/json',
      ],
      3,
    ),
  )('cannot change anything by a form: content type %s', async (type) => {
    const { call, double: started } = await start();
    started.faults.add({ operation: 'integrations_get', status: 500 });
    started.sandbox('w').clock.now();
    for (const [method, path, body] of [
      ['POST', state, fault],
      ['POST', '/sandboxes/default/reset'],
      ['PATCH', '/sandboxes/default/clock', { advance: '1h' }],
      ['PUT', '/sandboxes/made'],
      ['DELETE', state],
      ['DELETE', '/sandboxes/w'],
    ] as const)
      expect([method, path, (await call(method, path, body, { 'content-type': type })).status]).toEqual([
        method,
        path,
        415,
      ]);
    expect([started.faults.list().length, started.clock.now()]).toEqual([1, '2026-03-01T10:00:00.000Z']);
    expect((await call('GET', '/sandboxes')).body.sandboxes.map((sandbox: { name: string }) => sandbox.name)).toEqual([
      'default',
      'w',
    ]);
  });

  it('may have a charset', async () => {
    const { call } = await start();
    const reply = await call('POST', state, fault, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(reply.status).toBe(201);
  });

  // CVE-2023-50069: markup in a recorded body, shown by the console.
  it('never returns recorded data as markup', async () => {
    const { call, double: started } = await start();
    const name = '<script>alert(1)</script>';
    await client(started, 'arize').call('patch', '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D', {
      type: 'llm',
      name,
    });
    for (const [path, type] of [
      ['/sandboxes/default/journal', 'application/json'],
      [`/${encodeURIComponent(name)}`, 'application/problem+json'],
      [`/sandboxes/default/journal?vendor=${encodeURIComponent(name)}`, 'application/problem+json'],
    ] as const) {
      const reply = await call('GET', path);
      expect(reply.headers).toMatchObject({
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'cache-control': 'no-store',
      });
    }
  });
});

describe('the token', () => {
  const controlToken = 'a-token-of-the-tester';
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('is required for everything but the health checks', async () => {
    const { call } = await start({ controlToken });
    for (const path of ['/metrics', '/openapi.json', '/vendors', '/sandboxes', '/nothing', '/%ZZ']) {
      const reply = await call('GET', path);
      expect([path, reply.status, reply.headers['www-authenticate']]).toEqual([
        path,
        401,
        expect.stringMatching(/^Bearer/),
      ]);
    }
    for (const path of ['/health/live', '/health/ready'])
      expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
    expect((await call('GET', '/vendors', undefined, bearer(controlToken))).status).toBe(200);
    expect((await call('POST', state, fault, bearer(controlToken))).status).toBe(201);
  });

  it.each(
    sampleOf(
      ['', 'a-token', `${controlToken}x`, controlToken.toUpperCase(), `${controlToken} `.repeat(2), 'é'.repeat(21)],
      3,
    ),
  )('is not %j', async (token) => {
    const { call, double: started } = await start({ controlToken });
    const headers = { authorization: Buffer.from(`Bearer ${token}`).toString('latin1') };
    expect((await call('GET', '/vendors', undefined, headers)).status).toBe(401);
    expect((await call('DELETE', '/sandboxes/default', undefined, headers)).status).toBe(401);
    expect(
      (await call('POST', state, fault, { authorization: `Basic ${token.replace(/[^\x20-\x7e]/g, '')}` })).status,
    ).toBe(401);
    expect(started.faults.list()).toEqual([]);
  });

  // MockServer 9.2.0: no token needed for a path that begins like an open one.
  it.each(
    sampleOf(
      [
        '/health/live/../../sandboxes',
        '/health/live/',
        '/health/livex',
        '/health/live/sandboxes',
        '/health/live%2f..%2f..%2fsandboxes',
        '/health/live;/sandboxes',
        '//health/live',
        '/health/live//../sandboxes',
        '/HEALTH/live',
      ],
      3,
    ),
  )('is required at %s, which only begins like an open path', async (path) => {
    const { call } = await start({ controlToken });
    expect((await call('GET', path)).status).toBe(401);
  });

  it('does not replace an allowed Host', async () => {
    const { call } = await start({ controlToken });
    expect((await call('GET', '/vendors', undefined, { ...bearer(controlToken), host: 'evil.example' })).status).toBe(
      403,
    );
  });

  it('is required for a non-loopback address: otherwise nothing starts', async () => {
    for (const controlHost of ['0.0.0.0', '::', '192.0.2.1', 'host.example', '128.0.0.1'])
      await expect(double({ vendors: ['arize'], controlPort: 0, controlHost })).rejects.toThrow(ControlError);
    for (const token of ['', ' '])
      await expect(double({ vendors: ['arize'], controlPort: 0, controlToken: token })).rejects.toThrow(
        /token is empty/,
      );
    const { call } = await start({ controlHost: '0.0.0.0', controlToken });
    expect([
      (await call('GET', '/vendors')).status,
      (await call('GET', '/vendors', undefined, bearer(controlToken))).status,
    ]).toEqual([401, 200]);
  });
});

// CVE-2026-59148: the admin API on the mock's own port.
it('is not on the vendor port, with one vendor or several', async () => {
  for (const vendors of [['arize'], ['arize', 'nairi']]) {
    const { double: started } = await controlled({ vendors });
    for (const path of [
      '/health/live',
      '/metrics',
      '/openapi.json',
      '/vendors',
      '/sandboxes',
      '/sandboxes/default/journal',
    ]) {
      const reply = await fetch(started.origin + path);
      expect([path, reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([
        path,
        expect.any(Number),
        null,
      ]);
      expect(reply.status).toBeGreaterThanOrEqual(400);
    }
    expect(
      (await fetch(`${started.origin}/sandboxes/default/reset`, { method: 'POST' })).status,
    ).toBeGreaterThanOrEqual(400);
  }
});

// CVE-2026-59149: a path beside the one that was meant.
it.each(
  sampleOf(
    ['..', '%2e%2e', '..%2f..%2fetc%2fpasswd', 'a%2fb', '.hidden', '-x', 'a%00', 'x'.repeat(65), 'default%2freset'],
    3,
  ),
)('does not accept %s as a sandbox', async (name) => {
  const { call } = await start();
  const reply = await call('PUT', `/sandboxes/${name}`);
  expect([reply.status, reply.body.pointer, reply.body.detail]).toEqual([
    400,
    '/name',
    expect.stringMatching(/letters, digits/),
  ]);
  expect((await call('GET', '/sandboxes')).body.sandboxes).toHaveLength(1);
});

it('shows a planted secret in no journal entry, metric or refusal', async () => {
  const { call, double: started } = await start();
  const canary = 'canary-8f3b';
  const target = client(started, 'arize', canary);
  await target.call('patch', '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D', {
    type: 'llm',
    config: { api_key: canary },
  });
  await target.call('post', '/v2/integrations', { type: 'llm', api_key: canary, config: { api_key: canary } });
  for (const path of ['/sandboxes/default/journal', '/metrics', '/sandboxes', '/vendors'])
    expect([path, (await call('GET', path)).text.includes(canary)]).toEqual([path, false]);
  const refused = await send(started.control ?? '', 'POST', state, fault, { authorization: `Bearer ${canary}` });
  expect([refused.status, refused.text.includes(canary)]).toEqual([415, false]);
  expect(() => started.faults.add({ operation: 'x', status: 500 })).toThrow(SteeringError);
});
