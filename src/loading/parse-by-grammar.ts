/** Parses a part of a file by its grammar, and keeps what is valid. */
import { closest, suggest } from '../engine/values/suggest.js';
import { conform } from '../grammar/conform.js';
import { partial } from '../grammar/valid-parts.js';
import type { Mistake } from './mistakes.js';

/** What was found while the files of a vendor were read. */
export interface Findings {
  mistakes: Mistake[];
  /** Names of the parts that are left out because they have mistakes, and names that unknown keys may stand for. */
  removed: Set<string>;
}

/** @param mistake makes a mistake at a path of the value. @returns undefined: nothing can be kept */
export function parseByGrammar<T>(
  grammar: Parameters<typeof conform<T>>[0],
  value: unknown,
  { mistakes, removed }: Findings,
  mistake: (path: PropertyKey[], problem: string, remedy: string) => Mistake,
): T | undefined {
  const result = conform(grammar, value);
  if ('data' in result) return result.data;
  for (const { path, problem, remedy, unknown } of result.wrong) {
    mistakes.push(mistake(path, problem, unknown ? suggest(unknown.key, unknown.known) : remedy));
    for (const name of unknown ? closest(unknown.key, unknown.known) : []) removed.add(name);
  }
  const rest = partial(grammar, value);
  for (const name of rest?.removed.map((at) => String(at.at(-1))) ?? []) removed.add(name);
  return rest?.data;
}
