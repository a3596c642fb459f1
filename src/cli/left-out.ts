import type { LeftOut } from '../index.js';

const words: Record<LeftOut['instead'], string> = {
  declined: 'declined',
  'not applied': 'not applied',
  'own words': 'in words of stuntdouble',
  kept: 'kept, since nothing works without or nothing comes of it',
};

/** What a vendor is served without: a line for each thing that became of a rule; none where everything is believed. */
export const leftOutLines = (vendor: string, leftOut: readonly LeftOut[]): string[] =>
  (Object.keys(words) as LeftOut['instead'][]).flatMap((instead) => {
    const ids = leftOut.filter((candidate) => candidate.instead === instead).map((item) => item.id);
    return ids.length === 0 ? [] : [`${vendor}: ${words[instead]}: ${ids.join(', ')}`];
  });
