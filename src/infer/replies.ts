/** Makes the template of an operation's reply. */
import type { Json } from '../grammar/json.js';
import { envelope, escape, keyText, plainValue, type Meaning } from './envelope.js';
import type { Shaped } from './families.js';
import type { SchemaAt } from './openapi-document.js';
import { NAMES_OF_IDS } from './id-field.js';
import { isJsonLike, type OperationFacts } from './operations.js';
import type { Resource } from './resources.js';
import type { Verb } from './verb.js';
import { allowsNull, onlyValue, allowsAnything, type Schemas } from './schemas.js';
import { folded } from './words.js';

export interface ReplyTemplate {
  /** undefined: the reply is the record itself. */
  reply: unknown;
  /** The schema of the record in the reply, if it is not the resource's own. */
  shownAs?: SchemaAt;
}

/** The reply of an operation that returns one record, or a note about it. */
export type Shown = Pick<Resource, 'name' | 'recordSchema' | 'identity' | 'parameter'>;

export function itemReply(schemas: Schemas, resource: Shown, { reply, operation }: Shaped, verb?: Verb): ReplyTemplate {
  if (reply.kind === 'none') {
    const mayShow = verb !== undefined && verb !== 'delete' && isOpen(schemas, operation);
    return { reply: mayShow ? undefined : plainReply(schemas, resource, operation) };
  }
  const meaning = noteMeaning(schemas, resource);
  if (reply.kind === 'list') return { reply: listOfOne(schemas, reply.whole, reply.at, meaning) };
  const whole = reply.at === '' ? undefined : reply.at.split('.');
  if (
    !isRecord(schemas, resource, reply.item) ||
    (verb === 'delete' && asksForMore(schemas, resource.recordSchema, reply.item))
  ) {
    const note = noteOf(schemas, branchOf(schemas, reply.item), meaning);
    return { reply: whole === undefined ? note : envelopeOf(schemas, reply.whole, whole, note, meaning) };
  }
  const other = reply.item.pointer === resource.recordSchema.pointer ? {} : { shownAs: reply.item };
  return { reply: whole === undefined ? undefined : envelope(schemas, reply.whole, whole, '$item', meaning), ...other };
}

/** Whether a reply is JSON or an object of which the document says nothing more, so that it can show the record. */
function isOpen(schemas: Schemas, { successes }: OperationFacts): boolean {
  const content = successes.find((reply) => reply.content !== undefined)?.content;
  if (content === undefined || !isJsonLike(content.mediaType)) return false;
  if (content.place === undefined || allowsAnything(content.place.schema)) return true;
  const { types, properties, closed } = schemas.facts(content.place);
  return types.has('object') && properties.size === 0 && !closed;
}

/** The body of a reply without fields: nothing, the id, or a success value. */
function plainReply(schemas: Schemas, { identity, recordSchema }: Shown, { successes }: OperationFacts): unknown {
  const content = successes.find((reply) => reply.content !== undefined)?.content;
  if (content === undefined || !isJsonLike(content.mediaType)) return null;
  if (content.place === undefined || allowsAnything(content.place.schema)) return {};
  const place = schemas.unwrapped(content.place);
  const { types } = schemas.facts(place);
  const id = identity.field === undefined ? undefined : schemas.property(recordSchema, identity.field);
  if (types.has('boolean')) return onlyValue(place.schema) ?? true;
  const isId = schemas.isScalar(place) && id !== undefined && schemas.isScalar(id) && agree(schemas, [id], [place]);
  return isId && !('enum' in place.schema) && !('const' in place.schema) ? '$id' : plainValue(schemas, place, 0);
}

function listOfOne(schemas: Schemas, whole: SchemaAt, at: string, meaning: Meaning): unknown {
  if (at === '') return ['$item'];
  return envelopeOf(schemas, whole, at.split('.'), ['$item'], meaning);
}

const SLOT = '$item';

/** Whether a template is more than a single name. */
function envelopeOf(
  schemas: Schemas,
  whole: SchemaAt,
  at: readonly string[],
  value: unknown,
  meaning: Meaning,
): unknown {
  return withValueAt(envelope(schemas, whole, at, SLOT, meaning), at, value);
}

function withValueAt(holder: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const object = (holder ?? {}) as Json;
  const key = keyText(step);
  return { ...object, [key]: withValueAt(object[key], rest, value) };
}

/** Whether a reply's schema can show the record: same fields with compatible types. */
export function isRecord(
  schemas: Schemas,
  { recordSchema, identity }: Pick<Resource, 'recordSchema' | 'identity'>,
  shown: SchemaAt,
): boolean {
  if (shown.pointer === recordSchema.pointer) return true;
  const [a, b] = [schemas.facts(recordSchema), schemas.facts(shown)];
  const names = [...b.properties.keys()];
  const common = names.filter((name) => a.properties.has(name));
  const isNote = names.length <= 3 && names.some((name) => folded(name) === 'deleted');
  if (common.length === 0 || isNote) return false;
  const top = identity.field?.split('.')[0];
  if (top !== undefined && !b.properties.has(top) && common.length < names.length) return false;
  if ([...b.required].some((name) => DONE.test(folded(name)) && !a.properties.has(name))) return false;
  return agreesWith(schemas, recordSchema, shown);
}

/** Whether a schema requires what records do not have, such as a message about their removal. */
const asksForMore = (schemas: Schemas, recordSchema: SchemaAt, shown: SchemaAt): boolean =>
  [...schemas.facts(shown).required].some((name) => !schemas.facts(recordSchema).properties.has(name));

/** Whether fields of the same name have compatible types. */
export function agreesWith(schemas: Schemas, recordSchema: SchemaAt, shown: SchemaAt): boolean {
  const [a, b] = [schemas.facts(recordSchema), schemas.facts(shown)];
  return [...b.properties].every(([name, places]) => agree(schemas, a.properties.get(name) ?? [], places));
}

function agree(schemas: Schemas, a: readonly SchemaAt[], b: readonly SchemaAt[]): boolean {
  const [x, y] = [a, b].map((places) => new Set(places.flatMap((place) => [...schemas.facts(place).types])));
  if (!x || !y || x.size === 0 || y.size === 0) return true;
  if ([a, b].every((places) => places.some(({ schema }) => allowsNull(schema)))) return true;
  return [...x].some((type) => y.has(type) || (type === 'integer' && y.has('number')));
}

/** The first of several alternative objects. */
function branchOf(schemas: Schemas, place: SchemaAt): SchemaAt {
  if (schemas.facts(place).alternatives < 2) return place;
  const [first] = ['anyOf', 'oneOf'].flatMap((keyword) =>
    schemas.parts(place, keyword).filter((part) => schemas.facts(part).properties.size > 0),
  );
  return first ? schemas.unwrapped(first) : place;
}

/** A note about a record: `{ id, deleted: true }`. */
export function noteOf(schemas: Schemas, place: SchemaAt, meaning: Meaning): unknown {
  const { properties, required } = schemas.facts(place);
  const out: Json = Object.create(null) as Json;
  for (const name of properties.keys()) {
    const field = schemas.property(place, name);
    if (field === undefined) continue;
    const only = onlyValue(schemas.unwrapped(field).schema);
    const value =
      only !== undefined
        ? escape(only)
        : (meaning(name, field, place) ?? (required.has(name) ? escape(plainValue(schemas, field, 0)) : undefined));
    if (value !== undefined) out[keyText(name)] = value;
  }
  return { ...out };
}

const DONE = /^(deleted|success|ok|removed|acknowledged|succeeded|done|isdeleted|archived|updated|created|result)$/;

/** Whether each record has this field with the same schema as in the reply. */
function isShown(schemas: Schemas, recordSchema: SchemaAt, name: string, place: SchemaAt): boolean {
  const { properties, required } = schemas.facts(recordSchema);
  const own = properties.get(name);
  if (own === undefined || !required.has(name) || name.includes('$')) return false;
  return own.some(({ schema }) => sameValues(schema, place.schema));
}

const sameValues = (a: Json, b: Json): boolean =>
  ['type', 'enum', 'format', 'pattern', '$ref'].every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

function noteMeaning(schemas: Schemas, resource: Shown): Meaning {
  const { identity, recordSchema } = resource;
  const id = identity.field;
  const idPlace = id === undefined ? undefined : schemas.property(recordSchema, id);
  return (name, place) => {
    const { types } = schemas.facts(place);
    if (types.has('boolean') && DONE.test(folded(name))) return true;
    if ((id === undefined && identity.noted === undefined) || !namesId(resource, name))
      return isShown(schemas, recordSchema, name, place) ? `$item.${name}` : undefined;
    if (idPlace === undefined || agree(schemas, [idPlace], [place])) return '$id';
    if (types.has('string')) return '$idText';
    return types.has('integer') || types.has('number') ? '$idNumber' : undefined;
  };
}

/** Whether a property of a note has the id: by the name of the field, of the path parameter or of the resource. */
function namesId({ name: resource, identity, parameter }: Shown, name: string): boolean {
  const own = [identity.field, identity.field?.split('.').at(-1), 'id', parameter, `${resource}id`, `${resource}key`];
  const known = [...own, ...NAMES_OF_IDS];
  return known.some((one) => one !== undefined && folded(one) === folded(name));
}

/** Whether the reply to a create shows the id as a number. */
export function showsNumber(schemas: Schemas, resource: Shown, { reply }: Shaped): boolean {
  if (reply.kind !== 'item' || isRecord(schemas, resource, reply.item)) return false;
  return [...schemas.facts(reply.item).properties].some(([name, places]) => {
    const types = new Set(places.flatMap((place) => [...schemas.facts(place).types]));
    return namesId(resource, name) && !types.has('string') && (types.has('integer') || types.has('number'));
  });
}
