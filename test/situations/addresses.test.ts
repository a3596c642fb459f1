/** Paths, servers, ids and names as public documents write them. */
import { sampleOf } from '../support/depth.js';
import { gadgets } from '../support/gadgets.js';

it('a vendor may be called like its first path', async () => {
  const { call } = await gadgets(undefined, { name: 'gadgets' });
  for (const path of ['/gadgets/gadgets', '/gadgets', '/gadgets/7'])
    expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
});

it.each(['/gadgets/7:publish', '/gadgets/7%3Apublish', '/gadgets/7.json', '/v2/gadget'])(
  'a parameter may be a part of a segment: %s',
  async (path) => {
    const { call } = await gadgets(({ P, behavior }) => {
      const { parameters, get } = P['/gadgets/{id}'];
      P['/gadgets/{id}:publish'] = { parameters, get: { ...get, operationId: 'publishGadget' } };
      P['/gadgets/{id}.json'] = { parameters, get: { ...get, operationId: 'jsonGadget' } };
      const version = { name: 'version', in: 'path', required: true, schema: { type: 'string' } };
      P['/v{version}/gadget'] = { parameters: [version], get: { ...P['/gadgets'].get, operationId: 'versioned' } };
      const { operations } = behavior;
      Object.assign(operations, {
        publishGadget: operations.getGadget,
        jsonGadget: operations.getGadget,
        versioned: operations.listGadgets,
      });
    });
    expect((await call('GET', path)).status).toBe(200);
  },
);

it.each(['either', 'exact'])('paths that end with a slash, treated as %s', async (treat) => {
  const { call } = await gadgets(({ openapi, P, behavior }) => {
    openapi['paths'] = { '/gadgets/': P['/gadgets'], '/gadgets/{id}/': P['/gadgets/{id}'] };
    behavior['requests'].trailingSlash.treat = treat;
  });
  for (const path of ['/gadgets/', '/gadgets/7/', '/acme/gadgets/']) expect((await call('GET', path)).status).toBe(200);
  for (const path of ['/gadgets', '/gadgets/7'])
    expect((await call('GET', path)).status).toBe(treat === 'either' ? 200 : 404);
});

it.each<[url: string, paths: string[], variables?: object]>(
  sampleOf(
    [
      ['https://api.acme.example/v1/', ['/v1/gadgets', '/gadgets', '/acme/v1/gadgets']],
      ['/api/v1', ['/api/v1/gadgets']],
      ['api/v1', ['/api/v1/gadgets']],
      [
        'https://{region}.acme.example:{port}/{base}',
        ['/v2/gadgets'],
        { region: { default: 'eu', enum: ['eu', 'us'] }, port: { default: '443' }, base: { default: 'v2' } },
      ],
      ['https://{tenant}.acme.example/api', ['/api/gadgets'], { tenant: { default: '<tenant>' } }],
      ['{protocol}://api.acme.example/v9', ['/v9/gadgets'], { protocol: { default: 'https' } }],
      ['{baseUrl}/v3', ['/v3/gadgets'], { baseUrl: { default: 'https://api.acme.example' } }],
      ['https://api.acme.example/tenants/my%20tenant', ['/tenants/my%20tenant/gadgets']],
      ['https://api.acme.example/gadgets', ['/gadgets/gadgets']],
    ],
    4,
  ),
)('the server %s', async (url, paths, variables = {}) => {
  const { call } = await gadgets(({ openapi }) => {
    openapi['servers'] = [{ url, variables }];
  });
  for (const path of paths) expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
});

it('a path and an operation may have servers of their own', async () => {
  const { call } = await gadgets(({ openapi, P }) => {
    openapi['servers'] = [{ url: 'https://api.acme.example/v1' }];
    P['/gadgets'].servers = [{ url: 'https://files.acme.example/upload' }];
    P['/gadgets/{id}'].get.servers = [{ url: 'https://x.acme.example/v7' }];
  });
  for (const path of ['/upload/gadgets', '/v7/gadgets/7', '/acme/upload/gadgets'])
    expect((await call('GET', path)).status).toBe(200);
});

it.each(
  sampleOf(
    [
      'a/b',
      'a==',
      'a+b',
      'a b',
      '100%',
      'a%2Fb',
      'ключ',
      'a?b',
      'a#b',
      'a:b',
      '.hidden',
      'a.json',
      '__proto__',
      'constructor',
      "o'brien",
      '😀',
      'a;b',
      '@me',
      'A',
    ],
    4,
  ),
)('a client may choose the id %s', async (id) => {
  const { create, call } = await gadgets(({ P, S, behavior, seed }) => {
    for (const name of ['Gadget', 'NewGadget']) S[name].properties.id = { type: 'string' };
    S['NewGadget'].required.push('id');
    P['/gadgets/{id}'].parameters[0].schema = { type: 'string' };
    behavior['resources'].gadget.id.format = 'given';
    seed['records'].gadget[0].id = 'seven';
  });
  expect((await create({ id })).status).toBe(201);
  expect((await call('GET', `/gadgets/${encodeURIComponent(id)}`)).json).toMatchObject({ id });
  expect((await call('DELETE', `/gadgets/${encodeURIComponent(id)}`)).status).toBe(204);
});

it('path items, parameters and bodies may be references', async () => {
  const { call, create } = await gadgets(({ openapi, P }) => {
    const { components } = openapi;
    components.pathItems = { One: P['/gadgets/{id}'] };
    components.parameters = { Id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } };
    components.pathItems.One.parameters = [{ $ref: '#/components/parameters/Id' }];
    components.requestBodies = { New: P['/gadgets'].post.requestBody };
    P['/gadgets/{id}'] = { $ref: '#/components/pathItems/One' };
    P['/gadgets'].post.requestBody = { $ref: '#/components/requestBodies/New' };
  });
  expect((await create({})).status).toBe(201);
  expect((await create({ kind: undefined })).status).toBe(400);
  expect((await call('PATCH', '/gadgets/7', { name: 'q' })).status).toBe(200);
  expect((await call('GET', '/gadgets/x')).status).toBe(400);
});

it('a list may be at the root', async () => {
  const { call, double } = await gadgets(({ openapi, P }) => {
    openapi['paths'] = { '/': P['/gadgets'], '/{id}': P['/gadgets/{id}'] };
    openapi['servers'] = [{ url: 'https://api.acme.example/v1' }];
  });
  for (const path of [
    '/',
    '/7',
    '/acme',
    '/acme/',
    '/acme/7',
    '/v1/',
    '/v1/7',
    '/acme/v1/7',
    '/@s/acme/7',
    '/@s/7',
    '/@s',
  ])
    expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
  const headers = { 'x-acme-key': 'demo' };
  expect((await double.fetch(new URL('https://api.acme.example/v1/7'), { headers })).status).toBe(200);
  expect((await double.fetch(new Request('http://localhost/7', { headers }))).status).toBe(200);
});
