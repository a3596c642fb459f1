import { decodeBody } from '../../src/contract/bodies/decode.js';
import { declaredFor, replyTypeOf } from '../../src/contract/bodies/media-types.js';
import { Places } from '../../src/contract/schema-place.js';
import { Upload } from '../../src/engine/values/upload.js';
import type { Json } from '../../src/grammar/json.js';
import { processorTimeOf } from '../support/processor-time.js';

const FORM = 'application/x-www-form-urlencoded';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const integer: Json = { type: 'integer' };
const object = (properties: Json): Json => ({ type: 'object', properties });

const decode = (schema: Json, type: string, body: Parameters<typeof decodeBody>[0], encoding: Json = {}): unknown => {
  const decoded = decodeBody(body, type, new Places({}).of(schema), { schema, encoding });
  return 'value' in decoded ? decoded.value : decoded;
};
const form = (schema: Json, text: string, encoding?: Json): unknown => decode(schema, FORM, bytes(text), encoding);

it('reads a form with many fields by a schema with many properties in linear time', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `p${i}`);
  const schema = object(Object.fromEntries(names.map((name) => [name, integer])));
  const text = names.map((name) => `q${name}=1`).join('&');
  let value: unknown;
  expect(processorTimeOf(() => (value = form(schema, text)))).toBeLessThan(1500);
  expect(Object.keys(value as Json)).toHaveLength(names.length);
});

const node: Json = object({ n: integer });
(node['properties'] as Json)['child'] = node;

it.each([
  ['texts and numbers', object({ a: { type: 'string' }, n: integer }), 'a=1&n=1', { a: '1', n: 1 }],
  ['a plus and percent-encoding', object({}), 'a=x+y%2B%C3%BC', { a: 'x y+ü' }],
  ['nested objects', object({ a: object({ b: object({ c: integer }) }) }), 'a[b][c]=1', { a: { b: { c: 1 } } }],
  ['a list by []', object({ a: { type: 'array', items: integer } }), 'a[]=1&a[]=2', { a: [1, 2] }],
  ['a list by index', object({ a: { type: 'array', items: integer } }), 'a[0]=1&a[1]=2', { a: [1, 2] }],
  ['a list by name', object({ a: { type: 'array', items: integer } }), 'a=1&a=2', { a: [1, 2] }],
  ['a list of one', object({ a: { type: 'array', items: integer } }), 'a=1', { a: [1] }],
  [
    'a list below an object',
    object({ a: object({ b: { type: 'array', items: integer } }) }),
    'a[b][]=1',
    { a: { b: [1] } },
  ],
  [
    'objects in a list',
    object({ a: { type: 'array', items: object({ n: integer }) } }),
    'a[][n]=1&a[][m]=x&a[][n]=2',
    { a: [{ n: 1, m: 'x' }, { n: 2 }] },
  ],
  [
    'objects by index',
    object({ a: { type: 'array', items: object({ n: integer }) } }),
    'a[0][n]=1&a[1][n]=2',
    { a: [{ n: 1 }, { n: 2 }] },
  ],
  [
    'a map with numbers as names',
    object({ a: { type: 'object', additionalProperties: integer } }),
    'a[7]=1',
    { a: { 7: 1 } },
  ],
  ['any branch', object({ a: { anyOf: [{ type: 'integer' }, { type: 'string', enum: [''] }] } }), 'a=5', { a: 5 }],
  [
    'an object or a text',
    object({ a: { anyOf: [object({ n: integer }), { type: 'string' }] } }),
    'a[n]=5',
    { a: { n: 5 } },
  ],
  ['JSON where only an object fits', object({ a: object({ n: integer }) }), 'a=%7B%22n%22%3A5%7D', { a: { n: 5 } }],
  ['a recursive schema', node, 'child[child][n]=1', { child: { child: { n: 1 } } }],
  [
    'a name with brackets that is declared',
    object({ 'a[]': { type: 'array', items: integer } }),
    'a[]=1',
    { 'a[]': [1] },
  ],
  ['an unknown field', object({}), 'a[b]=1&c=2', { a: { b: '1' }, c: '2' }],
  ['brackets that do not match', object({}), 'a[b=1&[c]=2', { 'a[b': '1', '[c]': '2' }],
  ['keys of Object.prototype', object({}), 'constructor=1&a[toString]=2', { constructor: '1', a: { toString: '2' } }],
])('reads a form: %s', (_what, schema, text, expected) => {
  expect(form(schema, text)).toEqual(expected);
});

it.each([
  ['form', { explode: false }, 'a=1,2%2C3', { a: ['1', '2,3'] }],
  ['spaceDelimited', { style: 'spaceDelimited' }, 'a=1%202', { a: ['1', '2'] }],
  ['pipeDelimited', { style: 'pipeDelimited' }, 'a=1|2', { a: ['1', '2'] }],
  ['deepObject', { style: 'deepObject' }, 'a[]=1', { a: ['1'] }],
  ['JSON', { contentType: 'application/json' }, 'a=[1]', { a: [1] }],
])('applies the encoding of a property: %s', (_what, encoding, text, expected) => {
  expect(form(object({ a: { type: 'array', items: {} } }), text, { a: encoding })).toEqual(expected);
});

it.each([
  ['a=%ZZ', 'body has a bad percent-encoding'],
  ['a[__proto__][x]=1', 'body holds a key that is not allowed'],
  ['__proto__=1', 'body holds a key that is not allowed'],
  [`a${'[b]'.repeat(200)}=1`, 'body is nested too deeply'],
  ['a=1&a[b]=2', 'a is sent in two ways at once: as a value, as a list or as an object'],
])('says why a form cannot be read: %s', (text, problem) => {
  expect(form({}, text)).toEqual({ problem });
});

it('reads a form of 50,000 parts', () => {
  const text = Array.from({ length: 50_000 }, (_, i) => `a[${i}][n]=${i}`).join('&');
  const read = form(object({ a: { type: 'array', items: object({ n: integer }) } }), text) as { a: unknown[] };
  expect(read.a).toHaveLength(50_000);
  expect(read.a[49_999]).toEqual({ n: 49_999 });
});

const part = (name: string, content: string | Uint8Array, filename?: string, type = 'text/plain') => ({
  name,
  filename,
  type,
  bytes: typeof content === 'string' ? bytes(content) : content,
});

it('converts the parts of a multipart body by their schemas', () => {
  const schema = object({
    n: integer,
    meta: object({ a: integer }),
    tags: { type: 'array', items: { type: 'string' } },
    file: { type: 'string', format: 'binary' },
    files: { type: 'array', items: { type: 'string', format: 'binary' } },
    text: { type: 'string' },
    coded: { type: 'string', format: 'byte' },
    any: {},
    json: {},
  });
  const read = decode(
    schema,
    'multipart/form-data; boundary=x',
    [
      part('n', '5'),
      part('meta', '{"a":1}', undefined, 'application/json'),
      part('tags', 'x'),
      part('tags', 'y'),
      part('file', Uint8Array.of(0, 255), 'a.bin', 'application/octet-stream'),
      part('files', Uint8Array.of(1), 'b.bin'),
      part('files', Uint8Array.of(2), 'c.bin'),
      part('text', 'hü', 'a.txt'),
      part('coded', Uint8Array.of(0, 255), 'a.bin'),
      part('any', 'xy', 'a.png', 'image/png'),
      part('json', '[1]'),
    ],
    { json: { contentType: 'application/json' } },
  ) as Json;
  const { any, ...rest } = read;
  expect(rest).toEqual({
    n: 5,
    meta: { a: 1 },
    tags: ['x', 'y'],
    file: '\u0000\u00ff',
    files: ['\u0001', '\u0002'],
    text: 'hü',
    coded: 'AP8=',
    json: [1],
  });
  expect(any).toBeInstanceOf(Upload);
  expect([Object.assign({}, any), (any as Upload).bytes.length]).toEqual([
    { filename: 'a.png', type: 'image/png', size: 2 },
    2,
  ]);
});

it.each([
  [{ type: 'string' }, 'text/plain', bytes('hü'), 'hü'],
  [{ type: 'string' }, 'application/xml', bytes('<a/>'), '<a/>'],
  [{ type: 'string' }, 'application/apply-patch+yaml', bytes('a: 1'), 'a: 1'],
  [{ type: 'object' }, 'text/plain', bytes('{"a":1}'), { a: 1 }],
  [{ type: 'object' }, 'text/plain', bytes('a: 1'), 'a: 1'],
  [{ type: ['object', 'string'] }, 'text/plain', bytes('{"a":1}'), '{"a":1}'],
  [{ type: 'string', format: 'binary' }, 'application/octet-stream', Uint8Array.of(0, 255), '\u0000\u00ff'],
  [{ type: 'string' }, 'image/png', Uint8Array.of(0, 255), '\u0000\u00ff'],
  [{ type: 'string', contentEncoding: 'base64' }, 'image/png', Uint8Array.of(0, 255), 'AP8='],
  [{ type: 'string' }, 'text/plain', Uint8Array.of(255), { problem: 'body is not valid UTF-8' }],
])('reads a body of another kind: %j as %s', (schema, type, body, expected) => {
  expect(decode(schema, type, body)).toEqual(expected);
});

it.each([
  [['application/json'], 'Application/JSON; charset=utf-8', 'application/json'],
  [['application/json; charset=utf-8'], 'application/json', 'application/json; charset=utf-8'],
  [['*/*'], 'image/png', '*/*'],
  [['*/*', 'application/*', 'application/json'], 'application/json', 'application/json'],
  [['*/*', 'application/*'], 'application/json', 'application/*'],
  [['application/*+json'], 'application/vnd.x+json', 'application/*+json'],
  [['application/json'], 'application/vnd.x+json', undefined],
  [['application/json', 'application/json; v=2'], 'application/json; v=2', 'application/json; v=2'],
  [['*/*'], '', undefined],
])('finds the declared type of a body: %j <- %s', (declared, sent, expected) => {
  expect(declaredFor(declared, sent)).toBe(expected);
});

it('chooses JSON if a reply may have any type', () => {
  expect(['*/*', 'application/*', 'text/*', 'application/vnd.api+json'].map(replyTypeOf)).toEqual([
    'application/json',
    'application/json',
    'text/plain',
    'application/vnd.api+json',
  ]);
});
