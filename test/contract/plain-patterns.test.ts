/** Plain patterns are compiled when they are first needed: the library must compile each of them. */
import { RE2JS } from 're2js';
import { isPlain, linearPattern } from '../../src/contract/patterns.js';
import { runs } from '../support/depth.js';

const PIECES =
  'a|b|0|_|-|.|^|$|(|(?:|)|*|+|?|{2}|{1,63}|{3,}|{0}|{500}|{0,5}|\\d|\\w|\\s|\\.|\\-|\\/|\\\\|[a-z]|[^a-z0-9]|[a-z0-9.-]|[\\d.-]|[\\w-]|[a-]|[a-\\d]|[z-a]|[a--]|[a-c-e]| |,|:|@|\\(|\\)|\\{|\\}|\\[|\\]|\\^|\\$|\\D|"|<'
    .split('|')
    .concat('|', '\\|');

/** A generator with a fixed seed. */
function* numbers(): Generator<number> {
  for (let state = 1; ;) yield (state = (state * 48271) % 2147483647);
}

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};

it('compiles every plain pattern of JSON Schema', () => {
  const random = numbers();
  const below = (limit: number): number => Number(random.next().value) % limit;
  let plain = 0;
  for (let run = 0; run < runs(5000, 200_000); run++) {
    const text = Array.from({ length: 1 + below(9) }, () => PIECES[below(PIECES.length)] ?? '').join('');
    if (!isPlain(text) || !isPattern(text)) continue;
    plain++;
    expect(() => RE2JS.compile(RE2JS.translateRegExp(text))).not.toThrow();
  }
  expect(plain).toBeGreaterThan(500);
});

it.each(['(?=a)', '(a)\\1', '(?:a{100}){100}', '\\p{Foo}', '[a-b]{1001}', 'é', '(?<n>a)', '\\u0041', 'a{1,99}b{11}'])(
  'compiles %j at once',
  (text) => {
    expect(isPlain(text)).toBe(false);
  },
);

it('compiles a plain pattern with its first text', () => {
  const compile = RE2JS.compile.bind(RE2JS);
  let compiled = 0;
  RE2JS.compile = (...given: Parameters<typeof RE2JS.compile>) => {
    compiled++;
    return compile(...given);
  };
  try {
    const pattern = linearPattern('^[a-z]{1,63}-\\d+$');
    expect(compiled).toBe(0);
    expect([pattern.test('ab-1'), pattern.test('ab-')]).toEqual([true, false]);
    expect(compiled).toBe(1);
  } finally {
    RE2JS.compile = compile;
  }
});
