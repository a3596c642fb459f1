/** Taking write-only values out of a record that leaves the store, and remembering where they stood. */
import { isObject, type Json } from '../../grammar/json.js';
import { omit } from '../../engine/values/paths.js';
import { withheld } from '../../engine/values/withheld.js';

/**
 * A record without the values at these paths that `go`, and JSON pointers to where they stood. `null` is no secret and stays.
 * @param paths as in the behavior: `config.api_key`, `fields[].secret`
 */
export function withhold(
  record: Json,
  paths: readonly string[],
  go: (value: unknown) => boolean,
): { record: Json; withheld: string[] } {
  const pointers: string[] = [];
  const cut = (value: unknown, [step = '', ...rest]: string[], at: string): unknown => {
    const key = step.endsWith('[]') ? step.slice(0, -2) : step;
    if (!isObject(value) || !Object.hasOwn(value, key)) return value;
    const inner = value[key];
    const here = `${at}/${escaped(key)}`;
    if (rest.length > 0) {
      const next = Array.isArray(inner)
        ? inner.map((item, i) => cut(item, rest, `${here}/${i}`))
        : cut(inner, rest, here);
      return { ...value, [key]: next };
    }
    if (inner === null || !go(inner)) return value;
    pointers.push(here);
    return omit(value, key);
  };
  const out = paths.reduce<unknown>((left, path) => cut(left, path.split('.'), ''), record) as Json;
  return { record: pointers.length === 0 ? record : out, withheld: pointers };
}

/** Puts the mark of a left-out value at each pointer, in place. Returns the first that is no place for one. */
export function markWithheld(record: Json, paths: readonly string[], pointers: readonly string[]): string | undefined {
  const places = paths.map((path) => new RegExp(`^${path.split('.').map(pattern).join('')}$`));
  for (const pointer of pointers) {
    const keys = pointer.split('/').slice(1).map(unescaped);
    const last = keys.pop();
    const holder = keys.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined,
      record,
    );
    if (last === undefined || !isObject(holder) || !places.some((it) => it.test(pointer))) return pointer;
    holder[last] = withheld;
  }
  return undefined;
}

/** What a step of a path looks like in a pointer. */
function pattern(step: string): string {
  const list = step.endsWith('[]');
  const key = escaped(list ? step.slice(0, -2) : step).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `/${key}${list ? '/\\d+' : ''}`;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
