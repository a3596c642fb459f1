/** Parses a part of a file by its grammar, and keeps what is valid. */
import { closest, suggest } from '../engine/values/suggest.js';
import { conform, type Grammar, type Nonconformity } from '../grammar/conform.js';
import { asWritten, corrected, type Renamed } from '../grammar/corrected.js';
import { partial } from '../grammar/valid-parts.js';
import type { Mistake } from './mistakes.js';
import type { FileLine, PlacedDocument } from './placed-document.js';

export interface ParsedByGrammar<T> {
  /** undefined: nothing can be kept. */
  data: T | undefined;
  /** Paths of the values that are missing, removed or guessed: what is said about them may be wrong. */
  uncertain: PropertyKey[][];
  mistakes: Mistake[];
}

/** @param mistake makes a mistake at a path of the value */
export function parseByGrammar<T>(
  grammar: Grammar<T>,
  value: unknown,
  mistake: (path: PropertyKey[], problem: string, remedy: string) => Mistake,
): ParsedByGrammar<T> {
  const result = conform(grammar, value);
  if ('data' in result) return { data: result.data, uncertain: [], mistakes: [] };
  const rest = partial(grammar, value);
  return {
    data: rest?.data,
    uncertain: rest?.uncertain ?? [],
    mistakes: result.wrong.map((wrong) => mistake(wrong.path, wrong.problem, remedyFor(wrong))),
  };
}

/** A document whose misspelled keys and words are read as if they were correct. */
export class CorrectedDocument implements PlacedDocument {
  readonly file: string;
  readonly value: unknown;
  readonly mistakes: Mistake[];
  /** Paths of words that could stand for several others. */
  readonly guessed: PropertyKey[][];
  readonly #renamed: Renamed[];

  /**
   * @param path where the grammar applies
   * @param extra keys there that the grammar does not have
   */
  constructor(
    private readonly written: PlacedDocument,
    grammar: Grammar,
    private readonly path: readonly PropertyKey[] = [],
    extra: readonly string[] = [],
  ) {
    this.file = written.file;
    const part = path.reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
      written.value,
    );
    const { value, wrong, renamed, guessed } = corrected(grammar, part, closest, extra);
    this.value = value;
    this.guessed = guessed;
    this.#renamed = renamed;
    this.mistakes = [
      // At a path, the file is that of another document.
      ...(path.length === 0 ? written.mistakes : []),
      ...wrong.map((one) => written.mistake([...path, ...one.path], one.problem, remedyFor(one))),
    ];
  }

  notes(): { file: string; line: number; text: string }[] {
    return this.written.notes();
  }

  place(path: readonly PropertyKey[]): FileLine {
    return this.written.place([...this.path, ...asWritten(this.#renamed, path)]);
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { ...this.place(path), problem, remedy };
  }

  removal(): undefined {
    return undefined;
  }
}

function remedyFor({ remedy, unknown }: Nonconformity): string {
  if (unknown === undefined) return remedy;
  const { key, known, isKey } = unknown;
  const start = /^(\S+) (.*)$/.exec(key);
  // `verb read` in place of `verb: read`
  if (isKey && start?.[1] !== undefined && known.includes(start[1]))
    return `a colon is missing: write \`${start[1]}: ${start[2] ?? ''}\``;
  return suggest(key, known);
}
