/** Makes the rule of a resource. */
import type { IdRule, ResourceRule } from '../grammar/behavior.js';
import type { SchemaAt } from './openapi-document.js';
import { fieldsOf, type Fields } from './fields.js';
import { idFormatOf, type IdFormat } from './id-format.js';
import { aboveOf, type Above, type Placing } from './parents.js';
import type { ParameterFacts } from './operations.js';
import { showsNumber } from './replies.js';
import type { Claimed, Resource } from './resources.js';
import type { Schemas } from './schemas.js';
import { folded } from './words.js';

export interface Stating {
  schemas: Schemas;
  resources: readonly Resource[];
  byCollection: ReadonlyMap<string, Resource>;
  tenants: ReadonlySet<Resource>;
  /** The schemas of the path parameters that name a record of the resource in paths with further segments. */
  below: ReadonlyMap<Resource, readonly SchemaAt[]>;
}

export function resourceRule(
  stating: Stating,
  resource: Resource,
  claims: readonly Claimed[],
  shownAs: readonly SchemaAt[],
): { rule: ResourceRule; renamed: Placing['renamed'] } {
  const { schemas, resources } = stating;
  const bodies = bodiesOf(claims);
  const { above, renamed } = aboveOf(stating, resource, claims);
  const field = resource.identity.field;
  const id = idRule(stating, resource, claims);
  const isScoped = id.format === 'given' && (above.parent !== undefined || above.context !== undefined);
  const fields: Fields = fieldsOf({ schemas, resources, bodies }, resource.recordSchema, placedFields(field, above));
  if (field === undefined) fields[id.field] = { hidden: true, evidence: { inferred: 'no reply shows an id' } };
  const { address } = resource.identity;
  if (address !== undefined && chosenBy(schemas, address, claims) === undefined)
    fields[address] = {
      derive: { address: 'record' },
      once: true,
      evidence: { inferred: `${address} is the record's own address` },
    };
  const others = [...new Set(shownAs.map(({ pointer }) => pointer))].filter(
    (pointer) => pointer !== resource.recordSchema.pointer,
  );
  const rule: ResourceRule = {
    schema: schemaName(resource.recordSchema.pointer),
    ...(others.length > 0 && { alsoShownAs: others.map(schemaName) }),
    repair: {
      evidence: { inferred: 'a body may lack values that the schema of the reply requires, or have another type' },
    },
    id: { ...id, ...(isScoped && { scope: 'path' as const }) },
    ...aliasOf(schemas, resource),
    ...above,
    ...uniqueId(schemas, id, claims),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
  return { rule, renamed };
}

/** A path has a text, so that only a text can be an alias. */
function aliasOf(schemas: Schemas, { identity: { alias }, recordSchema }: Resource): Pick<ResourceRule, 'aliases'> {
  const place = alias === undefined ? undefined : placeOf(schemas, recordSchema, alias);
  return alias !== undefined && place !== undefined && schemas.facts(place).types.has('string')
    ? { aliases: [alias] }
    : {};
}

const placedFields = (id: string | undefined, { parent, context = [] }: Above): Set<string> =>
  new Set([id, parent?.field, ...context.map((one) => one.field)].flatMap((field) => field ?? []));

/** The name of a component schema, or the pointer of another one. */
export const schemaName = (pointer: string): string =>
  /^#\/components\/schemas\/([^/~%]+)$/.exec(pointer)?.[1] ?? pointer;

export const bodiesOf = (claims: readonly Claimed[]): SchemaAt[] =>
  claims.flatMap(({ shaped: { body } }) => (body.kind === 'item' ? [body.item] : []));

function idRule({ schemas, below }: Stating, resource: Resource, claims: readonly Claimed[]): IdRule {
  const { identity, recordSchema, main, parameter } = resource;
  const { field } = identity;
  const facts = main.family.item[0]?.operation.parameters.find((one) => one.in === 'path' && one.name === parameter);
  if (field === undefined)
    return parameter === undefined
      ? { field: '$key', format: 'integer', evidence: { inferred: 'no path names a single record' } }
      : unshownId(schemas, parameter, identity, facts, recordSchema, claims);
  const place = placeOf(schemas, recordSchema, field);
  const evidence = { inferred: identity.by };
  const chosen = chosenBy(schemas, field, claims);
  if (chosen !== undefined) return { field, format: 'given', evidence: { inferred: `${identity.by}; ${chosen}` } };
  const isNumber = claims.some(
    ({ claim, shaped }) => claim.verb === 'create' && showsNumber(schemas, resource, shaped),
  );
  const found = idFormatOf(
    schemas,
    place,
    facts,
    [...(isNumber ? [1] : []), ...examplesOf(claims, field)],
    below.get(resource),
  );
  const isFree = found.format === 'uuid' && place?.schema['format'] !== 'uuid' && maySend(schemas, field, claims);
  const format: IdFormat = isFree ? { format: 'text' } : found;
  // A path that takes any text has no malformed ids.
  const isText =
    identity.isGuess === true && facts?.schema !== undefined && schemas.facts(facts.schema).types.has('string');
  const isRefused = !format.isGuess && !isText && claims.some(({ shaped }) => declares400(shaped.operation.refusals));
  const malformed = isRefused ? {} : { malformed: 'notFound' as const };
  return { field, ...shapeOf(format), ...(format.format !== 'text' && malformed), evidence };
}

const shapeOf = ({ format, prefix, alphabet, length }: IdFormat): Pick<IdRule, 'format'> => ({
  format,
  ...(format === 'text' && {
    ...(prefix !== undefined && { prefix }),
    ...(alphabet !== undefined && { alphabet }),
    ...(length !== undefined && { length }),
  }),
});

/** An id that is no field of the record: chosen by a PUT, or made where replies show the record's address. */
function unshownId(
  schemas: Schemas,
  parameter: string,
  { by, address, noted }: Resource['identity'],
  facts: ParameterFacts | undefined,
  recordSchema: SchemaAt,
  claims: readonly Claimed[],
): IdRule {
  const rule = { field: `$${parameter}`, evidence: { inferred: `${by}: kept beside the record` } };
  if (noted !== undefined) return { ...rule, ...idFormatOf(schemas, noted, facts, []) };
  if (address === undefined || !claims.some(({ claim }) => claim.verb === 'create'))
    return { ...rule, format: 'given' };
  const ends = [placeOf(schemas, recordSchema, address)?.schema['example'], ...examplesOf(claims, address)].flatMap(
    (shown) => (typeof shown === 'string' ? (shown.split('/').at(-1) ?? []) : []),
  );
  return { ...rule, ...shapeOf(idFormatOf(schemas, facts?.schema, facts, ends)) };
}

/** Whether the body of a create may have a client-chosen id. */
const maySend = (schemas: Schemas, field: string, claims: readonly Claimed[]): boolean =>
  claims.some(({ claim, shaped: { body } }) => {
    const sent = claim.verb === 'create' && body.kind === 'item' ? schemas.property(body.item, field) : undefined;
    return sent !== undefined && schemas.unwrapped(sent).schema['readOnly'] !== true;
  });

/** If clients may choose ids, duplicates are refused. */
function uniqueId(schemas: Schemas, id: IdRule, claims: readonly Claimed[]): Pick<ResourceRule, 'unique'> {
  const create = claims.find(({ claim }) => claim.verb === 'create')?.shaped;
  if (id.format === 'given' || create?.body.kind !== 'item') return {};
  const sent = schemas.property(create.body.item, id.field);
  if (sent === undefined || schemas.unwrapped(sent).schema['readOnly'] === true) return {};
  return {
    unique: [{ fields: [id.field], evidence: { inferred: `the body of ${create.operation.title} may have it` } }],
  };
}

const declares400 = (refusals: readonly { declared: string }[]): boolean =>
  refusals.some(({ declared }) => declared === '400');

function placeOf(schemas: Schemas, recordSchema: SchemaAt, path: string): SchemaAt | undefined {
  let place: SchemaAt | undefined = recordSchema;
  for (const step of path.split('.')) place = place && schemas.property(schemas.unwrapped(place), step);
  return place;
}

/** Whether clients choose the id: the create requires it in the body, or PUT creates records. */
function chosenBy(schemas: Schemas, field: string, claims: readonly Claimed[]): string | undefined {
  const create = claims.find(({ claim }) => claim.verb === 'create');
  if (create === undefined) return 'a PUT to its own path makes it';
  const { body, operation } = create.shaped;
  if (body.kind !== 'item') return undefined;
  const [top = '', ...rest] = field.split('.');
  const isRequired =
    rest.length === 0 ? requires(schemas, body.item, top) : requiresNested(schemas, body.item, top, rest.join('.'));
  const place = schemas.property(body.item, top);
  return isRequired && place?.schema['readOnly'] !== true
    ? `the body of ${operation.title} requires ${field}`
    : undefined;
}

const requires = (schemas: Schemas, body: SchemaAt, name: string): boolean =>
  [...schemas.facts(body).required].some(
    (required) => folded(required) === folded(name) && schemas.facts(body).properties.has(required),
  );

/** `metadata.name`: the id is in an object that bodies and replies have. */
function requiresNested(schemas: Schemas, body: SchemaAt, top: string, rest: string): boolean {
  const outer = schemas.property(body, top);
  const inner = outer && schemas.property(schemas.unwrapped(outer), rest);
  return inner !== undefined && inner.schema['readOnly'] !== true && /name|key|slug/i.test(rest);
}

/** Ids in the document's own examples of a record. */
function examplesOf(claims: readonly Claimed[], field: string): unknown[] {
  return claims.flatMap(({ shaped: { operation, reply } }) => {
    if (reply.kind !== 'item') return [];
    const raw = operation.successes.find(({ content }) => content !== undefined)?.content?.raw ?? {};
    const example = exampleOfMedia(raw) ?? reply.whole.schema['example'];
    const item = reply.at === '' ? example : valueAtPath(example, reply.at);
    const value = valueAtPath(item ?? reply.item.schema['example'], field);
    return value === undefined ? [] : [value];
  });
}

export function exampleOfMedia(media: Record<string, unknown>): unknown {
  if (media['example'] !== undefined) return media['example'];
  const { examples } = media;
  const [first] = typeof examples === 'object' && examples !== null ? (Object.values(examples) as unknown[]) : [];
  return valueAtPath(first, 'value');
}

export function valueAtPath(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.'))
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, step)
        ? (found as Record<string, unknown>)[step]
        : undefined;
  return found;
}
