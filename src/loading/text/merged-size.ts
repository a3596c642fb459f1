import { isAlias, isMap, isPair, isScalar, isSeq, type Alias, type Document, type Node } from 'yaml';

/** Numbers of values. */
export interface MergedSize {
  /** When the merge keys (`<<`) are carried out. */
  merged: number;
  written: number;
}

/** Each merge key adds all values of its maps again, so that a few lines can stand for billions. */
export function mergedSize({ contents }: Document, targets: ReadonlyMap<Alias, Node>): MergedSize {
  const sizes = new Map<unknown, number>();
  let empty = 0;
  const sizeOf = (node: unknown): number => {
    if (node === null) {
      empty++;
      return 1;
    }
    const known = sizes.get(node);
    if (known !== undefined) return known;
    // A map that merges itself is refused elsewhere.
    sizes.set(node, 0);
    const size = 1 + partsOf(node).reduce<number>((sum, part) => sum + sizeOf(part), 0);
    sizes.set(node, size);
    return size;
  };
  const partsOf = (node: unknown): unknown[] => {
    if (isPair(node)) return isMergeKey(node.key) ? sourcesOf(node.value) : [node.key, node.value];
    return isMap(node) || isSeq(node) ? node.items : [];
  };
  const sourcesOf = (value: unknown): unknown[] =>
    (isSeq(value) ? value.items : [value]).map((item) => (isAlias(item) ? targets.get(item) : item));
  const merged = sizeOf(contents);
  return { merged, written: sizes.size + empty };
}

const isMergeKey = (key: unknown): boolean => isScalar(key) && key.source === '<<';
