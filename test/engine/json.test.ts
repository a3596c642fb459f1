import fc from 'fast-check';
import { SEED } from '../support/seed.js';
import { JsonError, MAX_DEPTH, parseJson } from '../../src/engine/json.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const problem = (text: string | Uint8Array): string => {
  try {
    parseJson(typeof text === 'string' ? bytes(text) : text);
  } catch (error) {
    return error instanceof JsonError ? error.problem : String(error);
  }
  return 'none';
};

it('reads what JSON.parse reads', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }));
  const { tree: safe } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, fc.string(), number, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('tree')),
    object: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__' && key !== 'constructor'),
      tie('tree'),
    ),
  }));
  fc.assert(
    fc.property(safe, (value) => {
      expect(parseJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: SEED },
  );
});

it.each([
  ['a list as deep as the limit', '['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH), 'none'],
  ['a list one deeper', '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1), 'depth'],
  ['brackets in a text', JSON.stringify({ a: '['.repeat(500) }), 'none'],
  ['an escaped quote before brackets', `{"a":"\\"${'['.repeat(500)}"}`, 'none'],
  ['the largest exact integer', '[9007199254740991]', 'none'],
  ['one that would be rounded', '[9007199254740993]', 'number'],
  ['a large number that a double holds exactly', '[1e21, 9007199254740992.0]', 'none'],
  ['large numbers that come back as they were', '[1e300, -5.208033507160545e+16, 1.7976931348623157e308]', 'none'],
  ['a large number with all the digits of its double', '[1832370698478435172352]', 'none'],
  ['a large number with a digit too many', '[52080335071605451]', 'number'],
  ['the same with zeros around it', '[0.0520803350716054510e18]', 'number'],
  ['an integer written with a point', '[9007199254740993.0]', 'number'],
  ['an integer written with an exponent', '[9.007199254740993e15]', 'number'],
  ['a number that comes to nothing', '[1e-400]', 'number'],
  ['zero in many ways', '[0, -0, 0.0, 0e5, 0.000e-400]', 'none'],
  ['a number that overflows', '[1e400]', 'number'],
  ['long digits in a text', '["12345678901234567890"]', 'none'],
  ['a long fraction', '[0.12345678901234567890]', 'none'],
  ['exponents that are exact', '[1e3, -2.5E-3]', 'none'],
  ['a key __proto__', '{"__proto__":1}', 'key'],
  ['a key __proto__ deep down', '{"a":[{"__proto__":{}}]}', 'key'],
  ['an escaped key __proto__', '{"\\u005f_proto__":1}', 'key'],
  ['a text __proto__', '{"a":"__proto__"}', 'none'],
  ['a key constructor with a text', '{"constructor":"x"}', 'none'],
  ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'key'],
  ['nothing', '', 'syntax'],
  ['two values', '{}{}', 'syntax'],
  ['a byte order mark', '\ufeff{}', 'syntax'],
])('%s: %s', (_, text, expected) => {
  expect(problem(text)).toBe(expected);
});

it('refuses bytes that are no UTF-8', () => {
  expect(problem(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]))).toBe('encoding');
});
