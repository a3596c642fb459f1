/** A YAML or JSON file that can find the line of a value. */
import type { Files } from './files.js';
import { MistakesError, type Mistake } from './mistakes.js';
import type { FileLine, PlacedDocument } from './placed-document.js';
import type { ParsedText, LineNote } from './text/parsed-text.js';
import { readText } from './text/read-text.js';
import { MAX_FILE_BYTES } from './text/size-bounds.js';

export class Source implements PlacedDocument {
  readonly value: unknown;
  readonly mistakes: Mistake[];
  readonly #parsed: ParsedText | undefined;
  readonly #notes: LineNote[];

  private constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    const { parsed, problems, notes } = readText(text, file);
    this.value = parsed?.value;
    this.mistakes = problems.map((problem) => ({ file, ...problem }));
    this.#parsed = parsed;
    this.#notes = notes;
  }

  /** @throws MistakesError if the file does not exist or is too large */
  static read(files: Files, file: string, shown = file): Source {
    const found = unreadableFile(files, file);
    if (found !== undefined) throw new MistakesError([{ file: shown, line: 1, ...found }]);
    return new Source(shown, files.read(file).replace(/^\ufeff/, ''));
  }

  static of(text: string, file: string): Source {
    return new Source(file, text);
  }

  notes(): { file: string; line: number; text: string }[] {
    return [...undecoded(this.text), ...this.#notes, ...(this.#parsed?.notes() ?? [])].map((note) => ({
      file: this.file,
      ...note,
    }));
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { ...this.place(path), problem, remedy };
  }

  place(path: readonly PropertyKey[]): FileLine {
    return { file: this.file, line: this.line(path) };
  }

  removal(): undefined {
    return undefined;
  }

  /** The line of a path, or of the nearest existing parent. */
  line(path: readonly PropertyKey[]): number {
    return this.#parsed?.line(path) ?? 1;
  }

  /** Numbers that a 64-bit float cannot hold, each with its line. */
  inexactNumbers(): { text: string; line: number }[] {
    return this.#parsed?.inexactNumbers() ?? [];
  }
}

/** Decoding replaces bytes that are not UTF-8. */
function undecoded(text: string): LineNote[] {
  const at = text.indexOf('\uFFFD');
  if (at < 0) return [];
  const line = text.slice(0, at).split('\n').length;
  return [{ line, text: 'bytes that are not UTF-8 are read as U+FFFD: save the file as UTF-8' }];
}

function unreadableFile(files: Files, file: string): { problem: string; remedy: string } | undefined {
  const remedy = 'name a YAML or JSON file';
  const found = files.status(file);
  if (found === undefined) return { problem: 'there is no such file', remedy };
  if (found.kind !== 'file') return { problem: 'this is not a file', remedy };
  if (found.size <= MAX_FILE_BYTES) return undefined;
  const [size, limit] = [found.size, MAX_FILE_BYTES].map((bytes) => Math.ceil(bytes / 1024 / 1024));
  return {
    problem: `the file has ${size} MB; the limit is ${limit} MB`,
    remedy: 'split it into several files that refer to each other, or remove parts of it',
  };
}
