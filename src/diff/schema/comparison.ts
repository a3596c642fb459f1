/**
 * Compares the schemas of two documents. Each pair of views is compared once for each use, wherever and however often it
 * occurs, so the effort is linear in the documents, and recursive schemas end.
 */
import type { Side } from '../changes.js';
import type { Pointers } from '../pointers.js';
import { compareAlternatives, compareWithOne, isOneOfSeveral } from './alternatives.js';
import type { Finding, Pair, Use } from './finding.js';
import {
  compareElements,
  compareOtherProperties,
  comparePatterns,
  compareProperties,
  type Below,
} from './object-rules.js';
import {
  compareBounds,
  compareDefaults,
  compareDeprecations,
  compareEnumeration,
  compareNullability,
  compareOtherConstraints,
  compareTypes,
} from './value-rules.js';
import type { SchemaView, SchemaViews } from './schema-view.js';

/** One of the two documents. */
export interface SchemaSide {
  views: SchemaViews;
  pointers: Pointers;
}

/** The comparison of a value, and of the values below it. */
interface Node {
  pair: Pair;
  findings: Finding[];
  below: { step: string; node: Node }[];
  above: Set<Node>;
  /** Whether it or a node below it has findings. Known after all are compared. */
  differs: boolean;
}

/** What is found at a place below the compared value: `.items[].name`. */
export interface FoundAt {
  path: string;
  finding: Finding;
}

export class SchemaComparison {
  readonly #nodes = new Map<string, Node>();
  readonly #waiting: Node[] = [];

  constructor(
    private readonly before: SchemaSide,
    private readonly after: SchemaSide,
  ) {}

  /** @param from,to schemas; undefined: any value */
  compare(from: unknown, to: unknown, use: Use): FoundAt[] {
    const [before, after] = [from, to].map((schema) => (schema === undefined ? [] : [schema]));
    const root = this.#node(this.before.views.of(before ?? []), this.after.views.of(after ?? []), use);
    for (let node = this.#waiting.pop(); node !== undefined; node = this.#waiting.pop()) this.#fill(node);
    return [...findingsBelow(root)];
  }

  #node(before: SchemaView, after: SchemaView, use: Use): Node {
    const key = `${before.id} ${after.id} ${use}`;
    let node = this.#nodes.get(key);
    if (node === undefined) {
      const pair = this.#pair(before, after, use);
      this.#nodes.set(key, (node = { pair, findings: [], below: [], above: new Set(), differs: false }));
      this.#waiting.push(node);
    }
    return node;
  }

  #fill(node: Node): void {
    node.findings = findingsOf(node.pair, (step, before, after) => {
      const child = this.#node(before, after, node.pair.use);
      node.below.push({ step, node: child });
      child.above.add(node);
      if (child.differs) markAbove(child);
    });
    if (node.findings.length > 0) markAbove(node);
  }

  #pair(before: SchemaView, after: SchemaView, use: Use): Pair {
    const pointers = [this.before, this.after].map(
      (side) => (view: SchemaView, path: readonly [string, ...string[]]) => pointerIn(side, view, path),
    ) as unknown as Pair['pointers'];
    const sides: Pair['sides'] = (keywords, [old, now]) => ({
      ...sideOf('before', this.before, before, keywords, old),
      ...sideOf('after', this.after, after, keywords, now),
    });
    return { before, after, use, sides, pointers };
  }
}

function findingsOf(pair: Pair, below: Below): Finding[] {
  const { before, after } = pair;
  const ofTypes = compareTypes(pair);
  if (ofTypes.length > 0 && haveNothingInCommon(before, after))
    return [...ofTypes, ...compareDeprecations(pair), ...compareDefaults(pair)];
  const ofAll = [...ofTypes, ...compareNullability(pair), ...compareDeprecations(pair), ...compareDefaults(pair)];
  if (isOneOfSeveral(pair)) return [...ofAll, ...compareWithOne(pair, below)];
  compareElements(pair, below);
  return [
    ...ofAll,
    ...compareEnumeration(pair),
    ...compareBounds(pair),
    ...compareOtherConstraints(pair),
    ...compareProperties(pair, below),
    ...compareOtherProperties(pair, below),
    ...comparePatterns(pair, below),
    ...compareAlternatives(pair, below),
  ];
}

/** Whether the types are so different that there is nothing else to compare. */
const haveNothingInCommon = ({ types: from }: SchemaView, { types: to }: SchemaView): boolean =>
  from === undefined ||
  to === undefined ||
  ![...from].some(
    (type) => to.has(type) || (type === 'integer' && to.has('number')) || (type === 'number' && to.has('integer')),
  );

/** Marks a node that differs, and all nodes that lead to it. */
function markAbove(start: Node): void {
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    node.differs = true;
    for (const above of node.above) if (!above.differs) waiting.push(above);
  }
}

/** Visits each node that differs once, breadth first: the path of a finding is a shortest one. */
function* findingsBelow(root: Node): Generator<FoundAt> {
  const seen = new Set([root]);
  const waiting: { node: Node; path: string }[] = root.differs ? [{ node: root, path: '' }] : [];
  for (const { node, path } of waiting) {
    for (const finding of node.findings) yield { path: path + (finding.step ?? ''), finding };
    for (const { step, node: child } of node.below) {
      if (!child.differs || seen.has(child)) continue;
      seen.add(child);
      waiting.push({ node: child, path: path + step });
    }
  }
}

/** Where a view states a keyword, else where its first schema is. */
function sideOf<K extends 'before' | 'after'>(
  key: K,
  { pointers }: SchemaSide,
  view: SchemaView,
  keywords: readonly string[],
  value: unknown,
): Partial<Record<K, Side>> {
  const stating = view.stating(keywords);
  const holder = stating?.schema ?? view.parts[0]?.schema;
  if (holder === undefined) return {};
  const at = pointers.of(view.views.original(holder), ...(stating ? [stating.keyword] : []));
  return { [key]: { at, ...(value !== undefined && { value }) } } as Partial<Record<K, Side>>;
}

/** The pointer of a path in the schema that has it; undefined: none has it. */
function pointerIn(
  { pointers }: SchemaSide,
  view: SchemaView,
  path: readonly [string, ...string[]],
): string | undefined {
  const [keyword, name = ''] = path;
  const part = view.parts.find(({ schema }) => Object.hasOwn(Object(schema[keyword]) as object, name));
  return part && pointers.of(view.views.original(part.schema), ...path);
}
