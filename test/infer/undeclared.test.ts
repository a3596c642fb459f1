/** A schema that requires a field which no schema declares, as documents with a typing mistake do. */
import type { Json } from '../../src/grammar/json.js';
import { normalize } from '../../src/contract/normalize/normalize.js';
import { serve } from './served.js';
import { api, listOf, object, ref, text } from './small.js';

const document = (Site: Json, more: Record<string, Json> = {}): Json =>
  api(
    {
      'GET /sites': { reply: listOf(ref('Site')) },
      'POST /sites': { status: 201, body: ref('Site'), reply: ref('Site') },
      'GET /sites/{id}': { reply: ref('Site') },
    },
    { Site, ...more },
  );
const Site = object({ id: { type: 'string', readOnly: true }, town: text }, ['id', 'town', 'owner']);

it('accepts a request without the field, and has it in each reply', async () => {
  const call = serve(document(Site));
  const made = await call('POST /sites', { town: 'Bonn' });
  expect(made).toMatchObject({ status: 201, body: { town: 'Bonn', owner: expect.anything() as unknown } });
  const { id } = made.body as { id: string };
  expect((await call(`GET /sites/${id}`)).body).toEqual(made.body);
});

it('shows the field as it was sent, and still refuses a request without a declared one', async () => {
  const call = serve(document(Site));
  expect((await call('POST /sites', { town: 'Bonn', owner: 'Ada' })).body).toMatchObject({ owner: 'Ada' });
  expect(await call('POST /sites', { owner: 'Ada' })).toMatchObject({ status: 400 });
});

it('reports where the field is required', () => {
  const { notes } = normalize(document(Site));
  expect(notes.map(({ path, text: reported }) => `${path.join('.')}: ${reported}`)).toContain(
    'components.schemas.Site.required: required, but not declared: owner; replies have it, requests may omit it',
  );
});

it('still asks for a field that another part of allOf declares', async () => {
  const Base = object({ id: text }, ['town']);
  const call = serve(document({ allOf: [ref('Base'), object({ town: text })] }, { Base }));
  expect(await call('POST /sites', { id: 'a' })).toMatchObject({ status: 400 });
  expect(await call('POST /sites', { town: 'Bonn' })).toMatchObject({ status: 201, body: { town: 'Bonn' } });
});

it('asks for no field that is required around parts of allOf which do not declare it', async () => {
  const Base = object({ id: { type: 'string', readOnly: true }, town: text });
  const call = serve(document({ allOf: [ref('Base')], required: ['town', 'owner'] }, { Base }));
  expect(await call('POST /sites', { town: 'Bonn' })).toMatchObject({ status: 201, body: { town: 'Bonn' } });
  expect(await call('POST /sites', {})).toMatchObject({ status: 400 });
});

it('leaves a discriminator and the keys of a map as they are', () => {
  const kinds = { ...object({ id: text }, ['kind']), discriminator: { propertyName: 'kind' } };
  const map = { ...object({ id: text }, ['en']), additionalProperties: text };
  for (const schema of [kinds, map])
    expect(
      normalize(document(schema))
        .notes.map(({ text: reported }) => reported)
        .join(),
    ).not.toContain('required, but not declared');
});
