import { preparedParameter } from '../../src/contract/parameters/parameter.js';
import { parseParameters, pathText, planOf, type ParsedParameters } from '../../src/contract/parameters/parse.js';
import { Places } from '../../src/contract/schema-place.js';
import type { Json } from '../../src/grammar/json.js';
import { processorTimeOf } from '../support/processor-time.js';

const list = (items: Json): Json => ({ type: 'array', items });
const rgb: Json = { type: 'object', properties: { r: { type: 'integer' }, g: { type: 'integer' } } };
const integer: Json = { type: 'integer' };

function parse(
  raw: Json[],
  sent: { params?: Record<string, string>; query?: string; headers?: Record<string, string> },
): ParsedParameters {
  const places = new Places({});
  const all = raw.map((parameter) => preparedParameter(parameter, (schema) => places.of(schema)));
  return parseParameters(planOf(all), {
    params: sent.params ?? {},
    query: sent.query ?? '',
    headers: sent.headers ?? {},
  });
}

const query = (parameter: Json, text: string): unknown => parse([{ in: 'query', ...parameter }], { query: text }).query;

it.each([
  ['exploded form', { name: 'a', schema: list(integer) }, 'a=1&a=2', { a: [1, 2] }],
  ['one value with an encoded comma', { name: 'a', schema: list({ type: 'string' }) }, 'a=x%2C+y', { a: ['x, y'] }],
  ['form', { name: 'a', explode: false, schema: list(integer) }, 'a=1,2', { a: [1, 2] }],
  ['form with encoded commas', { name: 'a', explode: false, schema: list({}) }, 'a=1%2C2,3', { a: ['1,2', '3'] }],
  ['spaceDelimited', { name: 'a', style: 'spaceDelimited', schema: list(integer) }, 'a=1%202', { a: [1, 2] }],
  ['spaceDelimited by plus', { name: 'a', style: 'spaceDelimited', schema: list(integer) }, 'a=1+2', { a: [1, 2] }],
  ['pipeDelimited', { name: 'a', style: 'pipeDelimited', schema: list(integer) }, 'a=1|2%7C3', { a: [1, 2, 3] }],
  ['deepObject', { name: 'a', style: 'deepObject', schema: rgb }, 'a[r]=1&a%5Bg%5D=2', { a: { r: 1, g: 2 } }],
  ['deepObject of a list', { name: 'a', style: 'deepObject', schema: list(integer) }, 'a[]=1&a[]=2', { a: [1, 2] }],
  ['deepObject by index', { name: 'a', style: 'deepObject', schema: list(integer) }, 'a[1]=1&a[0]=2', { a: [2, 1] }],
  ['exploded object', { name: 'a', schema: rgb }, 'r=1&g=2', { a: { r: 1, g: 2 } }],
  ['object', { name: 'a', explode: false, schema: rgb }, 'a=r,1,g,2', { a: { r: 1, g: 2 } }],
  ['piped object', { name: 'a', style: 'pipeDelimited', schema: rgb }, 'a=r|1|g|2', { a: { r: 1, g: 2 } }],
  ['a name with brackets', { name: 'a[]', schema: list(integer) }, 'a[]=1&a[]=2', { 'a[]': [1, 2] }],
  ['JSON', { name: 'a', content: { 'application/json': { schema: rgb } } }, 'a=%7B%22r%22%3A1%7D', { a: { r: 1 } }],
  ['text as content', { name: 'a', content: { 'text/plain': { schema: {} } } }, 'a=1', { a: '1' }],
  ['allowReserved', { name: 'a', allowReserved: true, schema: { type: 'string' } }, 'a=/b?c:d', { a: '/b?c:d' }],
  ['a list or nothing', { name: 'a', schema: { anyOf: [list(integer), { type: 'null' }] } }, 'a=1', { a: [1] }],
  [
    'a list or a text',
    { name: 'a', schema: { oneOf: [{ type: 'string' }, list({ type: 'string' })] } },
    'a=x',
    { a: 'x' },
  ],
  [
    'a list of a list or a text',
    { name: 'a', schema: { oneOf: [{ type: 'string' }, list(integer)] } },
    'a=1&a=2',
    { a: [1, 2] },
  ],
])('reads a query parameter: %s', (_what, parameter, text, expected) => {
  expect(query(parameter, text)).toEqual(expected);
});

it.each([
  [integer, '5', 5],
  [integer, '5.0', '5.0'],
  [integer, '9007199254740993', '9007199254740993'],
  [{ type: 'number' }, '1e2', 100],
  [{ type: 'number' }, '1e400', '1e400'],
  [{ type: 'boolean' }, 'false', false],
  [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, '5', 5],
  [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, '', null],
  [{ allOf: [{ type: 'integer' }, { minimum: 1 }] }, '5', 5],
  [{ oneOf: [{ type: 'boolean' }, { type: 'string' }] }, 'true', true],
  [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, '5', 5],
  [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, '007', '007'],
  [{ type: ['string', 'integer'], enum: ['1', 2] }, '1', '1'],
  [{ enum: [1, 2] }, '1', 1],
  [{ type: 'string' }, '5', '5'],
  [{}, '5', '5'],
])('converts a text by any branch of the schema: %j %s', (schema, text, expected) => {
  expect(query({ name: 'a', schema }, `a=${text}`)).toEqual({ a: expected });
});

it.each([
  ['simple', false, list(integer), '1,2', [1, 2]],
  ['simple', false, rgb, 'r,1,g,2', { r: 1, g: 2 }],
  ['simple', true, rgb, 'r=1,g=2', { r: 1, g: 2 }],
  ['simple', false, list({ type: 'string' }), 'a%2Cb,c', ['a,b', 'c']],
  ['label', false, list(integer), '.1,2', [1, 2]],
  ['label', true, list(integer), '.1.2', [1, 2]],
  ['label', true, rgb, '.r=1.g=2', { r: 1, g: 2 }],
  ['matrix', false, list(integer), ';a=1,2', [1, 2]],
  ['matrix', true, list(integer), ';a=1;a=2', [1, 2]],
  ['matrix', true, rgb, ';r=1;g=2', { r: 1, g: 2 }],
])('reads a path parameter: %s, explode %s, %j', (style, explode, schema, text, expected) => {
  const { path } = parse([{ in: 'path', name: 'a', style, explode, schema }], { params: { a: text } });
  expect(path).toEqual({ a: expected });
});

it('removes the prefix of a single value in a path', () => {
  const places = new Places({});
  const text = (style: string, raw: string): string =>
    pathText(
      preparedParameter({ in: 'path', name: 'a', style, schema: integer }, (schema) => places.of(schema)),
      raw,
    );
  expect([text('simple', '.5'), text('label', '.5'), text('matrix', ';a=5')]).toEqual(['.5', '5', '5']);
});

it('reads headers in any case, and cookies', () => {
  const parameters = [
    { in: 'header', name: 'X-Limit', schema: integer },
    { in: 'header', name: 'X-List', schema: list(integer) },
    { in: 'header', name: 'Authorization', schema: { type: 'string' } },
    { in: 'cookie', name: 'session', schema: { type: 'string' } },
    { in: 'cookie', name: 'ids', explode: false, schema: list(integer) },
  ];
  const headers = {
    'x-limit': '5',
    'x-list': '1, 2',
    authorization: 'Bearer k',
    cookie: 'other=1; session=a%20b; ids=1,2',
  };
  const { header, cookie } = parse(parameters, { headers });
  expect(header).toEqual({ 'x-limit': 5, 'x-list': [1, 2] });
  expect(cookie).toEqual({ session: 'a b', ids: [1, 2] });
});

it('reports unknown, repeated and malformed query parameters', () => {
  const parameters = [{ in: 'query', name: 'a', schema: integer }];
  const issues = (text: string): unknown[] =>
    parse(parameters, { query: text }).issues.map(({ field, keyword }) => `${field} ${keyword}`);
  expect(issues('b=1&a=1')).toEqual(['b unknownParameter']);
  expect(issues('a=1&a=2')).toEqual(['a repeated']);
  expect(issues('a=%ZZ')).toEqual(['query encoding']);
  expect(issues('a[b]=1')).toEqual(['a[b] unknownParameter']);
});

it('reads many parts of an object in linear time', () => {
  const text = Array.from({ length: 40_000 }, (_, i) => `a[k${i}]=1`).join('&');
  const parameter = { name: 'a', style: 'deepObject', schema: { type: 'object', additionalProperties: integer } };
  let parsed: unknown;
  expect(processorTimeOf(() => (parsed = query(parameter, text)))).toBeLessThan(1500);
  expect(parsed).toMatchObject({ a: { k0: 1, k39999: 1 } });
});

it('no parameter name can change a prototype', () => {
  const deep = { name: 'a', style: 'deepObject', schema: { type: 'object' } };
  const parsed = parse([{ in: 'query', ...deep }], { query: 'a[__proto__][x]=1' });
  expect(parsed.issues).toHaveLength(1);
  expect(query({ name: 'a', explode: false, schema: rgb }, 'a=__proto__,1')).toEqual({ a: '__proto__,1' });
  expect(({} as Json)['x']).toBeUndefined();
});
