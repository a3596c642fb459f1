/** Matches patterns in linear time, for untrusted contracts (docs/decisions/0010). */
import { RE2JS } from 're2js';
import { once } from '../engine/values/once.js';
import type { Pattern } from './metered-pattern.js';

/** @throws if it is not a pattern of JSON Schema, or needs backtracking (lookaround, backreferences, more than 1,000 repetitions) */
export function linearPattern(pattern: string): Pattern {
  new RegExp(pattern, 'u');
  const compile = once(() => RE2JS.compile(RE2JS.translateRegExp(pattern)));
  if (!isPlain(pattern)) compile();
  return {
    test: (text) => compile().test(text),
    toString: () => pattern,
    meter: (spend) => meterStates(compile(), spend),
  };
}

/**
 * Whether the library is certain to compile a valid pattern, so that it can wait until the first text. Compiling takes up
 * to 0.3 ms, and most patterns of a large document are never used.
 */
export function isPlain(pattern: string): boolean {
  if (!PLAIN.test(pattern)) return false;
  let repetitions = 1;
  for (const [, least, most = ''] of pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g))
    repetitions *= Math.max(1, Number(most === '' ? least : most));
  return repetitions <= MAX_REPETITIONS;
}

/** Of the library, for repetitions within each other. */
const MAX_REPETITIONS = 1000;

const PLAIN = new RegExp(
  `^(?:${[
    /[\w .,:;@#%&=~<>!'"-]|[\^$|)*+?]|\((?:\?:|(?!\?))/,
    /\\[dDwWsS./+*?^$|()[\]{}\\-]/,
    /\[\^?(?:\w|\\[dws.-])(?:\w|[ .:@-]|\\[dws.-])*\]/,
    /\{\d{1,3}(?:,\d{0,3})?\}/,
  ]
    .map(({ source }) => source)
    .join('|')})*$`,
);

/**
 * Linear time can be long: a pattern of 4,000 instructions takes 50 µs for a character if it is ambiguous. The states of
 * the automaton are made when they are first needed; if they are too many, all instructions run for each character.
 */
function meterStates({ re2Input }: RE2JS, spend: (units: number) => void): void {
  const { dfa } = re2Input;
  const [closure, match] = [dfa.closure.bind(dfa), dfa.match.bind(dfa)];
  dfa.closure = (pcs, flag) => {
    const found = closure(pcs, flag);
    spend(found.pcs.length * STATE);
    return found;
  };
  dfa.match = (input: Text, at: number, anchor: number) => {
    const result = match(input, at, anchor) as boolean | null;
    if (result === null) spend((input.endPos() - at) * Number(re2Input.numberOfInstructions()));
    return result;
  };
}

interface Text {
  endPos: () => number;
}

/** Units for an instruction in a new state. */
const STATE = 10;
