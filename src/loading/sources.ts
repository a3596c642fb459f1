/** SOURCES.md: numbered statements of a vendor's pages, to which evidence refers. */
import { join } from 'node:path';
import { diskFiles, exists, type Files } from './files.js';

export interface Statement {
  /** S13, F4, C1, A12 */
  id: string;
  /** The text without Markdown. */
  text: string;
  /** Rules and places in the contract (`openapi:Schema.field`) after the arrow. */
  carriedBy: string[];
  /** From 1. */
  line: number;
}

/** A list item that begins with a bold number, or a table row with a number in its first cell. */
const ITEM = /^- \*\*([A-Z]\d+)\b(.*)$/;
const ROW = /^\| ([A-Z]\d+) \| (.*?) \|/;

/** The rules for a statement are at its end: ` → \`resources.x.id\`, \`openapi:Schema.field\``. */
const ARROW = /^(.*) → (`[^`]+`(?:, `[^`]+`)*)$/;

export function parseSources(text: string): Statement[] {
  return text.split('\n').flatMap((line, at) => {
    const [, id, rest = ''] = ITEM.exec(line) ?? ROW.exec(line) ?? [];
    if (id === undefined) return [];
    const [, text = rest, targets = ''] = ARROW.exec(rest) ?? [];
    const carriedBy = [...targets.matchAll(/`([^`]+)`/g)].map((item) => item[1] ?? '');
    return [{ id, text: text.replaceAll('**', '').trim(), carriedBy, line: at + 1 }];
  });
}

/** The statements of a vendor directory; empty if it has no SOURCES.md. */
export function readSources(directory: string, files: Files = diskFiles): Statement[] {
  const file = join(directory, 'SOURCES.md');
  return exists(files, file) ? parseSources(files.read(file)) : [];
}

/** The statements in a reference such as `S16 S17; the words are A1` or `F28 to F33`. */
export function referencesIn(reference: string): string[] {
  return [...reference.matchAll(/\b([A-Z])(\d+)(?: to \1(\d+))?\b/g)].flatMap(([, letter = '', from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`),
  );
}
