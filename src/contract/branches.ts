/** The alternatives of which a whole record is one: by what its discriminator says, else each in its order. */
import { namedAlternatives, kindsOf, namesOfAlternatives } from '../engine/model/named-alternatives.js';
import { isObject, type Json } from '../grammar/json.js';
import { schemaList } from './expand.js';
import type { Places, SchemaPlace } from './schema-place.js';
import { objectAt } from './references.js';

export interface Branch {
  schema: Json;
  place: SchemaPlace;
  /** The values of the discriminator that name this branch. */
  names: readonly string[];
  /** The property of the discriminator. */
  property: string;
}

export function branchesOf(places: Places, schema: unknown): Branch[] {
  const whole = objectAt(places.document, schema);
  if (whole === undefined) return [];
  const kinds = kindsOf(whole);
  const chosen = kinds ? namedAlternatives(whole, kinds) : [];
  const indexes = new Map(chosen.map((part, index) => [part, index]));
  const namesByIndex = kinds && namesOfAlternatives(kinds);
  const all = new Set([...chosen, ...schemaList(whole, 'oneOf'), ...schemaList(whole, 'anyOf')]);
  const branches = [...all].flatMap((raw) => {
    if (!isObject(raw)) return [];
    const place = places.of(raw);
    if (place.names.length === 0) return [];
    const names = namesByIndex?.get(indexes.get(raw) ?? -1) ?? [];
    return [{ schema: raw, place, names, property: kinds?.property ?? '' }];
  });
  return branches.length < 2 ? [] : branches;
}

export const isNamedBy = ({ names, property }: Branch, record: Json): boolean =>
  names.includes(String(record[property]));
