import { isMap, isScalar, isSeq, type Document, type Scalar } from 'yaml';

/**
 * The first key that a mapping of the document has twice. The library's own check compares each key with all keys before
 * it: 100,000 keys take minutes.
 */
export function repeatedKey({ contents }: Document.Parsed): Scalar.Parsed | undefined {
  const nodes: unknown[] = [contents];
  for (const node of nodes) {
    if (isSeq(node)) for (const item of node.items) nodes.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      nodes.push(key, value);
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) return key as Scalar.Parsed;
      seen.add(key.value);
    }
  }
  return undefined;
}
