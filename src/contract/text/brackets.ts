/** Names with brackets, as forms and deepObject parameters have them: `items[0][price]=5`, `tags[]=a`. */
import { parseJson } from '../../engine/request/parse-json.js';
import type { Json } from '../../grammar/json.js';
import { convert } from './scalar.js';
import { typesAt, type TextPlace } from './text-place.js';

/** A text, or the converted value of a multipart part. */
export type Leaf = { text: string } | { value: unknown };

interface Node {
  leaves: Leaf[];
  /** The values below `[]`. */
  list: Node[];
  named: Map<string, Node>;
}

/** The names of a form contradict each other. */
export class FormError extends Error {}

const MAX_DEPTH = 100;

const newNode = (): Node => ({ leaves: [], list: [], named: new Map() });

/** `a[b][]` as `['a', 'b', '']`; a name whose brackets do not match is one step. */
export function bracketSteps(name: string): string[] {
  const at = name.indexOf('[');
  if (at <= 0 || !/^(?:\[[^[\]]*\])+$/.test(name.slice(at))) return [name];
  return [name.slice(0, at), ...name.slice(at + 1, -1).split('][')];
}

/**
 * Builds a value from names and leaves. Throws FormError.
 * @param name of the whole value if it may be a list; '' for a body
 */
export function fromPairs(
  pairs: readonly (readonly [steps: readonly string[], leaf: Leaf])[],
  place: TextPlace | undefined,
  name = '',
): unknown {
  const root = newNode();
  for (const [steps, leaf] of pairs) {
    if (steps.length > MAX_DEPTH) throw new FormError('body is nested too deeply');
    if (steps.includes('__proto__')) throw new FormError('body holds a key that is not allowed');
    insert(root, steps, leaf, name !== '');
  }
  return build(root, place, name);
}

function insert(root: Node, steps: readonly string[], leaf: Leaf, isBelow: boolean): void {
  let node = root;
  for (const [at, step] of steps.entries())
    node = step === '' && (isBelow || at > 0) ? element(node, steps.slice(at + 1)) : child(node, step);
  node.leaves.push(leaf);
}

function child({ named }: Node, step: string): Node {
  let found = named.get(step);
  if (found === undefined) named.set(step, (found = newNode()));
  return found;
}

/** The list element for `[]`: the last one if it lacks the next property, otherwise a new one. */
function element({ list }: Node, rest: readonly string[]): Node {
  const last = list.at(-1);
  if (last && rest.length > 0 && !has(last, rest)) return last;
  const made = newNode();
  list.push(made);
  return made;
}

function has(node: Node, steps: readonly string[]): boolean {
  let at: Node | undefined = node;
  for (const step of steps) {
    // A nested list starts a new element.
    if (step === '') return false;
    at = at.named.get(step);
    if (at === undefined) return false;
  }
  return at.leaves.length > 0;
}

function build(node: Node, place: TextPlace | undefined, at: string): unknown {
  const { leaves, list, named } = node;
  const kinds = [leaves, list, [...named.keys()]].filter((part) => part.length > 0).length;
  if (kinds > 1) throw new FormError(`${at} is sent in two ways at once: as a value, as a list or as an object`);
  if (list.length > 0) return list.map((item, i) => build(item, place?.item(i), `${at}[]`));
  if (leaves.length > 0) return fromLeaves(leaves, place);
  const types = typesAt(place);
  const keys = [...named.keys()];
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)) && at !== '' && (types.isList || !types.isObject))
    return indexed(node, place, at);
  const out: Json = {};
  for (const [key, part] of named) out[key] = build(part, place?.property(key), at === '' ? key : `${at}[${key}]`);
  return out;
}

/** `a[0]=x&a[5]=y` is a list of two. */
function indexed({ named }: Node, place: TextPlace | undefined, at: string): unknown[] {
  const keys = [...named.keys()].sort((a, b) => Number(a) - Number(b));
  return keys.map((key, i) => build(named.get(key) ?? newNode(), place?.item(i), `${at}[${key}]`));
}

function fromLeaves(leaves: readonly Leaf[], place: TextPlace | undefined): unknown {
  const types = typesAt(place);
  const [only] = leaves;
  if (leaves.length === 1 && only) {
    const value = fromLeaf(only, place);
    if (!types.isList || types.isScalar || Array.isArray(value)) return value;
  }
  return leaves.map((leaf, i) => fromLeaf(leaf, place?.item(i)));
}

export function fromLeaf(leaf: Leaf, place: TextPlace | undefined): unknown {
  if ('value' in leaf) return leaf.value;
  const types = typesAt(place);
  if (!types.isScalar && /^\s*[[{]/.test(leaf.text)) return jsonOr(leaf.text);
  return convert(types, leaf.text);
}

/** The value of a JSON text; other texts are returned unchanged and refused by the validator. */
export function jsonOr(text: string): unknown {
  try {
    return parseJson(Buffer.from(text));
  } catch {
    return text;
  }
}
