import type { Place } from './place.js';
import { pathTo } from './paths.js';

/** Field paths of the write-only values below a place; lists as `[]`. Each place is visited once, so recursive schemas end. */
export function writeOnlyPaths(root: Place | undefined): string[] {
  const paths: string[] = [];
  const seen = new Set<Place>();
  const collectBelow = (holder: Place, at: string): void => {
    if (seen.has(holder)) return;
    seen.add(holder);
    const items = holder.item();
    if (items) collectBelow(items, `${at}[]`);
    for (const name of holder.names) {
      const place = holder.property(name);
      if (place?.isWriteOnly) paths.push(pathTo(at, name));
      else if (place) collectBelow(place, pathTo(at, name));
    }
  };
  if (root) collectBelow(root, '');
  return paths;
}
