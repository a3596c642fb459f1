/** Every version and style of OpenAPI is converted to one form; each repair is noted with its place. */
import { normalize, versionOf } from '../../src/contract/normalize/normalize.js';
import { KINDS } from '../../src/engine/model/named-alternatives.js';
import type { Json } from '../../src/grammar/json.js';
import { readVendor } from '../../src/loading/read-vendor.js';
import { directories } from '../support/lab.js';

const ok = { responses: { 200: { description: 'x' } } };
const document = (schema: unknown, version = '3.0.3'): Json => ({
  openapi: version,
  info: { title: 't', version: '1' },
  paths: {},
  components: { schemas: { X: schema, Name: { type: 'string' } } },
});
const normalized = (schema: unknown, version?: string): { X: unknown; texts: string[]; paths: string[] } => {
  const { document: out, notes } = normalize(document(schema, version));
  const { X } = (out['components'] as { schemas: Json }).schemas;
  return { X, texts: notes.map((note) => note.text), paths: notes.map((note) => note.path.join('.')) };
};
const ofPaths = (paths: unknown, more: Json = {}): { paths: Record<string, Json>; texts: string[] } => {
  const { document: out, notes } = normalize({ ...document({}, '3.1.0'), paths, ...more });
  return { paths: out['paths'] as Record<string, Json>, texts: notes.map((note) => note.text) };
};

describe('versionOf', () => {
  it.each([
    [{ swagger: '2.0' }, '2.0'],
    [{ swagger: 2 }, '2.0'],
    [{ openapi: '3.0.4' }, '3.0'],
    [{ openapi: 3.1 }, '3.1'],
    [{ openapi: '3.2.0' }, '3.2'],
    [{ openapi: '4.0.0' }, undefined],
    [{ asyncapi: '2.0.0' }, undefined],
    [[], undefined],
    ['<html>', undefined],
  ])('of %j is %s', (given, version) => {
    expect(versionOf(given)).toBe(version);
  });
});

describe('a schema', () => {
  it.each([
    ['a nullable type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['a type that is not nullable', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'a nullable enum',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'nullable beside $ref',
      { $ref: '#/components/schemas/Name', nullable: true, description: 'd' },
      { description: 'd', anyOf: [{ $ref: '#/components/schemas/Name' }, { type: 'null' }] },
    ],
    [
      'nullable on allOf',
      { nullable: true, allOf: [{ type: 'string' }] },
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'nullable on anyOf',
      { nullable: true, anyOf: [{ type: 'string' }] },
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'nullable on an anyOf that takes null already',
      { nullable: true, anyOf: [{ type: 'string', nullable: true }] },
      { anyOf: [{ type: ['string', 'null'] }] },
    ],
    [
      'an alternative that is nothing but nullable',
      { oneOf: [{ nullable: true }, { type: 'string' }] },
      { oneOf: [{ type: 'null' }, { type: 'string' }] },
    ],
    ['x-nullable', { type: 'integer', 'x-nullable': true }, { type: ['integer', 'null'] }],
    ['exclusiveMinimum: true', { minimum: 0, exclusiveMinimum: true }, { exclusiveMinimum: 0 }],
    ['exclusiveMaximum: false', { maximum: 9, exclusiveMaximum: false }, { maximum: 9 }],
    ['type: file', { type: 'file' }, { type: 'string', format: 'binary' }],
    ['type: any', { type: 'any' }, {}],
    ['a type of another language', { type: 'Float' }, { type: 'number' }],
    ['a type without quotes', { type: ['string', null] }, { type: ['string', 'null'] }],
    ['a type that nobody knows', { type: 'gadget' }, {}],
    ['an empty enum', { type: 'string', enum: [] }, { type: 'string' }],
    ['an enum with a value twice', { enum: ['a', 'a', 1] }, { enum: ['a', 1] }],
    ['numbers in an enum of texts', { type: 'string', enum: [1, true] }, { type: 'string', enum: ['1', 'true'] }],
    ['a required name twice', { required: ['a', 'a'] }, { required: ['a'] }],
    ['required: true', { type: 'string', required: true }, { type: 'string' }],
    ['a list of items', { items: [{ type: 'string' }] }, { prefixItems: [{ type: 'string' }] }],
    ['a number as text', { type: 'string', maxLength: '5' }, { type: 'string', maxLength: 5 }],
    ['a limit that is none', { type: 'string', maxLength: -1 }, { type: 'string' }],
    ['a default of another type', { type: 'integer', default: '5' }, { type: 'integer', default: 5 }],
    ['an invalid default', { type: 'integer', default: 'five' }, { type: 'integer' }],
    ['a default that is no choice', { enum: ['a'], default: 'b' }, { enum: ['a'] }],
    ['$id and $schema', { $id: 'https://x.test/y', $schema: 'https://z.test', type: 'string' }, { type: 'string' }],
    ['a pattern that escapes too much', { pattern: '^[a-z\\-\\:]+$' }, { pattern: '^[a-z\\-:]+$' }],
    ['a pattern with lookahead', { pattern: '^(?!x)' }, {}],
    ['a pattern that repeats too often', { pattern: '^.{0,1025}$' }, {}],
    ['a pattern with a flag', { pattern: '(?i)^abc$' }, {}],
    [
      'a name pattern that cannot be used',
      { patternProperties: { '(?!x)': {} }, additionalProperties: false },
      { patternProperties: {}, additionalProperties: true },
    ],
    ['a property without a schema', { properties: { a: null } }, { properties: { a: {} } }],
    ['a dangling reference', { $ref: '#/components/schemas/Nope', description: 'd' }, { description: 'd' }],
    ['a reference to another file', { $ref: './other.yaml#/X' }, {}],
    ['a bare name', { $ref: 'Name' }, { $ref: '#/components/schemas/Name' }],
    ['a reference of 2.0', { $ref: '#/definitions/Name' }, { $ref: '#/components/schemas/Name' }],
    [
      'definitions that were pasted in',
      { $defs: { Q: { type: 'integer' } }, properties: { q: { $ref: '#/$defs/Q' } } },
      { $defs: { Q: { type: 'integer' } }, properties: { q: { $ref: '#/components/schemas/X/%24defs/Q' } } },
    ],
  ])('is repaired if it has %s', (_, given, wanted) => {
    expect(normalized(given).X).toEqual(wanted);
  });

  it('is not changed inside values, or if a property is named like a keyword', () => {
    const schema = {
      properties: {
        nullable: { type: 'boolean' },
        $ref: { type: 'string' },
        required: { type: 'boolean' },
        type: { type: 'string' },
      },
      example: { nullable: true, type: 'file', $ref: '#/nope' },
      default: { enum: [] },
      enum: [{ nullable: true, type: 'file' }, { enum: [] }],
    };
    expect(normalized(schema).X).toEqual(schema);
    expect(normalized(schema).texts).toEqual([]);
  });

  it('is reported with its place, unless its version allows it', () => {
    expect(normalized({ type: 'string', nullable: true }).texts).toEqual([]);
    expect(normalized({ properties: { a: { type: 'string', nullable: true } } }, '3.1.0')).toMatchObject({
      texts: ['nullable is not a keyword of OpenAPI 3.1: read as the type null'],
      paths: ['components.schemas.X.properties.a.nullable'],
    });
  });

  it('handles circular references', () => {
    const { document: out, notes } = normalize({
      ...document({ $ref: '#/components/schemas/Y' }),
      components: { schemas: { X: { $ref: '#/components/schemas/Y' }, Y: { $ref: '#/components/schemas/X' } } },
    });
    expect(out['components']).toEqual({ schemas: { X: {}, Y: {} } });
    expect(notes.map((note) => note.text)).toEqual([
      '$ref to #/components/schemas/Y is circular or has no target: any value is accepted',
      '$ref to #/components/schemas/X is circular or has no target: any value is accepted',
    ]);
  });
});

describe('a path', () => {
  it('gets operation ids from method and path if they are missing or duplicate', () => {
    const { paths, texts } = ofPaths({
      '/pets/{petId}': { get: { ...ok, parameters: [{ name: 'petId', in: 'path', required: true, schema: {} }] } },
      '/a': {
        get: { ...ok, operationId: 'same' },
        post: { ...ok, operationId: 'same' },
        put: { ...ok, operationId: 'Über' },
      },
    });
    expect(paths['/pets/{petId}']).toMatchObject({ get: { operationId: 'getPetsByPetId' } });
    expect(paths['/a']).toMatchObject({
      get: { operationId: 'same' },
      post: { operationId: 'postA' },
      put: { operationId: 'putA' },
    });
    expect(texts).toHaveLength(3);
  });

  it('gets parameters for its template, and no empty operation', () => {
    const { paths, texts } = ofPaths({ '/a/{id}': { get: { ...ok, operationId: 'a' }, post: null } });
    expect(paths['/a/{id}']).toEqual({
      get: {
        ...ok,
        operationId: 'a',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      },
    });
    expect(texts).toEqual(['the path parameter id is not declared: any text is accepted', 'is empty: it is ignored']);
  });

  it('keeps a path parameter that is declared by reference or for the whole path', () => {
    const parameters = [{ $ref: '#/components/parameters/Id' }];
    const item = { parameters, get: { ...ok, operationId: 'a' } };
    const components = { parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } } };
    expect(ofPaths({ '/a/{id}': item }, { components })).toEqual({ paths: { '/a/{id}': item }, texts: [] });
  });

  it('resolves references to operations, contents and path items', () => {
    const get = { ...ok, operationId: 'g' };
    const media = { 'application/json': { schema: { type: 'string', nullable: true } } };
    const { paths } = ofPaths(
      {
        '/a': { get: { $ref: '#/x-ops/g' } },
        '/b': { $ref: '#/components/pathItems/B' },
        '/c': { get: { operationId: 'c', responses: { 200: { description: '', content: { $ref: '#/x-m' } } } } },
      },
      { 'x-ops': { g: get }, 'x-m': media, components: { pathItems: { B: { post: { ...ok, operationId: 'b' } } } } },
    );
    expect(paths['/a']).toEqual({ get });
    expect(paths['/b']).toEqual({ post: { ...ok, operationId: 'b' } });
    expect(paths['/c']).toMatchObject({
      get: { responses: { 200: { content: { 'application/json': { schema: { type: ['string', 'null'] } } } } } },
    });
  });

  it('repairs a schema at an unusual place that a reference points to', () => {
    const { document: out } = normalize({
      ...document({ $ref: '#/x-shapes/A' }),
      'x-shapes': { A: { type: 'string', nullable: true } },
    });
    expect(out['x-shapes']).toEqual({ A: { type: ['string', 'null'] } });
  });

  it('simplifies pointers of encoded and indirect references', () => {
    const { document: out } = normalize({
      ...document({
        properties: {
          a: { $ref: '#/components/responses/Yes/content/application~1json/schema' },
          b: { $ref: '#/components/schemas/My%20Thing' },
        },
      }),
      components: {
        schemas: { X: { properties: { a: { $ref: '#/components/responses/Yes/content/application~1json/schema' } } } },
        responses: {
          Yes: { $ref: '#/components/responses/No' },
          No: { description: '', content: { 'application/json': { schema: { type: 'string' } } } },
        },
      },
    });
    expect(out['components']).toMatchObject({
      schemas: { X: { properties: { a: { $ref: '#/components/responses/No/content/application~1json/schema' } } } },
    });
  });

  it.each([
    [
      'without responses',
      { operationId: 'a' },
      { 200: { description: '' } },
      ['no response is declared: 200 without a body is assumed'],
    ],
    ['with 2xx', { operationId: 'a', responses: { '2xx': { description: 'x' } } }, { '2XX': { description: 'x' } }, []],
    [
      'with a status that is none',
      { operationId: 'a', responses: { ok: {}, 200: { description: 'x' } } },
      { 200: { description: 'x' } },
      ['ok is not a status code: it is ignored'],
    ],
    [
      'with a body where HTTP has none',
      { operationId: 'a', responses: { 204: { description: 'x', content: { 'text/plain': {} } } } },
      { 204: { description: 'x' } },
      ['a reply with status 204 has no body: its content is ignored'],
    ],
    [
      'with a dangling response',
      { operationId: 'a', responses: { 200: { description: 'x' }, 404: { $ref: '#/n' } } },
      { 200: { description: 'x' } },
      ['$ref to #/n has no target: it is ignored'],
    ],
  ])('answers something %s', (_, get, responses, notes) => {
    const { paths, texts } = ofPaths({ '/a': { get } });
    expect(paths['/a']?.['get']).toMatchObject({ responses });
    expect(texts).toEqual(notes);
  });

  it('can be distinguished from other paths', () => {
    const item = { get: { ...ok, operationId: 'a' } };
    const { paths, texts } = ofPaths({ things: item, '/b?x=1': item, '/b': { post: { ...ok, operationId: 'b' } } });
    expect(Object.keys(paths)).toEqual(['/things', '/b']);
    expect(texts).toEqual([
      'the path things is read as /things',
      'the path /b?x=1 cannot be distinguished from /b: it is ignored',
    ]);
  });
});

it('declares the security schemes that operations require', () => {
  const { document: out, notes } = normalize({ ...document({}), security: [{ nope: [] }] });
  expect(out['components']).toMatchObject({ securitySchemes: { nope: { type: 'http', scheme: 'bearer' } } });
  expect(notes.map((note) => note.text)).toEqual([
    'the security scheme nope is not declared: it is read as a bearer token',
  ]);
});

it('converts OpenAPI 2.0 to 3.1, and reports places in the original document', () => {
  const source = {
    swagger: '2.0',
    info: { title: 't', version: 1 },
    basePath: '/v1',
    host: 'x.test',
    paths: {
      '/things': {
        post: {
          operationId: 'make',
          parameters: [{ name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Thing' } }],
          responses: { 201: { description: 'x', schema: { $ref: '#/definitions/Thing' } } },
        },
      },
    },
    definitions: {
      Thing: { type: 'object', properties: { id: { type: 'integer', 'x-nullable': true }, x: { enum: [] } } },
    },
  };
  const before = JSON.stringify(source);
  const { document: out, notes } = normalize(source);
  expect(JSON.stringify(source)).toBe(before);
  expect(out).toMatchObject({
    openapi: '3.1.1',
    info: { version: '1' },
    paths: {
      '/things': {
        post: {
          responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
      },
    },
    components: { schemas: { Thing: { properties: { id: { type: ['integer', 'null'] } } } } },
  });
  expect(notes.map((note) => note.path)).toEqual([['definitions', 'Thing', 'properties', 'x', 'enum']]);
});

it.each(directories)('has nothing to repair in %s', (directory) => {
  const source = readVendor(directory).openapi.value as Json;
  const { document: out, notes } = normalize(source);
  const withoutKinds = JSON.stringify(out, (key, value: unknown) => (key === KINDS ? undefined : value));
  expect({ document: JSON.parse(withoutKinds) as Json, notes }).toEqual({ document: source, notes: [] });
});
