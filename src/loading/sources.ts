/** SOURCES.md: the numbered statements of what a vendor's pages say, which references of a behavior name. */
import { join } from 'node:path';
import { diskFiles, exists, type Files } from './files.js';

export interface Statement {
  /** S13, F4, C1, A12 */
  id: string;
  /** In plain text, as far as Markdown goes. */
  text: string;
  /** Rules, and places in the contract (`openapi:Schema.field`), that the statement itself names behind its arrow. */
  carriedBy: string[];
  /** From 1. */
  line: number;
}

/** A list item that begins with its number in bold type, or a row of a table whose first cell it is. */
const ITEM = /^- \*\*([A-Z]\d+)\b(.*)$/;
const ROW = /^\| ([A-Z]\d+) \| (.*?) \|/;

/** What carries a statement stands at its end: ` → \`resources.x.id\`, \`openapi:Schema.field\``. */
const ARROW = /^(.*) → (`[^`]+`(?:, `[^`]+`)*)$/;

export function parseSources(text: string): Statement[] {
  return text.split('\n').flatMap((line, at) => {
    const [, id, rest = ''] = ITEM.exec(line) ?? ROW.exec(line) ?? [];
    if (id === undefined) return [];
    const [, text = rest, targets = ''] = ARROW.exec(rest) ?? [];
    const carriedBy = [...targets.matchAll(/`([^`]+)`/g)].map((it) => it[1] ?? '');
    return [{ id, text: text.replaceAll('**', '').trim(), carriedBy, line: at + 1 }];
  });
}

/** Of a vendor directory; none where it has no SOURCES.md. */
export function readSources(directory: string, files: Files = diskFiles): Statement[] {
  const file = join(directory, 'SOURCES.md');
  return exists(files, file) ? parseSources(files.read(file)) : [];
}

/** The statements that a reference names: `S16 S17; the words are A1`, `F28 to F33`. */
export function referencesIn(reference: string): string[] {
  return [...reference.matchAll(/\b([A-Z])(\d+)(?: to \1(\d+))?\b/g)].flatMap(([, letter = '', from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`),
  );
}
