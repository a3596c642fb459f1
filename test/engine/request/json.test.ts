import fc from 'fast-check';
import { SEED } from '../../support/seed.js';
import { JsonError, MAX_DEPTH, parseJson } from '../../../src/engine/request/parse-json.js';

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
  ['an object as deep as a hundred', '{"a":'.repeat(100) + '1' + '}'.repeat(100), 'none'],
  ['an object one deeper', '{"a":'.repeat(101) + '1' + '}'.repeat(101), 'depth'],
  ['many lists side by side', `[${'[],'.repeat(300)}[]]`, 'none'],
  ['many objects side by side', `[${'{},'.repeat(300)}{}]`, 'none'],
  ['brackets behind an escaped backslash', `["\\\\",${'['.repeat(100)}`, 'depth'],
  ['brackets behind an escaped quote at the end', `["\\"",${'['.repeat(100)}`, 'depth'],
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
  ['a small number that comes to nothing', '[0.0001e-400]', 'number'],
  ['a negative number that comes to nothing', '[-1e-400]', 'number'],
  ['a number with tens only that comes to nothing', '[10e-400]', 'number'],
  ['a number that overflows', '[1e400]', 'number'],
  ['a negative number that overflows', '[-1E+400]', 'number'],
  ['a negative one that would be rounded', '[-9007199254740993]', 'number'],
  ['the smallest exact integer', '[-9007199254740991]', 'none'],
  ['one that would be rounded behind others', '[1, 0.5, true, "a", 9007199254740993]', 'number'],
  ['one that would be rounded before others', '[9007199254740993, 1]', 'number'],
  ['one that would be rounded in an object', '{"a":9007199254740993}', 'number'],
  ['one of sixteen digits around its point', '[900719925474099.3e1]', 'number'],
  ['one written with a large exponent', '[9007199254740993E0]', 'number'],
  ['one written with a positive exponent', '[900719925474099.3e+1]', 'number'],
  ['one written with a negative exponent', '[90071992547409930e-1]', 'number'],
  ['many short numbers', '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]', 'none'],
  ['long digits behind an escaped quote in a text', '["\\"12345678901234567891"]', 'none'],
  ['a long number behind a text with an escaped quote', '["\\"", 9007199254740993]', 'number'],
  ['a long number behind a text with an escaped backslash', '["\\\\", 9007199254740993, "a"]', 'number'],
  ['long digits with an exponent in a key', '{"12345678901234567891e999":1}', 'none'],
  ['long digits in a text before a number that is looked at', '["12345678901234567891", 1e3]', 'none'],
  ['the same behind an escaped quote', '["\\"12345678901234567891", 1e3]', 'none'],
  ['the same behind an escaped backslash', '["\\\\", "12345678901234567891", 1e3]', 'none'],
  ['long digits in a text', '["12345678901234567890"]', 'none'],
  ['a long fraction', '[0.12345678901234567890]', 'none'],
  ['exponents that are exact', '[1e3, -2.5E-3]', 'none'],
  ['a key __proto__', '{"__proto__":1}', 'key'],
  ['a key __proto__ deep down', '{"a":[{"__proto__":{}}]}', 'key'],
  ['an escaped key __proto__', '{"\\u005f_proto__":1}', 'key'],
  ['a text __proto__', '{"a":"__proto__"}', 'none'],
  ['a key constructor with a text', '{"constructor":"x"}', 'none'],
  ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'key'],
  ['constructor with something else', '{"constructor":{"name":"x"}}', 'none'],
  ['constructor with a list', '{"constructor":["prototype"]}', 'none'],
  ['constructor with nothing', '{"constructor":null}', 'none'],
  ['constructor.prototype deep down', '[{"a":{"constructor":{"prototype":1}}}]', 'key'],
  ['an escaped constructor.prototype', '{"c\\u006fnstructor":{"prototype":1}}', 'key'],
  ['prototype beside constructor', '{"constructor":1,"a":{"prototype":1}}', 'none'],
  ['prototype alone', '{"prototype":{"constructor":1}}', 'none'],
  ['escaped texts', '{"\\u0061":["\\u0062",null,1]}', 'none'],
  ['an open text', '"a', 'syntax'],
  ['an open escape', '"\\', 'syntax'],
  ['brackets that were never opened', ']]]', 'syntax'],
  ['more brackets closed than opened before too many', `${']'.repeat(5)}${'['.repeat(101)}`, 'syntax'],
  ['nothing', '', 'syntax'],
  ['two values', '{}{}', 'syntax'],
  ['a byte order mark', '\ufeff{}', 'syntax'],
])('%s: %s', (_, text, expected) => {
  expect(problem(text)).toBe(expected);
});

it.each([
  ['in a text', [0x22, 0xc3, 0x28, 0x22]],
  ['behind a backslash', [0x22, 0x5c, 0xff, 0x22]],
  ['outside of texts', [0x5b, 0xff, 0x5d]],
  ['at the end', [0x22, 0x61, 0x22, 0x80]],
])('refuses bytes that are not UTF-8 %s', (_, wrong) => {
  expect(problem(Uint8Array.from(wrong))).toBe('encoding');
});

it.each(['é', '€', '😀', '', '"', '\\', '\x7f', '\x80'])('reads the text %j, in lists and as a key', (text) => {
  const value = { [text]: [text, text] };
  expect(parseJson(bytes(JSON.stringify(value)))).toEqual(value);
});

it('reads only the given part of a buffer', () => {
  const whole = bytes('xx["a"]yy');
  expect(parseJson(whole.subarray(2, 7))).toEqual(['a']);
  expect(parseJson(Buffer.from(whole).subarray(2, 7))).toEqual(['a']);
});

it('reads a number as precisely as a double holds it', () => {
  expect(parseJson(bytes('[9007199254740991,1e21,-0.1,1e-7]'))).toEqual([9007199254740991, 1e21, -0.1, 1e-7]);
});

it.each([
  ['"', 'syntax', 'body is not valid JSON'],
  ['['.repeat(101), 'depth', 'body is nested too deeply'],
  ['1e400', 'number', 'body holds a number that cannot be represented exactly'],
  ['{"__proto__":1}', 'key', 'body holds a key that is not allowed'],
])('says what is wrong with %j', (text, problem, message) => {
  const read = (): unknown => parseJson(bytes(text));
  expect(read).toThrow(JsonError);
  expect(read).toThrow(expect.objectContaining({ problem, message }));
});

it('says what is wrong with bytes', () => {
  expect(() => parseJson(Uint8Array.from([0xff]))).toThrow(
    expect.objectContaining({ problem: 'encoding', message: 'body is not valid UTF-8' }),
  );
});

it('reads a text of 16 MiB beside an exponent', () => {
  const text = 'x\\"'.repeat(2 ** 22);
  const value = parseJson(new TextEncoder().encode(`{"n":1e3,"text":"${text}"}`)) as { n: number; text: string };
  expect([value.n, value.text.length]).toEqual([1000, 2 ** 23]);
});
