/** Text for people: as wide as their terminal, in colors where it has some. */
import { styleText } from 'node:util';
import { Help } from 'commander';

/** Columns: of the terminal; elsewhere what fits on a page. */
export const width = (): number => Math.min(Math.max(process.stdout.columns || 100, 60), 120);

type Style = Parameters<typeof styleText>[0];

/** Plain where NO_COLOR is set, where nobody looks, and on terminals without colors. */
export const styled = (style: Style, text: string): string =>
  process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text;

/** Of the width: what a term may take before its text goes below it. */
const LONGEST_TERM = 0.45;

/** A term with its text beside it, wrapped. Terms of one list are aligned to the longest. */
export function items(list: readonly (readonly [term: string, text: string])[]): string[] {
  const help = new Help();
  help.helpWidth = width();
  const longest = Math.min(
    Math.max(...list.map(([term]) => help.displayWidth(term))),
    Math.floor(help.helpWidth * LONGEST_TERM),
  );
  return list.map(([term, text]) => {
    if (help.displayWidth(term) <= longest) return help.formatItem(term, longest, text, help);
    return `  ${term}\n${help.formatItem('', longest, text, help)}`;
  });
}

/** JSON on one line, with blanks to break it at. */
export const spaced = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

/** Rows with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const wide = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(wide[column] ?? 0)).join('  ')}`.trimEnd());
}
