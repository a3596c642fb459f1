/** Matches patterns in linear time, for untrusted contracts (docs/decisions/0010). */
import { RE2JS } from 're2js';

export interface Pattern {
  test(text: string): boolean;
  /** Ajv identifies the engine by this. */
  toString(): string;
}

/** @throws if the pattern is not supported */
export type PatternEngine = (pattern: string) => Pattern;

/** @throws if it is not a pattern of JSON Schema, or needs backtracking (lookaround, backreferences, more than 1,000 repetitions) */
export function linearPattern(pattern: string): Pattern {
  new RegExp(pattern, 'u');
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.test(text), toString: () => pattern };
}
