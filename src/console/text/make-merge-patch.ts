/** The merge patch (RFC 7396) that turns one JSON object into another. */
import type { Json } from '../api/types.js';

/** Members that were removed become null; lists are replaced as a whole. */
export function makeMergePatch(from: Json, to: Json): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  for (const [key, next] of Object.entries(to)) {
    const was = Object.hasOwn(from, key) ? from[key] : undefined;
    if (JSON.stringify(was) === JSON.stringify(next)) continue;
    patch[key] = isObject(was) && isObject(next) ? makeMergePatch(was, next) : next;
  }
  return patch;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws SyntaxError, with what is wrong, for what is not a JSON object */
export function parseObject(text: string): Json {
  const value = JSON.parse(text) as unknown;
  if (!isObject(value)) throw new SyntaxError('Expected a JSON object, such as {"name":"New"}');
  return value;
}
