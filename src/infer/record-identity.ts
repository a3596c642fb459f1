/** How the paths of a family identify its records, and whether a PUT can put that into the record. */
import type { Family } from './families.js';
import { NAMES_OF_IDS, describedAlias, idFieldOf, type IdField } from './id-field.js';
import type { SchemaAt } from './openapi-document.js';
import type { ParameterFacts } from './operations.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { Schemas } from './schemas.js';
import { lastWord } from './skeleton.js';
import type { ClassifiedFamily } from './verb.js';
import { folded } from './words.js';

export function itemParameter(family: Family): string | undefined {
  return family.item[0]?.operation.skeleton.segments.at(-1)?.parameter;
}

/** The last word of the collection's path. */
export function wordIn({ family }: ClassifiedFamily): string {
  const [first] = [...family.collection, ...family.item];
  if (family.noun !== undefined) return family.noun;
  return first === undefined ? '' : lastWord(first.operation.skeleton);
}

/** The names of a record by path and by schema. */
export function nounsOf(one: ClassifiedFamily): string[] {
  const word = wordIn(one);
  const title = one.recordSchema && /^#\/components\/schemas\/(.+)$/.exec(one.recordSchema.pointer)?.[1];
  return [word, ...(title === undefined ? [] : [title])];
}

export function identityFor(
  matcher: SchemaMatcher,
  recordSchema: SchemaAt,
  parameter: string | undefined,
  nouns: string[],
): IdField {
  return idFieldOf(matcher.schemas, recordSchema, parameter ?? 'id', nouns);
}

/** A PUT cannot create records if the id that replies show cannot have each value of the path parameter. */
export function withFittingIds(one: ClassifiedFamily, { schemas }: SchemaMatcher): void {
  const { create, recordSchema, family, claims } = one;
  const parameter = itemParameter(family);
  if (create !== undefined || recordSchema === undefined || parameter === undefined) return;
  const { field, isGuess } = idFieldOf(schemas, recordSchema, parameter, nounsOf(one));
  const shown = field === undefined ? undefined : schemas.property(recordSchema, field);
  if (shown === undefined || isGuess) return;
  for (const [shaped, claim] of claims) {
    const last = shaped.operation.skeleton.segments.at(-1)?.parameter;
    const asked = shaped.operation.parameters.find(({ in: place, name }) => place === 'path' && name === last);
    if (claim.otherwise && asked?.schema && !takes(schemas, asked.schema, shown)) claims.set(shaped, claim.otherwise);
  }
}

/** Whether a field can show each value of a parameter. */
function takes(schemas: Schemas, parameter: SchemaAt, field: SchemaAt): boolean {
  const [sent, shown] = [schemas.facts(parameter).types, schemas.facts(field).types];
  const isText = sent.has('string') && shown.size > 0 && !shown.has('string');
  const [asked, wanted] = [schemas.unwrapped(parameter).schema, schemas.unwrapped(field).schema];
  return !isText && (wanted['format'] !== 'uuid' || asked['format'] === 'uuid');
}

/** The identity of a family's records, with the field that its paths may name them by besides the id. */
export function ownIdentity(one: ClassifiedFamily, matcher: SchemaMatcher, identity: IdField): IdField {
  const isWeak = identity.field === undefined ? identity.address === undefined : identity.isGuess && !isId(identity);
  const found = puttable(one, matcher, isWeak ? onlyNewId(one, matcher, identity) : identity);
  const { recordSchema, family } = one;
  if (found.field === undefined || found.alias !== undefined || recordSchema === undefined) return found;
  const name = itemParameter(family);
  const parameters = family.item.flatMap(({ operation }) =>
    operation.parameters.filter((other) => other.in === 'path' && other.name === name),
  );
  const described = parameters
    .flatMap(textsOf)
    .map((description) => describedAlias(matcher.schemas, recordSchema, description))
    .find((field) => field !== undefined && field !== found.field);
  const alias = described ?? nameInPath(one, matcher, found, parameters[0]);
  return alias === undefined ? found : { ...found, alias };
}

const textsOf = ({ raw, schema }: ParameterFacts): unknown[] => [raw['description'], schema?.schema['description']];

/** The text that a create takes and that names the record in its path, where the id is a number and the path has a text. */
function nameInPath(
  { create, recordSchema }: ClassifiedFamily,
  { schemas }: SchemaMatcher,
  found: IdField,
  parameter: ParameterFacts | undefined,
): string | undefined {
  const id =
    found.field === undefined || recordSchema === undefined ? undefined : schemas.property(recordSchema, found.field);
  if (!found.isGuess || id === undefined || recordSchema === undefined || parameter?.schema === undefined)
    return undefined;
  const isText = !takes(schemas, parameter.schema, id) && schemas.facts(id).types.has('integer');
  if (!isText || create?.body.kind !== 'item') return undefined;
  const shown = [parameter.raw, parameter.schema.schema].flatMap(({ example, examples, pattern }) => [
    example,
    examples,
    pattern,
  ]);
  const isNumber = shown.some((value) => value !== undefined && /\d/.test(JSON.stringify(value)));
  if (isNumber || SPEAKS_OF_ID.test([parameter.name, ...textsOf(parameter)].join(' '))) return undefined;
  const { body } = create;
  const isSent = (name: string): boolean =>
    schemas.facts(recordSchema).properties.has(name) &&
    schemas.facts(body.item).required.has(name) &&
    [recordSchema, body.item].every((place) => {
      const field = schemas.property(place, name);
      return field !== undefined && schemas.facts(field).types.has('string');
    });
  return ['name', 'slug', 'code', 'handle', 'username', 'login'].find(isSent);
}

const SPEAKS_OF_ID = /\b(ids?|identifiers?|numbers?|index)\b|(Id|_id|ID)\b/;

/** The only field whose name ends as that of an id, of those that the body of the create cannot have. */
function onlyNewId(
  { create, recordSchema }: ClassifiedFamily,
  { schemas }: SchemaMatcher,
  otherwise: IdField,
): IdField {
  if (create?.body.kind !== 'item' || recordSchema === undefined) return otherwise;
  const sent = new Set([...schemas.facts(create.body.item).properties.keys()].map(folded));
  const [field, ...more] = [...schemas.facts(recordSchema).properties.keys()].filter((name) => {
    const place = schemas.property(recordSchema, name);
    const isScalar = place !== undefined && schemas.isScalar(schemas.unwrapped(place));
    return isScalar && !sent.has(folded(name)) && /(^|[a-z_-])(Id|ID|_id|-id)$/.test(name);
  });
  if (field === undefined || more.length > 0) return otherwise;
  return { field, by: `${field} is the only id of a record that a create does not take`, isGuess: true };
}

/** A PUT does not put its parameter into a field of another name and type, and no number or UUID names a record by its name. */
function puttable(
  { create, recordSchema, family }: ClassifiedFamily,
  { schemas }: SchemaMatcher,
  found: IdField,
): IdField {
  const { operation } = family.item[0] ?? {};
  const parameter = operation?.parameters.find((one) => one.in === 'path' && one.name === itemParameter(family));
  const field =
    found.field === undefined || recordSchema === undefined ? undefined : schemas.property(recordSchema, found.field);
  if (!found.isGuess || parameter?.schema === undefined || field === undefined) return found;
  const isShown = takes(schemas, field, parameter.schema);
  const fits = create === undefined ? isShown && takes(schemas, parameter.schema, field) : isShown || isId(found);
  return fits ? found : { field: undefined, by: `${parameter.name} is not the name of a field` };
}

const isId = ({ field = '' }: IdField): boolean => /^_?id$|^[ugs]id$|^key$/i.test(field);

/** The id that only the reply to the create shows, in a note such as `{ id }`. */
export function notedId(one: ClassifiedFamily, own: IdField, { schemas }: SchemaMatcher): SchemaAt | undefined {
  const { create, family } = one;
  const shown = create?.reply.kind === 'item' ? create.reply.item : undefined;
  const isFound = own.field === undefined ? own.address !== undefined : own.isGuess !== true || isId(own);
  if (isFound || shown === undefined || schemas.facts(shown).properties.size > MOST_OF_A_NOTE) return undefined;
  const wanted = new Set(['id', itemParameter(family) ?? 'id', ...NAMES_OF_IDS].map(folded));
  const name = [...schemas.facts(shown).properties.keys()].find((own) => wanted.has(folded(own)));
  const place = name === undefined ? undefined : schemas.property(shown, name);
  return place !== undefined && schemas.isScalar(schemas.unwrapped(place)) ? place : undefined;
}

const MOST_OF_A_NOTE = 3;
