/** Bodies, media types and replies as public documents write them. */
import { sampleOf } from '../support/depth.js';
import { gadgets, gadgetsDirectory } from '../support/gadgets.js';
import { loadDirectory } from '../../src/loading/load.js';
import { quirks } from '../../src/quirks/index.js';

it('a write-only field may be required: replies lack it', async () => {
  const { create, call, log } = await gadgets(({ S, seed }) => {
    Object.assign(seed['records'].gadget[0], { pin: '1111', hasPin: true });
    S['Gadget'].properties.pin = { type: 'string', writeOnly: true };
    S['Gadget'].required.push('pin');
    S['NewGadget'].required.push('pin');
  });
  const made = await create({ pin: '9999' });
  expect([made.status, made.json]).toEqual([201, expect.not.objectContaining({ pin: expect.anything() as unknown })]);
  expect(made.json).toMatchObject({ hasPin: true });
  expect((await call('GET', '/gadgets/7')).json).not.toHaveProperty('pin');
  expect(log).toEqual([]);
});

it.each<[what: string, schema: object]>(
  sampleOf(
    [
      ['plainly', { type: 'string', writeOnly: true }],
      ['by a reference', { $ref: '#/components/schemas/Hidden' }],
      ['beside a reference', { $ref: '#/components/schemas/Shown', writeOnly: true }],
      ['beside allOf', { allOf: [{ $ref: '#/components/schemas/Shown' }], writeOnly: true }],
      ['within allOf', { allOf: [{ $ref: '#/components/schemas/Hidden' }] }],
      [
        'within anyOf with null',
        { anyOf: [{ type: 'string', format: 'password', writeOnly: true }, { type: 'null' }] },
      ],
      [
        'within oneOf',
        {
          oneOf: [
            { type: 'string', writeOnly: true },
            { type: 'object', writeOnly: true },
          ],
        },
      ],
    ],
    4,
  ),
)('a secret that is declared %s is nowhere', async (_, schema) => {
  const { create, call, double } = await gadgets(({ S }) => {
    S['Shown'] = { type: 'string' };
    S['Hidden'] = { type: 'string', writeOnly: true };
    for (const name of ['Gadget', 'NewGadget', 'GadgetChange']) S[name].properties.code = schema;
  });
  const made = await create({ code: 'canary-81f2' });
  const shown = [made.text, (await call('GET', '/gadgets/8')).text, double.journal.find({}), double.snapshot()];
  expect(made.status).toBe(201);
  expect(JSON.stringify(shown)).not.toContain('canary-81f2');
});

it('a secret in lists, maps and alternatives is nowhere', async () => {
  const hook = { $ref: '#/components/schemas/Hook' };
  const { create, double } = await gadgets(({ S }) => {
    const signer = { type: 'string', writeOnly: true };
    S['Hook'] = { type: 'object', required: ['url'], properties: { url: { type: 'string' }, signer } };
    for (const name of ['Gadget', 'NewGadget'])
      Object.assign(S[name].properties, {
        some: { anyOf: [{ type: 'array', items: hook }, { type: 'null' }] },
        list: { type: 'array', items: hook },
        map: { type: 'object', additionalProperties: hook },
        one: { anyOf: [hook, { type: 'null' }] },
      });
  });
  const secret = { url: 'https://x.example', signer: 'canary-81f2' };
  const made = await create({ some: [secret], list: [secret], map: { a: secret }, one: secret });
  expect(made.status).toBe(201);
  expect(JSON.stringify([made.text, double.journal.find({}), double.snapshot()])).not.toContain('canary-81f2');
});

it('bodies and replies have the media type of the document', async () => {
  const { call } = await gadgets(({ openapi, P }) => {
    const text = JSON.stringify(P).replaceAll('application/json', 'application/vnd.api+json');
    openapi['paths'] = JSON.parse(text) as object;
  });
  expect((await call('GET', '/gadgets/7')).headers.get('content-type')).toMatch(/^application\/vnd\.api\+json/);
  const type = { 'content-type': 'application/vnd.api+json' };
  expect((await call('POST', '/gadgets', { name: 'a', kind: 'light' }, type)).status).toBe(201);
});

it('a form creates', async () => {
  const { call } = await gadgets(({ P }) => {
    const schema = { $ref: '#/components/schemas/NewGadget' };
    P['/gadgets'].post.requestBody.content = { 'application/x-www-form-urlencoded': { schema } };
  });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await call('POST', '/gadgets', 'name=Bulb+1&kind=light', type)).json).toMatchObject({ name: 'Bulb 1' });
});

it.each<[declared: string, sent: string, text?: string]>(
  sampleOf(
    [
      ['*/*', 'application/json'],
      ['application/*', 'application/json'],
      ['application/*+json', 'application/vnd.acme+json'],
      ['application/json; charset=utf-8', 'application/json; charset=utf-8'],
      ['application/json; charset=utf-8', 'application/json'],
      ['application/json;v=1', 'application/json;v=1'],
      ['application/merge-patch+json', 'application/merge-patch+json'],
      ['Application/JSON', 'application/json'],
      ['application/json', 'Application/JSON;charset="utf-8";'],
      ['text/plain', 'text/plain', 'hello'],
      ['application/octet-stream', 'application/octet-stream', '\u0001\u0002'],
      ['application/xml', 'application/xml', '<a/>'],
    ],
    4,
  ),
)('the declared type %s takes %s', async (declared, sent, text = '') => {
  const { call } = await gadgets(({ P, S }) => {
    const schema = text === '' ? { $ref: '#/components/schemas/NewGadget' } : { type: 'string' };
    P['/gadgets'].post.requestBody = { required: true, content: { [declared]: { schema } } };
    if (text !== '') S['Gadget'].required = ['id'];
  });
  const body = text || { name: 'a', kind: 'light' };
  expect((await call('POST', '/gadgets', body, { 'content-type': sent })).status).toBe(201);
});

it('a body without a content type is JSON, otherwise bytes, where the document accepts any type', async () => {
  const { double } = await gadgets(({ P }) => {
    const schema = { $ref: '#/components/schemas/NewGadget' };
    P['/gadgets'].post.requestBody = { required: true, content: { '*/*': { schema } } };
  });
  const send = async (text: string): Promise<number> => {
    const headers = { 'x-acme-key': 'demo' };
    const body = new TextEncoder().encode(text);
    return (await double.fetch('http://localhost/gadgets', { method: 'POST', headers, body })).status;
  };
  expect(await send('{"name":"a","kind":"light"}')).toBe(201);
  expect(await send('name=a')).toBe(400);
});

it.each([undefined, ''])('an optional body may be absent: %j', async (body) => {
  const { call } = await gadgets(({ P }) => {
    P['/gadgets/{id}'].patch.requestBody.required = false;
  });
  expect((await call('PATCH', '/gadgets/7', body, { 'content-type': 'application/json' })).status).toBe(200);
  expect((await call('DELETE', '/gadgets/7', undefined, { 'content-type': 'application/json' })).status).toBe(204);
});

it('a 204 has neither a length nor a type', async () => {
  const { call } = await gadgets();
  const { status, headers } = await call('DELETE', '/gadgets/7');
  expect([status, headers.get('content-length'), headers.get('content-type')]).toEqual([204, null, null]);
});

it('a reply has the headers that its document requires', async () => {
  const { create } = await gadgets(({ P }) => {
    const schema = { type: 'string', format: 'uri-reference' };
    P['/gadgets'].post.responses['201'].headers = { Location: { required: true, schema } };
  });
  expect((await create({})).headers.get('location')).toMatch(/\/gadgets\/8$/);
});

it('the header Date tells the time of the sandbox', async () => {
  const { create } = await gadgets(undefined, { clock: '2031-05-05T10:00:00Z' });
  const { headers, json } = await create({});
  expect(Date.parse(String(headers.get('date')))).toBe(Date.parse(String(json?.['createdAt'])));
});

it('a create is answered by 201 where 200 is declared as well', async () => {
  const { create } = await gadgets(({ P }) => {
    P['/gadgets'].post.responses['200'] = P['/gadgets'].post.responses['201'];
  });
  expect((await create({})).status).toBe(201);
});

it('an id of 64 bits in the seed is a mistake, because it would change', () => {
  const directory = gadgetsDirectory(
    ({ P }) => {
      P['/gadgets/{id}'].parameters[0].schema.format = 'int64';
    },
    { texts: { seed: (text) => text.replace('id: 7', 'id: 9007199254740993') } },
  );
  expect(() => loadDirectory(directory, { quirks })).toThrow(/9007199254740993/);
});
