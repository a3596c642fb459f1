import { counted } from './count-text.js';
import type { FakedResource } from '../index.js';

/** Reports the records of `--fake`, with a line for each resource that has fewer than requested. */
export function fakedLines(resources: readonly FakedResource[]): string[] {
  if (resources.length === 0) return [];
  const total = (what: 'examples' | 'made'): number => resources.reduce((sum, resource) => sum + resource[what], 0);
  return [
    `--fake: ${counted(total('made'), 'made-up record')} and ${counted(total('examples'), 'example')} in ${counted(resources.length, 'resource')}`,
    ...resources.flatMap(({ resource, problem, made }) =>
      problem === undefined ? [] : [`--fake: only ${made} of ${resource}: ${problem}`],
    ),
  ];
}
