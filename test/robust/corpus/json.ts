/** Bodies that are not JSON, and harmful JSON. */
import type { Sheet } from '../sheets.js';
import { change, type Case } from './case.js';

const utf8 = (...bytes: number[]): Uint8Array =>
  Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]);
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

const unreadable: readonly (readonly [name: string, body: string | Uint8Array])[] = [
  ['nothing but spaces', '   '],
  ['one brace', '{'],
  ['a closing brace alone', '}'],
  ['an object that ends after a key', '{"name"'],
  ['an object that ends after a colon', '{"name":'],
  ['an object that ends within a text', '{"name":"Ren'],
  ['an object that ends within an escape', '{"name":"\\'],
  ['an object that ends within a literal', '{"name":tru'],
  ['a comma at the end of an object', '{"name":"x",}'],
  ['a comma at the end of a list', '{"name":["x",]}'],
  ['a comma at the start', '{,"name":"x"}'],
  ['two commas', '{"name":"x",,"b":1}'],
  ['no comma', '{"name":"x" "b":1}'],
  ['no colon', '{"name" "x"}'],
  ['single quotes', "{'name':'x'}"],
  ['a key without quotes', '{name:"x"}'],
  ['a key that is a number', '{1:"x"}'],
  ['a line comment', '{"name":"x"} // done'],
  ['a block comment', '{/* who */"name":"x"}'],
  ['bytes after the object', '{"name":"x"}x'],
  ['a second object', '{"name":"x"}{"name":"y"}'],
  ['a second object in the next line', '{"name":"x"}\n{"name":"y"}'],
  ['a NUL after the object', '{"name":"x"}\0'],
  ['mismatched brackets', '{"name":["x"}]'],
  ['a form', 'name=x&type=llm'],
  ['YAML', 'name: x\ntype: llm'],
  ['XML', '<name>x</name>'],
  ['NaN', '{"name":NaN}'],
  ['Infinity', '{"name":Infinity}'],
  ['minus Infinity', '{"name":-Infinity}'],
  ['undefined', '{"name":undefined}'],
  ['True', '{"name":True}'],
  ['a hexadecimal number', '{"name":0x10}'],
  ['a number with a leading zero', '{"name":010}'],
  ['a number with a plus', '{"name":+1}'],
  ['a number that starts with a point', '{"name":.5}'],
  ['a number that ends with a point', '{"name":5.}'],
  ['a number that ends with an e', '{"name":1e}'],
  ['two minus signs', '{"name":--1}'],
  ['a minus alone', '{"name":-}'],
  ['a number with an underscore', '{"name":1_000}'],
  ['a big integer of JavaScript', '{"name":1n}'],
  ['a line break in a text', '{"name":"a\nb"}'],
  ['a tab in a text', '{"name":"a\tb"}'],
  ['a NUL in a text', '{"name":"a\0b"}'],
  ['an escape that is none', '{"name":"\\x41"}'],
  ['an escape of two digits', '{"name":"\\u12"}'],
  ['an escape with letters', '{"name":"\\uzzzz"}'],
  ['a byte order mark', '\ufeff{"name":"x"}'],
  ['UTF-16, little end first', Buffer.from('\ufeff{"name":"x"}', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufeff{"name":"x"}', 'utf16le').swap16()],
  ['a lone continuation byte', utf8(0x80)],
  ['a start without its continuation', utf8(0xc3, 0x28)],
  ['an overlong slash', utf8(0xc0, 0xaf)],
  ['an overlong NUL of three bytes', utf8(0xe0, 0x80, 0x80)],
  ['half of a surrogate pair', utf8(0xed, 0xa0, 0x80)],
  ['a point beyond Unicode', utf8(0xf4, 0x90, 0x80, 0x80)],
  ['five bytes for one point', utf8(0xf8, 0x88, 0x80, 0x80, 0x80)],
  ['bytes that are nothing in UTF-8', utf8(0xff, 0xfe)],
  ['a text that ends within a character', Buffer.from('{"name":"é"}').subarray(0, 10)],
  ['Latin-1', Buffer.from('{"name":"Zoë"}', 'latin1')],
  ['lists 101 deep', nested('[', ']', 101)],
  ['objects 101 deep', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`],
  ['lists 20,000 deep', nested('[', ']', 20_000)],
  ['objects 20,000 deep', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['lists within a field that nobody knows, 20,000 deep', `{"zzz":${nested('[', ']', 20_000)}}`],
  ['half a million opened lists', '['.repeat(500_000)],
  ['half a million closed lists', ']'.repeat(500_000)],
  ['a key __proto__', '{"__proto__":{"polluted":true}}'],
  ['a key __proto__ that is null', '{"__proto__":null}'],
  ['a key __proto__ within a field', '{"name":"x","zzz":{"__proto__":{"polluted":true}}}'],
  ['a key __proto__ within a list', '{"name":"x","zzz":[{"__proto__":{"polluted":true}}]}'],
  ['an escaped key __proto__', '{"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":true}}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"polluted":true}}}'],
  ['constructor.prototype within a field', '{"zzz":{"constructor":{"prototype":{"polluted":true}}}}'],
  ['an escaped constructor.prototype', '{"c\\u006fnstructor":{"pr\\u006ftotype":{"polluted":true}}}'],
];

/** Sound JSON with a number that only the double cannot hold. */
const unsupportedNumbers: readonly (readonly [name: string, body: string])[] = [
  ['a number beyond doubles', '{"zzz":1e400}'],
  ['a number far beyond doubles', '{"zzz":-1E+999999999}'],
  ['a number that comes to nothing', '{"zzz":1e-400}'],
  ['an integer that would be rounded', '{"zzz":12345678901234567890}'],
  ['the first integer that would be rounded', '{"zzz":9007199254740993}'],
  ['an integer that would be rounded, with a point', '{"zzz":9007199254740993.0}'],
  ['an integer that would be rounded, with an exponent', '{"zzz":9.007199254740993e15}'],
  ['a number of 100,000 digits', `{"zzz":${'9'.repeat(100_000)}}`],
  ['a number of 100,000 digits that is small', `{"zzz":9007199254740993.${'0'.repeat(100_000)}1}`],
];

const large = 1024 * 1024 + 1;
const tooLarge: readonly (readonly [name: string, body: string])[] = [
  ['a text of a mebibyte', `{"name":"${'x'.repeat(large)}"}`],
  ['a mebibyte and a byte of spaces', ' '.repeat(large)],
  ['a mebibyte of spaces after an object', `{"name":"x"}${' '.repeat(large)}`],
  ['a mebibyte of braces', '{'.repeat(large)],
];

/** JSON values that are not objects. */
const scalars: readonly (readonly [name: string, body: string])[] = [
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1'],
  ['a text', '"name"'],
  ['an empty text', '""'],
  ['an empty list', '[]'],
  ['a list with the object', '[{"name":"x"}]'],
];

export function json(sheet: Sheet): Case[] {
  const made =
    (expected: Case['expected']) =>
    ([name, body]: readonly [string, string | Uint8Array]) => ({
      name: `JSON: ${name}`,
      bytes: change(sheet, { body }),
      expected,
    });
  return [
    ...unreadable.map(made('malformedBody')),
    ...unsupportedNumbers.map(made(400)),
    ...tooLarge.map(made('payloadTooLarge')),
    ...scalars.map(made('invalid')),
    { name: 'JSON: no body at all', bytes: change(sheet, { body: '' }), expected: 'invalid' },
    ...sheet.wrong.map(([name, body, expected]) => made(expected)([name, body])),
    // The last of two equal keys counts, as with the parsers that vendors use; it is the one that is checked.
    ...sheet.wrong.slice(1, 4).map(([name, body, expected]) => {
      const twice = body.replace(/^\{(?="(\w+)")/, (_, key: string) => `{"${key}":{"first":1},`);
      return made(expected)([`a field twice, and at last ${name}`, twice]);
    }),
  ];
}
