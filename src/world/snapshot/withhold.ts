/** Taking write-only values out of a record that leaves the store, and remembering where they stood. */
import { isObject, type Json } from '../../grammar/json.js';
import type { SecretPlaces } from '../../engine/values/secrets.js';
import { withheld } from '../../engine/values/withheld.js';

/** A record without the values at these places that `go`, and JSON pointers to where they stood. `null` is no secret and stays. */
export function withhold(
  record: Json,
  secrets: SecretPlaces | undefined,
  go: (value: unknown) => boolean,
): { record: Json; withheld: string[] } {
  const pointers: string[] = [];
  const cut = (value: unknown, places: SecretPlaces | undefined, at: string): unknown => {
    if (places === undefined) return value;
    if (places.whole && value !== null && go(value)) {
      pointers.push(at);
      return undefined;
    }
    if (Array.isArray(value)) return value.map((item, i) => cut(item, places.item(i), `${at}/${i}`) ?? null);
    return isObject(value) ? cutObject(value, places, at, cut) : value;
  };
  const out = cut(record, secrets, '') as Json;
  return { record: pointers.length === 0 ? record : out, withheld: pointers };
}

function cutObject(
  value: Json,
  places: SecretPlaces,
  at: string,
  cut: (value: unknown, places: SecretPlaces | undefined, at: string) => unknown,
): Json {
  const out: Json = {};
  for (const key of Object.keys(value)) {
    const left = cut(value[key], places.property(key), `${at}/${escaped(key)}`);
    if (left !== undefined) out[key] = left;
  }
  return out;
}

/** Puts the mark of a left-out value at each pointer, in place. Returns the first that is no place for one. */
export function markWithheld(
  record: Json,
  secrets: SecretPlaces | undefined,
  pointers: readonly string[],
): string | undefined {
  for (const pointer of pointers)
    if (!mark(record, secrets, pointer.split('/').slice(1).map(unescaped))) return pointer;
  return undefined;
}

function mark(record: Json, secrets: SecretPlaces | undefined, keys: readonly string[]): boolean {
  let holder: unknown = record;
  let places = secrets;
  for (const [at, key] of keys.entries()) {
    const isList = Array.isArray(holder);
    places = isList ? places?.item(Number(key)) : places?.property(key);
    if (typeof holder !== 'object' || holder === null || places === undefined) return false;
    if (at < keys.length - 1) {
      holder = Object.hasOwn(holder, key) ? (holder as Json)[key] : undefined;
      continue;
    }
    if (!places.whole || (isList && !Object.hasOwn(holder, key))) return false;
    (holder as Json)[key] = withheld;
    return true;
  }
  return false;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');
