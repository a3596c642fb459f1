/** A discriminator names the schema by which alone a value is judged, kept and made up. */
import { normalize } from '../../src/contract/normalize/normalize.js';
import { openApiContract } from '../../src/contract/openapi.js';
import type { Issue } from '../../src/engine/model/refusal.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { serve } from '../infer/served.js';
import { integer, object, ref, text } from '../infer/small.js';

const known = { id: { ...integer, readOnly: true }, kind: text };
const Card = object({ ...known, number: { ...text, minLength: 4 } }, ['kind', 'number']);
const Cash = object({ ...known, coins: integer }, ['kind']);
const oneOf = [ref('Card'), ref('Cash')];

/** Schemas in which `Payment` is one of several, and the values that name a card and cash. */
const named: Record<string, [schemas: Json, card: string, cash: string, version?: string]> = {
  'by references': [
    {
      Card,
      Cash,
      Payment: { oneOf, discriminator: discriminator({ card: ref('Card')['$ref'], cash: ref('Cash')['$ref'] }) },
    },
    'card',
    'cash',
  ],
  'by names of schemas': [
    { Card, Cash, Payment: { anyOf: oneOf, discriminator: discriminator({ card: 'Card', cash: 'Cash' }) } },
    'card',
    'cash',
  ],
  'by default': [{ Card, Cash, Payment: { oneOf, discriminator: discriminator() } }, 'Card', 'Cash'],
  'by their own values': [
    {
      Card: { ...Card, properties: { ...(Card['properties'] as Json), kind: { const: 'c' } } },
      Cash: { allOf: [Cash, object({ kind: { enum: ['k', 'l'] } })] },
      Payment: { oneOf, discriminator: discriminator() },
    },
    'c',
    'l',
  ],
  'as children': [children({ card: ref('Card')['$ref'], cash: 'Cash' }), 'card', 'cash'],
  'as children of 2.0': [
    { ...children(), Payment: { ...object(known, ['kind']), discriminator: 'kind' } },
    'Card',
    'Cash',
    '2.0',
  ],
  'in two ways at once': [
    {
      ...children(),
      Payment: { ...object(known, ['kind']), oneOf, discriminator: discriminator({ card: 'Card', cash: 'Cash' }) },
    },
    'card',
    'cash',
  ],
};

function discriminator(mapping?: Json): Json {
  return { propertyName: 'kind', ...(mapping && { mapping }) };
}

function children(mapping?: Json): Json {
  const base = ref('Payment');
  return {
    Payment: { ...object(known, ['kind']), discriminator: discriminator(mapping) },
    Card: { allOf: [base, object({ number: { ...text, minLength: 4 } }, ['number'])] },
    Cash: { allOf: [base, object({ coins: integer })] },
  };
}

function documentOf(schemas: Json, version = '3.0.3'): Json {
  const payment = ref('Payment');
  const two = version === '2.0';
  const json = (schema: Json): Json => (two ? { schema } : { content: { 'application/json': { schema } } });
  const body = two
    ? { consumes: ['application/json'], parameters: [{ name: 'b', in: 'body', required: true, schema: payment }] }
    : { requestBody: { required: true, ...json(payment) } };
  const success = (status: number): Json => ({ responses: { [status]: { description: 'ok', ...json(payment) } } });
  const id = { name: 'id', in: 'path', required: true, ...(two ? integer : { schema: integer }) };
  const whole = {
    ...(two ? { swagger: '2.0', produces: ['application/json'] } : { openapi: version }),
    info: { title: 'kinds', version: '1' },
    paths: {
      '/payments': { post: { operationId: 'create', ...body, ...success(201) } },
      '/payments/{id}': { parameters: [id], get: { operationId: 'read', ...success(200) } },
    },
    ...(two ? { definitions: schemas } : { components: { schemas } }),
  };
  return two ? (JSON.parse(JSON.stringify(whole).replaceAll('/components/schemas/', '/definitions/')) as Json) : whole;
}

function issuesOf(schemas: Json, body: Json, version?: string): Issue[] {
  const contract = openApiContract(normalize(documentOf(schemas, version)).document);
  const [create] = contract.operations;
  if (create === undefined) throw new Error('no operation');
  return contract.validate(create, {}, '', structuredClone(body), { 'content-type': 'application/json' }).issues;
}

const shown = (issues: readonly Issue[]): string[] => issues.map(({ field, keyword }) => `${field} ${keyword}`);

describe.each(Object.entries(named))('alternatives named %s', (_, [schemas, card, cash, version]) => {
  const issues = (body: Json): string[] => shown(issuesOf(schemas, body, version));

  it('are judged alone, with mistakes at their own places', () => {
    expect(issues({ kind: cash, coins: 3 })).toEqual([]);
    expect(issues({ kind: cash, number: '1234', coins: 'many' })).toEqual(['coins type']);
    expect(issues({ kind: card, number: '1234', coins: 3 })).toEqual([]);
    expect(issues({ kind: card, number: '1' })).toEqual(['number minLength']);
    expect(issues({ kind: card, coins: 3 })).toEqual(['number required']);
    expect(issues({ coins: 3.5 })).toContain('kind required');
  });

  it('keep and answer their own fields', async () => {
    const call = serve(documentOf(schemas, version));
    const created = await call('POST /payments', { kind: card, number: '1234', coins: 3 });
    expect(created).toMatchObject({ status: 201, body: { kind: card, number: '1234' } });
    expect(created.body).not.toHaveProperty('coins');
    const { id } = created.body as Json;
    expect((await call(`GET /payments/${String(id)}`)).body).toEqual(created.body);
    expect(await call('POST /payments', { kind: cash, coins: 3 })).toMatchObject({ body: { kind: cash, coins: 3 } });
  });
});

it.each(['by references', 'by names of schemas', 'by their own values', 'as children', 'in two ways at once'])(
  'refuses a value that names none of the alternatives, named %s',
  (way) => {
    const [schemas = {}] = named[way] ?? [];
    const [issue, ...more] = issuesOf(schemas, { kind: 'cheque', number: '1234' });
    expect([issue, more]).toMatchObject([{ in: 'body', field: 'kind', keyword: 'enum' }, []]);
  },
);

it('matches a value that names no schema against all, where there is no mapping', () => {
  const Both = { oneOf, discriminator: discriminator() };
  expect(
    issuesOf({ Card, Cash: { ...Cash, additionalProperties: false }, Payment: Both }, { kind: 'x', coins: 3 }),
  ).toEqual([]);
});

it('takes the default of OpenAPI 3.2 for values that name no schema, and for none', () => {
  const Loose = object({ kind: text, note: integer });
  const mapped = { propertyName: 'kind', mapping: { card: 'Card', cash: 'Cash' }, defaultMapping: 'Loose' };
  const schemas = { Card, Cash, Loose, Payment: { oneOf: [...oneOf, ref('Loose')], discriminator: mapped } };
  const issues = (body: Json): string[] => shown(issuesOf(schemas, body, '3.2.0'));
  expect([issues({ note: 1 }), issues({ kind: 'x', note: 'y' }), issues({ kind: 'card' })]).toEqual([
    [],
    ['note type'],
    ['number required'],
  ]);
});

it('makes up a value of the alternative whose name it has', async () => {
  for (const way of ['by references', 'as children']) {
    const [schemas = {}] = named[way] ?? [];
    const document = documentOf(schemas);
    Reflect.deleteProperty((document['paths'] as Json)['/payments'] as Json, 'post');
    const { status, body } = await serve(document)('GET /payments/1');
    expect([status, body]).toMatchObject([200, { kind: 'card', number: expect.any(String) as string }]);
  }
});

it('hides what one child declares as write-only', async () => {
  const base = children({ card: 'Card', cash: 'Cash' });
  const pin = object({ number: text, pin: { ...text, writeOnly: true } });
  const call = serve(documentOf({ ...base, Card: { allOf: [ref('Payment'), pin] } }));
  const { body } = await call('POST /payments', { kind: 'card', number: '1', pin: '0000' });
  expect([isObject(body), JSON.stringify(body).includes('0000')]).toEqual([true, false]);
});

it('judges deeply nested alternatives in time linear in their depth', () => {
  const Folder = { allOf: [ref('Payment'), object({ inner: ref('Payment'), other: ref('Payment') })] };
  const schemas = { ...children({ card: 'Card', folder: 'Folder' }), Folder };
  let body: Json = { kind: 'card' };
  for (let depth = 0; depth < 60; depth++) body = { kind: 'folder', inner: body };
  const started = process.cpuUsage();
  const [issue] = issuesOf(schemas, body);
  const { user } = process.cpuUsage(started);
  expect([issue?.field.split('.').at(-1), issue?.keyword]).toEqual(['number', 'required']);
  expect(user).toBeLessThan(2e6);
});
