import { isObject } from '../../../grammar/json.js';

/** A copy without the value at a path of keys such as `derive.table.groq`. Keys may contain dots. */
export function removed<T extends object>(from: T, path: string): T {
  return changedAt(from, path, () => undefined);
}

/** A copy in which `change` replaces the value at a path of keys; undefined removes it. */
export function changedAt<T extends object>(from: T, path: string, change: (value: unknown) => unknown): T {
  const key = firstKey(from, path);
  if (key === undefined) return from;
  const { [key]: value, ...others } = from as Record<string, unknown>;
  const below = path.slice(key.length + 1);
  const next = below === '' ? change(value) : isObject(value) ? changedAt(value, below, change) : value;
  return (next === undefined ? others : { ...from, [key]: next }) as T;
}

/** Whether there is a value at a path of keys. */
export function leadsTo(from: unknown, path: string): boolean {
  if (!isObject(from)) return false;
  const key = firstKey(from, path);
  return key !== undefined && (key === path || leadsTo(from[key], path.slice(key.length + 1)));
}

const firstKey = (from: object, path: string): string | undefined =>
  Object.keys(from)
    .filter((key) => path === key || path.startsWith(`${key}.`))
    .sort((a, b) => b.length - a.length)[0];
