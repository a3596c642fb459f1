/** The alternatives of which a whole record is one: by what its discriminator says, else each in its order. */
import { isObject, type Json } from '../grammar/json.js';
import { listed } from './expand.js';
import type { Places, SchemaPlace } from './place.js';
import { objectAt, refOf } from './references.js';

export interface Branch {
  schema: Json;
  place: SchemaPlace;
  /** Whether the discriminator of a record names this branch. */
  isNamedBy: (record: Json) => boolean;
}

export function branchesOf(places: Places, schema: unknown): Branch[] {
  const whole = objectAt(places.document, schema);
  if (whole === undefined) return [];
  const { discriminator } = whole;
  const branches = [...listed(whole, 'oneOf'), ...listed(whole, 'anyOf')].flatMap((raw) => {
    if (!isObject(raw)) return [];
    const place = places.of(raw);
    if (place.names.length === 0) return [];
    return [{ schema: raw, place, isNamedBy: namedBy(discriminator, refOf(raw)) }];
  });
  return branches.length < 2 ? [] : branches;
}

/** By the mapping, else by the name of the schema, as OpenAPI has it. */
function namedBy(discriminator: unknown, ref: string | undefined): Branch['isNamedBy'] {
  if (!isObject(discriminator) || ref === undefined) return () => false;
  const { propertyName, mapping } = discriminator;
  const isSame = (target: unknown): boolean => target === ref || `#/components/schemas/${String(target)}` === ref;
  const known = isObject(mapping) ? Object.entries(mapping).flatMap(([value, to]) => (isSame(to) ? [value] : [])) : [];
  const values = new Set(known.length > 0 ? known : [ref.split('/').at(-1)]);
  return (record) => values.has(String(record[String(propertyName)]));
}
