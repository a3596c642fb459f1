/** What the comparison of two contracts finds beside schemas: operations, parameters, replies, credentials, servers. */
import { diffVendors } from '../../src/diff/diff.js';
import type { Json } from '../../src/grammar/json.js';
import { base, patched, vendorOf } from '../support/contract-changes.js';

/** The changes of the contract; `!` marks what is breaking. */
async function found(before: Json, after: Json): Promise<string[]> {
  const { changes } = diffVendors(await vendorOf(patched(base, before)), await vendorOf(patched(base, after)));
  return changes
    .filter(({ area }) => area === 'contract')
    .map(({ breaking, places, what }) => `${breaking ? '! ' : ''}${places.join(', ')}: ${what}`);
}

const schema = { $ref: '#/components/schemas/Pet' };
const content = { 'application/json': { schema } };
const inList = (rule: Json): Json => ({ paths: { '/pets': { get: rule } } });
const inRead = (rule: Json): Json => ({ paths: { '/pets/{petId}': { get: rule } } });
const query = (parameter: Json): Json => inList({ parameters: [{ name: 'q', in: 'query', ...parameter }] });
const ok = (reply: Json): Json => inRead({ responses: { '200': reply } });
const schemes = (rule: Json): Json => ({ components: { securitySchemes: rule } });
const oauth = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://a.example/token', scopes: {} } } };
const text = { type: 'string' };

function patchedHeader(name: string): Json {
  return inList({
    responses: { '200': { headers: { 'X-Total': null, [name]: { required: true, schema: { type: 'integer' } } } } },
  });
}

function header(rule: Json, name = 'X-Total'): Json {
  return inList({ responses: { '200': { headers: { [name]: rule } } } });
}

const ownId = { parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }] };

/** Adds a parameter to reading. */
function inReadParameter(parameter: Json): Json {
  return inRead({ parameters: [parameter] });
}

function form(encoding: Json): Json {
  return inRead({ requestBody: { content: { 'multipart/form-data': { schema: { type: 'object' }, encoding } } } });
}

describe('the same in other words', () => {
  it.each<[name: string, before: Json, after: Json]>([
    [
      'the name of a security scheme',
      {},
      { security: [{ other: [] }], ...schemes({ bearer: null, other: { type: 'http', scheme: 'Bearer' } }) },
    ],
    ['the case of a header', {}, patchedHeader('x-total')],
    ['a style that is the default', query({ schema: text }), query({ schema: text, style: 'form', explode: true })],
    [
      'the style of a text in the query',
      query({ schema: text }),
      query({ schema: text, style: 'spaceDelimited', explode: false }),
    ],
    [
      'a parameter of the path and of its operations',
      {},
      { paths: { '/pets/{petId}': { parameters: null, get: ownId, delete: ownId } } },
    ],
    ['a trailing slash of a server', {}, { servers: [{ url: 'https://api.pets.example/v1/' }] }],
    [
      'a server with a variable',
      {},
      { servers: [{ url: 'https://{host}/v1', variables: { host: { default: 'api.pets.example' } } }] },
    ],
    ['a response by reference', {}, ok({ $ref: '#/components/responses/Pet' })],
    ['a parameter for Accept', {}, inReadParameter({ name: 'Accept', in: 'header', schema: text })],
    [
      'texts',
      {},
      {
        info: { title: 'Pets!', version: '2' },
        tags: [{ name: 'pets' }],
        ...inRead({ summary: 'Read', description: 'One pet.' }),
      },
    ],
  ])('%s is no change', async (_, before, after) => {
    const responses = { components: { responses: { Pet: { description: 'The pet.', content } } } };
    expect(await found({ ...before, ...responses }, { ...after, ...responses })).toEqual([]);
  });

  it('the name of a path parameter is no change', async () => {
    const paths = base['paths'] as Json;
    const item = JSON.parse(JSON.stringify(paths['/pets/{petId}']).replaceAll('petId', 'id')) as Json;
    expect(await found({}, { paths: { '/pets/{petId}': null, '/pets/{id}': item } })).toEqual([]);
  });

  it('OpenAPI 2.0 equals its form in 3.0', async () => {
    const info = { title: 'Two', version: '1' };
    const two = {
      swagger: '2.0',
      info,
      host: 'a.example',
      schemes: ['https'],
      paths: {
        '/a': {
          post: {
            operationId: 'a',
            consumes: ['application/json'],
            produces: ['application/json'],
            parameters: [
              { name: 'q', in: 'query', type: 'integer', maximum: 9 },
              { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/A' } },
            ],
            responses: { '200': { description: 'A.', schema: { $ref: '#/definitions/A' } } },
          },
        },
      },
      definitions: { A: { type: 'object', properties: { a: { type: 'string', 'x-nullable': true } } } },
    };
    const media = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };
    const three = {
      openapi: '3.0.3',
      info,
      servers: [{ url: 'https://a.example' }],
      paths: {
        '/a': {
          post: {
            operationId: 'a',
            parameters: [{ name: 'q', in: 'query', schema: { type: 'integer', maximum: 9 } }],
            requestBody: { required: true, content: media },
            responses: { '200': { description: 'A.', content: media } },
          },
        },
      },
      components: { schemas: { A: { type: 'object', properties: { a: { type: 'string', nullable: true } } } } },
    };
    expect(diffVendors(await vendorOf(two), await vendorOf(three)).changes).toEqual([]);
  });
});

describe('a change', () => {
  it.each<[name: string, before: Json, after: Json, changes: string[]]>([
    [
      'of the style of a list',
      query({ schema: { type: 'array' } }),
      query({ schema: { type: 'array' }, explode: false }),
      ['! query q: values are written as form, no longer as form, exploded'],
    ],
    [
      'from a style to JSON',
      query({ schema: { type: 'object' } }),
      query({ content: { 'application/json': { schema: { type: 'object' } } } }),
      ['! query q: values are written as JSON, no longer as form, exploded'],
    ],
    [
      'of the place of a parameter',
      query({ schema: text }),
      query({ schema: text, in: 'header' }),
      ['! query q: the parameter was removed', 'header q: an optional parameter was added'],
    ],
    [
      'to a deprecated parameter',
      query({ schema: text }),
      query({ schema: text, deprecated: true }),
      ['query q: it is deprecated'],
    ],
    ['to a deprecated operation', {}, inRead({ deprecated: true }), ['operation: it is deprecated']],
    ['of an operationId', {}, inRead({ operationId: 'getPet' }), ['operationId: readPet became getPet']],
    [
      'to a required body',
      {},
      inRead({ requestBody: { required: true, content } }),
      ['! body: a required request body was added'],
    ],
    ['to an optional body', {}, inRead({ requestBody: { content } }), ['body: an optional request body was added']],
    ['without a body', inRead({ requestBody: { content } }), {}, ['! body: the request body was removed']],
    [
      'of the encoding of a part',
      form({ a: { style: 'form' } }),
      form({ a: { style: 'deepObject' } }),
      ['! body: the encoding of the parts differs'],
    ],
    ['to a reply without a body', {}, ok({ content: null }), ['! reply 200 body: the reply has no body any more']],
    ['to a wildcard media type', {}, ok({ content: { 'application/json': null, 'application/*': { schema } } }), []],
    [
      'to a range of statuses',
      {},
      inRead({ responses: { '404': null, '4XX': { $ref: '#/components/responses/Refused' } } }),
      ['reply 4XX: the status was added'],
    ],
    [
      'of the reply for all other statuses',
      inRead({ responses: { '404': null, default: { description: 'No.', content } } }),
      inRead({ responses: { '404': null, default: { description: 'No.' } } }),
      ['! reply default body: the reply has no body any more'],
    ],
    [
      'of the type of a header',
      {},
      header({ schema: text }),
      ['! reply 200 header x-total: the type integer became string'],
    ],
    ['to a new header', {}, header({ schema: text }, 'X-New'), ['reply 200 header x-new: the header was added']],
    ['to an open API', {}, { security: [] }, ['security: no credential is now sufficient, too']],
    [
      'to two credentials at once',
      {},
      { security: [{ bearer: [], key: [] }] },
      ['! security: HTTP bearer is no longer sufficient; required: HTTP bearer and a key in the header X-Key'],
    ],
    [
      'from two credentials to one',
      { security: [{ bearer: [], key: [] }] },
      {},
      ['security: HTTP bearer is now sufficient, too'],
    ],
    [
      'of the scopes',
      { security: [{ oauth: ['a'] }], ...schemes({ oauth }) },
      { security: [{ oauth: ['a', 'b'] }], ...schemes({ oauth }) },
      [
        '! security: OAuth 2 clientCredentials https://a.example/token and the scope a is no longer sufficient; required: OAuth 2 clientCredentials https://a.example/token and the scope a and the scope b',
      ],
    ],
    [
      'of the security of one operation',
      {},
      inRead({ security: [{ key: [] }] }),
      ['! security: HTTP bearer is no longer sufficient; required: a key in the header X-Key'],
    ],
    [
      'of a server that is relative to the document',
      { servers: [{ url: '/' }] },
      {},
      ['! servers: no longer at /, but at https://api.pets.example/v1'],
    ],
    [
      'of the server of one path',
      {},
      { paths: { '/pets': { servers: [{ url: 'https://b.example' }] } } },
      ['! servers: no longer at https://api.pets.example/v1, but at https://b.example'],
    ],
  ])('%s is reported', async (_, before, after, changes) => {
    expect(await found(before, after)).toEqual(changes);
  });

  it('of two operations that share a response is reported for each', async () => {
    const after = {
      paths: {
        '/pets': { get: { responses: { '400': null } } },
        '/pets/{petId}': { get: { responses: { '404': null } } },
      },
    };
    expect(await found({}, after)).toEqual([
      'reply 400: the status is no longer declared',
      'reply 404: the status is no longer declared',
    ]);
  });

  it('of a schema that several operations use is reported once, with all of them', async () => {
    const after = { components: { schemas: { Pet: { properties: { weight: null } } } } };
    const { changes } = diffVendors(await vendorOf(base), await vendorOf(patched(base, after)));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      operations: ['GET /pets', 'POST /pets', 'GET /pets/{petId}'],
      places: ['reply 200 body[].weight', 'reply 201 body.weight', 'reply 200 body.weight'],
      before: { at: '#/components/schemas/Pet/properties/weight' },
    });
  });

  it('of an operation that moved is compared with its old form', async () => {
    const moved = {
      delete: null,
      post: { operationId: 'deletePet', responses: { '200': { description: 'Deleted.' } } },
    };
    expect(await found({}, { paths: { '/pets/{petId}': moved } })).toEqual([
      '! operation: it moved from DELETE /pets/{petId} to POST /pets/{petId}',
      '! reply 204: the status is no longer declared',
      'reply 401: the status is no longer declared',
      'reply 404: the status is no longer declared',
      'reply 200: the status was added',
    ]);
  });
});
