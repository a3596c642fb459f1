/**
 * An index of path templates: one step per path segment, whatever the number of operations (openapi-backend compiles a
 * RegExp per template for each request: 8.5 ms at 1,500). A literal segment wins over a parameter at its level.
 */

interface Node<T> {
  literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** A parameter that takes several segments: what follows it, by the literal segments to the end of the path. */
  rest?: { suffix: string[]; node: Node<T> }[];
  methods?: Map<string, T>;
}

export interface Routed<T> {
  target: T;
  values: string[];
}

const newNode = <T>(): Node<T> => ({ literals: new Map() });

export class Router<T> {
  readonly #root: Node<T> = newNode();

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
        let next = node.literals.get(segment);
        if (next === undefined) node.literals.set(segment, (next = newNode()));
        node = next;
      } else {
        node = node.parameter ??= newNode();
      }
    }
    (node.methods ??= new Map()).set(method, target);
  }

  /** The target and the raw values of the parameters in order; the methods of a path that has not this one; or undefined. */
  find(method: string, path: string): Routed<T> | { allow: string[] } | undefined {
    const values: string[] = [];
    const allow = new Set<string>();
    const target = walk(this.#root, this.#split(path), 0, method, values, allow);
    if (target !== undefined) return { target, values };
    return allow.size > 0 ? { allow: [...allow] } : undefined;
  }

  #split(path: string): string[] {
    const segments = path.split('/').slice(1);
    if (this.options.eitherTrailingSlash && segments.length > 1 && segments.at(-1) === '') segments.pop();
    return segments;
  }
}

function walk<T>(
  node: Node<T>,
  segments: string[],
  at: number,
  method: string,
  values: string[],
  allow: Set<string>,
): T | undefined {
  const segment = segments[at];
  if (segment === undefined) return leaf(node, method, allow);
  const literal = node.literals.get(segment);
  const byLiteral = literal && walk(literal, segments, at + 1, method, values, allow);
  // A literal path wins with all its methods: what it does not have is a 405 there, and never the parameter beside it.
  if (byLiteral !== undefined || (literal?.methods && at === segments.length - 1)) return byLiteral;
  if (node.parameter && segment !== '') {
    values.push(segment);
    const found = walk(node.parameter, segments, at + 1, method, values, allow);
    if (found !== undefined) return found;
    values.pop();
  }
  for (const { suffix, node: end } of node.rest ?? []) {
    const length = segments.length - at - suffix.length;
    const taken = segments.slice(at, at + length);
    if (length < 1 || taken.includes('') || !suffix.every((it, i) => segments[at + length + i] === it)) continue;
    values.push(taken.join('/'));
    const found = leaf(end, method, allow);
    if (found !== undefined) return found;
    values.pop();
  }
  return undefined;
}

function leaf<T>(node: Node<T>, method: string, allow: Set<string>): T | undefined {
  const found = node.methods?.get(method);
  if (found === undefined) for (const name of node.methods?.keys() ?? []) allow.add(name);
  return found;
}
