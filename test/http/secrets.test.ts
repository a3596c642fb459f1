/** Secrets in odd places do not get into the journal. */
import { double } from '../support/double.js';

const list = '/spideriq/api/v1/integrations';
const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };

const queryNames = [
  'key',
  'KEY',
  'keys',
  'sig',
  'signature',
  'api_key',
  'access_token',
  'X-Amz-Signature',
  'hmac',
].concat(['pin', 'session', 'code', 'sas', 'otp', 'filter[pin]', 'pin[]', 'client_secret']);
it.each(queryNames)('hides ?%s=', async (name) => {
  const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
  await fetch(`${list}?limit=5&${name}=CANARY123`, { headers });
  const [entry] = handle.journal.find();
  expect(JSON.stringify(entry)).not.toContain('CANARY123');
  expect(entry?.query).toHaveProperty([name], '[redacted]');
});

it.each([
  'https://h/f?a=1&X-Amz-Signature=CANARY123',
  'see https://h/f?sig=CANARY123, or https://h/#x=1&access_token=CANARY456',
])('hides keys and signatures in a URL: %s', async (text) => {
  const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
  const body = JSON.stringify({ key_label: text });
  await fetch(`${list}/42?next=${encodeURIComponent(text)}`, { method: 'PATCH', headers, body });
  await fetch(list, { headers: { ...headers, origin: 'https://user:CANARY123@h' } });
  const reported = JSON.stringify(handle.journal.find());
  expect(reported).not.toMatch(/CANARY/);
  expect(reported).toContain('https://h/f?');
});

it.each(['key', 'keys', 'value', 'apikey', 'headers'])(
  'hides the value of %s in a refused body, and texts that repeat it',
  async (name) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
    const body = JSON.stringify({ [name]: 'CANARY123', deep: { note: 'it was CANARY123', [name]: ['CANARY456'] } });
    expect((await fetch(list, { method: 'POST', headers, body })).status).toBe(400);
    expect(JSON.stringify(handle.journal.find())).not.toMatch(/CANARY/);
  },
);

it.each(['https://user:CANARY123@host/path', 'see http://CANARY123@host and ftp://a:CANARY4@b/'])(
  'hides user and password in a URL: %s',
  async (text) => {
    const { fetch, ...handle } = await double({ vendors: ['spideriq'] });
    const body = JSON.stringify({ key_label: text });
    expect((await fetch(`${list}/42`, { method: 'PATCH', headers, body })).status).toBe(200);
    const reported = JSON.stringify(handle.journal.find());
    expect(reported).not.toMatch(/CANARY/);
    expect(reported).toContain('://[redacted]@');
  },
);

describe('secrets of an OAuth grant', () => {
  const names = ['grant_type', 'client_id', 'state', 'code', 'code_verifier', 'client_assertion', 'refresh_token'];
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const schema = { type: 'object', required: ['grant_type'], properties };
  const content = { 'application/x-www-form-urlencoded': { schema }, 'application/json': { schema } };
  const reply = { description: '', content: { 'application/json': { schema: { type: 'object' } } } };
  const post = { operationId: 'grant', requestBody: { content }, responses: { 200: reply } };
  const specs = {
    id: { openapi: '3.1.0', info: { title: 'Id', version: '1' }, paths: { '/token': { post } } },
  };
  const shown = { grant_type: 'authorization_code', client_id: 'me', state: 'here' };
  const hidden = { code: 'CANARY1', code_verifier: 'CANARY2', client_assertion: 'CANARY3', refresh_token: 'CANARY4' };

  it.each<[string, string, string]>([
    ['form', 'application/x-www-form-urlencoded', new URLSearchParams({ ...shown, ...hidden }).toString()],
    [
      'form that is refused',
      'application/x-www-form-urlencoded',
      'code=CANARY1&session=CANARY2&state=here&client_id=me',
    ],
    ['JSON body', 'application/json', JSON.stringify({ ...shown, ...hidden })],
  ])('are hidden in a %s, and its other fields are shown', async (_, type, body) => {
    const { fetch, ...handle } = await double({ vendors: [], specs });
    await fetch('/id/token', { method: 'POST', headers: { 'content-type': type }, body });
    const [entry] = handle.journal.find();
    expect(JSON.stringify(entry)).not.toContain('CANARY');
    expect(entry?.body).toMatchObject({ code: '[redacted]', state: 'here', client_id: 'me' });
  });
});

it('shows the code of an error in a reply', async () => {
  const { fetch, ...handle } = await double({ vendors: ['arize'] });
  await fetch('/arize/v2/nothing', { headers });
  expect(JSON.stringify(handle.journal.find()[0]?.reply.body)).not.toContain('[redacted]');
});

describe('what a document marks as a password', () => {
  const password = { type: 'string', format: 'password' };
  const thing = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      pin: password,
      deep: { type: 'array', items: { properties: { pin: password } } },
    },
  };
  const reply = { description: '', content: { 'application/json': { schema: thing } } };
  const content = { 'application/json': { schema: thing }, 'application/x-www-form-urlencoded': { schema: thing } };
  const parameters = [
    { in: 'query', name: 'door', schema: password },
    { in: 'query', name: 'gate', schema: { type: 'string', writeOnly: true } },
    { in: 'query', name: 'at', style: 'deepObject', schema: { type: 'object', properties: { pin: password } } },
    { in: 'query', name: 'as', content: { 'application/json': { schema: { properties: { pin: password } } } } },
  ];
  const code = { in: 'path', name: 'code', required: true, schema: password };
  const locks = {
    openapi: '3.1.0',
    info: { title: 'Locks', version: '1' },
    paths: {
      '/locks': { post: { operationId: 'add', parameters, requestBody: { content }, responses: { 201: reply } } },
      '/open/{code}': { get: { operationId: 'open', parameters: [code], responses: { 200: { description: '' } } } },
    },
  };

  it.each<[string, string, string, string?]>([
    ['in a body, a reply and a change', '/locks', '{"name":"a","pin":"CANARY1","deep":[{"pin":"CANARY2"}]}'],
    ['in a refused body', '/locks', '{"pin":"CANARY1","deep":[{"pin":"CANARY2"}]}'],
    ['in a form', '/locks', 'name=a&pin=CANARY1', 'application/x-www-form-urlencoded'],
    ['in the query', '/locks?door=CANARY1&gate=CANARY2&at[pin]=CANARY3&as={"pin":"CANARY4"}', '{"name":"a"}'],
    ['in the path', '/open/CANARY1', ''],
  ])('is hidden %s', async (_, path, body, type = 'application/json') => {
    const { fetch, ...handle } = await double({ vendors: [], specs: { locks } });
    const sent = body === '' ? {} : { method: 'POST', headers: { 'content-type': type }, body };
    await fetch(`/locks${path}`, sent);
    const [entry] = handle.journal.find();
    expect(entry?.operation).toBeDefined();
    expect(JSON.stringify(entry)).toContain('[redacted]');
    expect(JSON.stringify(entry)).not.toContain('CANARY');
  });
});

it('hides a path parameter that has the name of a secret, and shows the id of one', async () => {
  const parameters = ['token', 'tokenId'].map((name) => ({ in: 'path', name, required: true, schema: {} }));
  const get = { operationId: 'use', parameters, responses: { 200: { description: '' } } };
  const paths = { '/bot{token}/of/{tokenId}': { get } };
  const specs = { bots: { openapi: '3.1.0', info: { title: 'Bots', version: '1' }, paths } };
  const { fetch, ...handle } = await double({ vendors: [], specs });
  expect((await fetch('/bots/botCANARY/of/5')).status).toBe(200);
  expect(handle.journal.find()).toMatchObject([
    { path: '/[redacted]/of/5', params: { token: '[redacted]', tokenId: '5' } },
  ]);
  expect(JSON.stringify(handle.journal.find())).not.toContain('CANARY');
});

it('hides a text or list that is sent where an object with secrets is expected', async () => {
  const secret = { type: 'string', writeOnly: true };
  const schema = {
    properties: { map: { type: 'object', additionalProperties: secret }, list: { type: 'array', items: secret } },
  };
  const post = {
    operationId: 'add',
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 201: { description: '' } },
  };
  const specs = { locks: { openapi: '3.1.0', info: { title: 'Locks', version: '1' }, paths: { '/locks': { post } } } };
  const { fetch, ...handle } = await double({ vendors: [], specs });
  const body = JSON.stringify({ map: ['CANARY1'], list: 'CANARY2' });
  const reply = await fetch('/locks/locks', { method: 'POST', headers, body });
  expect(reply.status).toBe(400);
  expect(JSON.stringify(handle.journal.find())).not.toContain('CANARY');
});
