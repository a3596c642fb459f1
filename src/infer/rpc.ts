/** Infers RPC-style APIs, whose paths contain verbs: `POST /users.create`, `POST /users/get`, `GET /listUsers`. */
import type { Shaped } from './families.js';
import type { SchemaMatcher } from './schema-matcher.js';
import { idFieldOf, type IdField } from './id-field.js';
import type { SchemaAt } from './openapi-document.js';
import { recordSchemaOf, type Claim, type ClassifiedFamily, type Verb } from './verb.js';
import { folded, singular, wordsOf } from './words.js';

const WORDS: Readonly<Record<string, Verb>> = {
  ...of('create', 'create', 'add', 'new', 'register', 'insert'),
  ...of('read', 'get', 'info', 'retrieve', 'read', 'show', 'describe', 'fetch', 'view', 'details', 'find'),
  ...of('list', 'list', 'all', 'index'),
  ...of('update', 'update', 'edit', 'modify', 'change', 'patch'),
  ...of('delete', 'delete', 'remove', 'destroy'),
};

function of(verb: Verb, ...words: string[]): Record<string, Verb> {
  return Object.fromEntries(words.map((word) => [word, verb]));
}

interface Act {
  shaped: Shaped;
  verb: Verb;
  noun: string;
  /** Name of the resource within the document. */
  key: string;
}

/** The operations on one resource. */
export interface RpcResource {
  classified: ClassifiedFamily;
  identity: IdField;
}

export function rpcResources(free: readonly Shaped[], matcher: SchemaMatcher): RpcResource[] {
  const groups = new Map<string, Act[]>();
  for (const act of free.flatMap((shaped) => actOf(shaped) ?? [])) {
    const known = groups.get(act.key);
    if (known) known.push(act);
    else groups.set(act.key, [act]);
  }
  return [...groups.values()].flatMap((acts) => resourceOf(acts, matcher) ?? []);
}

function actOf(shaped: Shaped): Act | undefined {
  const { segments, action, collection } = shaped.operation.skeleton;
  if (collection !== undefined) return undefined;
  const words = action === undefined ? [] : wordsOf(action);
  const texts = segments.flatMap(({ text, parameter }) => (parameter === undefined ? [text] : []));
  const last = words.length > 0 ? words : wordsOf(texts.at(-1) ?? '');
  const verb = WORDS[last.at(-1) ?? ''] ?? WORDS[last[0] ?? ''];
  if (verb === undefined) return undefined;
  const bare = WORDS[last.at(-1) ?? ''] === undefined ? last.slice(1) : last.slice(0, -1);
  const above = words.length > 0 ? texts : texts.slice(0, -1);
  const noun = bare.length > 0 ? bare.join('_') : (above.at(-1) ?? '');
  const prefix = bare.length > 0 ? above : above.slice(0, -1);
  if (noun === '') return undefined;
  const key = [...prefix, singular(noun.toLowerCase())].join('/').toLowerCase();
  return { shaped, verb: verb === 'read' && shaped.reply.kind === 'list' ? 'list' : verb, noun, key };
}

function resourceOf(acts: readonly Act[], matcher: SchemaMatcher): RpcResource | undefined {
  const by = (verb: Verb): Shaped | undefined =>
    acts.find((act) => act.verb === verb && (verb === 'list') === (act.shaped.reply.kind === 'list'))?.shaped;
  const [create, read, list] = [by('create'), by('read'), by('list')];
  const recordSchema = recordSchemaOf(read) ?? recordSchemaOf(list);
  const shows = read ?? list;
  const made = recordSchemaOf(create);
  const noun = acts[0]?.noun ?? '';
  if (create === undefined || create.body.kind === 'list' || shows === undefined || recordSchema === undefined)
    return undefined;
  if (made === undefined || !(matcher.sameRecords(made, recordSchema) || matcher.overlap(made, recordSchema) >= 0.5))
    return undefined;
  const identity = idFieldOf(matcher.schemas, recordSchema, 'id', [noun]);
  if (identity.field === undefined) return undefined;
  const claims = new Map<Shaped, Claim>();
  for (const act of acts) {
    const claim = claimOf(act, matcher, identity.field);
    if (claim && (act.verb !== 'create' || act.shaped === create)) claims.set(act.shaped, claim);
  }
  const family = { key: acts[0]?.key ?? noun, collection: acts.map(({ shaped }) => shaped), item: [], noun };
  return { classified: { family, claims, recordSchema, read, list, create }, identity };
}

function claimOf({ shaped, verb, noun }: Act, matcher: SchemaMatcher, field: string): Claim | undefined {
  const reason = `the path of ${shaped.operation.title} says ${verb}`;
  if (verb === 'create') return shaped.reply.kind === 'item' ? { verb, strength: 'weak', reason } : undefined;
  if (verb === 'list') return shaped.reply.kind === 'list' ? { verb, strength: 'weak', reason } : undefined;
  const record = namedIn(shaped, matcher, noun, field);
  if (record === undefined || shaped.reply.kind === 'list') return undefined;
  return {
    verb,
    strength: 'weak',
    reason: `${reason}, and ${Object.values(record)[0] ?? ''} names the ${noun}`,
    record,
  };
}

/** The body field or query parameter that identifies the record. */
function namedIn(shaped: Shaped, { schemas }: SchemaMatcher, noun: string, field: string): Claim['record'] {
  const stem = folded(singular(noun));
  const wanted = [`${stem}${folded(field)}`, `${stem}id`, stem, folded(field), 'id'];
  const pick = (names: readonly string[]): string | undefined =>
    wanted.map((want) => names.find((name) => folded(name) === want)).find((name) => name !== undefined);
  if (shaped.body.kind === 'item') {
    const name = pick(scalars(shaped.body.whole, schemas));
    if (name !== undefined) return { body: name };
  }
  const query = pick(shaped.operation.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  return query === undefined ? undefined : { query };
}

const scalars = (place: SchemaAt, schemas: SchemaMatcher['schemas']): string[] =>
  [...schemas.facts(place).properties].flatMap(([name, [first]]) => (first && schemas.isScalar(first) ? [name] : []));
