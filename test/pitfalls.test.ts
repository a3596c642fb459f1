/** Known pitfalls of the libraries, one test for each. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiContract } from '../src/contract/openapi.js';
import { acme } from './support/acme.js';
import { runs } from './support/depth.js';
import { client, double, serve, type Client } from './support/double.js';

describe('a custom vendor', () => {
  let specs: string;
  beforeEach(() => {
    specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
    mkdirSync(join(specs, 'acme'));
  });
  afterEach(() => rmSync(specs, { recursive: true }));

  async function served(change: (text: string) => string, changeBehavior = (text: string) => text): Promise<Client> {
    writeFileSync(join(specs, 'acme', 'openapi.yaml'), change(acme['openapi.yaml']));
    writeFileSync(join(specs, 'acme', 'behavior.yaml'), changeBehavior(acme['behavior.yaml']));
    writeFileSync(join(specs, 'acme', 'seed.yaml'), acme['seed.yaml']);
    return client(await double({ specs }), 'acme');
  }
  const replaced = (from: string, to: string) => (text: string) => {
    if (!text.includes(from)) throw new Error(`the example does not hold ${from}`);
    return text.replaceAll(from, to);
  };

  it('an $id in an example does not break the validators', async () => {
    const { call } = await served(replaced('example: { name: Bulb,', 'example: { $id: "http://x/y", name: Bulb,'));
    expect((await call('post', '/gadgets', { name: 'Lamp', kind: 'light' })).status).toBe(201);
  });

  it('an operation named notFound answers its own path only', async () => {
    const rename = replaced('getGadget', 'notFound');
    const { call } = await served(rename, rename);
    expect([(await call('get', '/gadgets/7')).status, (await call('get', '/elsewhere')).body.code]).toEqual([
      200,
      'nowhere',
    ]);
  });

  it('a template that ends in a slash matches with the slash', async () => {
    const { call } = await served(
      replaced('  /gadgets:\n', '  /gadgets/:\n'),
      replaced('treat: either', 'treat: exact'),
    );
    expect([(await call('get', '/gadgets/')).status, (await call('get', '/gadgets')).status]).toEqual([200, 404]);
  });

  it('formats are enforced', async () => {
    const { call } = await served(
      replaced('name: { type: string, minLength: 1 }', 'name: { type: string, format: email }'),
    );
    expect((await call('post', '/gadgets', { name: 'no mail', kind: 'light' })).status).toBe(400);
    expect((await call('post', '/gadgets', { name: 'a@example.com', kind: 'light' })).status).toBe(201);
  });

  it('a body of application/merge-patch+json is validated like any other', async () => {
    const { call } = await served(
      replaced(
        "content: { application/json: { schema: { $ref: '#/components/schemas/GadgetChange' }",
        "content: { application/merge-patch+json: { schema: { $ref: '#/components/schemas/GadgetChange' }",
      ),
    );
    const patch = (name: unknown) =>
      call('patch', '/gadgets/7', { name }).set('content-type', 'application/merge-patch+json');
    expect([(await patch(5)).status, (await patch('Fine')).status]).toEqual([400, 200]);
    expect((await call('patch', '/gadgets/7', { name: 'Other' })).status).toBe(415);
  });

  it('unknown query parameters are refused or ignored as the behavior says', async () => {
    const strict = await served((text) => text);
    expect((await strict.call('get', '/gadgets/7?x=1')).status).toBe(400);
    const lenient = await served(
      (text) => text,
      replaced('unknownQueryParameters: { treat: refuse', 'unknownQueryParameters: { treat: ignore'),
    );
    expect((await lenient.call('get', '/gadgets/7?x=1')).status).toBe(200);
  });

  it('path parameters keep their values and get their types', async () => {
    const { call } = await served((text) => text);
    expect((await call('get', '/gadgets/7')).body.id).toBe(7);
  });
});

it('an undeclared status is a violation', () => {
  const contract = openApiContract({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/x': { get: { operationId: 'x', responses: { 200: { description: 'fine' } } } } },
  });
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error('no operation');
  expect(contract.check(operation, 200, undefined)).toEqual([]);
  expect(contract.check(operation, 418, undefined)).toEqual([
    { field: '', problem: 'status 418 is not declared for x' },
  ]);
});

it('accepts exactly one of many parallel creates with the same unique name', async () => {
  const COUNT = runs(20, 200);
  const { call } = await serve('arize');
  const body = { type: 'llm', name: 'Only one', config: { provider: 'openAI', api_key: 'k' } };
  const statuses = await Promise.all(
    Array.from({ length: COUNT }, () => call('post', '/v2/integrations', body).then((item) => item.status)),
  );
  expect(statuses.filter((statuse) => statuse === 201)).toHaveLength(1);
  expect(statuses.filter((statuse) => statuse === 409)).toHaveLength(COUNT - 1);
});

it.each(['1e400', '1e2', '0x10', '', ' 5', '12345678901234567890', '%ZZ', '5&limit=6'])(
  'a limit of %j is refused and not converted to an integer',
  async (limit) => {
    const { call } = await serve('arize');
    expect((await call('get', `/v2/integrations?limit=${limit}`)).status).toBe(400);
  },
);
