/** The number of values that a YAML document has when its merge keys (`<<`) are carried out. */
import { isAlias, isMap, isPair, isScalar, isSeq, visit, type Document, type Node } from 'yaml';

/** Each merge key adds all values of its maps again, so that a few lines can stand for billions. */
export function mergedSize(document: Document): number {
  const targets = aliasTargets(document);
  const sizes = new Map<unknown, number>();
  const sizeOf = (node: unknown): number => {
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
  return sizeOf(document.contents);
}

const isMergeKey = (key: unknown): boolean => isScalar(key) && key.source === '<<';

/** A name can be defined again: an alias refers to the last definition before it. */
function aliasTargets(document: Document): Map<unknown, Node> {
  const named = new Map<string, Node>();
  const targets = new Map<unknown, Node>();
  visit(document, {
    Node: (_key, node) => {
      const target = isAlias(node) ? named.get(node.source) : undefined;
      if (target) targets.set(node, target);
      if (!isAlias(node) && node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  return targets;
}
