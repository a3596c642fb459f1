/** `$ref`s within one document: JSON Pointers (RFC 6901), percent-encoded or not, through other references. */
import { isObject, type Json } from '../grammar/json.js';
import { escapeStep, unescapeStep } from '../grammar/json-pointer.js';

export interface Resolved {
  value: unknown;
  /** The path of the value from the root, with references on the way resolved. */
  steps: string[];
}

/** Longer chains of references count as circular. */
const MAX_CHAIN = 100;

/** A reference to this path, as a URI fragment. */
export const pointerTo = (steps: readonly PropertyKey[]): string =>
  `#${steps.map((step) => `/${encodeURIComponent(escapeStep(String(step)))}`).join('')}`;

/** The steps of `#/a/b`; undefined: not a pointer into the same document. */
export function pointerSteps(ref: string): string[] | undefined {
  if (ref === '#' || ref === '#/') return [];
  if (!ref.startsWith('#/')) return undefined;
  return ref.slice(2).split('/').map(decodedStep);
}

function decodedStep(step: string): string {
  if (!step.includes('%')) return unescapeStep(step);
  try {
    return unescapeStep(decodeURIComponent(step));
  } catch {
    return unescapeStep(step);
  }
}

export const refOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value['$ref'] === 'string' ? value['$ref'] : undefined;

/** The target of a reference, which may be a reference itself; undefined: there is none. */
export function resolveReference(root: unknown, ref: string): Resolved | undefined {
  const steps = pointerSteps(ref);
  return steps && descend(root, steps, 0);
}

function descend(root: unknown, steps: readonly string[], hops: number): Resolved | undefined {
  let value = root;
  for (const [at, step] of steps.entries()) {
    const next = child(value, step);
    if (next === undefined) {
      const through = refOf(value);
      const target = through === undefined ? undefined : pointerSteps(through);
      return target && hops < MAX_CHAIN ? descend(root, [...target, ...steps.slice(at)], hops + 1) : undefined;
    }
    value = next;
  }
  return value === undefined ? undefined : { value, steps: [...steps] };
}

function child(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value as unknown[])[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Follows a chain of references; undefined: the target is missing, or the chain is circular. */
export function follow(root: unknown, value: unknown): unknown {
  let at = value;
  for (let hops = 0; hops < MAX_CHAIN; hops++) {
    const ref = refOf(at);
    if (ref === undefined) return at;
    at = resolveReference(root, ref)?.value;
  }
  return undefined;
}

/** The object that a value is or refers to. */
export function objectAt(root: unknown, value: unknown): Json | undefined {
  const found = follow(root, value);
  return isObject(found) ? found : undefined;
}
