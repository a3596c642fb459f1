import type { FakedResource } from '../index.js';

/** What `--fake` made, in a line for the records and one for each resource that has less. */
export function fakedLines(resources: readonly FakedResource[]): string[] {
  if (resources.length === 0) return [];
  const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
  const total = (what: 'examples' | 'made'): number => resources.reduce((sum, resource) => sum + resource[what], 0);
  return [
    `--fake: ${count(total('made'), 'made-up record')} and ${count(total('examples'), 'example')} in ${count(resources.length, 'resource')}`,
    ...resources.flatMap(({ resource, problem, made }) =>
      problem === undefined ? [] : [`--fake: only ${made} of ${resource}: ${problem}`],
    ),
  ];
}
