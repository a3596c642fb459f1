/** Finds what a document marks as a password: `format: password`, and parameters that are `writeOnly`. */
import { isObject, type Json } from '../grammar/json.js';
import { contentSchema } from './bodies/media-types.js';
import type { Places, SchemaPlace } from './schema-place.js';

const isPassword = (place: SchemaPlace): boolean => place.has('format', 'password');

/** The names of all passwords below a place. Each place is visited once, so recursive schemas end. */
function namesBelow(root: SchemaPlace | undefined): string[] {
  const names = new Set<string>();
  const places = new Set(root ? [root] : []);
  for (const place of places) {
    const item = place.item();
    if (item) places.add(item);
    for (const name of place.names) {
      const below = place.property(name);
      if (below === undefined) continue;
      places.add(below);
      if (isPassword(below) || below.item()?.has('format', 'password')) names.add(name);
    }
  }
  return [...names];
}

/**
 * Names in lower case; undefined: none.
 * @param bodies schemas of the bodies of requests and replies
 */
export function passwordNames(
  places: Places,
  parameters: readonly Json[],
  bodies: readonly unknown[],
): ReadonlySet<string> | undefined {
  const placeOf = (schema: unknown): SchemaPlace | undefined => (isObject(schema) ? places.of(schema) : undefined);
  const names = bodies.flatMap((schema) => namesBelow(placeOf(schema)));
  for (const parameter of parameters) {
    const place = placeOf(parameter['schema'] ?? contentSchema(parameter));
    if (place === undefined) continue;
    const below = namesBelow(place);
    const isWhole = isPassword(place) || place.isWriteOnly || (below.length > 0 && parameter['style'] !== 'deepObject');
    names.push(...below, ...(isWhole ? [String(parameter['name'])] : []));
  }
  return names.length === 0 ? undefined : new Set(names.map((name) => name.toLowerCase()));
}
