/** Lists the fields of a place as field paths. */
import type { Json } from '../grammar/json.js';
import type { MissingField } from '../engine/model/contract.js';
import { pathTo, stepsOf } from '../engine/values/paths.js';
import { writeOnlyPaths } from '../engine/values/write-only.js';
import type { SchemaPlace } from './schema-place.js';

/** The required fields of an object. A required object is represented by its own required fields. */
export function requiredFields(root: SchemaPlace | undefined, schemaOf: (place: SchemaPlace) => Json): MissingField[] {
  const requiredBelow = (holder: SchemaPlace, at: string, way: readonly SchemaPlace[]): MissingField[] =>
    [...holder.required].flatMap((name) => {
      const place = holder.names.includes(name) ? holder.property(name) : undefined;
      if (place === undefined || place.isWriteOnly) return [];
      const path = pathTo(at, name);
      const inner = way.includes(place) ? [] : requiredBelow(place, path, [...way, place]);
      return inner.length > 0 ? inner : [{ path, schema: schemaOf(place) }];
    });
  return root ? requiredBelow(root, '', [root]) : [];
}

/** Whether every valid body has a field at this path after its defaults are filled in. */
export function isSupplied(root: SchemaPlace | undefined, path: string): boolean {
  let holder = root;
  for (const { key, isList } of stepsOf(path)) {
    const place = holder?.names.includes(key) ? holder.property(key) : undefined;
    if (place === undefined || place.isReadOnly || place.isUndeclared || isList) return false;
    if (holder?.required.has(key) !== true && place.first('default') === undefined) return false;
    holder = place;
  }
  return holder !== undefined;
}

export const secretNames = (root: SchemaPlace | undefined): string[] => [
  ...new Set(writeOnlyPaths(root).map((path) => stepsOf(path).at(-1)?.key ?? path)),
];

/** The place of a declared field. */
export function fieldPlace(root: SchemaPlace | undefined, path: string): SchemaPlace | undefined {
  let place = root;
  for (const { key, isList } of stepsOf(path)) {
    if (!place?.names.includes(key)) return undefined;
    place = isList ? place.property(key)?.item() : place.property(key);
  }
  return place;
}
