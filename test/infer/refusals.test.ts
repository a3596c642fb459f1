/** Documents alone refuse as `explain` promises, and `reset` gives back the records that `fake` made. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { sampleOf } from '../support/depth.js';
import { documentLab, vendorOf } from '../support/document-lab.js';
import { root } from '../support/double.js';
import { listedRefusals, refusalMistakes } from '../support/refusals.js';
import { serve } from './served.js';
import { api, integer, listOf, object, operationAt, ref, text } from './small.js';

const directory = join(root, 'test/infer/styles');
const styles = readdirSync(directory);

const documentOf = (file: string): Json =>
  normalize(parse(readFileSync(join(directory, file), 'utf8')) as Json).document;

it.each(sampleOf(styles, 4))('%s has the records of the start again after a reset', async (file) => {
  const vendor = await vendorOf(documentOf(file), 3);
  const bench = documentLab(vendor);
  const start = bench.dump();
  expect(start.length).toBeGreaterThan(100);
  const changing = [...vendor.rules.values()].filter(({ rule }) => !['read', 'list', 'decline'].includes(rule.verb));
  for (const { operation } of changing) await bench.perform(operation);
  expect(bench.dump()).not.toBe(start);
  bench.world.reset();
  expect(bench.dump()).toBe(start);
});

const pet = object({ id: integer, name: text }, ['id', 'name']);
const refusalsOf = async (title: string, sketch: object): Promise<string[]> => {
  const document = api(
    { 'POST /pets': { body: object({ name: text }), reply: ref('Pet'), status: 201 }, [title]: sketch },
    { Pet: pet },
  );
  const vendor = await vendorOf(normalize(document).document, 1);
  const rule = vendor.rules.get(title);
  if (rule === undefined) throw new Error(`no operation ${title}`);
  expect(await refusalMistakes(vendor, rule, documentLab)).toEqual([]);
  return listedRefusals(vendor, rule);
};

it.each([
  ['a list of texts in the query', { query: { tags: listOf(text) } }, false],
  ['a list of numbers in the query', { query: { ids: listOf(integer) } }, true],
  ['a text in the query, which may stand once', { query: { name: text } }, true],
  ['no parameter', {}, false],
])('%s can be invalid or cannot', async (_, sketch, canBe) => {
  const refusals = await refusalsOf('GET /pets', { reply: listOf(ref('Pet')), ...sketch });
  expect(refusals.includes('refusals.invalid: invalid')).toBe(canBe);
});

it('a list is never refused because of a record that its path does not name', async () => {
  const refusals = await refusalsOf('GET /tags/{tag}/pets', { reply: listOf(ref('Pet')) });
  expect(refusals.filter((refusal) => refusal.includes('notFound'))).toEqual([]);
});

it('refuses another list under the same idempotency key', async () => {
  const refusals = await refusalsOf('POST /pets/import', {
    body: listOf(ref('Pet')),
    reply: object({ count: integer }),
  });
  expect(refusals).toContain('refusals.conflict: conflict idempotency-key');
});

it('gives a made-up record an id that its path takes', async () => {
  const thing = object({ sku: text, name: text }, ['sku']);
  const of = (sketch: object): object => ({ ...sketch, reply: ref('Thing') });
  const document = api(
    { 'PUT /things/{sku}': of({ body: ref('Thing') }), 'GET /things/{sku}': of({}) },
    { Thing: thing },
  );
  const parameter = { name: 'sku', in: 'path', required: true, schema: { ...text, pattern: '^[A-Z]{2}-[0-9]{3}$' } };
  Object.assign((document['paths'] as Record<string, Json>)['/things/{sku}'] ?? {}, { parameters: [parameter] });
  const vendor = await vendorOf(normalize(document).document, 2);
  expect((vendor.seed.records['thing'] ?? []).map(({ sku }) => sku)).toEqual([
    expect.stringMatching(/^[A-Z]{2}-[0-9]{3}$/),
    expect.stringMatching(/^[A-Z]{2}-[0-9]{3}$/),
  ]);
});

it('refuses in the media type that the operation declares, where others declare the same body in another', async () => {
  const item = { reply: ref('Pet') };
  const create = { status: 201, body: object({ name: text }), reply: ref('Pet') };
  const document = api(
    { 'GET /pets/{id}': item, 'POST /pets': create, 'GET /toys/{id}': item, 'POST /toys': create },
    { Pet: object({ id: integer, name: text }, ['id']), Problem: object({ reason: text }, ['reason']) },
  );
  for (const name of ['pets', 'toys']) {
    const read = (document['paths'] as Record<string, Record<string, Json>>)[`/${name}/{id}`]?.['get'] ?? {};
    const content = { [`application/vnd.${name}+json`]: { schema: ref('Problem') } };
    Object.assign(read['responses'] as Json, { 404: { description: 'none', content } });
  }
  const call = serve(document);
  for (const name of ['pets', 'toys']) {
    const { status, headers } = await call(`GET /${name}/9`);
    expect([status, headers.get('content-type')]).toEqual([404, `application/vnd.${name}+json`]);
  }
});

describe('bodies of refusals', () => {
  const thing = object({ id: integer, name: text });
  const paths = { 'POST /things': { body: thing, reply: thing }, 'GET /things/{id}': { reply: thing } };
  const refused = (content: Json): Json => {
    const document = api(paths);
    const { responses } = operationAt(document, 'GET /things/{id}');
    (responses as Json)['404'] = { description: 'none', content };
    return document;
  };
  const refusal = async (content: Json): Promise<unknown> => {
    const { status, headers, body } = await serve(refused(content))('GET /things/7');
    return [status, headers.get('content-type'), body];
  };

  it('are written as the example of a type without a schema, be it a text', async () => {
    const example = { errors: ['No such thing.'] };
    const body = { errors: ['There is no thing 7.'] };
    expect(await refusal({ 'application/json': { example } })).toEqual([404, 'application/json', body]);
    const asText = { 'application/json': { example: JSON.stringify(example) } };
    expect(await refusal(asText)).toEqual([404, 'application/json', body]);
  });

  it('are made up without an example', async () => {
    const json = [404, 'application/json', expect.objectContaining({ title: 'Not Found' })];
    expect(await refusal({ 'application/json': {} })).toEqual(json);
    expect(await refusal({ 'text/plain': {} })).toEqual([404, 'text/plain', 'There is no thing 7.']);
  });

  it('have the only value of a field that several schemas describe', async () => {
    const type = { type: 'string', enum: ['https://errors.example/not-found'] };
    const schema = { allOf: [object({ type: text, detail: text }, ['type']), object({ type })] };
    expect(await refusal({ 'application/json': { schema } })).toMatchObject([
      404,
      'application/json',
      { type: 'https://errors.example/not-found' },
    ]);
  });
});
