/** Text for terminals: wrapped to their width, with colors if they have some. */
import { styleText } from 'node:util';
import { Help } from 'commander';

/** Columns; 100 when stdout is not a terminal. */
export const width = (): number => Math.min(Math.max(process.stdout.columns || 100, 60), 120);

type Style = Parameters<typeof styleText>[0];

/** Plain text when NO_COLOR is set or stdout is not a terminal with colors. */
export const styled = (style: Style, text: string): string =>
  process.stdout.isTTY && process.stdout.hasColors() ? styleText(style, text) : text;

/** Share of the width. The text of a longer term starts on the next line. */
const MAX_TERM = 0.45;

/** Terms with wrapped text beside them, aligned to the longest term. */
export function items(list: readonly (readonly [term: string, text: string])[]): string[] {
  const help = new Help();
  help.helpWidth = width();
  const longest = Math.min(
    Math.max(...list.map(([term]) => help.displayWidth(term))),
    Math.floor(help.helpWidth * MAX_TERM),
  );
  return list.map(([term, text]) => {
    if (help.displayWidth(term) <= longest) return help.formatItem(term, longest, text, help);
    return `  ${term}\n${help.formatItem('', longest, text, help)}`;
  });
}

/** JSON on one line, with spaces so that it can be wrapped. */
export const spacedJson = (value: unknown): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');

/** Rows with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
