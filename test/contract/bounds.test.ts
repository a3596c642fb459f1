/** Validating a body takes time in proportion to its size. */
import { SchemaCompiler } from '../../src/contract/compiler.js';
import { Places } from '../../src/contract/schema-place.js';
import type { Json } from '../../src/grammar/json.js';

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const operation = (op: string): Json => ({
  type: 'object',
  required: ['op', 'args'],
  properties: { op: { const: op }, args: { type: 'array', items: ref('Expr') } },
});
const document = {
  components: {
    schemas: {
      Expr: { oneOf: [{ type: 'object', required: ['and'] }, operation('or'), operation('is')] },
      Any: {
        anyOf: [
          { type: 'object', required: ['x'], properties: { x: ref('Any') } },
          { type: 'object', properties: { x: ref('Any'), y: false } },
        ],
      },
    },
  },
};

function check(
  schema: Json,
  value: unknown,
  allErrors = true,
): readonly { keyword: string; instancePath: string; params: Json }[] {
  const compiler = new SchemaCompiler(new Places(document), { allErrors, formats: 'full' });
  return compiler.compile(schema, { direction: 'request', defaults: true })(value);
}

const tree = (depth: number, end: Json): Json => (depth === 0 ? end : { op: 'is', args: [tree(depth - 1, end)] });
const chain = (depth: number): Json => (depth === 0 ? { y: 1 } : { x: chain(depth - 1) });

it.each([true, false])('checks a deep tree of alternatives and reports all errors: %s', (allErrors) => {
  const begun = performance.now();
  expect(check(ref('Expr'), tree(28, { and: [] }), allErrors)).toEqual([]);
  expect(check(ref('Expr'), tree(28, { nothing: 1 }), allErrors).length).toBeGreaterThan(0);
  expect(check(ref('Any'), chain(45), allErrors).length).toBeGreaterThan(0);
  expect(performance.now() - begun).toBeLessThan(3000);
});

it('does not keep errors of one value for the next', () => {
  const compiler = new SchemaCompiler(new Places(document), { allErrors: true, formats: 'full' });
  const validate = compiler.compile(ref('Expr'), { direction: 'request', defaults: false });
  const value = tree(20, { and: [] });
  expect(validate(value)).toEqual([]);
  let leaf = value;
  while (Array.isArray(leaf['args'])) leaf = leaf['args'][0] as Json;
  delete leaf['and'];
  expect(validate(value).length).toBeGreaterThan(0);
});

it('compares the items of a long list fast enough', () => {
  const schema = { type: 'array', uniqueItems: true };
  const items = Array.from({ length: 30_000 }, (_, i) => ({ b: i, a: [i] }));
  const begun = performance.now();
  expect(check(schema, items)).toEqual([]);
  expect(check(schema, [...items, { a: [7], b: 7 }])).toMatchObject([
    { keyword: 'uniqueItems', params: { i: 7, j: 30_000 } },
  ]);
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(check({ properties: { a: { type: 'array', uniqueItems: false } } }, { a: [1, 1] })).toEqual([]);
  expect(check({ properties: { a: schema } }, { a: ['x', 1, '1', 'x'] })).toMatchObject([{ instancePath: '/a' }]);
});

it.each([
  ['date-time', '2026-02-26T15:30:00+01:00', true],
  ['date-time', '2026-02-26t15:30:00z', true],
  ['date-time', '2026-02-26T15:30:00+0100', false],
  ['date-time', '2026-02-26T15:30:00+01', false],
  ['date-time', '2026-02-26 15:30:00Z', false],
  ['date-time', '2026-02-29T15:30:00Z', false],
  ['time', '15:30:00+01:00', true],
  ['time', '15:30:00+0100', false],
])('reads %s as RFC 3339 has it: %s is valid: %s', (format, text, isValid) => {
  expect(check({ type: 'string', format }, text)).toHaveLength(isValid ? 0 : 1);
});
