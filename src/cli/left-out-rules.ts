import type { LeftOut } from '../index.js';

const words: Record<LeftOut['instead'], string> = {
  declined: 'declined',
  'not applied': 'not applied',
  'own words': 'answered with a neutral body',
  kept: 'kept: required, or has no effect',
};

/** A document that is inferred as a whole has thousands of rules. */
const MAX_NAMES = 40;
const SHOWN = 8;

/** The rules below the requested evidence level: a line for each way in which they are handled. */
export const leftOutLines = (vendor: string, leftOut: readonly LeftOut[]): string[] =>
  (Object.keys(words) as LeftOut['instead'][]).flatMap((instead) => {
    const ids = leftOut
      .filter((rule) => rule.instead === instead)
      .map(({ id, part }) => (part === undefined ? id : `${id} (${part})`));
    return ids.length === 0 ? [] : [`${vendor}: ${words[instead]}: ${shownIds(ids)}`];
  });

/** `2 declined, 20 not applied, 9 with a neutral body, 3 kept` */
export const leftOutCounts = (leftOut: readonly LeftOut[]): string =>
  (Object.keys(words) as LeftOut['instead'][])
    .map((instead) => [leftOut.filter((rule) => rule.instead === instead).length, instead] as const)
    .flatMap(([count, instead]) =>
      count === 0 ? [] : [`${count} ${instead === 'own words' ? 'with a neutral body' : instead}`],
    )
    .join(', ');

const shownIds = (ids: readonly string[]): string =>
  ids.length <= MAX_NAMES
    ? ids.join(', ')
    : `${ids.length} (${ids.slice(0, SHOWN).join(', ')} and ${ids.length - SHOWN} more; all: stuntdouble explain --all)`;
