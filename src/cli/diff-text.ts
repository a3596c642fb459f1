/** The differences between two APIs as text and as Markdown: breaking ones first, by operation. */
import type { Change, Side } from '../diff/changes.js';
import { section } from './description-text.js';
import { printable } from './remote.js';
import { styled } from './terminal.js';

export interface Compared {
  /** As the command line names them. */
  before: string;
  after: string;
  changes: readonly Change[];
  /** Number of operations that both have. */
  compared: number;
}

export function differenceText({ before, after, changes, compared }: Compared): string[] {
  const { breaking, compatible } = byVerdict(changes);
  const group = (title: string, list: readonly Change[], color: 'red' | 'green'): string[] =>
    list.length === 0
      ? []
      : [
          '',
          styled(color, title),
          ...byOperations(list, compared).flatMap(([heading, own]) => section(heading, own.map(changeItem))),
        ];
  return [
    `${styled('bold', printable(`${before} → ${after}`))}: ${verdict(breaking.length, compatible.length)}`,
    ...group('Breaking', breaking, 'red'),
    ...group('Compatible', compatible, 'green'),
  ];
}

export const byVerdict = (changes: readonly Change[]): Record<'breaking' | 'compatible', Change[]> => ({
  breaking: changes.filter((change) => change.breaking),
  compatible: changes.filter((change) => !change.breaking),
});

const verdict = (breaking: number, compatible: number): string => {
  if (breaking + compatible === 0) return 'no differences';
  return [
    ...(breaking > 0 ? [`${breaking} breaking`] : []),
    ...(compatible > 0 ? [`${compatible} compatible`] : []),
  ].join(', ');
};

/** Changes of the same operations together, in the order of their first one; those of the whole API first. */
function byOperations(changes: readonly Change[], compared: number): [heading: string, own: Change[]][] {
  const groups = new Map<string, Change[]>([['The API as a whole', []]]);
  for (const change of changes) {
    const heading = headingOf(change, compared);
    groups.set(heading, [...(groups.get(heading) ?? []), change]);
  }
  return [...groups].filter(([, own]) => own.length > 0);
}

const MAX_NAMED = 3;

/** The first names of a list, and the number of the others. */
function someOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return printable(names.slice(0, most).join(', ')) + (rest > 0 ? ` and ${rest} more` : '');
}

function headingOf({ operations }: Change, compared: number): string {
  if (operations.length === 0) return 'The API as a whole';
  if (operations.length > 1 && operations.length === compared) return `All ${compared} operations`;
  return someOf(operations, MAX_NAMED);
}

function changeItem({ places, what, why, before, after }: Change): [string, string] {
  const sides = [before && `before: ${sideText(before)}`, after && `after: ${sideText(after)}`].filter(
    (side) => side !== undefined,
  );
  return [
    someOf(places, 1),
    [printable(what), printable(why), ...sides.map((side) => styled('dim', printable(side)))].join('\n'),
  ];
}

const MAX_VALUE = 80;

function sideText({ at, value, level, reference }: Side): string {
  const text = value === undefined ? '' : JSON.stringify(value);
  const shown = text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  return [shown, at, level && `(${level}: ${reference ?? ''})`].filter(Boolean).join(' ');
}

export function differenceMarkdown({ before, after, changes, compared }: Compared): string[] {
  const { breaking, compatible } = byVerdict(changes);
  const rows = (title: string, list: readonly Change[]): string[] =>
    list.length === 0
      ? []
      : [
          '',
          `### ${title}`,
          '',
          '| where | change | evidence |',
          '|---|---|---|',
          ...list.map((change) => row(change, compared)),
        ];
  return [
    `## ${code(before)} → ${code(after)}: ${verdict(breaking.length, compatible.length)}`,
    ...rows('Breaking', breaking),
    ...rows('Compatible', compatible),
  ];
}

function row(change: Change, compared: number): string {
  const { places, what, why, before, after } = change;
  const sides = [before && `before: ${code(sideText(before))}`, after && `after: ${code(sideText(after))}`].filter(
    (side) => side !== undefined,
  );
  const where = `${code(headingOf(change, compared))}<br>${code(someOf(places, 1))}`;
  return `| ${where} | **${escaped(what)}**<br>${escaped(why)} | ${sides.join('<br>')} |`;
}

/** In a table, a vertical bar ends the cell even inside of code. */
const escaped = (text: string): string => printable(text).replace(/[\\`*_[\]<>|#]/g, '\\$&');

const code = (text: string): string => {
  const inner = printable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...inner.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  return inner.includes('`') ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`;
};
