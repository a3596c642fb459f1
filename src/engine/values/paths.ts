/**
 * Field paths: `name`, `config.provider`, `fields[].slug`; a dot in a name is escaped: `a\.b`. Records are immutable:
 * functions that write return a copy.
 */
import { isObject, type Json } from '../../grammar/json.js';
import { memoize } from './memoize.js';

/** The keys of a path, without the marks of lists. */
export const keysOf = memoize((path): readonly string[] =>
  path.includes('\\') ? stepsOf(path).map(({ key }) => key) : path.split('.'),
);

/** Appends a property name to a path ('': the whole value), escaped. */
export function pathTo(at: string, name: string): string {
  const plain = /[.\\]|\[\]$/.test(name) ? name.replaceAll(/[.\\]|\[\]$/g, '\\$&') : name;
  return at === '' ? plain : `${at}.${plain}`;
}

/** The value at a path without lists, or undefined. */
export function get(record: unknown, path: string): unknown {
  let value = record;
  for (const step of keysOf(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** All values at a path that may go through lists. */
export function getAll(record: unknown, path: string): unknown[] {
  let values: unknown[] = [record];
  for (const { key, isList } of stepsOf(path)) {
    values = values.flatMap((value): unknown[] => {
      const next = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      if (next === undefined) return [];
      return isList ? (Array.isArray(next) ? (next as unknown[]) : []) : [next];
    });
  }
  return values;
}

type Change = (old: unknown, holder: Json, index: number) => unknown;

export interface Step {
  readonly key: string;
  /** The value at the key is a list, and the next step applies to each of its elements. */
  readonly isList: boolean;
}

export const stepsOf = memoize((path): readonly Step[] =>
  (path.match(/(?:\\.|[^.\\])+/gs) ?? ['']).map((step) => ({
    key: step.replace(/(?<!\\)\[\]$/, '').replaceAll(/\\(.)/gs, '$1'),
    isList: /(?<!\\)\[\]$/.test(step),
  })),
);

/** The first key of a path. */
export const topOf = (path: string): string => stepsOf(path)[0]?.key ?? path;

/**
 * A copy of the record in which `change` replaces the value at the path; undefined removes it.
 * @param copies objects that may be changed instead of copied: those that earlier edits of the same record made
 */
export const edit = (record: Json, path: string, change: Change, copies?: Set<Json>): Json =>
  editAlong(record, stepsOf(path), 0, change, 0, copies);

function editAlong(
  holder: Json,
  way: readonly Step[],
  at: number,
  change: Change,
  index: number,
  copies?: Set<Json>,
): Json {
  const step = way[at];
  if (step === undefined) return holder;
  const { key, isList } = step;
  const old = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const isLast = at === way.length - 1;
  if (isList) {
    if (!Array.isArray(old) || isLast) return holder;
    const items: unknown[] = old;
    const edited = items.map((item, i) => (isObject(item) ? editAlong(item, way, at + 1, change, i, copies) : item));
    return edited.every((item, i) => item === items[i]) ? holder : { ...holder, [key]: edited };
  }
  if (isLast) return withMember(holder, key, change(old, holder, index), copies);
  if (old === null) return holder;
  if (!isObject(old)) {
    // No object here: create one only if `change` returns a value.
    const made = editAlong({}, way, at + 1, change, index, copies);
    return Object.keys(made).length === 0 ? holder : withMember(holder, key, made, copies);
  }
  return withMember(holder, key, editAlong(old, way, at + 1, change, index, copies), copies);
}

function withMember(holder: Json, key: string, value: unknown, copies?: Set<Json>): Json {
  if (value === undefined) {
    if (!Object.hasOwn(holder, key)) return holder;
    return omit(holder, key);
  }
  if (holder[key] === value && Object.hasOwn(holder, key)) return holder;
  if (copies?.has(holder)) return Object.defineProperty(holder, key, { value, ...PLAIN });
  const copy = { ...holder, [key]: value };
  copies?.add(copy);
  return copy;
}

/** A property may be named `__proto__`. */
const PLAIN = { enumerable: true, writable: true, configurable: true };

/** A copy without a key. */
export function omit(holder: Json, key: string): Json {
  const out: Json = {};
  for (const name of Object.keys(holder)) if (name !== key) out[name] = holder[name];
  return out;
}

export const set = (record: Json, path: string, value: unknown): Json => edit(record, path, () => value);

/** Deep equality of JSON values. Ignores the order of keys. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
