import type { z } from 'zod';
import { exampleOfKey, hasExample } from './examples.js';
import { keysAt } from './allowed-keys.js';
import { memberAt } from './valid-parts.js';

export type Grammar<T = unknown> = z.ZodType<T>;

/** One violation of a grammar. */
export interface Nonconformity {
  path: PropertyKey[];
  problem: string;
  remedy: string;
  /** For an unknown key or word: the allowed ones. */
  unknown?: { key: string; known: string[]; isKey: boolean };
}

/** The parsed data with defaults, or all violations. */
export function conform<T>(grammar: z.ZodType<T>, value: unknown): { data: T } | { wrong: Nonconformity[] } {
  const result = grammar.safeParse(value);
  if (result.success) return { data: result.data };
  return { wrong: result.error.issues.flatMap((issue) => nonconformities(grammar, value, issue)) };
}

/** The violations that an issue of the grammar stands for. */
export function nonconformities(grammar: z.ZodType, value: unknown, issue: z.core.$ZodIssue): Nonconformity[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(grammar, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: `unknown key ${[...path, key].map(String).join('.')}`,
      remedy: 'remove it, or correct its spelling; docs/behavior.md lists every key',
      unknown: { key, known, isKey: true },
    }));
  }
  if (isMissing(value, path)) {
    const key = String(path.at(-1));
    return [
      { path, problem: `${path.map(String).join('.')} is missing`, remedy: `add it, such as \`${exampleOfKey(key)}\`` },
    ];
  }
  const where = path.length === 0 ? 'the file' : path.map(String).join('.');
  const given = path.reduce(memberAt, value);
  const words = wordsOf(issue);
  return [
    {
      path,
      problem: `${where}${problemOf(issue, given)}`,
      remedy: remedyFor(issue, path.at(-1)),
      ...(words.length > 0 && typeof given === 'string' && { unknown: { key: given, known: words, isKey: false } }),
    },
  ];
}

/** The texts that are allowed in place of a value. */
const wordsOf = (issue: z.core.$ZodIssue): string[] =>
  (choicesOf(issue) ?? (issue.code === 'invalid_value' ? issue.values : [])).filter((word) => typeof word === 'string');

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  if (typeof key !== 'string') return false;
  const parent = path.slice(0, -1).reduce(memberAt, value);
  return typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, key);
}

/** What is wrong with the value at a path, after the path. */
function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type') return ` is ${kindOf(value)}, and should be ${nameOf(issue.expected)}`;
  if (issue.code === 'invalid_value' || choicesOf(issue)) return ` is ${quoted(value)}, which is not allowed`;
  if (isEmpty(issue)) return ' is empty';
  if (issue.code === 'invalid_key') return ` is not an allowed name`;
  if (boundOf(issue) !== undefined)
    return ` is ${quoted(value)}, which is ${isBelow(issue) ? 'less' : 'more'} than allowed`;
  return `: ${issue.message}`;
}

/** The values of the key that chooses one of several objects, such as `verb`. */
const choicesOf = (issue: z.core.$ZodIssue): readonly unknown[] | undefined =>
  issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined;

const isEmpty = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'too_small' && issue.minimum === 1 && ['array', 'string'].includes(issue.origin);

/** The bound that a number breaks. */
const boundOf = (issue: z.core.$ZodIssue): string | undefined =>
  issue.code === 'too_big' && isNumber(issue.origin)
    ? `a number up to ${String(issue.maximum)}`
    : issue.code === 'too_small' && isNumber(issue.origin)
      ? `a number ${issue.inclusive === false ? 'above' : 'of at least'} ${String(issue.minimum)}`
      : undefined;

const isBelow = (issue: z.core.$ZodIssue): boolean => issue.code === 'too_small';
const isNumber = (origin: string): boolean => ['number', 'int', 'bigint'].includes(origin);

const quoted = (value: unknown): string =>
  typeof value === 'object' && value !== null ? kindOf(value) : JSON.stringify(value);

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  array: 'a list',
  record: 'an object',
  null: 'null',
};

const nameOf = (type: string): string => NAMES[type] ?? `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

const kindOf = (value: unknown): string =>
  nameOf(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** @param key that of the value */
function remedyFor(issue: z.core.$ZodIssue, key: PropertyKey | undefined): string {
  const choices = choicesOf(issue);
  if (choices) return `use one of ${choices.map(String).join(', ')}`;
  switch (issue.code) {
    case 'invalid_value':
      return `use one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `write ${nameOf(issue.expected)}${exampleFor(issue.expected, key)}`;
    case 'invalid_key':
      return `write ${issue.issues[0]?.message ?? 'another name'}`;
    default:
      if (boundOf(issue) !== undefined) return `write ${boundOf(issue)}`;
      return isEmpty(issue) ? 'write at least one, or remove it' : 'see docs/behavior.md';
  }
}

/** An example for a list or an object, of which more than its kind is known. */
function exampleFor(expected: string, key: PropertyKey | undefined): string {
  const example = typeof key === 'string' && hasExample(key) ? exampleOfKey(key) : '';
  const opening = { array: '[', object: '{' }[expected];
  return opening !== undefined && example.startsWith(`${String(key)}: ${opening}`) ? `, such as \`${example}\`` : '';
}
