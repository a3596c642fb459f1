/** Reads on as if misspelled keys and words were correct, so that one mistake does not hide others. */
import type { z } from 'zod';
import { keysAt } from './allowed-keys.js';
import { nonconformities, type Nonconformity } from './conform.js';
import { memberAt } from './valid-parts.js';

/** A key that is read as another one. */
export interface Renamed {
  /** The path of its object, as it is read. */
  at: PropertyKey[];
  written: string;
  read: string;
}

export interface Corrected {
  /** A copy, if something is corrected. */
  value: unknown;
  /** The misspelled keys and words, at their paths as they are written. */
  wrong: Nonconformity[];
  renamed: Renamed[];
  /** Words that could stand for several others: paths as they are read. */
  guessed: PropertyKey[][];
}

/** The known names that are similar to a word, the most similar one first. */
export type Closest = (word: string, known: readonly string[]) => string[];

const MAX_PASSES = 20;

/** @param extra keys of the whole value that the grammar does not have */
export function corrected(
  grammar: z.ZodType,
  value: unknown,
  closest: Closest,
  extra: readonly string[] = [],
): Corrected {
  const found: Corrected = { value, wrong: [], renamed: [], guessed: [] };
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const result = grammar.safeParse(found.value);
    if (result.success) break;
    const { issues } = result.error;
    // A word that chooses one of several objects decides which keys are known.
    const words = issues.flatMap((issue) => [
      ...choicesIn(found.value, issue, closest),
      ...wordsIn(grammar, found.value, issue, closest),
    ]);
    const fixes =
      words.length > 0 ? words : issues.flatMap((issue) => keysIn(grammar, found.value, issue, closest, extra));
    if (fixes.length === 0) break;
    if (found.value === value) found.value = structuredClone(value);
    for (const fix of fixes) fix(found);
  }
  return found;
}

type Fix = (found: Corrected) => void;

function wordsIn(grammar: z.ZodType, value: unknown, issue: z.core.$ZodIssue, closest: Closest): Fix[] {
  return nonconformities(grammar, value, issue).flatMap(({ path, unknown, ...rest }): Fix[] => {
    if (unknown === undefined || unknown.isKey) return [];
    const [word, ...others] = closest(unknown.key, unknown.known);
    const key = path.at(-1);
    if (word === undefined || key === undefined) return [];
    return [
      (found) => {
        found.wrong.push({ ...rest, unknown, path: asWritten(found.renamed, path) });
        if (others.length > 0) found.guessed.push(path);
        objectAt(found.value, path.slice(0, -1))[key] = word;
      },
    ];
  });
}

/** A misspelled key whose word chooses one of several objects, such as `verb`. */
function choicesIn(value: unknown, issue: z.core.$ZodIssue, closest: Closest): Fix[] {
  const choice = issue.code === 'invalid_union' ? issue.discriminator : undefined;
  const at = issue.path.at(-1) === choice ? issue.path.slice(0, -1) : issue.path;
  const holder = at.reduce(memberAt, value);
  if (choice === undefined || typeof holder !== 'object' || holder === null || Object.hasOwn(holder, choice)) return [];
  const key = Object.keys(holder).find((name) => closest(name, [choice]).length > 0);
  if (key === undefined) return [];
  return [
    (found) => {
      found.wrong.push({
        path: asWritten(found.renamed, [...at, key]),
        problem: `unknown key ${[...asWritten(found.renamed, at), key].map(String).join('.')}`,
        remedy: '',
        unknown: { key, known: [choice], isKey: true },
      });
      const object = objectAt(found.value, at);
      object[choice] = object[key];
      Reflect.deleteProperty(object, key);
      found.renamed.push({ at, written: key, read: choice });
    },
  ];
}

function keysIn(
  grammar: z.ZodType,
  value: unknown,
  issue: z.core.$ZodIssue,
  closest: Closest,
  extra: readonly string[],
): Fix[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const { path: at } = issue;
  const parent = at.reduce(memberAt, value);
  const known = [...keysAt(grammar, at), ...(at.length === 0 ? extra : [])];
  const taken = new Set<string>();
  return issue.keys.flatMap((key): Fix[] => {
    if (at.length === 0 && extra.includes(key)) return [];
    const read = closest(key, known).find((name) => !Object.hasOwn(parent as object, name) && !taken.has(name));
    if (read === undefined) return [];
    taken.add(read);
    return [
      (found) => {
        const [wrong] = nonconformities(grammar, found.value, { ...issue, keys: [key] });
        if (wrong)
          found.wrong.push({
            ...wrong,
            path: asWritten(found.renamed, wrong.path),
            unknown: { key, known, isKey: true },
          });
        const object = objectAt(found.value, at);
        object[read] = object[key];
        Reflect.deleteProperty(object, key);
        found.renamed.push({ at, written: key, read });
      },
    ];
  });
}

const objectAt = (root: unknown, path: readonly PropertyKey[]): Record<PropertyKey, unknown> =>
  path.reduce<unknown>(memberAt, root) as Record<PropertyKey, unknown>;

/** The path as it is written. */
export function asWritten(renamed: readonly Renamed[], path: readonly PropertyKey[]): PropertyKey[] {
  if (renamed.length === 0) return [...path];
  return path.map((step, depth) => {
    const found = renamed.find(
      ({ at, read }) =>
        read === String(step) && at.length === depth && at.every((name, i) => String(name) === String(path[i])),
    );
    return found?.written ?? step;
  });
}
