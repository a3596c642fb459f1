/**
 * Field paths: `name`, `config.provider`, `fields[].slug`; a name with a dot in it is written `a\.b`. Records are never
 * changed in place; writers copy along the path.
 */
import { isObject, type Json } from '../../grammar/json.js';
import { remembered } from './memoize.js';

/** The names on the way; that a step goes through a list is not among them. */
export const steps = remembered((path): readonly string[] =>
  path.includes('\\') ? wayTo(path).map(({ key }) => key) : path.split('.'),
);

/** The path of a property of what is at another path (`''`: the whole value). */
export function pathTo(at: string, name: string): string {
  const plain = /[.\\]|\[\]$/.test(name) ? name.replaceAll(/[.\\]|\[\]$/g, '\\$&') : name;
  return at === '' ? plain : `${at}.${plain}`;
}

/** The value at a path without list steps, or undefined. */
export function get(record: unknown, path: string): unknown {
  let value = record;
  for (const step of steps(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** All values at a path that may pass through lists. */
export function getAll(record: unknown, path: string): unknown[] {
  let values: unknown[] = [record];
  for (const { key, isList } of wayTo(path)) {
    values = values.flatMap((value): unknown[] => {
      const next = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
      if (next === undefined) return [];
      return isList ? (Array.isArray(next) ? (next as unknown[]) : []) : [next];
    });
  }
  return values;
}

type Change = (old: unknown, holder: Json, index: number) => unknown;

/** A step on the way to a value. */
export interface Step {
  readonly key: string;
  /** Through each element of the list at the key. */
  readonly isList: boolean;
}

export const wayTo = remembered((path): readonly Step[] =>
  (path.match(/(?:\\.|[^.\\])+/gs) ?? ['']).map((step) => ({
    key: step.replace(/(?<!\\)\[\]$/, '').replaceAll(/\\(.)/gs, '$1'),
    isList: /(?<!\\)\[\]$/.test(step),
  })),
);

/** The first key on the way to a path. */
export const topOf = (path: string): string => wayTo(path)[0]?.key ?? path;

/** A copy of the record in which the value at the path is what `change` makes of it; undefined removes it. */
export const edit = (record: Json, path: string, change: Change): Json => editAlong(record, wayTo(path), 0, change, 0);

function editAlong(holder: Json, way: readonly Step[], at: number, change: Change, index: number): Json {
  const step = way[at];
  if (step === undefined) return holder;
  const { key, isList } = step;
  const old = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const isLast = at === way.length - 1;
  if (isList) {
    if (!Array.isArray(old) || isLast) return holder;
    const items: unknown[] = old;
    const edited = items.map((item, i) => (isObject(item) ? editAlong(item, way, at + 1, change, i) : item));
    return edited.every((item, i) => item === items[i]) ? holder : { ...holder, [key]: edited };
  }
  if (isLast) return put(holder, key, change(old, holder, index));
  if (old === null) return holder;
  if (!isObject(old)) {
    // Nothing there: make the way only if there is something to put at its end.
    const made = editAlong({}, way, at + 1, change, index);
    return Object.keys(made).length === 0 ? holder : put(holder, key, made);
  }
  return put(holder, key, editAlong(old, way, at + 1, change, index));
}

function put(holder: Json, key: string, value: unknown): Json {
  if (value === undefined) {
    if (!Object.hasOwn(holder, key)) return holder;
    return omit(holder, key);
  }
  return holder[key] === value && Object.hasOwn(holder, key) ? holder : { ...holder, [key]: value };
}

/** A copy without a key. */
export function omit(holder: Json, key: string): Json {
  const out: Json = {};
  for (const name of Object.keys(holder)) if (name !== key) out[name] = holder[name];
  return out;
}

export const set = (record: Json, path: string, value: unknown): Json => edit(record, path, () => value);

/** Equal as JSON: the order of keys does not matter, the order of lists does. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}
