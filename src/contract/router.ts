/**
 * An index of path templates: one step per path segment, whatever the number of operations (openapi-backend compiles a
 * RegExp per template for each request: 8.5 ms at 1,500). A literal segment wins over a parameter at its level.
 */

/** Small, for there are as many as there are segments in a contract, and a match should find them in the processor's cache. */
interface Node<T> {
  literals: Map<string, Node<T>> | undefined;
  parameter: Node<T> | undefined;
  /** A parameter that takes several segments: what follows it, by the literal segments to the end of the path. */
  rest: { suffix: string[]; node: Node<T> }[] | undefined;
  /** A handful at most; paths that have the same ones share the list, so that it is in the cache. */
  methods: readonly string[];
  /** By the place of its method. */
  targets: readonly T[];
}

export interface Routed<T> {
  target: T;
  values: string[];
}

const none: readonly never[] = [];

const newNode = <T>(): Node<T> => ({
  literals: undefined,
  parameter: undefined,
  rest: undefined,
  methods: none,
  targets: none,
});

export class Router<T> {
  readonly #root: Node<T> = newNode();
  readonly #methods = new Map<string, readonly string[]>();

  constructor(private readonly options: { slashes?: ReadonlySet<string>; eitherTrailingSlash?: boolean } = {}) {}

  add(method: string, template: string, target: T): void {
    const segments = this.#split(template);
    let node = this.#root;
    for (const [at, segment] of segments.entries()) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      if (name !== undefined && this.options.slashes?.has(name)) {
        const suffix = segments.slice(at + 1);
        if (suffix.some((it) => it.startsWith('{')))
          throw new Error(`${template}: a parameter with slashes must be the last one`);
        const known = (node.rest ??= []).find((it) => it.suffix.join('/') === suffix.join('/'));
        const rest = known ?? { suffix, node: newNode<T>() };
        if (!known) node.rest.push(rest);
        node = rest.node;
        break;
      }
      if (name === undefined) {
        const literals = (node.literals ??= new Map<string, Node<T>>());
        let next = literals.get(segment);
        if (next === undefined) literals.set(segment, (next = newNode()));
        node = next;
      } else {
        node = node.parameter ??= newNode();
      }
    }
    const at = node.methods.indexOf(method);
    if (at < 0) node.methods = this.#shared([...node.methods, method]);
    node.targets = at < 0 ? [...node.targets, target] : node.targets.map((it, i) => (i === at ? target : it));
  }

  /** The target and the raw values of the parameters in order; the methods of a path that has not this one; or undefined. */
  find(method: string, path: string): Routed<T> | { allow: string[] } | undefined {
    const isOver = this.options.eitherTrailingSlash && path.length > 1 && path.endsWith('/');
    const sought: Sought = { method, path: isOver ? path.slice(0, -1) : path, values: [], allow: undefined };
    const target = walk(this.#root, sought, path === '' ? -1 : 0);
    if (target !== undefined) return { target, values: sought.values };
    return sought.allow && { allow: [...sought.allow] };
  }

  #shared(methods: readonly string[]): readonly string[] {
    const name = methods.join();
    const known = this.#methods.get(name) ?? methods;
    this.#methods.set(name, known);
    return known;
  }

  #split(path: string): string[] {
    const segments = path.split('/').slice(1);
    if (this.options.eitherTrailingSlash && segments.length > 1 && segments.at(-1) === '') segments.pop();
    return segments;
  }
}

interface Sought {
  method: string;
  path: string;
  /** Of the parameters passed so far. */
  values: string[];
  /** Methods of the paths that came to their end without this one. */
  allow: Set<string> | undefined;
}

/** @param at where the slash before the next segment is; -1: there is none */
function walk<T>(node: Node<T>, sought: Sought, at: number): T | undefined {
  if (at < 0) return leaf(node, sought);
  const { path, values } = sought;
  const next = path.indexOf('/', at + 1);
  const segment = next < 0 ? path.slice(at + 1) : path.slice(at + 1, next);
  const literal = node.literals?.get(segment);
  const byLiteral = literal && walk(literal, sought, next);
  // A literal path wins with all its methods: what it does not have is a 405 there, and never the parameter beside it.
  if (byLiteral !== undefined || (literal && next < 0 && literal.methods.length > 0)) return byLiteral;
  if (node.parameter && segment !== '') {
    values.push(segment);
    const found = walk(node.parameter, sought, next);
    if (found !== undefined) return found;
    values.pop();
  }
  return node.rest && walkRest(node.rest, sought, path.slice(at + 1).split('/'));
}

/** A parameter that takes several segments. */
function walkRest<T>(rest: NonNullable<Node<T>['rest']>, sought: Sought, segments: string[]): T | undefined {
  for (const { suffix, node: end } of rest) {
    const length = segments.length - suffix.length;
    const taken = segments.slice(0, length);
    if (length < 1 || taken.includes('') || !suffix.every((it, i) => segments[length + i] === it)) continue;
    sought.values.push(taken.join('/'));
    const found = leaf(end, sought);
    if (found !== undefined) return found;
    sought.values.pop();
  }
  return undefined;
}

function leaf<T>(node: Node<T>, sought: Sought): T | undefined {
  const at = node.methods.indexOf(sought.method);
  if (at >= 0) return node.targets[at];
  for (const method of node.methods) (sought.allow ??= new Set()).add(method);
  return undefined;
}
