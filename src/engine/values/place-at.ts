/** Finds field paths in schemas. */
import type { Place } from './place.js';
import { stepsOf } from './paths.js';

/** The place at a field path; `open`: below a value without a schema; undefined: no such field. */
export function placeAt(root: Place | undefined, path: string): Place | 'open' | undefined {
  let at = root;
  const way = stepsOf(path);
  for (const [i, { key, isList }] of way.entries()) {
    const property = at?.property(key);
    if (property === undefined) return i > 0 && at?.isOpen === true && takesObjects(at) ? 'open' : undefined;
    at = isList ? property.item() : property;
    if (at === undefined) return undefined;
  }
  return at;
}

const takesObjects = ({ types }: Place): boolean => types === undefined || types.includes('object');

export const isDeclared = (root: Place | undefined, path: string): boolean => placeAt(root, path) !== undefined;
