/** The time for a document grows with its size: four times as many parts take about four times as long. */
import { SchemaCompiler } from '../../src/contract/compiler.js';
import { normalize } from '../../src/contract/normalize/normalize.js';
import { Places } from '../../src/contract/schema-place.js';
import { edit } from '../../src/engine/values/paths.js';
import { Source } from '../../src/loading/source.js';
import type { Json } from '../../src/grammar/json.js';
import { makeValue } from '../../src/world/maker/faker.js';

const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });
const many = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => each(i));
const fields = (count: number, each: (index: number) => Json): Json =>
  Object.fromEntries(many(count, (i) => [`p${i}`, each(i)]));
const text: Json = { type: 'string' };

const make = (schema: Json): unknown =>
  makeValue({ path: 'value', schema, full: true }, () => 0.5, Date.UTC(2026, 1, 3));

function compile(schema: Json, value: unknown): void {
  const names = {};
  for (const allErrors of [true, false]) {
    const compiler = new SchemaCompiler(new Places({ components: { schemas: names } }), { allErrors, formats: 'full' });
    expect(compiler.compile(schema, { direction: 'request', defaults: true })(value)).toEqual([]);
  }
}

const described = (paths: Json, schemas: Json = {}): Json =>
  normalize({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths, components: { schemas } }).document;

const kinds = (count: number): Json => ({
  oneOf: many(count, (i) => ({ $ref: `#/components/schemas/S${i}` })),
  discriminator: {
    propertyName: 'kind',
    mapping: Object.fromEntries(many(count, (i) => [`k${i}`, `#/components/schemas/S${i}`])),
  },
});

/** Milliseconds of CPU time: the least of five runs, because other threads of the process count too. */
function cpu(act: () => unknown): number {
  const times = many(5, () => {
    const begun = process.cpuUsage().user;
    act();
    return (process.cpuUsage().user - begun) / 1000;
  });
  return Math.min(...times);
}

// A quadratic step would take sixteen times as long.
it.each<[string, number, (count: number) => unknown]>([
  ['a value with optional properties', 1500, (n) => make(object(fields(n, () => text)))],
  ['a value of an enum', 1500, (n) => make({ enum: many(n, (i) => `v${i}`) })],
  ['a value by the members of an allOf', 300, (n) => make({ allOf: many(n, (i) => object({ [`p${i}`]: text })) })],
  ['a validator for patterns', 150, (n) => compile(object({}, { patternProperties: fields(n, () => text) }), {})],
  ['a validator for an allOf', 150, (n) => compile({ allOf: many(n, (i) => object({ [`p${i}`]: text })) }, {})],
  [
    'a discriminator',
    300,
    (n) => described({}, { ...Object.fromEntries(many(n, (i) => [`S${i}`, object({ kind: text })])), Whole: kinds(n) }),
  ],
  ['a mapping in YAML', 5000, (n) => Source.of(many(n, (i) => `k${i}: 1\n`).join(''), 'a.yaml')],
  [
    'many edits of a record',
    2000,
    (n) => {
      const copies = new Set<Json>();
      many(n, (i) => `p${i}`).reduce((record, path) => edit(record, path, () => 1, copies), {});
    },
  ],
])('%s: linear in the number of parts', (_, count, act) => {
  expect(cpu(() => act(4 * count)) / cpu(() => act(count))).toBeLessThan(12);
});

it('the properties of an allOf are found without a look at each member for each name', () => {
  const COUNT = 300;
  let looks = 0;
  const allOf = many(COUNT, (i) => ({
    get properties() {
      looks++;
      return { [`p${i}`]: text };
    },
  }));
  const place = new Places({}).of({ allOf });
  for (const name of place.names) expect(place.property(name)?.has('type', 'string')).toBe(true);
  expect(looks).toBeLessThan(10 * COUNT);
});

describe('a schema whose code would exceed the stack of V8', () => {
  const COUNT = 2500;
  const alternatives = many(COUNT, (i) => object({ kind: { const: i } }, { required: ['kind'] }));
  const both = { anyOf: alternatives, oneOf: [...alternatives, object({ kind: { const: 7 } })], allOf: alternatives };
  const errors = (
    schema: Json,
    values: readonly unknown[],
    allErrors: boolean,
  ): [keyword: string, params: Json][][] => {
    const compiler = new SchemaCompiler(new Places({}), { allErrors, formats: 'full' });
    const validate = compiler.compile(object({ a: schema }), { direction: 'request', defaults: true });
    return values.map((value) => validate({ a: value }).map(({ keyword, params }) => [keyword, params]));
  };

  it.each(['oneOf', 'anyOf', 'allOf'] as const)('is matched as a small one is: %s', (of) => {
    const values = [{ kind: 1 }, { kind: 7 }, { kind: -1 }, 'text'];
    const [large = [], small = []] = [both[of], [...both[of].slice(0, 8), ...both[of].slice(COUNT)]].map((parts) =>
      errors({ [of]: parts }, values, false),
    );
    expect(large.map(({ length }) => length > 0)).toEqual(small.map(({ length }) => length > 0));
    expect(large[1]?.at(-1)).toEqual(
      { oneOf: ['oneOf', { passingSchemas: [7, COUNT] }], anyOf: undefined, allOf: expect.anything() as unknown }[of],
    );
    expect(large[2]?.at(-1)?.[0]).toBe(of === 'allOf' ? 'const' : of);
  });

  it('may have two lists of alternatives, and be closed', () => {
    const schema = { anyOf: alternatives, oneOf: alternatives, unevaluatedProperties: false };
    const [valid, open] = errors(schema, [{ kind: 7 }, { kind: 7, other: 1 }], true);
    expect([valid, open?.map(([keyword]) => keyword)]).toEqual([[], ['unevaluatedProperties']]);
  });

  it('ends at the first mistake, or lists all', () => {
    const [mistakes] = errors(object(fields(COUNT, () => text)), [{ p2499: 1 }], false);
    expect(mistakes).toEqual([['type', { type: 'string' }]]);
  });

  it('is interpreted', () => {
    const compiler = new SchemaCompiler(new Places({}), { allErrors: true, formats: 'full' });
    const validate = compiler.compile(object(fields(40_000, () => text)), { direction: 'request', defaults: true });
    expect(validate({ p1: 'x' })).toEqual([]);
    expect(validate({ p1: 1 })).toMatchObject([{ keyword: 'type', instancePath: '/p1' }]);
  });
});
