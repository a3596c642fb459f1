/** SOURCES.md: numbered statements of a vendor's pages, to which evidence refers. */
import { join } from 'node:path';
import type { SourceStatement } from '../engine/model/vendor.js';
import { diskFiles, exists, type Files } from './files.js';
import { directoriesOf } from './vendor-places.js';

export interface NumberedStatement extends SourceStatement {
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

export function parseSources(text: string): NumberedStatement[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    const [, id, rest = ''] = ITEM.exec(line) ?? ROW.exec(line) ?? [];
    if (id === undefined) return [];
    const [, text = rest, targets = ''] = ARROW.exec(rest) ?? [];
    const carriedBy = [...targets.matchAll(/`([^`]+)`/g)].map((item) => item[1] ?? '');
    return [{ id, text: text.replaceAll('**', '').trim(), carriedBy, line: at + 1 }];
  });
}

export const SOURCES = 'SOURCES.md';

/** The statements of a vendor directory; empty if it has no SOURCES.md. Those of an edition include those of its base. */
export const readSources = (directory: string, files: Files = diskFiles): NumberedStatement[] =>
  directoriesOf(directory).flatMap((each) => statementsIn(each, files));

/** The statements in the SOURCES.md of a directory, without those of a base. */
export function statementsIn(directory: string, files: Files = diskFiles): NumberedStatement[] {
  const file = join(directory, SOURCES);
  return exists(files, file) ? parseSources(files.read(file)) : [];
}
