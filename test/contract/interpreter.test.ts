/** A large schema is interpreted. The results are those of the code that Ajv generates for a small one. */
import { SchemaCompiler } from '../../src/contract/compiler.js';
import { linearPattern } from '../../src/contract/patterns.js';
import { Places } from '../../src/contract/schema-place.js';
import type { Json } from '../../src/grammar/json.js';
import { isDeep, runs, sampleOf } from '../support/depth.js';
import { processorTimeOf } from '../support/processor-time.js';

const compilers = (allErrors: boolean, schemas: Json): SchemaCompiler[] =>
  [undefined, 0].map(
    (maxGenerated) =>
      new SchemaCompiler(new Places({ components: { schemas } }), {
        allErrors,
        formats: 'full',
        regExp: linearPattern,
        maxGenerated,
      }),
  );

interface Result {
  isValid: boolean;
  /** With its defaults. */
  given: unknown;
  errors: Json[] | undefined;
}

/** Validates by generated code, and by the interpreter. */
function validators(schema: unknown, allErrors: boolean): ((value: unknown) => Result)[] {
  return compilers(allErrors, SCHEMAS).map((compiler) => {
    const validate = compiler.compile({ properties: { a: schema } }, { direction: 'request', defaults: true });
    return (value) => {
      const given = { a: structuredClone(value) };
      const errors = validate(given);
      const shown = errors.map(({ keyword, instancePath, params, message }) => ({
        keyword,
        instancePath,
        params,
        message,
      }));
      // If one mistake is enough, alternatives may report another one.
      return { isValid: errors.length === 0, given, errors: allErrors ? shown : undefined };
    };
  });
}

/** The same choices in each run. */
function choices(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

type Choose = (count: number) => number;
const pick = <T>(from: readonly T[], choose: Choose): T => from[choose(from.length)] as T;
const several = <T>(most: number, choose: Choose, of: () => T): T[] => Array.from({ length: choose(most) + 1 }, of);

const SCALARS = [1, 2.5, -3, 0, 'a', 'bb', 'a/b~c', '2026-01-02', '', true, false, null];
const NAMES = ['a', 'b', 'c', 'a/b~c'];

function value(choose: Choose, depth = 0): unknown {
  if (depth > 2 || choose(3) === 0) return pick(SCALARS, choose);
  const inside = (): unknown => value(choose, depth + 1);
  if (choose(2) === 0) return several(4, choose, inside);
  return Object.fromEntries(NAMES.filter(() => choose(2) === 0).map((name) => [name, inside()]));
}

const TYPES = ['string', 'number', 'integer', 'array', 'object', 'boolean', 'null'];

function schema(choose: Choose, depth = 0): unknown {
  if (depth > 3) return pick<unknown>([true, false, {}, { type: 'string' }, { const: 1 }], choose);
  if (choose(12) === 0) return choose(3) > 0;
  const one = (): unknown => schema(choose, depth + 1);
  const map = (names: readonly string[]): Json =>
    Object.fromEntries(names.filter(() => choose(2) === 0).map((name) => [name, one()]));
  const keywords: Record<string, () => unknown> = {
    type: () => (choose(3) === 0 ? [...new Set(several(2, choose, () => pick(TYPES, choose)))] : pick(TYPES, choose)),
    const: () => pick<unknown>([...SCALARS, [1], { a: 1 }], choose),
    enum: () => [...new Set(several(3, choose, () => pick(SCALARS, choose)))],
    maximum: () => choose(3),
    minimum: () => choose(3),
    exclusiveMaximum: () => choose(3),
    exclusiveMinimum: () => choose(3),
    multipleOf: () => pick([1, 0.5, 2], choose),
    maxLength: () => choose(3),
    minLength: () => choose(3),
    pattern: () => pick(['^a', 'b$', '^[a-c]*$'], choose),
    format: () => pick(['date', 'uri', 'email'], choose),
    maxItems: () => choose(3),
    minItems: () => choose(3),
    uniqueItems: () => true,
    prefixItems: () => several(3, choose, one),
    items: one,
    contains: one,
    minContains: () => choose(3),
    maxContains: () => choose(3),
    maxProperties: () => choose(3),
    minProperties: () => choose(3),
    required: () => NAMES.filter(() => choose(3) === 0),
    propertyNames: one,
    additionalProperties: one,
    properties: () => map(NAMES),
    patternProperties: () => map(['^a', 'b']),
    dependentRequired: () => ({ [pick(NAMES, choose)]: NAMES.filter(() => choose(3) === 0) }),
    dependentSchemas: () => map(NAMES),
    not: one,
    anyOf: () => several(3, choose, one),
    oneOf: () => several(3, choose, one),
    allOf: () => several(2, choose, one),
    if: one,
    then: one,
    else: one,
    default: () => pick(SCALARS, choose),
    $ref: () => `#/components/schemas/${pick(['Text', 'Tree'], choose)}`,
  };
  const names = Object.keys(keywords);
  return Object.fromEntries(several(4, choose, () => pick(names, choose)).map((name) => [name, keywords[name]?.()]));
}

it.each([true, false])('finds what generated code finds, in its order; all mistakes: %s', (allErrors) => {
  for (let seed = 1; seed <= runs(40, 3000); seed++) {
    const choose = choices(seed * 7919);
    const one = schema(choose);
    const [generated, interpreted] = validators(one, allErrors);
    for (let i = 0; i < 6; i++) {
      const given = value(choose);
      expect({ seed, one, given, result: interpreted?.(given) }).toEqual({
        seed,
        one,
        given,
        result: generated?.(given),
      });
    }
  }
});

it('a required property that may have any value is required', () => {
  const [generated, interpreted] = validators({ properties: { b: true }, required: ['b'] }, true);
  for (const validate of [generated, interpreted])
    expect(validate?.({}).errors).toMatchObject([{ keyword: 'required' }]);
});

describe('what no other keyword has evaluated', () => {
  const closed: Json = {
    properties: { a: true },
    patternProperties: { '^x': { type: 'integer' } },
    allOf: [{ properties: { b: true } }],
    anyOf: [{ properties: { c: { const: 1 } }, required: ['c'] }, { properties: { d: true } }],
    if: { properties: { e: { const: 1 } }, required: ['e'] },
    then: { properties: { f: true } },
    dependentSchemas: { a: { properties: { g: true } } },
    not: { properties: { h: true }, required: ['h', 'b'] },
    unevaluatedProperties: false,
  };

  it.each<[Json, string[]]>([
    [{ a: 1, b: 1, x1: 1 }, []],
    [{ c: 1 }, []],
    [{ c: 2 }, ['c']],
    [{ d: 1, e: 1, f: 1 }, []],
    [{ e: 2, f: 1 }, ['e', 'f']],
    [{ a: 1, g: 1 }, []],
    [{ g: 1 }, ['g']],
    [{ h: 1 }, ['h']],
  ])('is refused in objects: %j', (given, refused) => {
    const [validate] = validators(closed, true);
    const names = validate?.(given).errors?.map(({ params }) => (params as Json)['unevaluatedProperty']);
    expect(names).toEqual(refused);
  });

  it.each<[unknown[], boolean]>([
    [[1], true],
    [[1, 2], true],
    [[1, 2, 'x'], true],
    [[1, 2, 3], false],
  ])('has its own schema in lists: %j', (given, isValid) => {
    const list = {
      prefixItems: [true],
      anyOf: [{ prefixItems: [true, { const: 2 }] }, true],
      unevaluatedItems: { type: 'string' },
    };
    expect(validators(list, true).map((validate) => validate(given).isValid)).toEqual([isValid, isValid]);
  });
});

const SCHEMAS: Json = {
  Text: { type: 'string', minLength: 1 },
  Tree: {
    type: ['object', 'string'],
    properties: { a: { $ref: '#/components/schemas/Tree' }, b: { type: 'integer' } },
  },
};

const times = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const named = (count: number, of: (index: number) => unknown): Json =>
  Object.fromEntries(times(count, (i) => [`p${String(i)}`, of(i)]));
const kind = (i: number): Json => ({
  type: 'object',
  required: ['k'],
  properties: { k: { const: i }, [`p${String(i)}`]: true },
});

/** The number of parts, and a value that is valid and one that is not. */
const large: [string, number, (count: number) => unknown, unknown, unknown][] = [
  ['alternatives with a constant', 20_000, (n) => ({ oneOf: times(n, (i) => ({ const: i })) }), 7, 'x'],
  ['alternatives with an enum', 20_000, (n) => ({ anyOf: times(n, (i) => ({ enum: [i], title: 't' })) }), 7, 'x'],
  ['alternatives of objects', 5000, (n) => ({ oneOf: times(n, kind) }), { k: 7 }, { k: 'x' }],
  [
    'conditions',
    5000,
    (n) => ({
      allOf: times(n, (i) => ({ if: { properties: { k: { const: i } } }, then: { required: [`p${String(i)}`] } })),
    }),
    { k: 'x' },
    { k: 7 },
  ],
  [
    'properties',
    20_000,
    (n) => ({ properties: named(n, (i) => ({ type: 'string', maxLength: i })) }),
    { p7: 'x' },
    { p7: 1 },
  ],
  [
    'patterns',
    5000,
    (n) => ({ properties: named(n, (i) => ({ type: 'string', pattern: `^${String(i)}$` })) }),
    { p7: '7' },
    { p7: '8' },
  ],
  [
    'parts',
    20_000,
    (n) => ({ allOf: times(n, (i) => ({ properties: { [`p${String(i)}`]: { type: 'string' } } })) }),
    { p7: 'x' },
    { p7: 1 },
  ],
  ['first items', 20_000, (n) => ({ prefixItems: times(n, (i) => ({ type: 'string', maxLength: i })) }), [''], ['x']],
  ['dependencies', 20_000, (n) => ({ dependentRequired: named(n, (i) => [`q${String(i)}`]) }), { q7: 1 }, { p7: 1 }],
];

it.each(sampleOf(large, 4))('the first value is validated in short time: %s', (_, most, of, valid, invalid) => {
  const schema = of(isDeep ? most : most / 5);
  const one = (value: unknown): boolean => {
    const compiler = new SchemaCompiler(new Places({}), { allErrors: true, formats: 'full', regExp: linearPattern });
    const validate = compiler.compile({ properties: { a: schema } }, { direction: 'request', defaults: true });
    return validate({ a: value }).length === 0;
  };
  let results: boolean[] = [];
  expect(processorTimeOf(() => (results = [one(valid), one(invalid)]))).toBeLessThan(isDeep ? 4000 : 800);
  expect(results).toEqual([true, false]);
});
