/** A JSON value as indented lines of tokens, so that it is drawn without HTML. */
import { REDACTED } from './shell.js';

export interface Token {
  readonly kind: 'key' | 'text' | 'other' | 'mark' | 'hidden';
  readonly text: string;
}

export interface JsonLine {
  readonly depth: number;
  /** The path of the value, as the journal writes it: `config.provider`. */
  readonly path: string;
  readonly tokens: readonly Token[];
}

/** Lists and objects whose text is at most this long stay on one line. */
const SHORT = 60;

/**
 * @param most the number of lines after which the rest is left out
 * @returns the lines, and whether some were left out
 */
export function jsonLines(value: unknown, most = 2000): { lines: JsonLine[]; isCut: boolean } {
  const lines: JsonLine[] = [];
  const isFull = (): boolean => lines.length >= most;
  const add = (line: JsonLine): void => {
    if (!isFull()) lines.push(line);
  };
  const visit = (item: unknown, at: { depth: number; path: string; before: Token[]; after: Token[] }): void => {
    const { depth, path, before, after } = at;
    if (isFull()) return;
    if (!isContainer(item) || isShort(item))
      return add({ depth, path, tokens: [...before, ...inline(item), ...after] });
    const [open, close] = Array.isArray(item) ? ['[', ']'] : ['{', '}'];
    add({ depth, path, tokens: [...before, mark(open)] });
    const members = Object.entries(item);
    for (const [index, [key, part]] of members.entries()) {
      if (isFull()) return;
      visit(part, {
        depth: depth + 1,
        path: path === '' ? key : `${path}.${key}`,
        before: Array.isArray(item) ? [] : keyTokens(key),
        after: index < members.length - 1 ? [mark(',')] : [],
      });
    }
    add({ depth, path, tokens: [mark(close), ...after] });
  };
  visit(value, { depth: 0, path: '', before: [], after: [] });
  return { lines, isCut: isFull() };
}

const mark = (text: string): Token => ({ kind: 'mark', text });
const keyTokens = (key: string): Token[] => [{ kind: 'key', text: JSON.stringify(key) }, mark(': ')];

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Whether it has only few small values and no long ones; looks at no more than a few members. */
function isShort(value: object): boolean {
  const members = Object.values(value) as unknown[];
  if (!Array.isArray(value) || members.length > 8) return false;
  return members.every((item) => !isContainer(item)) && JSON.stringify(value).length <= SHORT;
}

/** The tokens of a value on one line. */
export function inline(value: unknown): Token[] {
  if (value === REDACTED) return [{ kind: 'hidden', text: 'secret, not kept' }];
  if (typeof value === 'string') return [{ kind: 'text', text: JSON.stringify(value) }];
  if (value === undefined) return [{ kind: 'other', text: 'absent' }];
  if (typeof value !== 'object' || value === null) return [{ kind: 'other', text: JSON.stringify(value) }];
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) => [...(index > 0 ? [mark(', ')] : []), ...inline(item)]);
    return [mark('['), ...items, mark(']')];
  }
  const members = Object.entries(value).flatMap(([key, part], index) => [
    ...(index > 0 ? [mark(', ')] : []),
    ...keyTokens(key),
    ...inline(part),
  ]);
  return [mark('{'), ...members, mark('}')];
}
