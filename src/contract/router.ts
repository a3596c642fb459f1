/**
 * An index of path templates: one step per path segment, whatever the number of operations (openapi-backend compiles a
 * RegExp per template for each request: 8.5 ms at 1,500). At each level a literal segment comes before one that mixes
 * text and parameters, and that before a parameter.
 */
import { parseTemplate, unescaped, valuesOf, withLiteralsUnescaped, type MixedSegment } from './path-template.js';

/** Small, since there are as many as there are segments in a contract: a match should find them in the processor's cache. */
interface Node<T> {
  literals: Map<string, Node<T>> | undefined;
  parameter: Node<T> | undefined;
  rare: Rare<T> | undefined;
  /** A handful at most; paths that have the same ones share the list, so that it is in the cache. */
  methods: readonly string[];
  /** By the place of its method. */
  targets: readonly T[];
}

/** Data that few nodes have, kept apart so that the others stay small. */
interface Rare<T> {
  /** Segments such as `{id}:cancel`, those with the most text first. */
  mixed: { segment: MixedSegment; node: Node<T> }[];
  /** Targets after a parameter with several segments, by the literal segments up to the end of the path, the most first. */
  rest: { suffix: string[]; node: Node<T> }[];
  /** Literals that are also enum values of the parameter at this position. */
  listed: Set<string>;
  /** Targets for some requests only. */
  variants: Variant<T>[];
}

interface Variant<T> {
  method: string;
  target: T;
  query: readonly (readonly [name: string, value: string])[];
  /** By the index of a parameter. */
  values: ReadonlyMap<number, readonly string[]>;
}

export interface Routed<T> {
  target: T;
  values: readonly string[];
}

export interface RouterOptions {
  /** Parameters whose values may have unencoded slashes. */
  slashes?: ReadonlySet<string>;
  eitherTrailingSlash?: boolean;
}

/** The values that a document lists for path parameters (`enum`), by name. */
export type ListedValues = ReadonlyMap<string, readonly string[]>;

const none: readonly never[] = [];

const newNode = <T>(): Node<T> => ({
  literals: undefined,
  parameter: undefined,
  rare: undefined,
  methods: none,
  targets: none,
});

const rareOf = <T>(node: Node<T>): Rare<T> =>
  (node.rare ??= { mixed: [], rest: [], listed: new Set<string>(), variants: [] });

export class Router<T> {
  readonly #root: Node<T> = newNode();
  readonly #methods = new Map<string, readonly string[]>();
  /** Targets whose template has a fragment. A template without one overrides them. */
  readonly #weak = new Set<T>();

  constructor(private readonly options: RouterOptions = {}) {}

  /** Of several templates with the same shape the first is used, unless enum values or a query distinguish them. */
  add(method: string, template: string, target: T, listed: ListedValues = new Map()): void {
    const { query, hasFragment } = parseTemplate(template);
    const { node, names } = this.#nodeFor(template, listed);
    if (hasFragment) this.#weak.add(target);
    const values = new Map(names.flatMap((name, at) => (listed.has(name) ? [[at, listed.get(name) ?? []]] : [])));
    const at = node.methods.indexOf(method);
    const isPlain = query.length === 0 && values.size === 0;
    if (!isPlain) addVariant(rareOf(node).variants, { method, target, query, values });
    if (at < 0) {
      node.methods = this.#shared([...node.methods, method]);
      node.targets = [...node.targets, target];
    } else if (this.#givesWay(node, method, at, isPlain)) {
      node.targets = node.targets.map((known, i) => (i === at ? target : known));
    }
  }

  /** The target with raw parameter values in order; the methods of the path if it lacks this one; undefined: no such path. */
  find(method: string, path: string, query = ''): Routed<T> | { allow: string[] } | undefined {
    const isOver = this.options.eitherTrailingSlash && path.length > 1 && path.endsWith('/');
    const sought: Sought = {
      method,
      path: isOver ? path.slice(0, -1) : path,
      query,
      values: none,
      allow: undefined,
    };
    const target = walk(this.#root, sought, path === '' ? -1 : 0);
    if (target !== undefined) return { target, values: sought.values };
    return sought.allow && { allow: [...sought.allow] };
  }

  /** Whether the existing target for any request may be overridden. */
  #givesWay(node: Node<T>, method: string, at: number, isPlain: boolean): boolean {
    const known = node.targets[at] as T;
    const isVariant = node.rare?.variants.some((variant) => variant.method === method && variant.target === known);
    return isPlain && (this.#weak.has(known) || isVariant === true);
  }

  /** The node at the end of a template (created if missing), and the names of the parameters on the way. */
  #nodeFor(template: string, listed: ListedValues): { node: Node<T>; names: string[] } {
    const segments = this.#split(template);
    const names: string[] = [];
    let node = this.#root;
    for (const [at, segment] of segments.entries()) {
      if (segment.kind === 'literal') {
        const literals = (node.literals ??= new Map<string, Node<T>>());
        node = literals.get(segment.text) ?? setAndGet(literals, segment.text, newNode());
      } else if (segment.kind === 'mixed') {
        names.push(...segment.literals.slice(1).map(() => ''));
        node = mixedNode(rareOf(node), segment);
      } else {
        names.push(segment.name);
        if (this.options.slashes?.has(segment.name))
          return { node: restNode(rareOf(node), template, segments.slice(at + 1)), names };
        for (const value of listed.get(segment.name) ?? []) rareOf(node).listed.add(value);
        node = node.parameter ??= newNode();
      }
    }
    return { node, names };
  }

  #shared(methods: readonly string[]): readonly string[] {
    const name = methods.join();
    const known = this.#methods.get(name) ?? methods;
    this.#methods.set(name, known);
    return known;
  }

  #split(template: string): ReturnType<typeof parseTemplate>['segments'] {
    const { segments } = parseTemplate(template);
    const last = segments.at(-1);
    if (this.options.eitherTrailingSlash && segments.length > 1 && last?.kind === 'literal' && last.text === '')
      segments.pop();
    return segments;
  }
}

/** The most specific first. */
function addVariant<T>(variants: Variant<T>[], variant: Variant<T>): void {
  variants.push(variant);
  variants.sort((a, b) => b.query.length + b.values.size - a.query.length - a.values.size);
}

function setAndGet<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

const textLength = ({ literals }: MixedSegment): number => literals.join('').length;

function mixedNode<T>({ mixed }: Rare<T>, segment: MixedSegment): Node<T> {
  const shape = JSON.stringify(segment.literals);
  const known = mixed.find((other) => JSON.stringify(other.segment.literals) === shape);
  if (known) return known.node;
  const node = newNode<T>();
  mixed.push({ segment, node });
  mixed.sort((a, b) => textLength(b.segment) - textLength(a.segment));
  return node;
}

function restNode<T>(
  { rest }: Rare<T>,
  template: string,
  segments: readonly { kind: string; text?: string }[],
): Node<T> {
  if (segments.some((segment) => segment.kind !== 'literal'))
    throw new Error(`${template}: a parameter with slashes must be the last one`);
  const suffix = segments.map((segment) => segment.text ?? '');
  const known = rest.find((other) => other.suffix.join('/') === suffix.join('/'));
  if (known) return known.node;
  const node = newNode<T>();
  rest.push({ suffix, node });
  rest.sort((a, b) => b.suffix.length - a.suffix.length);
  return node;
}

interface Sought {
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  /** Values of the parameters matched so far. */
  values: readonly string[];
  /** Methods of matched paths that lack the requested one. */
  allow: Set<string> | undefined;
}

/** @param at index of the slash before the next segment; -1: none */
function walk<T>(node: Node<T>, sought: Sought, at: number): T | undefined {
  if (at < 0) return leaf(node, sought);
  const { path, values: before } = sought;
  const next = path.indexOf('/', at + 1);
  const segment = next < 0 ? path.slice(at + 1) : path.slice(at + 1, next);
  const { rare } = node;
  const literal = node.literals && literalAt(node.literals, segment);
  const byLiteral = literal && walk(literal, sought, next);
  if (byLiteral !== undefined) return byLiteral;
  // A literal path has precedence with all methods: a missing one is a 405, unless the value is in the parameter's enum.
  if (literal && next < 0 && literal.methods.length > 0 && rare?.listed.has(segment) !== true) return undefined;
  const byMixed = rare && walkMixed(rare.mixed, sought, segment, next);
  if (byMixed !== undefined) return byMixed;
  if (node.parameter && segment !== '') {
    // A list literal takes no more room than it needs.
    sought.values = before.length === 0 ? [segment] : [...before, segment];
    const found = walk(node.parameter, sought, next);
    if (found !== undefined) return found;
    sought.values = before;
  }
  return rare && rare.rest.length > 0 ? walkRest(rare.rest, sought, path.slice(at + 1).split('/')) : undefined;
}

const literalAt = <T>(literals: Map<string, Node<T>>, segment: string): Node<T> | undefined =>
  literals.get(segment) ?? (segment.includes('%') ? literals.get(unescaped(segment)) : undefined);

function walkMixed<T>(mixed: Rare<T>['mixed'], sought: Sought, segment: string, next: number): T | undefined {
  for (const { segment: pattern, node } of mixed) {
    const values = valuesOf(pattern, segment.includes('%') ? withLiteralsUnescaped(pattern, segment) : segment);
    if (values === undefined) continue;
    const before = sought.values;
    sought.values = [...before, ...values];
    const found = walk(node, sought, next);
    if (found !== undefined) return found;
    sought.values = before;
  }
  return undefined;
}

/** Matches a parameter with several segments. */
function walkRest<T>(rest: Rare<T>['rest'], sought: Sought, segments: string[]): T | undefined {
  for (const { suffix, node: end } of rest) {
    const length = segments.length - suffix.length;
    const taken = segments.slice(0, length);
    if (length < 1 || taken.includes('') || !suffix.every((text, i) => segments[length + i] === text)) continue;
    const before = sought.values;
    sought.values = [...before, taken.join('/')];
    const found = leaf(end, sought);
    if (found !== undefined) return found;
    sought.values = before;
  }
  return undefined;
}

function leaf<T>(node: Node<T>, sought: Sought): T | undefined {
  const at = node.methods.indexOf(sought.method);
  if (at >= 0) return variantOf(node, sought) ?? node.targets[at];
  for (const method of node.methods) (sought.allow ??= new Set()).add(method);
  return undefined;
}

const isParameter = (value: string): boolean => /^\{.+\}$/.test(value);
/** Whether any value matches. */
const isOpen = (value: string): boolean => value === '' || isParameter(value);

/** The target that requires this query or enum value, if there is one. */
function variantOf<T>({ rare }: Node<T>, sought: Sought): T | undefined {
  if (rare === undefined || rare.variants.length === 0) return undefined;
  const { method, values, query } = sought;
  const sent = new URLSearchParams(query);
  const found = rare.variants.find(
    (variant) =>
      variant.method === method &&
      variant.query.every(([name, value]) => sent.has(name) && (isOpen(value) || sent.get(name) === value)) &&
      [...variant.values].every(([at, listed]) => listed.includes(values[at] ?? '')),
  );
  for (const [name, value] of found?.query ?? [])
    if (isParameter(value)) sought.values = [...sought.values, encodeURIComponent(sent.get(name) ?? '')];
  return found?.target;
}
