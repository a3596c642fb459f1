/** `sameRecordsAs` and `only`: several forms of the same records. */
import { api, evidence, inPath, ok, sends } from '../../support/api.js';
import type { Json } from '../../../src/grammar/json.js';
import type { Lab } from '../../support/lab.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: Json, required: string[] = []): Json => ({ type: 'object', required, properties });

const nested = object({ id: integer, name: text, kind: text, link: object({ to: text, via: text }), note: text }, [
  'id',
]);
const flat = object({ id: integer, name: text, to: text, via: object({ gate: text, type: text }), note: text }, ['id']);

/** Nested things under /things; the same ones, flat, under /flat. */
function twoForms({
  things = {},
  flats = {},
  refusals = {},
}: { things?: Json; flats?: Json; refusals?: Json } = {}): Lab {
  const paths = (path: string, name: string, schema: Json): Json => ({
    [`/${path}`]: {
      get: { operationId: `${name}List`, responses: ok({ type: 'array', items: schema }) },
      post: { operationId: `${name}Make`, requestBody: sends({ ...schema, required: [] }), responses: ok(schema, 201) },
    },
    [`/${path}/{id}`]: {
      parameters: inPath('id'),
      get: { operationId: `${name}Read`, responses: ok(schema) },
      patch: {
        operationId: `${name}Change`,
        requestBody: sends({ ...schema, required: [] }),
        responses: ok(schema),
      },
      delete: { operationId: `${name}Delete`, responses: { 204: { description: 'gone' } } },
    },
  });
  const operations = (name: string, resource: string): Json => ({
    [`${name}List`]: { verb: 'list', resource, evidence },
    [`${name}Make`]: { verb: 'create', resource, evidence },
    [`${name}Read`]: { verb: 'read', resource, evidence },
    [`${name}Change`]: { verb: 'update', resource, evidence },
    [`${name}Delete`]: { verb: 'delete', resource, evidence },
  });
  const id = { field: 'id', format: 'integer', evidence };
  return api({
    paths: { ...paths('things', 'thing', nested), ...paths('flat', 'flat', flat) },
    schemas: { Thing: nested, Flat: flat },
    resources: {
      thing: { schema: 'Thing', id, unique: [{ fields: ['kind', 'name'], evidence }], ...things },
      flat: {
        schema: 'Flat',
        id,
        unique: [{ fields: ['name'], evidence }],
        sameRecordsAs: { resource: 'thing', where: { kind: 'plain' }, fields: { to: 'link.to' }, evidence },
        ...flats,
      },
    },
    operations: { ...operations('thing', 'thing'), ...operations('flat', 'flat') },
    refusals,
  });
}

const body = (of: Json): { body: Json } => ({ body: of });

it('a record that one form makes is read, changed and deleted in the other', async () => {
  const { send } = twoForms();
  await send('POST', '/flat', body({ name: 'a', to: 'b', note: 'n' }));
  expect((await send('GET', '/things/1')).body).toEqual({
    id: 1,
    name: 'a',
    kind: 'plain',
    link: { to: 'b' },
    note: 'n',
  });
  await send('PATCH', '/things/1', body({ link: { to: 'c', via: 'd' } }));
  expect((await send('GET', '/flat/1')).body).toEqual({ id: 1, name: 'a', to: 'c', note: 'n' });
  await send('PATCH', '/flat/1', body({ to: 'e' }));
  expect((await send('GET', '/things/1')).body).toMatchObject({ link: { to: 'e', via: 'd' } });
  await send('DELETE', '/flat/1');
  expect((await send('GET', '/things/1')).status).toBe(404);
});

it('both forms count ids and unique fields together', async () => {
  const { send } = twoForms();
  await send('POST', '/flat', body({ name: 'a' }));
  expect((await send('POST', '/things', body({ name: 'b', kind: 'plain' }))).body).toMatchObject({ id: 2 });
  expect((await send('POST', '/things', body({ name: 'a', kind: 'plain' }))).status).toBe(409);
  expect((await send('POST', '/flat', body({ name: 'b' }))).status).toBe(409);
  expect((await send('PATCH', '/flat/2', body({ name: 'b' }))).status).toBe(200);
});

it('a conflict is refused by the unique fields of the form', async () => {
  const { send } = twoForms({
    things: { unique: ['name', 'link.to'].map((field) => ({ fields: [field], evidence })) },
    flats: { unique: ['name', 'to'].map((field) => ({ fields: [field], evidence })) },
    refusals: { conflict: { status: 409, body: { code: 409, message: '$field is taken' }, evidence } },
  });
  await send('POST', '/flat', body({ name: 'a', to: 'b' }));
  expect((await send('POST', '/flat', body({ name: 'c', to: 'b' }))).body).toEqual({
    code: 409,
    message: 'to is taken',
  });
});

it('a form shows only the records that have its values', async () => {
  const { send } = twoForms();
  await send('POST', '/things', body({ name: 'a', kind: 'other' }));
  await send('POST', '/flat', body({ name: 'a' }));
  expect((await send('GET', '/flat')).body).toEqual([{ id: 2, name: 'a' }]);
  expect((await send('GET', '/flat/1')).status).toBe(404);
});

it('`only` hides records, and their names stay taken', async () => {
  const { send } = twoForms({ things: { only: { fields: { 'link.to': ['seen', 'also seen'] }, evidence } } });
  await send('POST', '/flat', body({ name: 'a', to: 'hidden' }));
  await send('POST', '/flat', body({ name: 'b', to: 'also seen' }));
  expect((await send('GET', '/things')).body).toMatchObject([{ name: 'b' }]);
  expect((await send('DELETE', '/things/1')).status).toBe(404);
  expect((await send('POST', '/things', body({ name: 'a', kind: 'plain', link: { to: 'seen' } }))).status).toBe(409);
});

it('fields and constants may depend on the stored record', async () => {
  const sameRecordsAs = {
    resource: 'thing',
    where: { kind: 'plain' },
    fields: { to: 'link.to' },
    cases: [
      { when: { 'link.to': ['far', 'away'] }, fields: { 'via.gate': 'link.via' }, constants: { 'via.type': 'gate' } },
      { when: { 'link.to': ['near'] }, fields: { note: 'link.via' } },
    ],
    evidence,
  };
  const { send } = twoForms({ flats: { sameRecordsAs } });
  await send('POST', '/flat', body({ name: 'a', to: 'far', via: { gate: 'g', type: 'any' }, note: 'n' }));
  expect((await send('GET', '/things/1')).body).toMatchObject({ link: { to: 'far', via: 'g' }, note: 'n' });
  expect((await send('GET', '/flat/1')).body).toMatchObject({ to: 'far', via: { gate: 'g', type: 'gate' }, note: 'n' });
  await send('POST', '/flat', body({ name: 'b', to: 'near', note: 'n' }));
  expect((await send('GET', '/things/2')).body).toEqual({
    id: 2,
    name: 'b',
    kind: 'plain',
    link: { to: 'near', via: 'n' },
  });
  expect((await send('GET', '/flat/2')).body).toEqual({ id: 2, name: 'b', to: 'near', note: 'n' });
});

it('the stored record is completed by its own rules, the shown one by those of its form', async () => {
  const { send } = twoForms({
    things: { fields: { note: { default: 'stored', evidence } } },
    flats: { fields: { to: { default: 'nowhere', evidence } } },
  });
  expect((await send('POST', '/flat', body({ name: 'a' }))).body).toEqual({
    id: 1,
    name: 'a',
    to: 'nowhere',
    note: 'stored',
  });
  await send('POST', '/things', body({ name: 'b', kind: 'plain' }));
  expect((await send('GET', '/things/2')).body).toEqual({ id: 2, name: 'b', kind: 'plain', note: 'stored' });
  expect((await send('GET', '/flat/2')).body).toEqual({ id: 2, name: 'b', to: 'nowhere', note: 'stored' });
});
