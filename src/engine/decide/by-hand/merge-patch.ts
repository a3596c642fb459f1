import { isObject, type Json } from '../../../grammar/json.js';
import type { Place } from '../../model/place.js';
import { omit } from '../../values/paths.js';

/**
 * A merge patch (RFC 7396), with one difference: null is stored where the schema allows null, because the RFC has no way
 * to say it. Elsewhere it removes the member.
 * @param place the schema of the value; undefined: unknown
 */
export function mergePatch(old: Json, patch: Json, place: Place | undefined): Json {
  let out: Json = { ...old };
  for (const [name, value] of Object.entries(patch)) {
    const below = place?.property(name);
    if (value === null && !allowsNull(below)) out = omit(out, name);
    else if (isObject(value)) {
      const stored = out[name];
      out[name] = mergePatch(isObject(stored) ? stored : {}, value, below);
    } else out[name] = value;
  }
  return out;
}

const allowsNull = (place: Place | undefined): boolean =>
  place !== undefined && (place.types === undefined || place.types.includes('null'));
