/** Infers the verb of each operation of a family, with a confidence. */
import type { Family, Shaped } from './families.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { SchemaAt } from './openapi-document.js';
import { NAMES_OF_IDS, idFieldOf } from './id-field.js';
import { lastWord } from './skeleton.js';
import { isJsonLike } from './operations.js';
import { allowsAnything, type Schemas } from './schemas.js';
import { folded, oneOf, stemOf, wordsOf } from './words.js';

export type Verb = 'create' | 'read' | 'list' | 'update' | 'replace' | 'upsert' | 'delete';

export interface Claim {
  verb: Verb;
  strength: 'strong' | 'weak';
  reason: string;
  /** The place of the record's id in a call, if it is not the last path parameter. */
  record?: { body: string } | { query: string };
  /** The claim if another path creates the records. */
  otherwise?: Claim;
}

/** A family with inferred verbs. */
export interface ClassifiedFamily {
  family: Family;
  claims: Map<Shaped, Claim>;
  /** The schema of its records; undefined: no operation shows one. */
  recordSchema: SchemaAt | undefined;
  read: Shaped | undefined;
  list: Shaped | undefined;
  create: Shaped | undefined;
}

const BULK =
  /\b(search|query|find|batch|bulk|multiple|many|validate|verify|calculate|compute|estimate|preview|count|check|test|simulate)\b/;

/** By the name and the path of the operation, without the words for its records: a saved query is one record. */
export function isAboutMany({ operation }: Shaped, { item }: Pick<Family, 'item'> = { item: [] }): boolean {
  const last = lastWord(operation.skeleton);
  const isRead = item.some((other) => other.operation.method === 'GET');
  const own = new Set(isRead ? [...wordsOf(last), ...stemOf(last)] : []);
  const words = wordsOf(`${operation.text.split(' ')[0] ?? ''} ${last}`).filter((word) => !own.has(word));
  return BULK.test(words.join(' '));
}

export function classifyFamily(family: Family, matcher: SchemaMatcher): ClassifiedFamily {
  const claims = new Map<Shaped, Claim>();
  const lists = family.collection.filter((shaped) => shaped.operation.method === 'GET' && shaped.reply.kind === 'list');
  const list = lists[0];
  const read = readOf(family, list, matcher);
  const recordSchema = shownBy(family, read, list, matcher);
  if (read) claims.set(read, claim('read', `${read.operation.title} answers one ${shownName(read)}`));
  for (const shaped of lists)
    claims.set(shaped, claim('list', `${shaped.operation.title} answers a list of ${shownName(shaped)}`));
  const create = family.collection.find((shaped) => isCreate(shaped, family, recordSchema, matcher));
  if (create) claims.set(create, createClaim(create, read ?? list, recordSchema, matcher));
  changeClaims(family, claims, read, create);
  return {
    family,
    claims,
    recordSchema: recordSchema ?? recordSchemaOf(create) ?? firstRecordSchema(family),
    read,
    list,
    create,
  };
}

/** GET on an item path. If it returns the same list as the collection, it is a list of one. */
function readOf({ item }: Family, list: Shaped | undefined, matcher: SchemaMatcher): Shaped | undefined {
  const gets = item.filter(({ operation }) => operation.method === 'GET');
  const many = recordSchemaOf(list);
  const isOne = (shaped: Shaped): boolean => {
    const shown = recordSchemaOf(shaped);
    const isChanged = item.some(({ operation }) => ['PUT', 'PATCH', 'DELETE'].includes(operation.method));
    return isChanged && shown !== undefined && many !== undefined && matcher.sameRecords(shown, many);
  };
  return gets.find(({ reply }) => reply.kind === 'item') ?? gets.find(isOne);
}

/** The schema in reads and lists; of several alternatives in a read, the one that another operation returns. */
function shownBy(
  family: Family,
  read: Shaped | undefined,
  list: Shaped | undefined,
  matcher: SchemaMatcher,
): SchemaAt | undefined {
  const shown = recordSchemaOf(read) ?? recordSchemaOf(list);
  if (shown === undefined || matcher.schemas.facts(shown).alternatives < 2) return shown;
  const others = [list, ...family.collection, ...family.item].flatMap((shaped) => recordSchemaOf(shaped) ?? []);
  return (
    others.find((place) => matcher.schemas.facts(place).alternatives < 2 && matcher.isAlternative(place, shown)) ??
    shown
  );
}

export const recordSchemaOf = (shaped: Shaped | undefined): SchemaAt | undefined =>
  shaped === undefined || shaped.reply.kind === 'none' ? undefined : shaped.reply.item;

const firstRecordSchema = (family: Family): SchemaAt | undefined =>
  family.item.map(recordSchemaOf).find((place) => place !== undefined);

const claim = (verb: Verb, reason: string, strength: Claim['strength'] = 'strong'): Claim => ({
  verb,
  strength,
  reason,
});

/** The schema name of a reply in the document. */
export function shownName({ reply }: Shaped): string {
  if (reply.kind === 'none') return 'nothing';
  const { pointer, schema } = reply.item;
  const name = /^#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(pointer)?.[1];
  return name ?? (typeof schema['title'] === 'string' ? schema['title'] : 'record');
}

/** POST on a collection that returns the record or a list of it. */
function isCreate(shaped: Shaped, family: Family, recordSchema: SchemaAt | undefined, matcher: SchemaMatcher): boolean {
  const { operation, reply, body } = shaped;
  if (operation.method !== 'POST' || operation.skeleton.action !== undefined || body.kind === 'list') return false;
  if (reply.kind === 'list') return isListOfOne(shaped, family, recordSchema, matcher);
  if (recordSchema === undefined) {
    // No operation shows a record: it is a create only if items can be changed or deleted.
    const isChanged = family.item.some((other) => ['DELETE', 'PUT', 'PATCH'].includes(other.operation.method));
    return isChanged && reply.kind === 'item' && !isAboutMany(shaped, family);
  }
  const shown = recordSchemaOf(shaped);
  if (shown !== undefined && matcher.sameRecords(shown, recordSchema)) return !isSearch(shaped);
  if (isAboutMany(shaped, family)) return false;
  if (shown === undefined)
    return family.item.length > 0 && (hasEmptySuccess(shaped, matcher) || answersId(shaped, recordSchema, matcher));
  const isNote = family.item.length > 0 && matcher.schemas.facts(shown).properties.size <= FEW;
  const isLike =
    matcher.overlap(shown, recordSchema) >= 0.5 || operation.successes.some(({ status }) => status === 201);
  return (
    (isLike || isNote) &&
    (namesRecord(shown, family, recordSchema, matcher) || isSentId(shaped, family, recordSchema, matcher))
  );
}

/** A note about a new record has few properties. */
const FEW = 3;

/** Whether a reply of another schema has the id of the record. */
function namesRecord(shown: SchemaAt, family: Family, recordSchema: SchemaAt, { schemas }: SchemaMatcher): boolean {
  const parameter = itemParameterOf(family);
  if (parameter === undefined) return true;
  const top = idOf(family, parameter, recordSchema, schemas)?.split('.')[0] ?? 'id';
  const wanted = new Set([top, 'id', parameter, ...NAMES_OF_IDS].map(folded));
  return [...schemas.facts(shown).properties].some(
    ([name, places]) => wanted.has(folded(name)) && !places.some((place) => schemas.facts(place).properties.size > 0),
  );
}

/** Whether the body of a create has to have the id, so that its reply need not show it. */
function isSentId({ body }: Shaped, family: Family, recordSchema: SchemaAt, { schemas }: SchemaMatcher): boolean {
  const parameter = itemParameterOf(family);
  const field = parameter === undefined ? undefined : idOf(family, parameter, recordSchema, schemas);
  return field !== undefined && body.kind === 'item' && schemas.facts(body.item).required.has(field);
}

const itemParameterOf = ({ item }: Family): string | undefined => item[0]?.operation.skeleton.parameters.at(-1);

const idOf = ({ item }: Family, parameter: string, recordSchema: SchemaAt, schemas: Schemas): string | undefined =>
  idFieldOf(schemas, recordSchema, parameter, [lastWord(item[0]?.operation.skeleton ?? { segments: [] })]).field;

/** A create that sends one record and returns a list of such records, if each can be read. */
function isListOfOne(
  shaped: Shaped,
  family: Family,
  recordSchema: SchemaAt | undefined,
  matcher: SchemaMatcher,
): boolean {
  const shown = recordSchemaOf(shaped);
  const isSame = shown !== undefined && recordSchema !== undefined && matcher.sameRecords(shown, recordSchema);
  const isSent =
    shaped.body.kind === 'item' && recordSchema !== undefined && matcher.overlap(shaped.body.item, recordSchema) >= 0.5;
  return isSame && isSent && family.item.length > 0 && !isAboutMany(shaped, family) && !isSearch(shaped);
}

const isSearch = ({ operation }: Shaped): boolean => /^(search|find|query|list|get)/i.test(operation.text);

/** A success without a body, with JSON or an object of which the document says nothing more, or none that is declared. */
const hasEmptySuccess = ({ operation }: Shaped, { schemas }: SchemaMatcher): boolean =>
  operation.successes.length === 0 ||
  operation.successes.some(
    ({ status, content }) =>
      status < 300 && (content === undefined || (isJsonLike(content.mediaType) && isBare(schemas, content.place))),
  );

const isBare = (schemas: Schemas, place: SchemaAt | undefined): boolean => {
  if (place === undefined || allowsAnything(place.schema)) return true;
  const { types, properties } = schemas.facts(place);
  return types.size === 1 && types.has('object') && properties.size === 0;
};

/** A text or a number is all that the reply of a create shows: the id. */
function answersId({ operation, body }: Shaped, recordSchema: SchemaAt, matcher: SchemaMatcher): boolean {
  const { schemas } = matcher;
  const created = operation.successes.find(({ content }) => content?.place !== undefined);
  const place = created?.content?.place;
  if (place === undefined || !schemas.isScalar(place) || schemas.facts(place).types.has('boolean')) return false;
  return created?.status === 201 || (body.kind === 'item' && matcher.overlap(body.item, recordSchema) >= 0.5);
}

function createClaim(
  create: Shaped,
  shows: Shaped | undefined,
  recordSchema: SchemaAt | undefined,
  matcher: SchemaMatcher,
): Claim {
  const shown = recordSchemaOf(create);
  const isSame = shown !== undefined && recordSchema !== undefined && matcher.sameRecords(shown, recordSchema);
  const seen = shows === undefined ? 'items can be changed there' : `${shows.operation.title} shows one`;
  return claim(
    'create',
    `${create.operation.title} answers ${isSame ? oneOf(shownName(create)) : 'what names the new record'}, and ${seen}: create`,
    isSame ? 'strong' : 'weak',
  );
}

/** PATCH, PUT, POST and DELETE on an item path. */
function changeClaims(
  family: Family,
  claims: Map<Shaped, Claim>,
  read: Shaped | undefined,
  create: Shaped | undefined,
): void {
  const methods = new Set(family.item.map((shaped) => shaped.operation.method));
  for (const shaped of family.item) {
    const { method, title } = shaped.operation;
    if (claims.has(shaped) || shaped.body.kind === 'list') continue;
    switch (method) {
      case 'PATCH':
        claims.set(shaped, claim('update', `${title} changes the item at its path: update`));
        break;
      case 'PUT':
        claims.set(shaped, putClaim(shaped, methods, create, read));
        break;
      case 'POST':
        if (isPostUpsert(shaped, create, read))
          claims.set(shaped, claim('upsert', `${title} says that it creates or changes`));
        else if (isPostUpdate(shaped, methods, read))
          claims.set(shaped, claim('update', `${title} takes fields of the item at its path: update`));
        break;
      case 'DELETE':
        claims.set(shaped, claim('delete', `${title} removes the item at its path: delete`));
        break;
      default:
        break;
    }
  }
}

function putClaim(
  put: Shaped,
  methods: ReadonlySet<string>,
  create: Shaped | undefined,
  read: Shaped | undefined,
): Claim {
  const { title, successes } = put.operation;
  const says201 = successes.some(({ status }) => status === 201);
  if (put.body.kind === 'none' && put.reply.kind === 'none')
    return claim('update', `${title} changes the item at its path: update`, 'weak');
  if (says201 && successes.length > 1)
    return claim('upsert', `${title} answers 201 as well as 200: it creates or replaces`);
  const change = methods.has('PATCH')
    ? claim('replace', `${title} is beside a PATCH of the same path: replace`)
    : claim('update', `${title} is the only change of the item at its path: update`);
  if (create !== undefined || read === undefined) return change;
  const reason = `${title} is the only way to make what ${read.operation.title} reads: it creates or replaces`;
  return { ...claim('upsert', reason), otherwise: change };
}

/** POST on an item path that is a create by its name, if no other operation creates the record. */
const isPostUpsert = (shaped: Shaped, create: Shaped | undefined, read: Shaped | undefined): boolean =>
  create === undefined &&
  read !== undefined &&
  shaped.body.kind === 'item' &&
  /upsert|create/i.test(shaped.operation.text);

/** POST on an item path is the update if there is no other one, and it returns the item or nothing. */
function isPostUpdate(shaped: Shaped, methods: ReadonlySet<string>, read: Shaped | undefined): boolean {
  if (shaped.operation.body === undefined || shaped.reply.kind === 'list') return false;
  return !methods.has('PATCH') && (read !== undefined || methods.has('DELETE'));
}
