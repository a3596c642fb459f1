/** Questions about the fields of a place, told as field paths. */
import type { Json } from '../grammar/json.js';
import type { MissingField } from '../engine/model/contract.js';
import { pathTo, stepsOf } from '../engine/values/paths.js';
import type { SchemaPlace } from './place.js';

type Found = (place: SchemaPlace, path: string, name: string, holder: SchemaPlace) => boolean;

/** Goes down as long as `goes` says so; each place is visited once, so that recursive schemas end. */
function walk(root: SchemaPlace | undefined, goes: Found): void {
  const seen = new Set<SchemaPlace>();
  const visit = (holder: SchemaPlace, at: string): void => {
    if (seen.has(holder)) return;
    seen.add(holder);
    const items = holder.item();
    if (items) visit(items, `${at}[]`);
    for (const name of holder.names) {
      const place = holder.property(name);
      const path = pathTo(at, name);
      if (place && goes(place, path, name, holder)) visit(place, path);
    }
  };
  if (root) visit(root, '');
}

/** What an object must have, leaves first named; an absent required object is made of its own required parts. */
export function requiredFields(root: SchemaPlace | undefined, schemaOf: (place: SchemaPlace) => Json): MissingField[] {
  const visit = (holder: SchemaPlace, at: string, way: readonly SchemaPlace[]): MissingField[] =>
    [...holder.required].flatMap((name) => {
      const place = holder.names.includes(name) ? holder.property(name) : undefined;
      if (place === undefined || place.isWriteOnly) return [];
      const path = pathTo(at, name);
      const inner = way.includes(place) ? [] : visit(place, path, [...way, place]);
      return inner.length > 0 ? inner : [{ path, schema: schemaOf(place) }];
    });
  return root ? visit(root, '', [root]) : [];
}

/** The field paths that every valid body has, once the defaults of the schema are put in. */
export function suppliedPaths(root: SchemaPlace | undefined): string[] {
  const out: string[] = [];
  walk(root, (place, path, name, holder) => {
    const isSupplied =
      !path.includes('[]') && !place.isReadOnly && (holder.required.has(name) || place.first('default') !== undefined);
    if (isSupplied) out.push(path);
    return isSupplied;
  });
  return out;
}

/** The field paths of write-only values, lists as `[]`. */
export function writeOnlyPaths(root: SchemaPlace | undefined): string[] {
  const out: string[] = [];
  walk(root, (place, path) => {
    if (place.isWriteOnly) out.push(path);
    return !place.isWriteOnly;
  });
  return out;
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
