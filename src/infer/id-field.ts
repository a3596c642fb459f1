/** Infers the id field of a record from the last path parameter. */
import type { SchemaAt } from './openapi-document.js';
import type { Schemas } from './schemas.js';
import { folded, oneOf, stemOf, wordsOf } from './words.js';

export interface IdField {
  /** Path of the field within the record; undefined: no reply has one. */
  field: string | undefined;
  /** How it was found, for the reason. */
  by: string;
  /** Path of the field with the record's own address, which ends with the id. */
  address?: string;
  /** Another field that paths may name the record by: `{idOrName}`. */
  alias?: string;
  /** Whether the parameter has another name than the field. */
  isGuess?: true;
  /** The id in the reply to a create, where the record has none. */
  noted?: SchemaAt;
}

const WELL_KNOWN = [
  'id',
  '_id',
  'uuid',
  'guid',
  'gid',
  'sid',
  'uid',
  'key',
  'name',
  'slug',
  'code',
  'identifier',
  'handle',
  'token',
  'number',
  'username',
  'login',
  'email',
];

/** Names that a note about a new record may give to its id. */
export const NAMES_OF_IDS = ['entityId', 'resourceId', 'objectId', 'recordId', 'itemId'];

/** @param nouns names of the resource in the path: `pets`, `pet` */
export function idFieldOf(
  schemas: Schemas,
  recordSchema: SchemaAt,
  parameter: string,
  nouns: readonly string[],
): IdField {
  const direct =
    eitherField(schemas, recordSchema, parameter, nouns) ?? fieldFor(schemas, recordSchema, parameter, nouns);
  if (direct) return direct;
  for (const outer of schemas.facts(recordSchema).properties.keys()) {
    const place = schemas.property(recordSchema, outer);
    const inner = place && schemas.unwrapped(place);
    if (inner === undefined || schemas.isArray(inner) || schemas.facts(inner).properties.size === 0) continue;
    const names = scalarNames(schemas, inner);
    const nested =
      sameName(names, parameter) ??
      (/^(metadata|meta|attributes|data|sys)$/.test(outer.toLowerCase())
        ? stripped(names, parameter, nouns)
        : undefined);
    if (nested !== undefined) return { field: `${outer}.${nested}`, by: `${parameter} names ${outer}.${nested}` };
  }
  const address = addressOf(schemas, recordSchema);
  if (address !== undefined)
    return { field: undefined, by: `${parameter} is the end of ${address}, the record's own address`, address };
  const known = wellKnown(scalarNames(schemas, recordSchema), 4);
  if (known !== undefined) return guess(parameter, known);
  return { field: undefined, by: `no field is named like ${parameter}` };
}

/** `{idOrName}`, `{pet_name_or_id}`: the id, and another field that names the record as well. */
function eitherField(
  schemas: Schemas,
  recordSchema: SchemaAt,
  parameter: string,
  nouns: readonly string[],
): IdField | undefined {
  const words = wordsOf(parameter);
  const at = words.indexOf('or');
  if (at < 1 || at === words.length - 1) return undefined;
  const names = [words.slice(0, at), words.slice(at + 1)].map((part) => part.join('_'));
  const [first, second] = names.map((name) => fieldFor(schemas, recordSchema, name, nouns));
  if (first?.field === undefined || second?.field === undefined || first.field === second.field) return undefined;
  const [id, alias] = /(id|uuid)$/.test(names[1] ?? '') ? [second.field, first.field] : [first.field, second.field];
  return { field: id, by: `${parameter} is the ${id} or the ${alias}`, alias };
}

/** The field that the description of a parameter names beside the id: `ID or name of the pet`. */
export function describedAlias(schemas: Schemas, recordSchema: SchemaAt, description: unknown): string | undefined {
  if (typeof description !== 'string') return undefined;
  const named =
    /\b(?:id|identifier|uuid)\b,? or (?:(?:the|its|a|unique) )*([\w-]+)/i.exec(description) ??
    /([\w-]+),? or (?:(?:the|its|an|unique) )*(?:id|identifier|uuid)\b/i.exec(description);
  return named?.[1] === undefined ? undefined : sameName(scalarNames(schemas, recordSchema), named[1]);
}

const ADDRESSES = ['self', 'uri', 'href', 'selflink', 'selfuri', 'selfhref', 'selfurl', 'resourceuri'];
const HOLDERS = ['links', '_links', 'meta', '_meta'];

/** The field with the record's own address: `uri`, `links.self`, `_links.self.href`. */
function addressOf(schemas: Schemas, recordSchema: SchemaAt): string | undefined {
  const own = addressIn(schemas, recordSchema);
  if (own !== undefined) return own;
  for (const holder of schemas.facts(recordSchema).properties.keys()) {
    const place = HOLDERS.includes(holder.toLowerCase()) ? schemas.property(recordSchema, holder) : undefined;
    const inner = place && schemas.unwrapped(place);
    if (inner === undefined || schemas.isArray(inner)) continue;
    const direct = addressIn(schemas, inner);
    if (direct !== undefined) return `${holder}.${direct}`;
    const self = schemas.property(inner, 'self');
    const href = self && addressIn(schemas, schemas.unwrapped(self));
    if (href !== undefined) return `${holder}.self.${href}`;
  }
  return undefined;
}

/** Only texts: an address without a host may be declared as plain text. */
const addressIn = (schemas: Schemas, place: SchemaAt): string | undefined =>
  scalarNames(schemas, place).find((name) => ADDRESSES.includes(folded(name)));

function fieldFor(
  schemas: Schemas,
  recordSchema: SchemaAt,
  parameter: string,
  nouns: readonly string[],
): IdField | undefined {
  const names = scalarNames(schemas, recordSchema);
  const same = sameName(names, parameter);
  if (same !== undefined)
    return {
      field: same,
      by: same === parameter ? `${parameter} is a field of the record` : `${parameter} and ${same} are the same name`,
    };
  const bare = stripped(names, parameter, nouns);
  if (bare !== undefined)
    return { field: bare, by: `${parameter} is the ${bare} of ${oneOf(stemOf(nouns[0] ?? 'record').join(' '))}` };
  const known = wellKnown(names, 1);
  if (known !== undefined) return guess(parameter, known);
  const long = withNoun(names, parameter, nouns) ?? withFirstWord(names, parameter, nouns);
  if (long !== undefined)
    return { field: long, by: `${long} is the ${parameter} of ${oneOf(stemOf(nouns[0] ?? 'record').join(' '))}` };
  return undefined;
}

const guess = (parameter: string, field: string): IdField => ({
  field,
  by: `${parameter} is not the name of a field; ${field} identifies a record`,
  isGuess: true,
});

/** Names of the text and number fields. */
function scalarNames(schemas: Schemas, recordSchema: SchemaAt): string[] {
  return [...schemas.facts(recordSchema).properties].flatMap(([name, places]) => {
    const types = new Set(places.flatMap((place) => [...schemas.facts(place).types]));
    const isNamed = types.has('string') || types.has('integer') || types.has('number');
    return isNamed || (types.size === 0 && /id$/i.test(name)) ? [name] : [];
  });
}

const sameName = (names: readonly string[], parameter: string): string | undefined =>
  names.find((name) => name === parameter) ?? names.find((name) => folded(name) === folded(parameter));

/** petId → id; call_recording_sid → sid. Words before the last one that name the resource are preferred. */
function stripped(names: readonly string[], parameter: string, nouns: readonly string[]): string | undefined {
  const words = wordsOf(parameter);
  for (const noun of nouns) {
    const stem = stemOf(noun);
    if (words.length > stem.length && stem.every((word, at) => words[at] === word)) {
      const found = sameName(names, words.slice(stem.length).join(''));
      if (found !== undefined) return found;
    }
  }
  for (let from = 1; from < words.length; from++) {
    const found = sameName(names, words.slice(from).join(''));
    if (found !== undefined) return found;
  }
  return undefined;
}

const wellKnown = (names: readonly string[], certainty: 1 | 4): string | undefined => {
  const candidates = certainty === 1 ? WELL_KNOWN.slice(0, 7) : WELL_KNOWN;
  for (const known of candidates) {
    const found = names.find((name) => name.toLowerCase() === known);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** For a parameter `id` and a field `order_id`, or `policy_id` of a life insurance policy. */
function withNoun(names: readonly string[], parameter: string, nouns: readonly string[]): string | undefined {
  const tails = [folded(parameter), 'id'];
  const stems = nouns.flatMap((noun) => stemOf(noun).map((_, at, words) => words.slice(at).join('')));
  return [...stems, 'entity', 'resource', 'object', 'record', 'item']
    .flatMap((stem) => tails.map((tail) => names.find((name) => folded(name) === stem + tail)))
    .find((name) => name !== undefined);
}

/** For a parameter `name` of a branch protection and a field `branch_name`. */
function withFirstWord(names: readonly string[], parameter: string, nouns: readonly string[]): string | undefined {
  const firsts = nouns.flatMap((noun) => stemOf(noun).slice(0, 1));
  return firsts
    .map((first) => names.find((name) => folded(name) === folded(first + parameter)))
    .find((name) => name !== undefined);
}
