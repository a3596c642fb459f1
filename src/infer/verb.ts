/** What each operation of a family does, and how sure that is. */
import type { Family, Shaped } from './families.js';
import type { Identities } from './identities.js';
import type { Place } from './document.js';
import { lastWord } from './skeleton.js';
import { oneOf, wordsOf } from './words.js';

export type Verb = 'create' | 'read' | 'list' | 'update' | 'replace' | 'upsert' | 'delete';

export interface Claim {
  verb: Verb;
  strength: 'strong' | 'weak';
  reason: string;
  /** What of a call names the record, where that is not the last parameter of the path. */
  record?: { body: string } | { query: string };
}

/** A family whose operations are understood. */
export interface Understood {
  family: Family;
  claims: Map<Shaped, Claim>;
  /** What its records look like; undefined where no operation shows one. */
  thing: Place | undefined;
  read: Shaped | undefined;
  list: Shaped | undefined;
  create: Shaped | undefined;
}

const BULK =
  /\b(search|query|find|batch|bulk|multiple|many|validate|verify|calculate|compute|estimate|preview|count|check|test|simulate)\b/;

export const speaksOfMany = ({ operation }: Shaped): boolean =>
  BULK.test(wordsOf(`${operation.text.split(' ')[0] ?? ''} ${lastWord(operation.skeleton)}`).join(' '));

export function understand(family: Family, identities: Identities): Understood {
  const claims = new Map<Shaped, Claim>();
  const lists = family.collection.filter((it) => it.operation.method === 'GET' && it.reply.kind === 'list');
  const list = lists[0];
  const read = readOf(family, list, identities);
  const thing = shownBy(family, read, list, identities);
  if (read) claims.set(read, claim('read', `${read.operation.title} answers one ${shownName(read)}`));
  for (const it of lists) claims.set(it, claim('list', `${it.operation.title} answers a list of ${shownName(it)}`));
  const create = family.collection.find((it) => isCreate(it, family, thing, identities));
  if (create) claims.set(create, createClaim(create, read ?? list, thing, identities));
  changeClaims(family, claims, read, create);
  return { family, claims, thing: thing ?? thingOf(create) ?? firstThing(family), read, list, create };
}

/** GET on an item's path; where it answers a list, the same as the collection does, that is a list of one. */
function readOf({ item }: Family, list: Shaped | undefined, identities: Identities): Shaped | undefined {
  const gets = item.filter(({ operation }) => operation.method === 'GET');
  const many = thingOf(list);
  const isOne = (it: Shaped): boolean => {
    const shown = thingOf(it);
    const isChanged = item.some(({ operation }) => ['PUT', 'PATCH', 'DELETE'].includes(operation.method));
    return isChanged && shown !== undefined && many !== undefined && identities.same(shown, many);
  };
  return gets.find(({ reply }) => reply.kind === 'item') ?? gets.find(isOne);
}

/** What reads and lists show; of several alternatives that of a read, the one that another operation answers with. */
function shownBy(
  family: Family,
  read: Shaped | undefined,
  list: Shaped | undefined,
  identities: Identities,
): Place | undefined {
  const shown = thingOf(read) ?? thingOf(list);
  if (shown === undefined || identities.schemas.facts(shown).alternatives < 2) return shown;
  const others = [list, ...family.collection, ...family.item].flatMap((it) => thingOf(it) ?? []);
  return (
    others.find(
      (place) => identities.schemas.facts(place).alternatives < 2 && identities.isAlternative(place, shown),
    ) ?? shown
  );
}

export const thingOf = (it: Shaped | undefined): Place | undefined =>
  it === undefined || it.reply.kind === 'none' ? undefined : it.reply.item;

const firstThing = (family: Family): Place | undefined => family.item.map(thingOf).find((place) => place !== undefined);

const claim = (verb: Verb, reason: string, strength: Claim['strength'] = 'strong'): Claim => ({
  verb,
  strength,
  reason,
});

/** The name of the schema that a reply shows, as the document has it. */
export function shownName({ reply }: Shaped): string {
  if (reply.kind === 'none') return 'nothing';
  const { pointer, schema } = reply.item;
  const name = /^#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(pointer)?.[1];
  return name ?? (typeof schema['title'] === 'string' ? schema['title'] : 'record');
}

/** POST on a collection that shows or lists what was sent. */
function isCreate(it: Shaped, family: Family, thing: Place | undefined, identities: Identities): boolean {
  const { operation, reply, body } = it;
  if (operation.method !== 'POST' || operation.skeleton.action !== undefined || body.kind === 'list') return false;
  if (reply.kind === 'list') return isListOfOne(it, family, thing, identities);
  if (thing === undefined) {
    // Nothing shows a record: it is a create only where items can be changed or deleted afterwards.
    const isChanged = family.item.some((other) => ['DELETE', 'PUT', 'PATCH'].includes(other.operation.method));
    return isChanged && reply.kind === 'item' && !speaksOfMany(it);
  }
  const shown = thingOf(it);
  if (shown !== undefined && identities.same(shown, thing)) return !isSearch(it);
  if (speaksOfMany(it)) return false;
  if (shown === undefined) return hasEmptySuccess(it) && family.item.length > 0;
  return identities.overlap(shown, thing) >= 0.5 || operation.successes.some(({ status }) => status === 201);
}

/** One thing sent, and a list of such things answered, where each can be read by itself. */
function isListOfOne(it: Shaped, family: Family, thing: Place | undefined, identities: Identities): boolean {
  const shown = thingOf(it);
  const isSame = shown !== undefined && thing !== undefined && identities.same(shown, thing);
  const isSent = it.body.kind === 'item' && thing !== undefined && identities.overlap(it.body.item, thing) >= 0.5;
  return isSame && isSent && family.item.length > 0 && !speaksOfMany(it) && !isSearch(it);
}

const isSearch = ({ operation }: Shaped): boolean => /^(search|find|query|list|get)/i.test(operation.text);

const hasEmptySuccess = ({ operation }: Shaped): boolean =>
  operation.successes.some(({ status, content }) => status < 300 && content === undefined);

function createClaim(
  create: Shaped,
  shows: Shaped | undefined,
  thing: Place | undefined,
  identities: Identities,
): Claim {
  const shown = thingOf(create);
  const isSame = shown !== undefined && thing !== undefined && identities.same(shown, thing);
  const seen = shows === undefined ? 'items can be changed there' : `${shows.operation.title} shows one`;
  return claim(
    'create',
    `${create.operation.title} answers ${isSame ? oneOf(shownName(create)) : 'what names the new record'}, and ${seen}: create`,
    isSame ? 'strong' : 'weak',
  );
}

/** PATCH, PUT, POST and DELETE on the path of an item. */
function changeClaims(
  family: Family,
  claims: Map<Shaped, Claim>,
  read: Shaped | undefined,
  create: Shaped | undefined,
): void {
  const methods = new Set(family.item.map((it) => it.operation.method));
  for (const it of family.item) {
    const { method, title } = it.operation;
    if (claims.has(it) || it.body.kind === 'list') continue;
    switch (method) {
      case 'PATCH':
        claims.set(it, claim('update', `${title} changes the item at its path: update`));
        break;
      case 'PUT':
        claims.set(it, putClaim(it, methods, create, read));
        break;
      case 'POST':
        if (isPostUpdate(it, methods, read))
          claims.set(it, claim('update', `${title} takes fields of the item at its path: update`));
        break;
      case 'DELETE':
        claims.set(it, claim('delete', `${title} removes the item at its path: delete`));
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
  if (create === undefined && read !== undefined)
    return claim(
      'upsert',
      `${title} is the only way to make what ${read.operation.title} reads: it creates or replaces`,
    );
  return methods.has('PATCH')
    ? claim('replace', `${title} stands beside a PATCH of the same path: replace`)
    : claim('update', `${title} is the only change of the item at its path: update`);
}

/** POST on an item's path is its update where nothing else is, and its reply is the item (or nothing). */
function isPostUpdate(it: Shaped, methods: ReadonlySet<string>, read: Shaped | undefined): boolean {
  if (it.operation.body === undefined || it.reply.kind === 'list') return false;
  return !methods.has('PATCH') && (read !== undefined || methods.has('DELETE'));
}
