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
import { shownName, thingOf, understand, type Claim, type Understood } from './verb.js';
import { oneOf, sameThing, stemOf } from './words.js';

export interface Resource {
  name: string;
  /** The schema of a record. */
  thing: SchemaAt;
  /** The family with the create operation. */
  main: Understood;
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
  const understood = [...families.values()]
    .map((family) => understand(family, matcher))
    .filter(({ claims }) => claims.size > 0);
  const model: Model = { resources: [], claimed: new Map(), reasons: new Map() };
  adoptCreates(families, understood, matcher);
  for (const one of understood) withFittingIds(one, matcher);
  const makers = understood.filter(isMade).sort((a, b) => depth(a) - depth(b));
  for (const maker of makers) found(model, maker, matcher);
  for (const one of understood) if (!isMade(one)) attach(model, one, matcher);
  const all = [...families.values()].flatMap(({ collection }) => collection);
  for (const resource of model.resources) {
    withCreate(model, resource);
    changesByBody(model, resource, matcher);
  }
  const free = all.filter((shaped) => !model.claimed.has(shaped));
  for (const { understood: one, identity } of rpcResources(free, matcher)) {
    if (one.thing === undefined) continue;
    const resource = { name: '', thing: one.thing, main: one, identity, parameter: undefined };
    model.resources.push(resource);
    claimAll(model, resource, one);
  }
  named(model);
  return model;
}

/** A create on another path than the collection: the same schema and the same last word. */
function adoptCreates(
  families: ReadonlyMap<string, Family>,
  understood: readonly Understood[],
  matcher: SchemaMatcher,
): void {
  const posts = [...families.values()].flatMap(({ collection }) => collection.filter(mayCreate));
  const claimed = new Set(understood.flatMap(({ claims }) => [...claims.keys()]));
  for (const post of posts) {
    if (claimed.has(post) || post.operation.skeleton.action !== undefined) continue;
    const word = lastWord(post.operation.skeleton);
    const one = understood
      .filter(({ thing }) => thing !== undefined && makes(post, thing, matcher))
      .find((other) => other.family.item.length > 0 && sameThing(wordIn(other), word));
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

const makes = (post: Shaped, thing: SchemaAt, matcher: SchemaMatcher): boolean => {
  const shown = thingOf(post);
  if (shown !== undefined) return matcher.sameThing(shown, thing);
  return post.body.kind === 'item' && matcher.overlap(post.body.item, thing) === 1;
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
  const { main, identity, thing } = resource;
  for (const shaped of main.family.collection) {
    const { method, title } = shaped.operation;
    if (model.claimed.has(shaped) || (method !== 'PUT' && method !== 'PATCH') || shaped.body.kind !== 'item') continue;
    const shown = thingOf(shaped);
    const { field } = identity;
    const sent = field === undefined ? undefined : matcher.schemas.property(shaped.body.item, field);
    if (field === undefined || sent === undefined || sent.schema['readOnly'] === true) continue;
    if (main.family.item.some(({ operation }) => operation.method === method)) continue;
    if (shown !== undefined && !matcher.sameThing(shown, thing)) continue;
    const reason = `${title} takes ${oneOf(nameOfThing(resource))} with its ${field}: update`;
    const at = shaped.body.at === '' ? field : `${shaped.body.at}.${field}`;
    model.claimed.set(shaped, {
      resource,
      shaped,
      claim: { verb: 'update', strength: 'weak', reason, record: { body: at } },
    });
  }
}

const nameOfThing = ({ main }: Resource): string => stemOf(wordIn(main)).join(' ');

/** Whether clients can create records, and read or change them afterwards. */
function isMade({ claims, create, family, thing }: Understood): boolean {
  const verbs = [...claims.values()].map(({ verb }) => verb);
  const makes = create !== undefined || verbs.includes('upsert');
  return (
    makes &&
    thing !== undefined &&
    (verbs.some((verb) => ['read', 'list', 'delete', 'update', 'replace'].includes(verb)) || family.item.length > 0)
  );
}

const depth = ({ family }: Understood): number => family.key.split('{}').length;

/** Adds a resource, or more paths to an existing one with the same schema and the same last word. */
function found(model: Model, maker: Understood, matcher: SchemaMatcher): void {
  const { thing, family } = maker;
  if (thing === undefined) return;
  const parameter = itemParameter(family);
  const nouns = nounsOf(maker);
  const own = ownIdentity(maker, matcher, identityFor(matcher, thing, parameter, nouns));
  const noted = notedId(maker, own, matcher);
  const identity: IdField =
    noted === undefined
      ? own
      : { field: undefined, by: `the reply of ${maker.create?.operation.title ?? ''} names it`, noted };
  const known = model.resources.find(
    (resource) =>
      depth(resource.main) < depth(maker) &&
      makesSame(maker, thing, resource, matcher) &&
      resource.identity.field === identity.field &&
      sameThing(wordIn(resource.main), wordIn(maker)),
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
  const resource = known ?? { name: '', thing, main: maker, identity, parameter };
  if (known === undefined) model.resources.push(resource);
  claimAll(model, resource, maker);
}

/** Whether the schemas are equal; nested lists and creates may have a part of the schema. */
function makesSame(maker: Understood, thing: SchemaAt, resource: Resource, matcher: SchemaMatcher): boolean {
  if (resource.thing.pointer === thing.pointer) return true;
  const made = thingOf(maker.create);
  return maker.family.item.length === 0 && made !== undefined && matcher.sameThing(made, resource.thing);
}

const claimAll = (model: Model, resource: Resource, { claims }: Understood): void => {
  for (const [shaped, claim] of claims)
    if (!model.claimed.has(shaped)) model.claimed.set(shaped, { resource, shaped, claim });
};

/** Adds paths that show or change records which are created elsewhere. */
function attach(model: Model, one: Understood, matcher: SchemaMatcher): void {
  for (const [shaped, claim] of one.claims) {
    if (model.claimed.has(shaped)) continue;
    const shown = thingOf(shaped) ?? one.thing;
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
        `its path names a ${resource.main.create ? wordIn(resource.main) : 'record'} by something else than ${resource.identity.field ?? 'its id'}`,
      );
    }
  }
}

const madeBy = ({ main }: Resource): string => main.create?.operation.title ?? 'a PUT';

/** Removing a user from a team does not delete the user: only paths with the resource's own name change its records. */
const mayChange = ({ verb }: Claim, { main }: Resource, one: Understood): boolean =>
  verb === 'read' || sameThing(wordIn(main), wordIn(one));

/** The identity of a resource, with the name that paths outside of its own name its records by. */
function identityIn(one: Understood, { main, thing, identity }: Resource, matcher: SchemaMatcher): IdField {
  const found = identityFor(matcher, thing, itemParameter(one.family), nounsOf(one));
  const { alias } = ownIdentity({ ...one, create: main.create, thing }, matcher, found);
  return alias === undefined || identity.alias !== undefined ? identity : { ...identity, alias };
}

/** Whether the item paths of a family identify records by the same field as the resource's own. */
function isSameKey(resource: Resource, one: Understood, matcher: SchemaMatcher): boolean {
  const parameter = itemParameter(one.family);
  if (parameter === undefined) return true;
  const { field, isGuess } = identityFor(matcher, resource.thing, parameter, nounsOf(one));
  const isOther = isGuess && parameter !== resource.parameter && !sameThing(wordIn(resource.main), wordIn(one));
  return field === resource.identity.field && !isOther;
}

/** The resource with this schema; of several the one that the path names, otherwise none. */
function bestMatch(model: Model, one: Understood, shown: SchemaAt, matcher: SchemaMatcher): Resource | undefined {
  const same = model.resources.filter(({ thing, main }) =>
    [thing, thingOf(main.list)].some((place) => place !== undefined && matcher.sameThing(shown, place)),
  );
  const candidates =
    same.length > 0 ? same : model.resources.filter((resource) => matcher.isPartOf(shown, resource.thing));
  const word = wordIn(one);
  const byWord = candidates.filter((resource) => sameThing(wordIn(resource.main), word));
  if (byWord.length === 1) return byWord[0];
  const near = (byWord.length > 0 ? byWord : candidates).sort((a, b) => common(b, one) - common(a, one));
  const [first, second] = near;
  if (first === undefined || second === undefined) return first;
  return common(first, one) > common(second, one) ? first : undefined;
}

function common({ main }: Resource, { family }: Understood): number {
  const [a, b] = [main.family.key.split('/'), family.key.split('/')];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** A singular name. Duplicate names get the preceding words of the path. */
function named(model: Model): void {
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

function namesAbove({ family }: Understood): string[] {
  const [first] = [...family.collection, ...family.item];
  if (family.noun !== undefined) return family.key.split('/').slice(0, -1).concat(stemOf(family.noun).join('_'));
  const literals = (first?.operation.skeleton.segments ?? []).filter(({ parameter }) => parameter === undefined);
  return literals.map(({ text }) => stemOf(text).join('_')).filter((word) => word !== '' && !/^v\d+$/.test(word));
}
