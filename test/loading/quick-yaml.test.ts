/** The quick reader of YAML reads as the library `yaml` does, or leaves the text to it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { QuickYaml } from '../../src/loading/text/quick-yaml.js';
import { Source } from '../../src/loading/source.js';
import { root } from '../support/double.js';
import { readings } from '../support/yaml-readers.js';

it.each([
  ['nothing as a value', 'a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: nUll\n'],
  [
    'truth values, and words that YAML 1.1 reads as such',
    '[true, True, TRUE, tRUE, false, yes, no, on, off, y, n, Yes]',
  ],
  ['integers', '[0, -0, +1, 007, 0o17, 0o8, 0x1F, 0xg, 0b1, 1_000, 12345678901234567890, 190:20]'],
  ['floats', '[1.0, 1., .5, -.5, +.5e3, 1e3, 1E-3, 1e999, .inf, -.INF, .nan, .NaN, 1.2.3, e3, ., "-"]'],
  [`an integer of 400 digits`, `a: ${'9'.repeat(400)}\n`],
  ['dates and times', 'a: 2020-01-01\nb: 2020-01-01T00:00:00Z\nc: 12:30:45\n'],
  ['keys that are no texts', '1: a\n1.0e1: b\ntrue: c\nnull: d\n~x: e\n-0: f\n0x10: g\n200: h\n'],
  ['keys of Object.prototype', '__proto__: { a: 1 }\nconstructor: 2\ntoString: 3\n'],
  ['keys in the order of their numbers', 'b: 1\n10: 2\n9: 3\na: 4\n'],
  ['quoted texts', `a: 'it''s'\nb: "a\\tb\\u00e9\\x41\\U0001F600\\/\\0\\e\\_"\n'c d': ""\n"e": ''\n`],
  ['quoted texts of several lines', `a: 'one\n  two\n\n  three '\nb: "one\n  two\\\n  three\n\n\n  four"\n`],
  ['plain texts of several lines', 'a: one\n  two\n\n  three\nb:\n  - one\n    two # comment\n  - x\n'],
  [
    'plain texts with indicators',
    'a: b#c\nd: e:f\ng: http://h/i?j=k&l\nm: a - b\nn: -x\no: ?p\nq: "a: b"\nr: <<x\ns: a, b\n',
  ],
  ['literal blocks', 'a: |\n  one\n   two\n\n  three\nb: |-\n  x\nc: |+\n  y\n\nd: |\n   z\ne: |\nf: 1\n'],
  ['folded blocks', 'a: >\n  one\n  two\n\n  three\n   four\n  five\nb: >-\n  x\n\n  y\nc: >+\n  z\n\n'],
  ['blocks in lists', '- |\n  one\n- >-\n\n  two\n- - | # a\n    three\n- 4\n'],
  ['blocks that end with the text', 'a: |\n  one'],
  ['a tab within a text', 'a: one\ttwo\nb: |\n  one\ttwo\n'],
  ['explicit keys', 'a:\n  ? b/c d\n  : e: 1\n    f: 2\n  ? g\n  : h\n'],
  ['comments', '# a\na: 1 # b\n# c\nb: # d\n  # e\n  - 1 # f\n#g\n'],
  ['a marker in the first line', '---\na: 1\n'],
  ['lists in objects without more indentation', 'a:\n- 1\n- b: 2\n  c: 3\n- - 4\n  - 5\nd: 6\n'],
  [
    'flow lists and objects',
    'a: [1, [2], { b: 3, "c":4, d, e: }, f: 5, ]\ng: {\n  h: [\n    1,\n  ],\n }\ni: []\nj: {}\n',
  ],
  ['JSON with comments', '{\n  "a": 1, # one\n  "b": [true, null]\n}\n'],
  ['aliases', 'a: &x { b: 1 }\nc: *x\nd: [*x, &y text, *y, &z , *z]\n'],
  ['a name that is defined again', 'a: &x 1\nb: *x\nc: &x [2]\nd: *x\n'],
  ['merge keys', 'a: &x { b: 1, 10: { d: 2 } }\nc: { <<: *x }\ne: { b: 3, <<: *x, f: 4 }\ng:\n  <<: *x\n  b: 5\n'],
  [
    'merge keys of lists',
    'a: &x { b: 1 }\nc: &y { b: 2, d: 3 }\ne: { <<: [*x, *y] }\nf: { <<: [*y, { g: 4 }], b: 6 }\n',
  ],
  ['merge keys of what is written there', 'a: { <<: { b: 1, c: 2 }, b: 3 }\n'],
  ['merge keys of what is merged', 'a: &x { b: 1 }\nc: &y { <<: *x, d: 2 }\ne: { <<: *y, b: 9 }\n'],
  ['tags', "a: !!str 1\nb: !!int 2\nc: !!bool true\nd: !!null ~\ne: !!map { f: 1 }\ng: !!seq [1]\nh: !!str 'x'\n"],
  ['an alias of what contains it', 'a: &x\n  b: *x\n'],
  ['CR LF', 'a: 1\r\nb: |\r\n  one\r\n  two\r\nc: "d\r\n  e"\r\nf:\r\n  - g\r\n'],
  ['characters beyond ASCII', 'é: 漢\na: 😀\nb: \u2028\nc: "\u0085"\n'],
])('reads %s', (_, text) => {
  const both = readings(text);
  if (both === 'left') throw new Error('left to yaml');
  expect(both.quick).toStrictEqual(both.yaml);
});

it('an alias is the same value as its anchor', () => {
  const value = (QuickYaml.read('a: &x {}\nb: *x\n') as QuickYaml).value as { a: object; b: object };
  expect(value.b).toBe(value.a);
});

it.each([
  ['repeated keys', 'a: 1\na: 2\n'],
  ['keys that are the same text', '1: a\n"1": b\n'],
  ['merge keys of other values', 'a: { <<: 1 }\n'],
  ['merge keys of what contains them', 'a: &x\n  b: { <<: *x }\n'],
  ['quoted merge keys', 'a: { "<<": 1 }\n'],
  ['two merge keys', 'a: &x { b: 1 }\nc: { <<: *x, <<: *x }\n'],
  ['other tags', 'a: !!binary aGk=\n'],
  ['tags that do not fit', 'a: !!int x\n'],
  ['directives', '%YAML 1.1\n---\na: 1\n'],
  ['unknown directives', '%X\n---\na: 1\n'],
  ['blanks before the first line', '  ---\na: 1\n'],
  ['several documents', 'a: 1\n---\nb: 2\n'],
  ['the end of a document', 'a: 1\n...\n'],
  ['a document behind the end of another', '...\na: 1\n'],
  ['text behind a marker', '--- a: 1\n'],
  ['explicit keys without a value', '? a\n? b\n: 1\n'],
  ['explicit keys of other forms', '? "a"\n: 1\n'],
  ['empty keys', ': 1\n'],
  ['objects as keys', '{ {a: 1}: 2 }'],
  ['lists as keys', '[a]: 2\n'],
  ['aliases as keys', 'a: &x b\n*x : 2\n'],
  ['anchors before keys', '&x a: 1\n'],
  ['keys of more than 1,024 characters', `${'a'.repeat(1025)}: 1\n`],
  ['aliases without anchor', 'a: *x\n'],
  ['tabs as indentation', 'a:\n\tb: 1\n'],
  ['tabs behind an indicator', '-\ta: 1\n'],
  ['CR alone', 'a: 1\rb: 2\r'],
  ['a byte order mark', '\ufeffa: 1\n'],
  ['control characters', 'a: \u0007\n'],
  ['blocks that state their indentation', 'a: |2\n\n    \n\n'],
  ['blanks behind the last line', 'a: |+\n  b\n\n '],
  ['a text', 'a\n'],
  ['nothing', '# a\n'],
  ['what is no YAML', 'a: [1\nb: 2\n'],
  ['a list in the line of its key', 'a: - b\n'],
  ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`],
])('leaves %s to the library', (_, text) => {
  expect(readings(text)).toBe('left');
});

const documents = ['specs/nairi', 'docs', 'fixtures'].flatMap((directory) =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(directory, name)),
);

it('reads a vendor directory, the seeds and the documents of the documentation', () => {
  expect(documents.length).toBeGreaterThan(5);
  for (const name of documents) {
    const both = readings(readFileSync(join(root, name), 'utf8'));
    if (both === 'left') throw new Error(`${name} is left to yaml`);
    expect(both.quick).toStrictEqual(both.yaml);
  }
});

it('finds the same lines where the library must help', () => {
  const source = Source.of('a:\n  -\n  - b: 1\n  -\nc:\n', 'x.yaml');
  expect([['a', 0], ['a', 1], ['a', 1, 'b'], ['a', 2], ['c']].map((path) => source.line(path))).toEqual([
    2, 3, 3, 4, 5,
  ]);
});
