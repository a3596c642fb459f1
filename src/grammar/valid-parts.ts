/** Removes or fills invalid parts of data, so that one mistake does not hide others. */
import type { z } from 'zod';
import { grammarsAt } from './allowed-keys.js';

export interface PartialData<T> {
  data: T;
  /** Paths of the values that were removed or filled: what is said about them may be wrong. */
  uncertain: PropertyKey[][];
}

const MAX_PASSES = 50;

/** Undefined when nothing can be kept. */
export function partial<T>(grammar: z.ZodType<T>, value: unknown): PartialData<T> | undefined {
  const rest = structuredClone(value);
  const uncertain: PropertyKey[][] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const result = grammar.safeParse(rest);
    if (result.success) return { data: result.data, uncertain };
    for (const path of apart(result.error.issues.flatMap(placesOf))) {
      const filled = fill(grammar, rest, path, uncertain);
      const changed = filled ?? remove(rest, path);
      if (changed === undefined) return undefined;
      uncertain.push(changed);
    }
  }
  return undefined;
}

const placesOf = (issue: z.core.$ZodIssue): PropertyKey[][] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];

/** Those whose values can be changed together: none is in another one, and none in the same list. */
function apart(paths: readonly PropertyKey[][]): PropertyKey[][] {
  const kept: PropertyKey[][] = [];
  for (const path of paths) {
    const list = path.findIndex((step) => typeof step === 'number');
    const head = list < 0 ? path : path.slice(0, list);
    if (!kept.some((other) => startsWith(other, head) || startsWith(head, other))) kept.push(path);
  }
  return kept;
}

export const startsWith = (path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean =>
  start.length <= path.length && start.every((step, at) => String(step) === String(path[at]));

/** What is missing, and a value outside an enum: removing what holds it would remove a rule. */
function fill(
  grammar: z.ZodType,
  root: unknown,
  path: readonly PropertyKey[],
  before: readonly PropertyKey[][],
): PropertyKey[] | undefined {
  const key = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>(memberAt, root);
  if (key === undefined || Array.isArray(parent) || typeof parent !== 'object' || parent === null) return undefined;
  if (before.some((other) => other.length === path.length && startsWith(other, path))) return undefined;
  const isMissing = !Object.hasOwn(parent, key);
  const value =
    key === 'evidence'
      ? { assumed: 'missing' }
      : grammarsAt(grammar, path)
          .map((part) => least(part, isMissing))
          .find((found) => found !== undefined);
  if (value === undefined) return undefined;
  (parent as Record<PropertyKey, unknown>)[key] = value;
  return [...path];
}

/** The least value that may stand for one; undefined: any would be made up. */
function least(grammar: z.core.$ZodType, isMissing: boolean): unknown {
  const def = grammar._zod.def as { type: string; values?: unknown[]; entries?: Record<string, unknown> };
  if (def.type === 'literal') return def.values?.[0];
  if (def.type === 'enum') return Object.values(def.entries ?? {})[0];
  return isMissing && (def.type === 'object' || def.type === 'record') ? {} : undefined;
}

/** Removes the value at a path. A value that is missing there is required, so its parent is removed. */
function remove(root: unknown, path: readonly PropertyKey[]): PropertyKey[] | undefined {
  const key = path.at(-1);
  if (key === undefined) return undefined;
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => memberAt(node, step), root);
  if (Array.isArray(parent)) {
    parent.splice(Number(key), 1);
    return path.slice(0, -1);
  }
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key))
    return remove(root, path.slice(0, -1));
  Reflect.deleteProperty(parent, key);
  return [...path];
}

export const memberAt = (node: unknown, step: PropertyKey): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, step)
    ? (node as Record<PropertyKey, unknown>)[step]
    : undefined;
