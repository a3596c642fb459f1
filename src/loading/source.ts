/** A YAML file with the way back from a value to its line. */
import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, isSeq, parse, parseDocument, type Document, type Node } from 'yaml';
import type { Mistake } from './mistakes.js';

/** A value from YAML (or JSON) text, where nobody needs the way back. @throws when it is neither */
export const parseYaml = (text: string): unknown => parse(text);

export class Source {
  readonly value: unknown;
  readonly mistakes: Mistake[] = [];
  readonly #document: Document;
  readonly #lines = new LineCounter();

  private constructor(
    readonly file: string,
    text: string,
  ) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true, strict: true });
    for (const error of [...this.#document.errors, ...this.#document.warnings]) {
      this.mistakes.push({
        file,
        line: error.linePos?.[0].line ?? 1,
        problem: error.message.split('\n')[0] ?? error.message,
        remedy: 'make it valid YAML 1.2',
      });
    }
    this.value = this.mistakes.length > 0 ? undefined : this.#read();
  }

  static read(file: string, shown = file): Source {
    return new Source(shown, readFileSync(file, 'utf8'));
  }

  static of(text: string, file: string): Source {
    return new Source(file, text);
  }

  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake {
    return { file: this.file, line: this.line(path), problem, remedy };
  }

  /** The line of a path, or of the nearest thing around it that is there. */
  line(path: readonly PropertyKey[]): number {
    let node: unknown = this.#document.contents;
    let offset = (node as Node | null)?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((it) => String(isScalar(it.key) ? it.key.value : it.key) === String(step));
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

  #read(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 1000 }) as unknown;
    } catch (error) {
      this.mistakes.push({
        file: this.file,
        line: 1,
        problem: error instanceof Error ? error.message : String(error),
        remedy: 'write the values out instead of repeating them by aliases',
      });
      return undefined;
    }
  }
}
