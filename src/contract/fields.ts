/** Lists the fields of a place as field paths. */
import type { Json } from '../grammar/json.js';
import type { MissingField } from '../engine/model/contract.js';
import { pathTo, stepsOf } from '../engine/values/paths.js';
import { writeOnlyPaths } from '../engine/values/write-only.js';
import type { SchemaPlace } from './schema-place.js';

/** Maximum number of fields, and of objects within each other, that are listed apart. */
const MAX_FIELDS = 2000;
const MAX_DEPTH = 100;

/**
 * The required fields of an object. A required object is represented by its own required fields, up to a number that no
 * real schema has: each level may double it.
 */
export function requiredFields(root: SchemaPlace | undefined, schemaOf: (place: SchemaPlace) => Json): MissingField[] {
  let left = MAX_FIELDS;
  const requiredBelow = (holder: SchemaPlace, at: string, way: readonly SchemaPlace[]): MissingField[] =>
    [...holder.required].flatMap((name) => {
      const place = holder.declares(name) ? holder.property(name) : undefined;
      if (place === undefined || place.isWriteOnly) return [];
      const path = pathTo(at, name);
      const isWhole = left <= 0 || way.length > MAX_DEPTH || way.includes(place);
      const inner = isWhole ? [] : requiredBelow(place, path, [...way, place]);
      if (inner.length > 0) return inner;
      left--;
      return [{ path, schema: schemaOf(place) }];
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
