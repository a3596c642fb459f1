/** A YAML or JSON file with the way back from a value to its line. */
import { LineCounter, isMap, isScalar, isSeq, parse, parseDocument, visit, type Document, type Node } from 'yaml';
import { inexactNumber, isExact } from '../engine/request/json.js';
import { MAX_FILE_BYTES, outOfBounds } from './bounds.js';
import { type Files } from './files.js';
import { lineInJson } from './json-lines.js';
import { MistakesError, type Mistake } from './mistakes.js';

/** A value from YAML (or JSON) text, where nobody needs the way back. @throws when it is neither */
export const parseYaml = (text: string): unknown => parse(text);

export class Source {
  readonly value: unknown;
  readonly mistakes: Mistake[] = [];
  /** undefined for JSON, which is read without it. */
  #document: Document | undefined;
  readonly #lines = new LineCounter();

  private constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    const problem = unreadable(text);
    if (problem === undefined) this.value = this.#bounded(this.#parse());
    else this.#report(1, problem, 'name a YAML or JSON file');
  }

  /** @throws MistakesError when there is no such file, or it is too large */
  static read(files: Files, file: string, shown = file): Source {
    const problem = problemOf(files, file);
    if (problem !== undefined)
      throw new MistakesError([{ file: shown, line: 1, problem, remedy: 'name a YAML or JSON file' }]);
    return new Source(shown, files.read(file));
  }

  static of(text: string, file: string): Source {
    return new Source(file, text);
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { file: this.file, line: this.line(path), problem, remedy };
  }

  /** The line of a path, or of the nearest thing around it that is there. */
  line(path: readonly PropertyKey[]): number {
    if (this.#document === undefined) return this.value === undefined ? 1 : lineInJson(this.text, path);
    let node: unknown = this.#document.contents;
    let offset = (node as Node | null)?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(step));
        if (pair === undefined) break;
        offset = (pair.key as Node | null)?.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = (node as Node | undefined)?.range?.[0] ?? offset;
      } else break;
    }
    return this.#lines.linePos(offset).line;
  }

  /** Numbers that a double would turn into another, each with its line. */
  inexactNumbers(): { text: string; line: number }[] {
    if (this.#document === undefined) return inexactInJson(this.text);
    const found: { text: string; line: number }[] = [];
    visit(this.#document, {
      Scalar: (_key, { value, source = '', range }) => {
        if (typeof value === 'number' && /^[-+]?\d+$/.test(source) && !isExact(source.replace('+', '')))
          found.push({ text: source, line: this.#lines.linePos(range?.[0] ?? 0).line });
      },
    });
    return found;
  }

  #report(line: number, problem: string, remedy: string): undefined {
    this.mistakes.push({ file: this.file, line, problem, remedy });
    return undefined;
  }

  /** A YAML parser takes 16 times as long for JSON as its own. */
  #parse(): unknown {
    if (/^\s*[{[]/.test(this.text)) {
      try {
        return JSON.parse(this.text) as unknown;
      } catch {
        // A flow mapping of YAML, or a mistake: the YAML parser tells where.
      }
    }
    try {
      return this.#parseYaml();
    } catch (error) {
      const problem = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
      return this.#report(1, problem, 'write it with fewer levels');
    }
  }

  #parseYaml(): unknown {
    const document = parseDocument(this.text, {
      lineCounter: this.#lines,
      uniqueKeys: true,
      strict: true,
      merge: true,
    });
    this.#document = document;
    for (const error of [...document.errors, ...document.warnings].slice(0, MAX_TOLD)) {
      if (error.message.includes('call stack')) throw new RangeError(error.message);
      this.#report(error.linePos?.[0].line ?? 1, shortened(error.message), 'make it valid YAML 1.2');
    }
    // The library counts aliases; what matters is what they stand for, which is measured below.
    return this.mistakes.length > 0 ? undefined : (document.toJS({ maxAliasCount: -1 }) as unknown);
  }

  #bounded(value: unknown): unknown {
    const problem = outOfBounds(value);
    return problem === undefined ? value : this.#report(1, problem, 'write it out, or split it');
  }
}

function inexactInJson(text: string): { text: string; line: number }[] {
  const found = inexactNumber(text);
  return found === undefined ? [] : [{ text: found, line: text.slice(0, text.indexOf(found)).split('\n').length }];
}

const MAX_TOLD = 10;

/** Without the place, which the mistake has, and the excerpt. */
const shortened = (message: string): string =>
  (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:$/, '');

/** What is no YAML or JSON at first sight. */
function unreadable(text: string): string | undefined {
  if (text.trim() === '') return 'the file is empty';
  return /^\s*<(?:!|\?|html|[a-z])/i.test(text) ? 'the file is HTML or XML, not YAML or JSON' : undefined;
}

function problemOf(files: Files, file: string): string | undefined {
  const found = files.status(file);
  if (found === undefined) return 'there is no such file';
  if (found.kind !== 'file') return 'this is not a file';
  return found.size > MAX_FILE_BYTES
    ? `the file has ${Math.ceil(found.size / 1024 / 1024)} MB; the limit is ${MAX_FILE_BYTES / 1024 / 1024} MB`
    : undefined;
}
