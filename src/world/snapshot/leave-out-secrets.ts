/** Removes write-only values from a record that leaves the store, and remembers their places. */
import { isObject, type Json } from '../../grammar/json.js';
import { escapeStep, parsePointer } from '../../grammar/json-pointer.js';
import type { SecretPlaces } from '../../engine/values/secrets.js';
import { secretPlaceholder } from '../../engine/values/secret-placeholder.js';

/** A record without the values at these places for which `isLeftOut` is true, and JSON pointers to them. `null` is not a secret and stays. */
export function leaveOutSecrets(
  record: Json,
  secrets: SecretPlaces | undefined,
  isLeftOut: (value: unknown) => boolean,
): { record: Json; pointers: string[] } {
  if (secrets === undefined) return { record, pointers: [] };
  const removal: Removal = { isLeftOut, pointers: [] };
  const out = without(removal, record, secrets, '') as Json;
  return { record: out, pointers: removal.pointers };
}

interface Removal {
  isLeftOut: (value: unknown) => boolean;
  pointers: string[];
}

/** The same value if nothing is removed from it; undefined: it is removed as a whole. */
function without(removal: Removal, value: unknown, places: SecretPlaces, at: string): unknown {
  if (places.whole && value !== null && removal.isLeftOut(value)) {
    removal.pointers.push(at);
    return undefined;
  }
  if (Array.isArray(value)) return listWithout(removal, value, places, at);
  return isObject(value) ? objectWithout(removal, value, places, at) : value;
}

function listWithout(removal: Removal, value: readonly unknown[], places: SecretPlaces, at: string): unknown {
  const before = removal.pointers.length;
  const left = value.map((item, i) => {
    const below = places.item(i);
    return below === undefined ? item : (without(removal, item, below, `${at}/${i}`) ?? null);
  });
  return removal.pointers.length === before ? value : left;
}

function objectWithout(removal: Removal, value: Json, places: SecretPlaces, at: string): Json {
  let changed: Json | undefined;
  for (const key of places.names ?? Object.keys(value)) {
    const below = Object.hasOwn(value, key) ? places.property(key) : undefined;
    if (below === undefined) continue;
    const left = without(removal, value[key], below, `${at}/${escapeStep(key)}`);
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
export function putPlaceholders(
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
    (holder as Json)[key] = secretPlaceholder;
    return true;
  }
  return false;
}
