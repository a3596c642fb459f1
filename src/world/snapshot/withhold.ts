/** Removes write-only values from a record that leaves the store, and remembers their places. */
import { isObject, type Json } from '../../grammar/json.js';
import { escapeStep, parsePointer } from '../../grammar/json-pointer.js';
import type { SecretPlaces } from '../../engine/values/secrets.js';
import { withheld } from '../../engine/values/withheld.js';

/** A record without the values at these places for which `go` is true, and JSON pointers to them. `null` is not a secret and stays. */
export function withhold(
  record: Json,
  secrets: SecretPlaces | undefined,
  go: (value: unknown) => boolean,
): { record: Json; withheld: string[] } {
  if (secrets === undefined) return { record, withheld: [] };
  const cutting: Cutting = { go, pointers: [] };
  const out = cut(cutting, record, secrets, '') as Json;
  return { record: out, withheld: cutting.pointers };
}

interface Cutting {
  go: (value: unknown) => boolean;
  pointers: string[];
}

/** The same value if nothing is removed from it; undefined: it is removed as a whole. */
function cut(cutting: Cutting, value: unknown, places: SecretPlaces, at: string): unknown {
  if (places.whole && value !== null && cutting.go(value)) {
    cutting.pointers.push(at);
    return undefined;
  }
  if (Array.isArray(value)) return cutList(cutting, value, places, at);
  return isObject(value) ? cutObject(cutting, value, places, at) : value;
}

function cutList(cutting: Cutting, value: readonly unknown[], places: SecretPlaces, at: string): unknown {
  const before = cutting.pointers.length;
  const left = value.map((item, i) => {
    const below = places.item(i);
    return below === undefined ? item : (cut(cutting, item, below, `${at}/${i}`) ?? null);
  });
  return cutting.pointers.length === before ? value : left;
}

function cutObject(cutting: Cutting, value: Json, places: SecretPlaces, at: string): Json {
  let changed: Json | undefined;
  for (const key of places.names ?? Object.keys(value)) {
    const below = Object.hasOwn(value, key) ? places.property(key) : undefined;
    if (below === undefined) continue;
    const left = cut(cutting, value[key], below, `${at}/${escapeStep(key)}`);
    if (left !== value[key]) (changed ??= {})[key] = left;
  }
  return changed === undefined ? value : withChanges(value, changed);
}

function withChanges(value: Json, changed: Json): Json {
  const out: Json = {};
  for (const key of Object.keys(value)) {
    const left = Object.hasOwn(changed, key) ? changed[key] : value[key];
    if (left !== undefined) out[key] = left;
  }
  return out;
}

/** Marks the left-out value at each pointer, in place. Returns the first pointer that is not a write-only place. */
export function markWithheld(
  record: Json,
  secrets: SecretPlaces | undefined,
  pointers: readonly string[],
): string | undefined {
  for (const pointer of pointers) if (!mark(record, secrets, parsePointer(pointer))) return pointer;
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
