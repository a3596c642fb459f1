/** Patterns in time linear in the text, for contracts that somebody brings along (docs/decisions/0010). */
import { RE2JS } from 're2js';

export interface Pattern {
  test(text: string): boolean;
  /** By it Ajv tells one from another. */
  toString(): string;
}

/** @throws when it cannot be used */
export type PatternEngine = (pattern: string) => Pattern;

/** @throws when it is no pattern of JSON Schema, or cannot be matched without going back (lookaround, backreferences, more than 1,000 repetitions) */
export function linearPattern(pattern: string): Pattern {
  new RegExp(pattern, 'u');
  const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => compiled.test(text), toString: () => pattern };
}
