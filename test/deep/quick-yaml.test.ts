/**
 * Parts of YAML files with mistakes, and random YAML: the quick reader reads as the library `yaml` does, or leaves the
 * text to it. STUNTDOUBLE_RUNS sets the number (4,000 of each), STUNTDOUBLE_SEED the random seed.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../robust/mutate.js';
import { root } from '../support/double.js';
import { SEED } from '../support/seed.js';
import { readings } from '../support/yaml-readers.js';

const RUNS = Number(process.env['STUNTDOUBLE_RUNS'] ?? 4000);

const TOKENS = [
  ...['\n? a\n: ', '\n  ? b\n  : ', '? k\n: v: ', '&x { a: 1 }', '<<: *x', '{ <<: *x, a: 2 }', '<<: [*x, *a]'],
  ...['a', 'b', 'a', 'k: v', 'a: ', 'b: ', ',', ':', ',', ' ', '  ', '\n', '\n', '\n', '\n  ', '\n    ', '\n ', '- '],
  ...['- ', '-', '? ', '[', ']', '{', '}', ',', ', ', '"', '"', "'", "'", '#', ' #', '|\n', '>\n', '|-\n', '>+\n'],
  ...['|2\n', '&a ', '*a', '*a ', '!', '!t ', '!!str ', '\t', '1', '0x1F', '0o7', '1.0', '1e3', '-0', '~', 'null'],
  ...['true', 'yes', '.inf', '.nan', '<<', '<<: ', '---', '--- ', '...', '%', '\\n', '\\', '\r\n', '\r', '+', '@', '`'],
  ...['\u0085', '\u2028', '\u00a0', '\ufeff', '\0', '\u0007', '=', '//x', 'e: f', '-\t', ':\t', '""', "''", '\ud83d'],
];

const random = randomFrom(SEED);
const below = (limit: number): number => Math.floor(random() * limit);
const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;

const texts = ['specs', 'docs', 'fixtures'].flatMap((directory) =>
  readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(root, directory, name), 'utf8')),
);

it('reads the YAML files of this project', () => {
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) {
    const both = readings(text);
    if (both === 'left') throw new Error(`left to yaml: ${text.slice(0, 200)}`);
    expect(both.quick).toStrictEqual(both.yaml);
  }
});

/** Some lines of a file, without their common indentation, with mistakes. */
function part(): string {
  const all = one(texts).split('\n');
  const start = below(all.length);
  const lines = all.slice(start, start + 3 + below(25));
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents, 100);
  const cut = lines.map((line) => line.slice(common));
  for (let mistakes = below(4); mistakes > 0; mistakes--) change(cut);
  return cut.join(one(['\n', '\n', '\n', '\r\n'])) + one(['\n', '\n', '']);
}

function change(lines: string[]): void {
  const at = below(lines.length);
  const line = lines[at] ?? '';
  const column = below(line.length + 1);
  const changes = [
    () => (lines[at] = line.slice(0, column) + one(TOKENS) + line.slice(column)),
    () => (lines[at] = line.slice(0, column) + line.slice(column + 1)),
    () => (lines[at] = one([' ', '  ']) + line),
    () => (lines[at] = line.replace(/^ {1,2}/, '')),
    () => lines.splice(at, 0, one(lines)),
    () => lines.splice(at, 1),
  ];
  one(changes)();
}

const tokens = (): string =>
  one(['', '', 'a: ', '- ', 'a:\n  ', '[', '{ ']) + Array.from({ length: 1 + below(12) }, () => one(TOKENS)).join('');

it.each([
  ['parts of files', part],
  ['random texts', tokens],
])('reads %s as the library does', (_, make) => {
  let read = 0;
  for (let run = 0; run < RUNS; run++) {
    const text = make();
    const both = readings(text);
    if (both === 'left') continue;
    read++;
    expect({ text, ...(both.quick as object) }).toStrictEqual({ text, ...(both.yaml as object) });
  }
  expect(read).toBeGreaterThan(RUNS / 20);
});
