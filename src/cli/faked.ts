import type { FakedResource } from '../index.js';

/** What `--fake` made, in a line for the records and one for each resource that has less. */
export function fakedLines(resources: readonly FakedResource[]): string[] {
  if (resources.length === 0) return [];
  const total = (what: 'examples' | 'made'): number => resources.reduce((sum, resource) => sum + resource[what], 0);
  return [
    `--fake: ${total('made')} made-up records and ${total('examples')} examples in ${resources.length} resources`,
    ...resources.flatMap(({ resource, problem, made }) =>
      problem === undefined ? [] : [`--fake: only ${made} of ${resource}: ${problem}`],
    ),
  ];
}
