/** What the comparison of two schemas finds, and whether it breaks requests or the reading of replies. */
import { Places } from '../../src/contract/schema-place.js';
import { Pointers } from '../../src/diff/pointers.js';
import { SchemaComparison, type SchemaSide } from '../../src/diff/schema/comparison.js';
import { verdictOf, type Use } from '../../src/diff/schema/finding.js';
import { SchemaViews } from '../../src/diff/schema/schema-view.js';
import type { Json } from '../../src/grammar/json.js';

function sideOf(schema: unknown, schemas: Json): SchemaSide {
  const document = { schema, components: { schemas } };
  return { views: new SchemaViews(new Places(document)), pointers: new Pointers(document) };
}

/** `!` marks what is breaking. */
function found(
  before: unknown,
  after: unknown,
  use: Use = 'request',
  schemas: Json = {},
  newSchemas = schemas,
): string[] {
  const [from, to] = [structuredClone(before), structuredClone(after)];
  return new SchemaComparison(sideOf(from, schemas), sideOf(to, newSchemas))
    .compare(from, to, use)
    .map(
      ({ path, finding }) =>
        `${verdictOf(finding, use).breaking ? '! ' : ''}${path === '' ? '' : `${path}: `}${finding.what}`,
    );
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

describe('equal schemas in different words', () => {
  const cat = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 9 } } };
  it.each<[name: string, before: unknown, after: unknown, schemas?: Json]>([
    ['a reference and the schema itself', ref('Cat'), cat, { Cat: cat }],
    ['a reference to a reference', ref('Pet'), ref('Cat'), { Cat: cat, Pet: ref('Cat') }],
    ['an allOf of one and the schema itself', { allOf: [cat] }, cat],
    [
      'an allOf of two and their sum',
      { allOf: [{ type: 'object', required: ['name'] }, { properties: { name: { type: 'string', maxLength: 9 } } }] },
      cat,
    ],
    [
      'two limits and the stricter one',
      { allOf: [{ type: 'integer', maximum: 9 }, { maximum: 5 }] },
      { type: 'integer', maximum: 5 },
    ],
    [
      'null as a type and as an alternative',
      { type: ['string', 'null'] },
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    [
      'null beside a reference',
      { oneOf: [ref('Cat'), { type: 'null' }] },
      { ...cat, type: ['object', 'null'] },
      { Cat: cat },
    ],
    ['const and an enum of one', { const: 'a' }, { type: 'string', enum: ['a'] }],
    ['an enum in another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['a length of at least 0 and none', { type: 'string', minLength: 0 }, { type: 'string' }],
    [
      'anyOf and oneOf',
      { anyOf: [ref('Cat'), { type: 'string' }] },
      { oneOf: [{ type: 'string' }, ref('Cat')] },
      { Cat: cat },
    ],
    [
      'several types and alternatives of them',
      { type: ['string', 'integer'] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ],
    ['texts for people', { type: 'string', description: 'a', example: 'b' }, { type: 'string', title: 'c' }],
    ['no schema and an empty one', {}, true],
  ])('%s do not differ', (_, before, after, schemas = {}) => {
    for (const use of ['request', 'reply', 'text'] as const) {
      expect(found(before, after, use, schemas)).toEqual([]);
      expect(found(after, before, use, schemas)).toEqual([]);
    }
  });
});

it('null that another schema of the value excludes is not valid', () => {
  const cat = { type: 'object', properties: { name: { type: 'string' } } };
  const before = { allOf: [{ anyOf: [ref('Cat'), { type: 'null' }] }, ref('Cat')] };
  expect(found(before, ref('Cat'), 'request', { Cat: cat })).toEqual([]);
  expect(found(ref('Cat'), { anyOf: [ref('Cat'), { type: 'null' }] }, 'request', { Cat: cat })).toEqual([
    'null became valid',
  ]);
});

it('a difference in a schema is found again wherever the schema is used', () => {
  const [before, after] = ['string', 'integer'].map((type) =>
    sideOf({}, { Tag: { type: 'object', properties: { id: { type } } } }),
  );
  if (before === undefined || after === undefined) throw new Error('two sides');
  const comparison = new SchemaComparison(before, after);
  const paths = (schema: Json): string[] => comparison.compare(schema, schema, 'request').map(({ path }) => path);
  expect(paths(ref('Tag'))).toEqual(['.id']);
  expect(paths({ type: 'array', items: ref('Tag') })).toEqual(['[].id']);
  expect(paths({ type: 'object', properties: { tag: ref('Tag') } })).toEqual(['.tag.id']);
});

describe('one constraint', () => {
  const text = { type: 'string' };
  const number = { type: 'number' };
  const list = { type: 'array', items: text };
  it.each<[name: string, looser: unknown, stricter: unknown, narrowed: string[], widened: string[]]>([
    [
      'a type',
      { type: ['string', 'integer'] },
      text,
      ['the type string or integer became string'],
      ['the type string became string or integer'],
    ],
    [
      'integer and number',
      number,
      { type: 'integer' },
      ['the type number became integer'],
      ['the type integer became number'],
    ],
    ['any value', {}, { type: 'integer' }, ['the type any became integer'], ['the type integer became any']],
    ['null', { type: ['string', 'null'] }, text, ['null is no longer valid'], ['null became valid']],
    [
      'an enum',
      text,
      { ...text, enum: ['a'] },
      ['only some values are allowed now'],
      ['the list of allowed values was removed'],
    ],
    [
      'a value of an enum',
      { enum: ['a', 'b'] },
      { enum: ['a'] },
      ['these values are no longer allowed: "b"'],
      ['these values became allowed: "b"'],
    ],
    [
      'minimum',
      { ...number, minimum: 1 },
      { ...number, minimum: 2 },
      ['the minimum 1 became 2'],
      ['the minimum 2 became 1'],
    ],
    [
      'an exclusive minimum',
      { ...number, minimum: 1 },
      { ...number, exclusiveMinimum: 1 },
      ['the minimum 1 became 1 (exclusive)'],
      ['the minimum 1 (exclusive) became 1'],
    ],
    ['maximum', number, { ...number, maximum: 2 }, ['the maximum 2 was added'], ['the maximum 2 was removed']],
    [
      'maxLength',
      { ...text, maxLength: 9 },
      { ...text, maxLength: 5 },
      ['the maximum length 9 became 5'],
      ['the maximum length 5 became 9'],
    ],
    [
      'minItems',
      list,
      { ...list, minItems: 1 },
      ['the minimum number of elements 0 became 1'],
      ['the minimum number of elements 1 became 0'],
    ],
    [
      'uniqueItems',
      list,
      { ...list, uniqueItems: true },
      ['the rule that elements are unique true was added'],
      ['the rule that elements are unique true was removed'],
    ],
    [
      'multipleOf',
      { ...number, multipleOf: 2 },
      { ...number, multipleOf: 4 },
      ['the factor (multipleOf) 2 became 4'],
      ['the factor (multipleOf) 4 became 2'],
    ],
    ['pattern', text, { ...text, pattern: '^a' }, ['the pattern "^a" was added'], ['the pattern "^a" was removed']],
    ['format', text, { ...text, format: 'uuid' }, ['the format "uuid" was added'], ['the format "uuid" was removed']],
    [
      'bits',
      { type: 'integer', format: 'int64' },
      { type: 'integer', format: 'int32' },
      ['the format "int64" became "int32"'],
      ['the format "int32" became "int64"'],
    ],
    [
      'the elements of a list',
      list,
      { ...list, items: { ...text, maxLength: 3 } },
      ['[]: the maximum length 3 was added'],
      ['[]: the maximum length 3 was removed'],
    ],
    [
      'the first element of a list',
      { type: 'array', prefixItems: [number] },
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      ['[0]: the type number became integer'],
      ['[0]: the type integer became number'],
    ],
    [
      'the values of a map',
      { type: 'object', additionalProperties: { type: ['string', 'integer'] } },
      { type: 'object', additionalProperties: text },
      ['.*: the type string or integer became string'],
      ['.*: the type string became string or integer'],
    ],
    [
      'names by a pattern',
      { type: 'object', patternProperties: { '^a': number } },
      { type: 'object', patternProperties: { '^a': { type: 'integer' } } },
      ['./^a/: the type number became integer'],
      ['./^a/: the type integer became number'],
    ],
    [
      'a condition',
      { type: 'object' },
      { type: 'object', not: { required: ['a'] } },
      ['the condition not {"required":["a"]} was added'],
      ['the condition not {"required":["a"]} was removed'],
    ],
    [
      'an alternative',
      { oneOf: [ref('A'), ref('B')] },
      { oneOf: [ref('A')] },
      ['the alternative B was removed'],
      ['the alternative B was added'],
    ],
    [
      'an alternative of three',
      { oneOf: [ref('A'), ref('B'), ref('C')] },
      { oneOf: [ref('A'), ref('C')] },
      ['the alternative B was removed'],
      ['the alternative B was added'],
    ],
  ])('%s: narrowing breaks requests, widening breaks replies', (_, looser, stricter, narrowed, widened) => {
    const schemas = Object.fromEntries(
      ['A', 'B', 'C'].map((name) => [
        name,
        { type: 'object', required: [name], properties: { [name]: { type: 'string' } } },
      ]),
    );
    const breaking = (list: string[]): string[] => list.map((item) => `! ${item}`);
    const compare = (before: unknown, after: unknown, use: Use): string[] => found(before, after, use, schemas);
    expect(compare(looser, stricter, 'request')).toEqual(breaking(narrowed));
    expect(compare(looser, stricter, 'reply')).toEqual(narrowed);
    expect(compare(stricter, looser, 'request')).toEqual(widened);
    expect(compare(stricter, looser, 'reply')).toEqual(breaking(widened));
  });
});

describe('properties', () => {
  const thing = (properties: Json, required: string[] = [], more: Json = {}): Json => ({
    type: 'object',
    properties,
    required,
    ...more,
  });
  const text = { type: 'string' };

  it.each<[name: string, before: Json, after: Json, request: string[], reply: string[]]>([
    [
      'removed',
      thing({ a: text, b: text }),
      thing({ a: text }),
      ['! .b: the property was removed'],
      ['! .b: the property was removed'],
    ],
    [
      'added',
      thing({ a: text }),
      thing({ a: text, b: text }),
      ['.b: the property was added'],
      ['.b: the property was added'],
    ],
    [
      'added and required',
      thing({}),
      thing({ b: text }, ['b']),
      ['! .b: the property was added, and it is required'],
      ['.b: the property was added'],
    ],
    [
      'required',
      thing({ a: text }),
      thing({ a: text }, ['a']),
      ['! .a: it became required'],
      ['.a: it became required'],
    ],
    [
      'optional',
      thing({ a: text }, ['a']),
      thing({ a: text }),
      ['.a: it became optional'],
      ['! .a: it is no longer in every reply'],
    ],
    [
      'read-only',
      thing({ a: text }),
      thing({ a: { ...text, readOnly: true } }),
      ['! .a: it became read-only: sent values have no effect'],
      [],
    ],
    [
      'no longer read-only',
      thing({ a: { ...text, readOnly: true } }, ['a']),
      thing({ a: text }, ['a']),
      ['! .a: it is no longer read-only, and it is required'],
      [],
    ],
    [
      'write-only',
      thing({ a: text }),
      thing({ a: { ...text, writeOnly: true } }),
      [],
      ['! .a: it became write-only: replies no longer have it'],
    ],
    [
      'no longer write-only',
      thing({ a: { ...text, writeOnly: true } }),
      thing({ a: text }),
      [],
      ['.a: it is no longer write-only: replies have it'],
    ],
    [
      'now only by the schema of other names',
      thing({ a: text }),
      { type: 'object', additionalProperties: { type: 'integer' } },
      ['! undeclared properties have a schema now', '! .a: the type string became integer'],
      ['undeclared properties have a schema now', '! .a: the type string became integer'],
    ],
    [
      'closed',
      thing({ a: text }),
      thing({ a: text }, [], { additionalProperties: false }),
      ['! undeclared properties are no longer valid'],
      ['undeclared properties are no longer valid'],
    ],
    [
      'opened',
      thing({ a: text }, [], { additionalProperties: false }),
      thing({ a: text }),
      ['undeclared properties became valid'],
      ['undeclared properties became valid'],
    ],
    [
      'with another default',
      thing({ a: { ...text, default: 'x' } }),
      thing({ a: { ...text, default: 'y' } }),
      ['! .a: the default "x" became "y"'],
      [],
    ],
    [
      'with a default',
      thing({ a: text }),
      thing({ a: { ...text, default: 'y' } }),
      ['.a: the default "y" was added'],
      [],
    ],
    [
      'deprecated',
      thing({ a: text }),
      thing({ a: { ...text, deprecated: true } }),
      ['.a: it is deprecated'],
      ['.a: it is deprecated'],
    ],
    [
      'deep inside',
      thing({ a: thing({ b: { type: 'array', items: thing({ c: text }) } }) }),
      thing({ a: thing({ b: { type: 'array', items: thing({}) } }) }),
      ['! .a.b[].c: the property was removed'],
      ['! .a.b[].c: the property was removed'],
    ],
  ])('%s', (_, before, after, request, reply) => {
    expect(found(before, after)).toEqual(request);
    expect(found(before, after, 'reply')).toEqual(reply);
  });
});

describe('alternatives', () => {
  const kind = (name: string, more: Json = {}): Json => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: name }, ...more },
  });

  it('correspond by the value that distinguishes them', () => {
    const before = {
      oneOf: [kind('card', { number: { type: 'string' } }), kind('bank', { iban: { type: 'string' } })],
    };
    const after = { oneOf: [kind('bank', {}), kind('card', { number: { type: 'string' } })] };
    expect(found(before, after)).toEqual(['! (kind="bank").iban: the property was removed']);
  });

  it('a schema that becomes one of several is compared with the most similar one', () => {
    const cat = { type: 'object', properties: { name: { type: 'string' }, lives: { type: 'integer' } } };
    const dog = { type: 'object', properties: { breed: { type: 'string' } } };
    expect(found(ref('Cat'), { oneOf: [ref('Dog'), ref('Cat')] }, 'reply', { Cat: cat, Dog: dog })).toEqual([
      '! the alternative Dog was added',
    ]);
    expect(found({ oneOf: [ref('Dog'), ref('Cat')] }, ref('Cat'), 'request', { Cat: cat, Dog: dog })).toEqual([
      '! the alternative Dog was removed',
    ]);
  });

  it('what applies to all of them is compared once', () => {
    const before = { type: 'object', properties: { id: { type: 'string' } }, oneOf: [kind('a'), kind('b')] };
    const after = { type: 'object', properties: { id: { type: 'integer' } }, oneOf: [kind('a'), kind('b')] };
    expect(found(before, after)).toEqual(['! .id: the type string became integer']);
  });
});

describe('recursive schemas', () => {
  const node = (value: Json): Json => ({
    type: 'object',
    properties: {
      value,
      next: ref('Node'),
      all: { type: 'array', items: ref('Node') },
      any: { anyOf: [ref('Node'), ref('Leaf')] },
    },
  });
  const leaf = { type: 'object', properties: { leaf: { type: 'boolean' } } };

  it('end, and each difference is found once', () => {
    const before = { Node: node({ type: 'string' }), Leaf: leaf };
    const after = { Node: node({ type: 'integer' }), Leaf: leaf };
    expect(found(ref('Node'), ref('Node'), 'request', before, before)).toEqual([]);
    expect(found(ref('Node'), ref('Node'), 'request', before, after)).toEqual([
      '! .value: the type string became integer',
    ]);
  });

  it('a schema that contains only itself is any value', () => {
    const circle = { Circle: { allOf: [ref('Circle')] }, Ring: { anyOf: [ref('Ring'), ref('Ring')] } };
    expect(found(ref('Circle'), ref('Circle'), 'reply', circle)).toEqual([]);
    expect(found(ref('Ring'), ref('Ring'), 'reply', circle)).toEqual([]);
    expect(found(ref('Circle'), { type: 'string' }, 'request', circle)).toEqual(['! the type any became string']);
  });

  it('many schemas that refer to each other take no longer than their number', () => {
    const names = Array.from({ length: 400 }, (_, at) => `S${at}`);
    const schemas = Object.fromEntries(
      names.map((name, at) => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries([1, 2, 3, 5, 7].map((step) => [`p${step}`, ref(`S${(at + step) % 400}`)])),
        },
      ]),
    );
    const changed = { ...schemas, S399: { type: 'object', properties: { p1: { type: 'string' } } } };
    expect(found(ref('S0'), ref('S0'), 'request', schemas)).toEqual([]);
    expect(found(ref('S0'), ref('S0'), 'request', schemas, changed)).toHaveLength(5);
  });
});

describe('contentEncoding and contentMediaType, by which no text is invalid', () => {
  const base64 = { type: 'string', contentEncoding: 'base64' };
  it.each<Use>(['request', 'reply'])('in a %s, one side alone is compatible', (use) => {
    expect(found({ type: 'string' }, base64, use)).toEqual(['contentEncoding "base64" was added']);
    expect(found(base64, { type: 'string' }, use)).toEqual(['contentEncoding "base64" was removed']);
  });

  it.each<Use>(['request', 'reply'])('in a %s, another one is breaking', (use) => {
    const page = { type: 'string', contentMediaType: 'text/html' };
    expect(found(base64, { ...base64, contentEncoding: 'base32' }, use)).toEqual([
      '! contentEncoding "base64" became "base32"',
    ]);
    expect(found(page, { ...page, contentMediaType: 'text/css' }, use)).toEqual([
      '! contentMediaType "text/html" became "text/css"',
    ]);
  });
});

it('the sides of a bound have numbers, as those of other values', () => {
  const [from, to] = [
    { type: 'integer', maximum: 50 },
    { type: 'integer', maximum: 10, default: 5 },
  ];
  const sides = new SchemaComparison(sideOf(from, {}), sideOf(to, {}))
    .compare(from, to, 'request')
    .map(({ finding }) => [finding.before?.value, finding.after?.value]);
  expect(sides).toEqual([
    [undefined, 5],
    [50, 10],
  ]);
});
