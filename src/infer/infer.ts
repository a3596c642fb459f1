/**
 * Infers a behavior from an OpenAPI document. A pure function; the result is an ordinary behavior with a reason for each
 * rule.
 */
import type { Behavior, OperationRule, RefusalRule, ResourceRule, Words } from '../grammar/behavior.js';
import type { Json } from '../grammar/json.js';
import { linksOf } from '../engine/records/record-key.js';
import { agreedShapes } from './agreed-shapes.js';
import { OpenApiDocument, type SchemaAt } from './openapi-document.js';
import { familiesOf, shapedOf, type Shaped } from './families.js';
import { fieldsOf } from './fields.js';
import { SchemaMatcher } from './schema-matcher.js';
import { readOperations, type OperationFacts } from './operations.js';
import { actRule, claimedRule, exampleRule, singletonRule, type Stated } from './operation-rule.js';
import { reasonsByOperation } from './possible-reasons.js';
import { inferDialect } from './refusals.js';
import { tenantsOf } from './parents.js';
import { bodiesOf, resourceRule, schemaName } from './resource-rule.js';
import { findResources, type Claimed, type Model, type Resource } from './resources.js';
import { actsOf, singletonsOf, type Singleton } from './singletons-and-actions.js';
import { Schemas } from './schemas.js';

/** @param document normalized OpenAPI 3.1, each operation with a unique operationId */
export function infer(document: Json): Behavior {
  const reader = new OpenApiDocument(document);
  const operations = readOperations(reader);
  const schemas = new Schemas(reader);
  const matcher = new SchemaMatcher(schemas);
  const all = agreedShapes(shapedOf(schemas, operations), matcher);
  const families = familiesOf(all);
  const model = findResources(families, matcher);
  const writing: Writing = { schemas, model, resources: ownMap(), operations: new Map(), shownAs: new Map() };
  for (const act of actsOf(all, model, matcher)) addRule(writing, act.shaped, act.resource, actRule(schemas, act));
  const claims = claimsOf(model);
  for (const claimed of model.claimed.values()) {
    const makers = (claims.get(claimed.resource) ?? []).filter(
      ({ claim: { verb } }) => verb === 'create' || verb === 'upsert',
    );
    const bodies = bodiesOf(makers);
    addRule(writing, claimed.shaped, claimed.resource, claimedRule(schemas, claimed, bodies));
  }
  writeResources(writing);
  keepPlaces(writing.resources);
  for (const singleton of singletonsOf(families, model, matcher)) writeSingleton(writing, singleton);
  return withDialect(schemas, operations, {
    stuntdouble: 1,
    ...showcase(model),
    accounts: ONE_ACCOUNT,
    requests: requestsOf(operations),
    resources: writing.resources,
    operations: inOrder(writing, all),
    dialect: NO_DIALECT,
  });
}

interface Writing {
  schemas: Schemas;
  model: Model;
  resources: Record<string, ResourceRule>;
  operations: Map<Shaped, OperationRule>;
  /** Other schemas of a resource in replies. */
  shownAs: Map<Resource, SchemaAt[]>;
}

const ownMap = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

function addRule({ operations, shownAs }: Writing, item: Shaped, resource: Resource, stated: Stated): void {
  operations.set(item, stated.rule);
  if (stated.shownAs === undefined) return;
  const known = shownAs.get(resource);
  if (known) known.push(stated.shownAs);
  else shownAs.set(resource, [stated.shownAs]);
}

function claimsOf({ resources, claimed }: Model): Map<Resource, Claimed[]> {
  const claims = new Map<Resource, Claimed[]>(resources.map((resource) => [resource, []]));
  for (const one of claimed.values()) claims.get(one.resource)?.push(one);
  return claims;
}

function writeResources({ schemas, model, resources, operations, shownAs }: Writing): void {
  const claims = claimsOf(model);
  const byCollection = new Map<string, Resource>();
  for (const [resource, list] of claims) {
    byCollection.set(resource.main.family.key, resource);
    for (const {
      claim: { verb },
      shaped: { operation },
    } of list) {
      // A create or a list may have a parameter at the end that names no record of it.
      if (verb === 'create' || verb === 'list') continue;
      if (operation.skeleton.collection !== undefined && !byCollection.has(operation.skeleton.collection))
        byCollection.set(operation.skeleton.collection, resource);
    }
  }
  const tenants = tenantsOf(model.resources);
  const below = parametersBelow(model, byCollection);
  const stating = { schemas, resources: model.resources, byCollection, tenants, below };
  for (const [resource, list] of claims) {
    const { rule, renamed } = resourceRule(stating, resource, list, shownAs.get(resource) ?? []);
    resources[resource.name] = rule;
    for (const [shaped, parameters] of renamed) {
      const stated = operations.get(shaped);
      if (stated && 'resource' in stated && stated.verb !== 'quirk') operations.set(shaped, { ...stated, parameters });
    }
  }
}

/** Where ids are unique only below a parent or in a context, children keep these as well. Children of children follow. */
function keepPlaces(resources: Record<string, ResourceRule>): void {
  let hasChanged: boolean;
  do {
    hasChanged = false;
    for (const [name, rule] of Object.entries(resources)) {
      const above = rule.parent && resources[rule.parent.resource];
      if (above?.id.scope === undefined) continue;
      const known = new Set(linksOf(rule).map(({ parameter }) => parameter));
      const missing = linksOf(above).filter(({ parameter }) => !known.has(parameter));
      if (missing.length === 0) continue;
      hasChanged = true;
      const added = missing.map(({ parameter }) => ({
        parameter,
        field: `$${parameter}`,
        evidence: { inferred: `${parameter} in the path divides the records above` },
      }));
      resources[name] = { ...rule, context: [...(rule.context ?? []), ...added] };
    }
  } while (hasChanged);
}

/** The schemas of the path parameters that name a record of a resource and are followed by further segments. */
function parametersBelow({ claimed }: Model, byCollection: ReadonlyMap<string, Resource>): Map<Resource, SchemaAt[]> {
  const out = new Map<Resource, SchemaAt[]>();
  for (const { shaped } of claimed.values()) {
    const { skeleton, parameters } = shaped.operation;
    const keys = skeleton.key.split('/');
    for (const [at, { parameter }] of skeleton.segments.entries()) {
      const above = at < keys.length - 1 ? byCollection.get(keys.slice(0, at).join('/')) : undefined;
      const schema = parameters.find((one) => one.in === 'path' && one.name === parameter)?.schema;
      if (above !== undefined && schema !== undefined) out.set(above, [...(out.get(above) ?? []), schema]);
    }
  }
  return out;
}

function writeSingleton({ schemas, model, resources, operations }: Writing, singleton: Singleton): void {
  const { recordSchema, name } = singleton;
  const bodies = singleton.operations.flatMap(({ shaped: { body } }) => (body.kind === 'item' ? [body.item] : []));
  const parameters = singleton.operations[0]?.shaped.operation.skeleton.parameters ?? [];
  const fields = fieldsOf({ schemas, resources: model.resources, bodies }, recordSchema, new Set());
  const context = parameters.map((parameter) => ({
    parameter,
    field: `$${parameter}`,
    evidence: { inferred: `${parameter} in the path divides the records` },
  }));
  const stated = singleton.operations.map((one) => ({ shaped: one.shaped, ...singletonRule(schemas, singleton, one) }));
  const others = new Set(stated.flatMap(({ shownAs }) => (shownAs === undefined ? [] : [schemaName(shownAs.pointer)])));
  resources[name] = {
    schema: schemaName(recordSchema.pointer),
    ...(others.size > 0 && { alsoShownAs: [...others] }),
    repair: {
      evidence: { inferred: 'a body may lack values that the schema of the reply requires, or have another type' },
    },
    id: { field: '$id', format: 'single', evidence: { inferred: 'its path does not identify a record' } },
    ...(context.length > 0 && { context }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
  for (const { shaped, rule } of stated) operations.set(shaped, rule);
}

/** All operations in the order of the document. Those without another rule are answered by example. */
function inOrder({ operations, model }: Writing, all: readonly Shaped[]): Behavior['operations'] {
  const out = ownMap<OperationRule>();
  for (const shaped of all)
    out[shaped.operation.id] = operations.get(shaped) ?? exampleRule(shaped, model.reasons.get(shaped));
  return out;
}

const NO_DIALECT: Behavior['dialect'] = {
  contentType: 'application/json',
  allowed: { quote: "'", separator: ', ', last: ' or ' },
  messages: {},
  refusals: {},
};

/** Adds the dialect with all possible refusals. */
function withDialect(schemas: Schemas, operations: readonly OperationFacts[], behavior: Behavior): Behavior {
  const { dialect, words } = inferDialect(schemas, reasonsByOperation(schemas.document.root, behavior, operations));
  const own = ownMap<OperationRule>();
  for (const operation of operations) {
    const rule = behavior.operations[operation.id];
    if (rule) own[operation.id] = withWords(rule, words.get(operation));
  }
  return { ...behavior, operations: own, dialect };
}

/**
 * Adds missing refusals to the dialect: a behavior that extends the inferred one may have rules that refuse for other
 * reasons.
 */
export function withMissingWords(document: Json, behavior: Behavior): Behavior {
  const reader = new OpenApiDocument(document);
  const operations = readOperations(reader);
  const { dialect, words } = inferDialect(new Schemas(reader), reasonsByOperation(document, behavior, operations));
  const own = ownMap<OperationRule>();
  for (const [id, rule] of Object.entries(behavior.operations)) own[id] = rule;
  for (const [{ id }, found] of words) {
    const rule = own[id];
    if (rule && rule.verb !== 'decline') own[id] = { ...rule, words: { ...found, ...rule.words } };
  }
  const refusals = Object.assign(ownMap<RefusalRule>(), dialect.refusals, behavior.dialect.refusals);
  return { ...behavior, operations: own, dialect: { ...behavior.dialect, refusals } };
}

/** Puts the evidence last. */
function withWords({ evidence, ...rule }: OperationRule, words: Words | undefined): OperationRule {
  return { ...rule, ...(words && { words }), evidence };
}

function showcase({ claimed }: Model): Pick<Behavior, 'showcase'> {
  const create = [...claimed.values()].find(({ claim }) => claim.verb === 'create');
  return create ? { showcase: create.shaped.operation.id } : {};
}

const ONE_ACCOUNT: Behavior['accounts'] = {
  treat: 'one',
  evidence: { inferred: 'a record that one caller creates is visible to all callers' },
};

/** Clients of one API differ in whether they write a slash at the end, so that it has a meaning only where paths differ by it. */
function trailingSlashOf(operations: readonly OperationFacts[]): Behavior['requests']['trailingSlash'] {
  const paths = new Set(operations.map(({ path }) => path));
  return [...paths].some((path) => paths.has(`${path}/`))
    ? { treat: 'exact', evidence: { inferred: 'some paths differ only by it' } }
    : { treat: 'either', evidence: { inferred: 'no two paths differ only by it' } };
}

function requestsOf(operations: readonly OperationFacts[]): Behavior['requests'] {
  const evidence = (inferred: string): { evidence: { inferred: string } } => ({ evidence: { inferred } });
  const header = operations
    .flatMap(({ parameters }) => parameters)
    .find((one) => one.in === 'header' && /^(x-)?idempotency-key$/i.test(one.name));
  return {
    unknownBodyFields: { treat: 'asDeclared', ...evidence('a closed schema refuses what it does not know') },
    unknownQueryParameters: { treat: 'ignore', ...evidence('most servers ignore them') },
    trailingSlash: trailingSlashOf(operations),
    browserOrigin: { treat: 'cors', ...evidence('web pages under test call the API from other origins') },
    ...(operations.some(({ method }) => method === 'POST') && {
      idempotencyKey: header
        ? { header: header.name, ...evidence(`operations declare the header ${header.name}`) }
        : {
            header: 'Idempotency-Key',
            undeclared: true as const,
            ...evidence('a client that repeats a call with this header expects one record'),
          },
    }),
  };
}
