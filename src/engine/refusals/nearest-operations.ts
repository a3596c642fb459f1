/** The operations whose method and path are most similar to those of a call. */
import { different, edits } from '../values/suggest.js';
import type { Nearest, Refused } from './row.js';

const MAX_SEGMENTS = 32;
const MAX_SEGMENT = 64;
const MAX_NEAREST = 3;

/** The most similar operation is first. */
export function nearestOperations({ vendor, method, path }: Pick<Refused, 'vendor' | 'method' | 'path'>): Nearest[] {
  const segments = segmentsOf(path);
  return vendor.contract.operations
    .map((operation) => ({
      operation,
      far: distance(segments, segmentsOf(operation.path)) + (operation.method === method ? 0 : 0.5),
    }))
    .sort((a, b) => a.far - b.far)
    .slice(0, MAX_NEAREST)
    .map(({ operation: { id, method, path } }) => ({ operation: id, method, path }));
}

const segmentsOf = (path: string): string[] =>
  path
    .split('/', MAX_SEGMENTS + 1)
    .slice(1)
    .map((part) => part.slice(0, MAX_SEGMENT));

/** Edit distance by segments. Replacing a similar segment costs less. */
const distance = (path: readonly string[], template: readonly string[]): number =>
  edits(path, template, (a, b) => {
    if (b.startsWith('{')) return a === '' ? 1 : 0.1;
    return edits(Array.from(a), Array.from(b), different) / Math.max(a.length, b.length, 1);
  });
