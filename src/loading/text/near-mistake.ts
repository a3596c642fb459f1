/** The mistake of a large text, in the words of the library `yaml`, which reads only the lines around it. */
import { firstError } from './composed-yaml.js';
import { Lines } from './lines.js';
import type { TextProblem } from './parsed-text.js';
import { LARGE } from './size-bounds.js';
import { yamlMistake } from './yaml-mistake.js';

/** Lines before and behind that of the mistake. */
const BEFORE = 60;
const BEHIND = 20;
/** The libraries find a mistake a few lines apart. */
const APART = 2;

/** @param found by the quick library @returns undefined: there is none, if that library has no words for it */
export function mistakeNear(text: string, found: { line: number; said: string | undefined }): TextProblem | undefined {
  const lines = text.split('\n');
  const at = found.line - 1;
  const start = Math.max(0, at - BEFORE);
  const holders = holdersOf(lines, start);
  const numbers = [...holders, ...lines.slice(start, at + BEHIND).map((_, i) => start + i)];
  const part = numbers.map((number) => lines[number]).join('\n');
  const error = part.length > LARGE ? undefined : errorIn(part);
  const number = error && numbers[new Lines(part).at(error.offset) - 1];
  const upTo = (place: number): string[] => lines.slice(Math.max(0, place - 1), place + 1);
  if (error !== undefined && number !== undefined && Math.abs(number - at) <= APART)
    return yamlMistake(number + 1, error.said, upTo(number));
  return found.said === undefined ? undefined : yamlMistake(found.line, found.said, upTo(at));
}

function errorIn(text: string): ReturnType<typeof firstError> {
  try {
    return firstError(text);
  } catch {
    return undefined;
  }
}

/** The lines that hold a line: each is less indented than the ones behind it. */
function holdersOf(lines: readonly string[], at: number): number[] {
  const holders: number[] = [];
  let indent = indentOf(lines[at] ?? '');
  for (let number = at - 1; number >= 0 && indent > 0; number--) {
    const line = lines[number] ?? '';
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    holders.unshift(number);
  }
  return holders;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
