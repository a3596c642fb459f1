/**
 * Merge patches (RFC 7396), with one difference: null is stored where the schema allows null, because the RFC has no way
 * to say it. Elsewhere it removes the member.
 */
import { isObject, type Json } from '../../grammar/json.js';
import type { Place } from './place.js';
import { omit } from './paths.js';

/** The places of a value by several schemas, of which the first that declares a member says whether it may be null. */
type Places = readonly (Place | undefined)[];

export function applyMergePatch(old: Json, patch: Json, places: Places): Json {
  let out: Json = { ...old };
  for (const [name, value] of Object.entries(patch)) {
    const below = placesBelow(places, name);
    if (value === null && !allowsNull(below)) out = omit(out, name);
    else if (isObject(value)) {
      const stored = out[name];
      out[name] = applyMergePatch(isObject(stored) ? stored : {}, value, below);
    } else out[name] = value;
  }
  return out;
}

/** A patch without the members that it removes, and the paths of these. */
export function splitPatch(patch: Json, place: Place | undefined, at = ''): { kept: Json; removed: string[] } {
  const kept: Json = {};
  const removed: string[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const below = place?.property(name);
    if (value === null && below !== undefined && !allowsNull([below])) removed.push(at + name);
    else if (isObject(value)) {
      const inner = splitPatch(value, below, `${at}${name}.`);
      kept[name] = inner.kept;
      removed.push(...inner.removed);
    } else kept[name] = value;
  }
  return { kept, removed };
}

const placesBelow = (places: Places, name: string): Place[] =>
  places.flatMap((place) => {
    const below = place?.property(name);
    return below === undefined ? [] : [below];
  });

function allowsNull([place]: Places): boolean {
  if (place === undefined) return false;
  if (place.types !== undefined) return place.types.includes('null');
  const choices = place.first('enum');
  return Array.isArray(choices) ? choices.includes(null) : place.first('const') === undefined;
}
