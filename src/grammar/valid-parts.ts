/** Removes invalid parts of data, so that one mistake does not hide others. */
import type { z } from 'zod';

export interface PartialData<T> {
  data: T;
  /** Paths of the values that were removed. */
  removed: PropertyKey[][];
}

const MAX_PASSES = 50;

/** Undefined when nothing can be kept. */
export function partial<T>(grammar: z.ZodType<T>, value: unknown): PartialData<T> | undefined {
  const rest = structuredClone(value);
  const removed: PropertyKey[][] = [];
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const result = grammar.safeParse(rest);
    if (result.success) return { data: result.data, removed };
    const [issue] = result.error.issues;
    if (issue === undefined) return undefined;
    if (isReplaced(rest, issue)) continue;
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const gone = remove(rest, path);
      if (gone === undefined) return undefined;
      removed.push(gone);
    }
  }
  return undefined;
}

/** Evidence that is missing, and a value outside an enum, are replaced: removing them would remove the rule. */
function isReplaced(root: unknown, issue: z.core.$ZodIssue): boolean {
  const key = issue.path.at(-1);
  const parent = issue.path.slice(0, -1).reduce<unknown>(memberAt, root);
  if (key === undefined || typeof parent !== 'object' || parent === null) return false;
  const missing = !Object.hasOwn(parent, key);
  const value =
    missing && key === 'evidence'
      ? { assumed: 'missing' }
      : issue.code === 'invalid_value' && !missing
        ? issue.values[0]
        : undefined;
  if (value === undefined) return false;
  (parent as Record<PropertyKey, unknown>)[key] = value;
  return true;
}

/** Removes the value at a path. A value that is missing there is required, so its parent is removed. */
function remove(root: unknown, path: readonly PropertyKey[]): PropertyKey[] | undefined {
  const key = path.at(-1);
  if (key === undefined) return undefined;
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => memberAt(node, step), root);
  if (Array.isArray(parent)) {
    parent.splice(Number(key), 1);
    return [...path];
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
