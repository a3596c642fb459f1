import { isAlias, visit, type Alias, type Document, type Node } from 'yaml';

/** The node that each alias stands for. A name can be defined again: an alias refers to the last definition before it. */
export function aliasTargets(document: Document): Map<Alias, Node> {
  const named = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      const target = isAlias(node) ? named.get(node.source) : undefined;
      if (target) targets.set(node as Alias, target);
      if (!isAlias(node) && node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  return targets;
}

/** Makes aliases find values in constant time. The library visits all anchors and aliases for each alias. */
export function resolveAtOnce(targets: ReadonlyMap<Alias, Node>): void {
  for (const [alias, target] of targets) {
    const resolve = alias.resolve.bind(alias);
    alias.resolve = (document, context) =>
      context?.anchors.get(target)?.res === undefined
        ? resolve(document, context)
        : (target as ReturnType<typeof resolve>);
  }
}
