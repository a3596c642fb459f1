/** Changes to bodies; a path through a list means its first element. */
import { isObject, type Json } from '../../grammar/json.js';

/** A copy with this value at the path; creates missing parents. */
export function withValue(body: Json, path: string, value: unknown): Json {
  return change(body, path.split('.'), () => value) as Json;
}

/** A copy without the value at the path. */
export function remove(body: Json, path: string): Json {
  return change(body, path.split('.'), () => undefined) as Json;
}

/** The value at the path. */
export function valueAt(body: unknown, path: string): unknown {
  let at = body;
  for (const step of path === '' ? [] : path.split('.')) {
    at = isObject(at) ? at[step.replace(/\[\]$/, '')] : undefined;
    if (step.endsWith('[]')) at = Array.isArray(at) ? (at as unknown[])[0] : undefined;
  }
  return at;
}

function change(holder: unknown, [step = '', ...rest]: string[], make: () => unknown): unknown {
  const out: Json = isObject(holder) ? { ...holder } : {};
  const key = step.replace(/\[\]$/, '');
  const isList = step.endsWith('[]');
  const old = out[key];
  const list = Array.isArray(old) ? (old as unknown[]) : [];
  const inner = isList ? list[0] : old;
  const next = rest.length === 0 ? make() : change(inner, rest, make);
  const value = isList ? [next, ...list.slice(1)] : next;
  if (value === undefined) return Object.fromEntries(Object.entries(out).filter(([name]) => name !== key));
  out[key] = value;
  return out;
}
