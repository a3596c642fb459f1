/** A YAML file of 3 MB is read, or its mistake is told with its line, within two seconds. */
import { Source } from '../../src/loading/source.js';

const operation = (i: number): string => `  /things${i}/{id}:
    get:
      operationId: getThing${i}
      description: "The thing number ${i}: it has a long text, as documents have."
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing${i % 50}'
        default:
          description: |
            An error: of the kind ${i},
            in two lines
`;
const MARKED = 4000;
const operations = Array.from({ length: 5200 }, (_, i) => operation(i));
const head = 'openapi: 3.1.0\ninfo:\n  title: Large\n  version: "1"\npaths:\n';
const LINES = operation(0).split('\n').length - 1;
/** The line before the first one of the marked operation. */
const BEFORE = head.split('\n').length - 1 + MARKED * LINES;
/** The document with a change in one operation. */
const changed = (from: string, to: string): string => {
  expect(operation(MARKED)).toContain(from);
  return head + operations.map((text, i) => (i === MARKED ? text.replace(from, to) : text)).join('');
};
const sound = head + operations.join('');
const keys = Array.from({ length: 300_000 }, (_, i) => `  k${i}: 1\n`).join('');
const type = '            type: string';

/** Milliseconds of processor time. */
function timed(text: string): { source: Source; line: number; time: number } {
  const start = process.cpuUsage();
  const source = Source.of(text, 'a.yaml');
  const line = source.line(['paths', `/things${MARKED}/{id}`, 'get', 'responses', 'default']);
  const { user, system } = process.cpuUsage(start);
  return { source, line, time: (user + system) / 1000 };
}

it.each<[name: string, text: () => string, line: number, problem: RegExp]>([
  ['an indentation', () => changed('      operationId', '     operationId'), 3, /^not valid YAML: .*: indent it like/],
  ['a colon', () => changed(`getThing${MARKED}`, 'get: Thing'), 3, /quote a text that has `: ` in it$/],
  ['a tab', () => changed('      operationId', '\toperationId'), 3, /^not valid YAML: Tabs .*: indent with spaces$/],
  ['a quote', () => changed("schemas/Thing0'", 'schemas/Thing0'), 17, /^not valid YAML: .*: close the quote$/],
  ['a bracket', () => changed('type: string', 'type: [string'), 11, /^not valid YAML: .*close the bracket/],
  [
    'a repeated key',
    () => changed('in: path', 'in: path\n          in: path'),
    8,
    /"in" is repeated \(first in line \d+\)/,
  ],
  ['an alias', () => changed('type: string', 'type: *string'), 10, /^not valid YAML: Unresolved alias/],
  ['a tag', () => changed('type: string', 'type: !str string'), 10, /^not valid YAML: Unresolved tag: !str: remove/],
  ['a list as a key', () => changed('type: string', '[type]: string'), 10, /a key is a text: write `key: value`$/],
  ['a second document', () => `${sound}---\na: 1\n`, 5200 * LINES + 6 - BEFORE, /^the file has several YAML documents/],
  [
    '300,000 keys, one of them twice',
    () => `a:\n${keys}  k5: 1\n`,
    300_002 - BEFORE,
    /the key "k5" is repeated \(first in line 7\)/,
  ],
])('tells %s', (_, text, line, problem) => {
  const { source, time } = timed(text());
  expect(source.mistakes.map((mistake) => [mistake.line, `${mistake.problem}: ${mistake.remedy}`])).toEqual([
    [BEFORE + line, expect.stringMatching(problem)],
  ]);
  expect(time).toBeLessThan(2000);
});

it.each<[name: string, text: () => string, lines: number]>([
  ['a sound file', () => sound, 0],
  ['tags', () => changed('type: string', 'type: !!str string'), 0],
  ['a version', () => `%YAML 1.2\n---\n${sound}`, 2],
  ['the end of the document', () => `${sound}...\n`, 0],
  ['blanks behind the last line', () => `${sound}   `, 0],
  ['explicit keys', () => changed(type, '            ? type\n            : string'), 1],
  [
    'merge keys',
    () =>
      sound
        .replace(`schema:\n${type}`, `schema: &s\n${type}`)
        .replaceAll(`schema:\n${type}`, 'schema:\n            <<: *s'),
    0,
  ],
])('reads %s', (_, text, lines) => {
  const { source, line, time } = timed(text());
  expect(source.mistakes).toEqual([]);
  expect([source.value !== undefined, line]).toEqual([true, BEFORE + 18 + lines]);
  expect(time).toBeLessThan(2000);
});

it('merges a map of 300,000 keys', () => {
  const { source, time } = timed(`a: &a\n${keys}b:\n  <<: *a\n  c: 1\n`);
  expect(source.mistakes).toEqual([]);
  expect(Object.keys((source.value as { b: object }).b)).toHaveLength(300_001);
  expect(time).toBeLessThan(5000);
});
