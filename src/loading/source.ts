/** A YAML or JSON file that can find the line of a value. */
import {
  LineCounter,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { aliasTargets, resolveAtOnce } from './text/alias-targets.js';
import { inexactNumber, isExact } from '../engine/request/parse-json.js';
import { mergedSize } from './text/merged-size.js';
import { repeatedKey } from './text/repeated-key.js';
import { MAX_FILE_BYTES, outOfBounds, tooMany } from './text/size-bounds.js';
import { type Files } from './files.js';
import { lineInJson, repeatedKeys } from './text/json-lines.js';
import { MistakesError, type Mistake } from './mistakes.js';
import { QuickYaml } from './text/quick-yaml.js';

/** Parses YAML or JSON without line numbers. @throws for other texts */
export const parseYaml = (text: string): unknown => parse(text);

/** A parsed document that finds the file and line of each of its values. */
export interface PlacedDocument {
  /** The main file. */
  readonly file: string;
  readonly value: unknown;
  /** Why it cannot be used. */
  readonly mistakes: Mistake[];
  /** Notes on parts that are read in another way than the author may expect. */
  notes(): { file: string; line: number; text: string }[];
  /** The file and line of a path, or of the nearest existing parent. */
  place(path: readonly PropertyKey[]): FileLine;
  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake;
  /** Where the value at a path was removed; undefined: it was not. */
  removal(path: readonly PropertyKey[]): FileLine | undefined;
}

export interface FileLine {
  file: string;
  /** From 1. */
  line: number;
}

export class Source implements PlacedDocument {
  readonly value: unknown;
  readonly mistakes: Mistake[] = [];
  /** YAML that was read without the library `yaml`. */
  #quick: QuickYaml | undefined;
  /** YAML by the library `yaml`; undefined: it was not needed. */
  #document: Document | undefined;
  #lines: LineCounter | undefined;
  /** Why a file that looks like JSON is none. */
  #notJson: ReturnType<typeof jsonProblem> | undefined;

  private constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    const unreadable = unreadableAs(text);
    if (unreadable === undefined) this.value = this.#bounded(this.#parse());
    else this.#report(1, unreadable.problem, unreadable.remedy);
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
    return [...this.#undecoded(), ...this.#formNotes(), ...this.#structuredKeys()];
  }

  /** Decoding replaces bytes that are not UTF-8. */
  #undecoded(): { file: string; line: number; text: string }[] {
    const at = this.text.indexOf('\uFFFD');
    if (at < 0) return [];
    const line = this.text.slice(0, at).split('\n').length;
    return [{ file: this.file, line, text: 'bytes that are not UTF-8 are read as U+FFFD: save the file as UTF-8' }];
  }

  get #isJson(): boolean {
    return this.#document === undefined && this.#quick === undefined;
  }

  #formNotes(): { file: string; line: number; text: string }[] {
    if (this.#notJson !== undefined)
      return [
        {
          file: this.file,
          line: this.#notJson.line ?? 1,
          text: `this is not JSON (${this.#notJson.problem}): the file is read as YAML`,
        },
      ];
    if (!this.#isJson) return [];
    return repeatedKeys(this.text).map(({ key, line }) => ({
      file: this.file,
      line,
      text: `the key ${JSON.stringify(key)} is repeated in this object: only the last one counts`,
    }));
  }

  /** YAML allows lists and objects as keys, JSON only texts. */
  #structuredKeys(): { file: string; line: number; text: string }[] {
    const document = this.#document;
    if (document === undefined || !/(?:^|[\s,{[])\?\s|[\]}]\s*:/m.test(this.text)) return [];
    const found: { file: string; line: number; text: string }[] = [];
    visit(document, {
      Pair: (_, { key }) => {
        if (!isCollection(key)) return;
        const line = this.#lineAt(key.range?.[0] ?? 0);
        const kind = isMap(key) ? 'an object' : 'a list';
        const text = `the key ${key.toString()} is ${kind}, and is read as a text: write a text`;
        found.push({ file: this.file, line, text });
      },
    });
    return found;
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
    if (this.#isJson) return this.value === undefined ? 1 : lineInJson(this.text, path);
    const found = this.#quick?.offset(path);
    if (found !== undefined) return this.#lineAt(found);
    this.#document ??= this.#composed();
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
    return this.#lineAt(offset);
  }

  #lineAt(offset: number): number {
    this.#lines ??= linesOf(this.text);
    return this.#lines.linePos(offset).line;
  }

  /** Numbers that a 64-bit float cannot hold, each with its line. */
  inexactNumbers(): { text: string; line: number }[] {
    if (this.#isJson) return inexactInJson(this.text);
    const found: { text: string; line: number }[] = [];
    const add = (text: string, value: number, offset: number): void => {
      if (!isKept(text, value)) found.push({ text, line: this.#lineAt(offset) });
    };
    if (this.#quick) this.#quick.eachNumber(add);
    else if (this.#document)
      visit(this.#document, {
        Scalar: (_key, { value, source = '', range }) => {
          if (typeof value === 'number') add(source, value, range?.[0] ?? 0);
        },
      });
    return found;
  }

  #report(line: number, problem: string, remedy: string): undefined {
    this.mistakes.push({ file: this.file, line, problem, remedy });
    return undefined;
  }

  /** JSON.parse is 16 times faster than a YAML parser. */
  #parse(): unknown {
    if (/^\s*[{[]/.test(this.text) || (/\.json$/i.test(this.file) && /^\s*\/[/*]/.test(this.text))) {
      try {
        return JSON.parse(this.text) as unknown;
      } catch (error) {
        // It can still be a flow mapping of YAML.
        this.#notJson = jsonProblem(this.text, error);
      }
    }
    this.#quick = QuickYaml.read(this.text);
    if (this.#quick) return this.#quick.value;
    try {
      return this.#parseYaml();
    } catch (error) {
      const problem = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message;
      return this.#report(1, problem, 'write it with fewer levels');
    }
  }

  #composed(): Document.Parsed {
    return parseDocument(this.text, {
      lineCounter: (this.#lines = new LineCounter()),
      // `repeatedKey` finds repeated keys.
      uniqueKeys: false,
      strict: true,
      merge: true,
      logLevel: 'error',
    });
  }

  #parseYaml(): unknown {
    const document = this.#composed();
    this.#document = document;
    // Later errors are mostly consequences of the first one.
    const [error] = [...document.errors, ...document.warnings];
    if (error?.message.includes('call stack')) throw new RangeError(error.message);
    if (error && this.#notJson)
      this.#report(
        this.#notJson.line ?? error.linePos?.[0].line ?? 1,
        `not valid JSON: ${this.#notJson.problem}`,
        'correct it',
      );
    else if (error?.code === 'MULTIPLE_DOCS')
      this.#report(error.linePos?.[0].line ?? 1, 'the file has several YAML documents', 'keep one');
    else if (error)
      this.#report(
        error.linePos?.[0].line ?? 1,
        `not valid YAML: ${shortened(error.message)}`,
        'make it valid YAML 1.2',
      );
    if (this.mistakes.length > 0) return undefined;
    const repeated = repeatedKey(document);
    if (repeated !== undefined) {
      return this.#report(
        this.#lineAt(repeated.range[0]),
        'not valid YAML: Map keys must be unique',
        'make it valid YAML 1.2',
      );
    }
    const targets = aliasTargets(document);
    const problem = this.text.includes('<<') ? tooManyMerged(document, targets) : undefined;
    if (problem !== undefined) return this.#report(1, problem, 'write it out, or split it');
    resolveAtOnce(targets);
    // The library limits the number of aliases; the size of their values is checked below.
    return document.toJS({ maxAliasCount: -1 }) as unknown;
  }

  #bounded(value: unknown): unknown {
    const problem = outOfBounds(value);
    return problem === undefined ? value : this.#report(1, problem, 'write it out, or split it');
  }
}

/** Whether a float holds the number that is written. YAML has other forms than JSON: `+1`, `.5`, `1.`, `0xff`, `0o17`, `.inf`. */
function isKept(source: string, value: number): boolean {
  if (/^0[xo]/.test(source)) return Number.isSafeInteger(value) || BigInt(source) === BigInt(value);
  if (/^[-+]?\.[in]/i.test(source)) return true;
  return isExact(
    source
      .replace('+', (sign, at) => (at === 0 ? '' : sign))
      .replace(/^(-?)\./, '$10.')
      .replace(/\.(?!\d)/, ''),
  );
}

function tooManyMerged(document: Document, targets: ReturnType<typeof aliasTargets>): string | undefined {
  const { merged, written } = mergedSize(document, targets);
  return tooMany(merged, written);
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  let start = 0;
  do lines.addNewLine(start);
  while ((start = text.indexOf('\n', start) + 1) > 0);
  return lines;
}

function inexactInJson(text: string): { text: string; line: number }[] {
  const found = inexactNumber(text);
  return found === undefined ? [] : [{ text: found, line: text.slice(0, text.indexOf(found)).split('\n').length }];
}

/** The message without place and excerpt. */
const shortened = (message: string): string =>
  (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:$/, '');

interface Unreadable {
  problem: string;
  remedy: string;
}

const NAME_ANOTHER = 'name a YAML or JSON file';

/** Detects files that are obviously not YAML or JSON. */
function unreadableAs(text: string): Unreadable | undefined {
  if (text.trim() === '') return { problem: 'the file is empty', remedy: NAME_ANOTHER };
  const start = text.slice(0, 1000);
  const zeros = start.split('\0').length - 1;
  if (zeros > start.length / 3) return { problem: 'the file is UTF-16', remedy: 'save it as UTF-8' };
  if (zeros > 0) return { problem: 'the file is binary, not YAML or JSON', remedy: NAME_ANOTHER };
  return /^\s*<(?:!|\?|html|[a-z])/i.test(text)
    ? { problem: 'the file is HTML or XML, not YAML or JSON', remedy: NAME_ANOTHER }
    : undefined;
}

function unreadableFile(files: Files, file: string): Unreadable | undefined {
  const found = files.status(file);
  if (found === undefined) return { problem: 'there is no such file', remedy: NAME_ANOTHER };
  if (found.kind !== 'file') return { problem: 'this is not a file', remedy: NAME_ANOTHER };
  if (found.size <= MAX_FILE_BYTES) return undefined;
  const [size, limit] = [found.size, MAX_FILE_BYTES].map((bytes) => Math.ceil(bytes / 1024 / 1024));
  return {
    problem: `the file has ${size} MB; the limit is ${limit} MB`,
    remedy: 'split it into several files that refer to each other, or remove parts of it',
  };
}

/** Node says the position, that the text ends too early, or neither. */
function jsonProblem(text: string, error: unknown): { line: number | undefined; problem: string } {
  const message = error instanceof Error ? error.message : String(error);
  const position = /at position (\d+)/.exec(message)?.[1];
  const isCut = message.includes('end of JSON') || message.includes('Unterminated');
  const before = position !== undefined ? text.slice(0, Number(position)) : isCut ? text.trimEnd() : undefined;
  const problem = /^Unexpected token '.+?'/u.exec(message)?.[0] ?? message.replace(/ in JSON at position [^]*$/, '');
  return { line: before?.split('\n').length, problem };
}
