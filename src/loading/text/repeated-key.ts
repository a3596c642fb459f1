import { isMap, isScalar, isSeq, type Document, type Scalar, type YAMLMap } from 'yaml';

export interface RepeatedKey {
  key: Scalar.Parsed;
  /** The same key before it. */
  first: Scalar.Parsed;
  holder: YAMLMap;
}

const MAX_REPEATED = 20;

/** Keeps the first one of repeated keys: what is meant by the others is not known. */
export function removeRepeated(found: readonly RepeatedKey[]): void {
  for (const { key, holder } of found) holder.items = holder.items.filter((item) => item.key !== key);
}

/**
 * Keys that a mapping of the document has twice. The library's own check compares each key with all keys before it:
 * 100,000 keys take minutes.
 */
export function repeatedKeys({ contents }: Document.Parsed): RepeatedKey[] {
  const found: RepeatedKey[] = [];
  const nodes: unknown[] = [contents];
  for (const node of nodes) {
    if (isSeq(node)) for (const item of node.items) nodes.push(item);
    if (!isMap(node)) continue;
    const seen = new Map<unknown, Scalar.Parsed>();
    for (const { key, value } of node.items) {
      nodes.push(key, value);
      if (!isScalar(key)) continue;
      const first = seen.get(key.value);
      if (first === undefined) seen.set(key.value, key as Scalar.Parsed);
      else if (found.push({ key: key as Scalar.Parsed, first, holder: node }) >= MAX_REPEATED) return found;
    }
  }
  return found;
}
