/** Finds the resources of a document by schema, with their operations. */
import type { Family, Shaped } from './families.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { IdField } from './id-field.js';
import type { SchemaAt } from './openapi-document.js';
import {
  identityFor,
  itemParameter,
  nounsOf,
  ownIdentity,
  notedId,
  withFittingIds,
  wordIn,
} from './record-identity.js';
import { lastWord } from './skeleton.js';
import { rpcResources } from './rpc.js';
import { shownName, recordSchemaOf, classifyFamily, type Claim, type ClassifiedFamily } from './verb.js';
import { oneOf, sameNoun, stemOf } from './words.js';

export interface Resource {
  name: string;
  /** The schema of a record. */
  recordSchema: SchemaAt;
  /** The family with the create operation. */
  main: ClassifiedFamily;
  identity: IdField;
  /** The parameter of the record in the main family's paths. */
  parameter: string | undefined;
}

export interface Claimed {
  resource: Resource;
  shaped: Shaped;
  claim: Claim;
}

export interface Model {
  resources: Resource[];
  claimed: Map<Shaped, Claimed>;
  /** Specific reasons why operations are stateless. */
  reasons: Map<Shaped, string>;
}

export function findResources(families: ReadonlyMap<string, Family>, matcher: SchemaMatcher): Model {
  const classified = [...families.values()]
    .map((family) => classifyFamily(family, matcher))
    .filter(({ claims }) => claims.size > 0);
  const model: Model = { resources: [], claimed: new Map(), reasons: new Map() };
  adoptCreates(families, classified, matcher);
  for (const one of classified) withFittingIds(one, matcher);
  const makers = classified.filter(isMade).sort((a, b) => depth(a) - depth(b));
  for (const maker of makers) addResource(model, maker, matcher);
  for (const one of classified) if (!isMade(one)) claimByOtherPaths(model, one, matcher);
  const all = [...families.values()].flatMap(({ collection }) => collection);
  for (const resource of model.resources) {
    withCreate(model, resource);
    changesByBody(model, resource, matcher);
  }
  const free = all.filter((shaped) => !model.claimed.has(shaped));
  for (const { classified: one, identity } of rpcResources(free, matcher)) {
    if (one.recordSchema === undefined) continue;
    const resource = { name: '', recordSchema: one.recordSchema, main: one, identity, parameter: undefined };
    model.resources.push(resource);
    claimAll(model, resource, one);
  }
  nameResources(model);
  return model;
}

/** A create on another path than the collection: the same schema and the same last word. */
function adoptCreates(
  families: ReadonlyMap<string, Family>,
  classified: readonly ClassifiedFamily[],
  matcher: SchemaMatcher,
): void {
  const posts = [...families.values()].flatMap(({ collection }) => collection.filter(mayCreate));
  const claimed = new Set(classified.flatMap(({ claims }) => [...claims.keys()]));
  for (const post of posts) {
    if (claimed.has(post) || post.operation.skeleton.action !== undefined) continue;
    const word = lastWord(post.operation.skeleton);
    const one = classified
      .filter(({ recordSchema }) => recordSchema !== undefined && makes(post, recordSchema, matcher))
      .find((other) => other.family.item.length > 0 && sameNoun(wordIn(other), word));
    const seen = one && (one.read ?? [...one.claims.keys()][0]);
    if (one === undefined || seen === undefined) continue;
    const does = post.reply.kind === 'item' ? `answers ${oneOf(shownName(post))}` : 'takes one';
    const reason = `${post.operation.title} ${does}, and ${seen.operation.title} is about one: create`;
    one.claims.set(post, { verb: 'create', strength: 'weak', reason });
    one.create ??= post;
  }
}

/** A POST with a record in its body. The reply has a record, only its address, a status, or is not declared beside the errors. */
const mayCreate = ({ operation, reply, body }: Shaped): boolean =>
  operation.method === 'POST' &&
  body.kind === 'item' &&
  (reply.kind === 'item' ||
    operation.successes.length === 0 ||
    operation.successes.some(
      ({ status, headers, content }) => content === undefined && (status === 201 || headers.includes('location')),
    ));

const makes = (post: Shaped, recordSchema: SchemaAt, matcher: SchemaMatcher): boolean => {
  const shown = recordSchemaOf(post);
  if (shown !== undefined) return matcher.sameRecords(shown, recordSchema);
  return post.body.kind === 'item' && matcher.overlap(post.body.item, recordSchema) === 1;
};

/** A PUT that seemed to be the only way to make a record only changes it if another path creates one. */
function withCreate({ claimed }: Model, resource: Resource): void {
  const claims = [...claimed.values()].filter((one) => one.resource === resource);
  if (!claims.some(({ claim }) => claim.verb === 'create')) return;
  for (const { claim, shaped } of claims)
    if (claim.otherwise) claimed.set(shaped, { resource, shaped, claim: claim.otherwise });
}

/** PUT or PATCH on the collection's path with the id in the body, where no path of one record takes the same method. */
function changesByBody(model: Model, resource: Resource, matcher: SchemaMatcher): void {
  const { main, identity, recordSchema } = resource;
  for (const shaped of main.family.collection) {
    const { method, title } = shaped.operation;
    if (model.claimed.has(shaped) || (method !== 'PUT' && method !== 'PATCH') || shaped.body.kind !== 'item') continue;
    const shown = recordSchemaOf(shaped);
    const { field } = identity;
    const sent = field === undefined ? undefined : matcher.schemas.property(shaped.body.item, field);
    if (field === undefined || sent === undefined || sent.schema['readOnly'] === true) continue;
    if (main.family.item.some(({ operation }) => operation.method === method)) continue;
    if (shown !== undefined && !matcher.sameRecords(shown, recordSchema)) continue;
    const reason = `${title} takes ${oneOf(nounOf(resource))} with its ${field}: update`;
    const at = shaped.body.at === '' ? field : `${shaped.body.at}.${field}`;
    model.claimed.set(shaped, {
      resource,
      shaped,
      claim: { verb: 'update', strength: 'weak', reason, record: { body: at } },
    });
  }
}

const nounOf = ({ main }: Resource): string => stemOf(wordIn(main)).join(' ');

/** Whether clients can create records, and read or change them afterwards. */
function isMade({ claims, create, family, recordSchema }: ClassifiedFamily): boolean {
  const verbs = [...claims.values()].map(({ verb }) => verb);
  const makes = create !== undefined || verbs.includes('upsert');
  return (
    makes &&
    recordSchema !== undefined &&
    (verbs.some((verb) => ['read', 'list', 'delete', 'update', 'replace'].includes(verb)) || family.item.length > 0)
  );
}

const depth = ({ family }: ClassifiedFamily): number => family.key.split('{}').length;

/** Adds a resource, or more paths to an existing one with the same schema and the same last word. */
function addResource(model: Model, maker: ClassifiedFamily, matcher: SchemaMatcher): void {
  const { recordSchema, family } = maker;
  if (recordSchema === undefined) return;
  const parameter = itemParameter(family);
  const nouns = nounsOf(maker);
  const own = ownIdentity(maker, matcher, identityFor(matcher, recordSchema, parameter, nouns));
  const noted = notedId(maker, own, matcher);
  const identity: IdField =
    noted === undefined
      ? own
      : { field: undefined, by: `the reply of ${maker.create?.operation.title ?? ''} names it`, noted };
  const known = model.resources.find(
    (resource) =>
      depth(resource.main) < depth(maker) &&
      makesRecordsOf(maker, recordSchema, resource, matcher) &&
      resource.identity.field === identity.field &&
      sameNoun(wordIn(resource.main), wordIn(maker)),
  );
  const isLost =
    identity.field === undefined &&
    identity.address === undefined &&
    noted === undefined &&
    parameter !== undefined &&
    ![...maker.claims.values()].some(({ verb }) => verb === 'upsert');
  if (isLost) {
    for (const key of maker.claims.keys())
      model.reasons.set(key, `${identity.by}, so a created record could not be found again`);
    return;
  }
  const resource = known ?? { name: '', recordSchema, main: maker, identity, parameter };
  if (known === undefined) model.resources.push(resource);
  claimAll(model, resource, maker);
}

/** Whether the schemas are equal; nested lists and creates may have a part of the schema. */
function makesRecordsOf(
  maker: ClassifiedFamily,
  recordSchema: SchemaAt,
  resource: Resource,
  matcher: SchemaMatcher,
): boolean {
  if (resource.recordSchema.pointer === recordSchema.pointer) return true;
  const made = recordSchemaOf(maker.create);
  return maker.family.item.length === 0 && made !== undefined && matcher.sameRecords(made, resource.recordSchema);
}

const claimAll = (model: Model, resource: Resource, { claims }: ClassifiedFamily): void => {
  for (const [shaped, claim] of claims)
    if (!model.claimed.has(shaped)) model.claimed.set(shaped, { resource, shaped, claim });
};

/** Adds paths that show or change records which are created elsewhere. */
function claimByOtherPaths(model: Model, one: ClassifiedFamily, matcher: SchemaMatcher): void {
  for (const [shaped, claim] of one.claims) {
    if (model.claimed.has(shaped)) continue;
    const shown = recordSchemaOf(shaped) ?? one.recordSchema;
    const resource = shown && bestMatch(model, one, shown, matcher);
    if (resource === undefined) {
      model.reasons.set(shaped, `no operation creates the records that it is about`);
    } else if (claim.verb === 'list' || (isSameKey(resource, one, matcher) && mayChange(claim, resource, one))) {
      if (claim.verb !== 'list') resource.identity = identityIn(one, resource, matcher);
      model.claimed.set(shaped, {
        resource,
        shaped,
        claim: { ...claim, reason: `${claim.reason}, which ${madeBy(resource)} makes` },
      });
    } else {
      model.reasons.set(
        shaped,
        `its path names a ${resource.main.create ? wordIn(resource.main) : 'record'} by another field than ${resource.identity.field ?? 'its id'}`,
      );
    }
  }
}

const madeBy = ({ main }: Resource): string => main.create?.operation.title ?? 'a PUT';

/** Removing a user from a team does not delete the user: only paths with the resource's own name change its records. */
const mayChange = ({ verb }: Claim, { main }: Resource, one: ClassifiedFamily): boolean =>
  verb === 'read' || sameNoun(wordIn(main), wordIn(one));

/** The identity of a resource, with the name that paths outside of its own name its records by. */
function identityIn(
  one: ClassifiedFamily,
  { main, recordSchema, identity }: Resource,
  matcher: SchemaMatcher,
): IdField {
  const found = identityFor(matcher, recordSchema, itemParameter(one.family), nounsOf(one));
  const { alias } = ownIdentity({ ...one, create: main.create, recordSchema }, matcher, found);
  return alias === undefined || identity.alias !== undefined ? identity : { ...identity, alias };
}

/** Whether the item paths of a family identify records by the same field as the resource's own. */
function isSameKey(resource: Resource, one: ClassifiedFamily, matcher: SchemaMatcher): boolean {
  const parameter = itemParameter(one.family);
  if (parameter === undefined) return true;
  const { field, isGuess } = identityFor(matcher, resource.recordSchema, parameter, nounsOf(one));
  const isOther = isGuess && parameter !== resource.parameter && !sameNoun(wordIn(resource.main), wordIn(one));
  return field === resource.identity.field && !isOther;
}

/** The resource with this schema; of several the one that the path names, otherwise none. */
function bestMatch(model: Model, one: ClassifiedFamily, shown: SchemaAt, matcher: SchemaMatcher): Resource | undefined {
  const same = model.resources.filter(({ recordSchema, main }) =>
    [recordSchema, recordSchemaOf(main.list)].some((place) => place !== undefined && matcher.sameRecords(shown, place)),
  );
  const candidates =
    same.length > 0 ? same : model.resources.filter((resource) => matcher.isPartOf(shown, resource.recordSchema));
  const word = wordIn(one);
  const byWord = candidates.filter((resource) => sameNoun(wordIn(resource.main), word));
  if (byWord.length === 1) return byWord[0];
  const near = (byWord.length > 0 ? byWord : candidates).sort((a, b) => common(b, one) - common(a, one));
  const [first, second] = near;
  if (first === undefined || second === undefined) return first;
  return common(first, one) > common(second, one) ? first : undefined;
}

function common({ main }: Resource, { family }: ClassifiedFamily): number {
  const [a, b] = [main.family.key.split('/'), family.key.split('/')];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** A singular name. Duplicate names get the preceding words of the path. */
function nameResources(model: Model): void {
  const taken = new Set<string>();
  for (const resource of model.resources) {
    const words = namesAbove(resource.main);
    let name = words.pop() ?? 'record';
    while (taken.has(name) && words.length > 0) name = `${words.pop() ?? ''}_${name}`;
    for (let n = 2; taken.has(name); n++) name = `${name.replace(/_\d+$/, '')}_${n}`;
    taken.add(name);
    resource.name = name;
  }
}

function namesAbove({ family }: ClassifiedFamily): string[] {
  const [first] = [...family.collection, ...family.item];
  if (family.noun !== undefined) return family.key.split('/').slice(0, -1).concat(stemOf(family.noun).join('_'));
  const literals = (first?.operation.skeleton.segments ?? []).filter(({ parameter }) => parameter === undefined);
  return literals.map(({ text }) => stemOf(text).join('_')).filter((word) => word !== '' && !/^v\d+$/.test(word));
}
