/** Reads on behind mistakes of YAML: a line with a mistake is replaced by what may be meant. */
import { Lines } from './lines.js';
import type { TextProblem } from './parsed-text.js';
import { yamlMistake } from './yaml-mistake.js';

export interface RepairedYaml {
  /** Every mistake that was found. */
  problems: TextProblem[];
  /** The text as it may be meant, with the same lines; undefined: a part of it is left out. */
  text: string | undefined;
}

export interface FoundError {
  offset: number;
  said: string;
}

/** Each attempt parses the text again. */
const MAX_SIZE = 60_000;
const MAX_MISTAKES = 12;
/** Characters that all attempts together may parse. */
const MAX_PARSED = 800_000;

/** @param first the first mistake of the text @param find finds the first mistake of a text */
export function repairYaml(
  text: string,
  first: FoundError,
  find: (text: string) => FoundError | undefined,
): RepairedYaml {
  const problems: TextProblem[] = [];
  let lines = text.split('\n');
  let isWhole = text.length <= MAX_SIZE;
  let parsed = 0;
  const attempt = (changed: string): FoundError | undefined => {
    parsed += changed.length;
    return parsed > MAX_PARSED ? first : find(changed);
  };
  let error: FoundError | undefined = first;
  for (let count = 0; error !== undefined && count < MAX_MISTAKES; count++) {
    const at = new Lines(lines.join('\n')).at(error.offset) - 1;
    problems.push(yamlMistake(at + 1, error.said, lines.slice(Math.max(0, at - 1), at + 1)));
    if (text.length > MAX_SIZE) return { problems, text: undefined };
    const repaired = repairedAt(lines, at, attempt);
    if (repaired === undefined || parsed > MAX_PARSED) return { problems, text: undefined };
    isWhole &&= repaired.isWhole;
    lines = repaired.lines;
    error = repaired.next;
  }
  return { problems, text: error === undefined && isWhole ? lines.join('\n') : undefined };
}

interface Repaired {
  lines: string[];
  isWhole: boolean;
  /** The next mistake. */
  next: FoundError | undefined;
}

/** The first change of the line, or of the one before it, behind which the mistake is gone. */
function repairedAt(
  lines: readonly string[],
  at: number,
  find: (text: string) => FoundError | undefined,
): Repaired | undefined {
  const attempt = (index: number, line: string, isWhole: boolean): Repaired | undefined => {
    const changed = lines.map((old, i) => (i === index ? line : old));
    const text = changed.join('\n');
    const next = find(text);
    return next === undefined || new Lines(text).at(next.offset) - 1 > Math.max(at, index)
      ? { lines: changed, isWhole, next }
      : undefined;
  };
  for (const index of [at, previous(lines, at)])
    for (const line of meanings(lines, index)) {
      const found = attempt(index, line, true);
      if (found) return found;
    }
  return attempt(at, '', false) ?? attempt(previous(lines, at), '', false);
}

/** What a line with a mistake may mean. */
function meanings(lines: readonly string[], at: number): string[] {
  const line = lines[at] ?? '';
  const bare = line.trimStart();
  if (bare === '') return [];
  const indents = [lines[previous(lines, at)], lines[following(lines, at)]].map((other = '') => indentOf(other));
  const tabs = /^[ \t]*/.exec(line)?.[0] ?? '';
  return [
    // An indentation like that of a line beside it.
    ...[...indents, tabs.replaceAll('\t', '  ')].map((indent) => indent + bare),
    // `message: no: gadget`
    line.replace(/^(\s*(?:- )?[^\s'"{[]+: )([^'"{[].*: .*)$/, (_, key: string, text: string) => key + quoted(text)),
    line.replace(
      /(: )([^,{}[\]'"]*: [^,{}[\]'"]*?)(?=\s*[,}\]])/,
      (_, colon: string, text: string) => colon + quoted(text),
    ),
    // `$ref: #/…`
    line.replace(/: (#[^\s,}\]]+)/g, (_, text: string) => `: ${quoted(text)}`),
    // `name: @text`
    line.replace(/^(.*?: )([@`%&*!|>][^,}\]]*)/, (_, key: string, text: string) => key + quoted(text)),
    // `verb:read`, `verb read`
    line.replace(/^(\s*(?:- )?[\w$-]+):(\S)/, '$1: $2'),
    line.replace(/([{,]\s*[\w$-]+):(\w)/g, '$1: $2'),
    line.replace(/^(\s*(?:- )?[\w$-]+) (\S)/, '$1: $2'),
    // A quote or a bracket that is not closed, and one too many.
    ...["'", '"', ' }', ' ]', ' } }', "' }", '" }'].map((end) => line + end),
    line.replace(/\s*[}\]]\s*$/, ''),
  ].filter((text) => text !== line);
}

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function previous(lines: readonly string[], at: number): number {
  let index = at - 1;
  while (index > 0 && lines[index]?.trim() === '') index--;
  return Math.max(0, index);
}

function following(lines: readonly string[], at: number): number {
  let index = at + 1;
  while (index < lines.length && lines[index]?.trim() === '') index++;
  return index;
}
