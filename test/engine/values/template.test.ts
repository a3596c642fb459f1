/** JSON in which names stand for values. */
import { VendorCache } from '../../../src/engine/values/vendor-cache.js';
import { template } from '../../../src/engine/values/template.js';

const values = { a: 'x', b: 7, c: null, d: { e: [1] }, f: false, a1: 'one', longName: 'long', n: undefined };

it.each<[unknown, unknown]>([
  ['text', 'text'],
  ['', ''],
  [7, 7],
  [null, null],
  [true, true],
  ['$a', 'x'],
  ['$b', 7],
  ['$c', null],
  ['$d', { e: [1] }],
  ['$f', false],
  ['$a1', 'one'],
  ['$longName', 'long'],
  ['$none', undefined],
  ['$n', undefined],
  ['a $b', 'a 7'],
  ['$a ', 'x '],
  [' $a', ' x'],
  ['$a$b', 'x7'],
  ['$a.$b.$none.', 'x.7..'],
  ['<$c>', '<null>'],
  ['<$d>', '<{"e":[1]}>'],
  ['<$f>', '<false>'],
  ['<$a1>', '<one>'],
  ['$$', '$'],
  ['$$a', '$a'],
  ['$$$a', '$x'],
  ['a$', 'a$'],
  ['$1', '$1'],
  ['$a_b', 'x_b'],
  ['$ a', '$ a'],
  [
    ['$a', ['$b'], '$none'],
    ['x', [7], undefined],
  ],
  [
    { a: '$a', b: { c: ['$b'] }, none: '$none', null: '$c' },
    { a: 'x', b: { c: [7] }, null: null },
  ],
  [
    { $a: 1, b$b: 2, $none: 3, $d: 4, $$: 5 },
    { x: 1, b7: 2, '': 3, '{"e":[1]}': 4, $: 5 },
  ],
])('%j is %j', (source, filled) => {
  expect(template(source).fill(values)).toStrictEqual(filled);
});

it.each<[unknown, string[]]>([
  ['text', []],
  ['$a', ['a']],
  ['$a, $bc1 and $a', ['a', 'bc1']],
  ['$$a $1', []],
  [{ $key: ['$item', { deep: 'in $text' }], $$: 7 }, ['key', 'item', 'text']],
  [7, []],
])('%j uses the names %j', (source, names) => {
  expect([...template(source).names]).toEqual(names);
});

it('gives a new list and a new object each time', () => {
  const { fill } = template({ list: ['$a'] });
  expect(fill(values)).not.toBe(fill(values));
  expect((fill(values) as { list: unknown }).list).not.toBe((fill(values) as { list: unknown }).list);
});

it('is compiled once for each source by what a vendor keeps', () => {
  const [cache, source] = [new VendorCache(), { a: '$a' }];
  expect(cache.of(template, source)).toBe(cache.of(template, source));
  expect(cache.of(template, source)).not.toBe(cache.of(template, { a: '$a' }));
});

it('takes no text of a value for a name or a pattern', () => {
  expect(template('<$a>').fill({ a: "$b $& $$ $'" })).toBe("<$b $& $$ $'>");
});
