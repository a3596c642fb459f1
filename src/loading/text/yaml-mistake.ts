/** Words the mistakes of YAML by what the library says. */
import type { TextProblem } from './parsed-text.js';

const REMEDIES: readonly [said: RegExp, remedy: string][] = [
  [/^Tabs are not allowed/, 'indent with spaces'],
  [
    /must start at the same column|must be sufficiently indented$|^Sequence items must/,
    'indent it like what stands beside it',
  ],
  [
    /^Block collections are not allowed within flow|^Nested mappings are not allowed/,
    'quote a text that has `: ` in it',
  ],
  [/^Missing closing .quote/, 'close the quote'],
  [
    /end with an? [}\]]|^Flow \S+ in block|^Missing ,|^Expected flow/,
    'close the bracket, and separate its items by commas',
  ],
  [/^Plain value cannot start with/, 'quote it'],
  [/^Unresolved alias/, 'define its anchor before it'],
  [/^Unresolved tag/, 'remove the tag'],
  [/^bad indentation/, 'indent it like what stands beside it, and quote a text that has `: ` in it'],
  [/^missed comma/, 'separate items by commas, and quote a text that has `: ` in it'],
  [/^tab characters/, 'indent with spaces'],
  [/^deficient indentation/, 'close the bracket or the quote before it'],
  [/^Implicit (?:map )?keys? need/, 'write `key: value`, with a colon and a blank'],
];

/** @param said by the library @param before the lines up to that of the mistake */
export function yamlMistake(line: number, said: string, before: readonly string[]): TextProblem {
  const words = said.split('\n')[0] ?? said;
  if (words.includes('multiple documents')) return severalDocuments(line);
  // `$ref: #/…`
  const isComment = before.slice(-2).some((text) => /^[^#'"]*: #\S/.test(text));
  const isNested = /^Block collections are not allowed within flow|^Nested mappings are not allowed/.test(words);
  const hasColons = /: .*: /.test(before.at(-1) ?? '');
  const remedy = isComment
    ? 'a # behind a blank begins a comment: quote the value'
    : isNested
      ? hasColons
        ? 'quote a text that has `: ` in it'
        : 'indent it like what stands beside it'
      : REMEDIES.find(([pattern]) => pattern.test(words))?.[1];
  return { line, problem: `not valid YAML: ${words}`, remedy: remedy ?? 'make it valid YAML 1.2' };
}

export const repeatedKeyMistake = (line: number, key: string, first: number): TextProblem => ({
  line,
  problem: `not valid YAML: the key ${JSON.stringify(key)} is repeated (first in line ${first})`,
  remedy: 'keep one of them',
});

/** The key that such a mistake reports, if it is one. */
export function repeatedKeyIn(problem: string): string | undefined {
  const [, key] = /the key (".*") is repeated/.exec(problem) ?? [];
  return key === undefined ? undefined : (JSON.parse(key) as string);
}

export const severalDocuments = (line: number): TextProblem => ({
  line,
  problem: 'the file has several YAML documents',
  remedy: 'keep one',
});
