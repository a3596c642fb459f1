/** Rewrites patterns that cannot be matched in linear time, or are not patterns of JSON Schema. */
import { isObject, type Json } from '../../grammar/json.js';
import { memoize } from '../../engine/values/memoize.js';
import { linearPattern } from '../patterns.js';
import { withoutKeys, type RepairWalk } from './repair-walk.js';

/** An equivalent pattern that can be matched in linear time, or the reason why there is none. */
const usable = memoize((pattern: string): Usable => {
  const [, inner = '', flags = ''] = LITERAL.exec(pattern) ?? [];
  if (flags.includes('i')) return { pattern: undefined, why: 'it is a literal with the flag i' };
  const found = inner === '' ? (tried(pattern) ?? tried(plain(pattern))) : tried(plain(inner));
  return found ?? { pattern: undefined, why: reasonAgainst(pattern) };
});

/** A literal of JavaScript or PHP. As a pattern it would match nothing, because of its anchor between the slashes. */
const LITERAL = /^\/(\^.*|.*\$)\/([a-zA-Z]*)$/s;

interface Usable {
  pattern: string | undefined;
  why: string;
}

function tried(pattern: string): Usable | undefined {
  try {
    linearPattern(pattern);
    return { pattern, why: '' };
  } catch {
    return undefined;
  }
}

function reasonAgainst(pattern: string): string {
  try {
    linearPattern(pattern);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Removes redundant backslashes, which the flag u does not allow, and enclosing slashes. */
const plain = (pattern: string): string =>
  (/^\/(.*)\/$/s.exec(pattern)?.[1] ?? pattern)
    .replace(/\\([^\p{L}\p{N}^$\\.*+?()[\]{}|/-])/gu, '$1')
    .replace(/\\Z$/, '$')
    .replace(/^\\A/, '^');

export function repairPattern(schema: Json, walk: RepairWalk): Json {
  const given = schema['pattern'];
  const found = typeof given === 'string' ? usable(given) : { pattern: undefined, why: 'it is not a string' };
  if (found.pattern === given) return schema;
  if (found.pattern !== undefined) return { ...schema, pattern: found.pattern };
  walk.note(`the pattern ${String(given)} cannot be used (${found.why}): any text is accepted`, 'pattern');
  return withoutKeys(schema, 'pattern');
}

export function repairPatternProperties(schema: Json, walk: RepairWalk): Json {
  const given = schema['patternProperties'];
  if (!isObject(given)) return schema;
  const names = Object.keys(given);
  if (names.every((name) => usable(name).pattern === name)) return schema;
  const kept = names.flatMap((name): [string, unknown][] => {
    const found = usable(name);
    if (found.pattern !== undefined) return [[found.pattern, given[name]]];
    walk.note(`the pattern ${name} cannot be used (${found.why}): it is ignored`, 'patternProperties', name);
    return [];
  });
  const isOpen = kept.length < names.length && schema['additionalProperties'] === false;
  return { ...schema, patternProperties: Object.fromEntries(kept), ...(isOpen && { additionalProperties: true }) };
}
