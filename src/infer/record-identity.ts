/** How the paths of a family identify its records, and whether a PUT can put that into the record. */
import type { Family } from './families.js';
import { describedAlias, idFieldOf, type IdField } from './id-field.js';
import type { Place } from './openapi-document.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { Schemas } from './schemas.js';
import { lastWord } from './skeleton.js';
import type { Understood } from './verb.js';

export function itemParameter(family: Family): string | undefined {
  return family.item[0]?.operation.skeleton.segments.at(-1)?.parameter;
}

/** The last word of the collection's path. */
export function wordIn({ family }: Understood): string {
  const [first] = [...family.collection, ...family.item];
  if (family.noun !== undefined) return family.noun;
  return first === undefined ? '' : lastWord(first.operation.skeleton);
}

/** The names of a record by path and by schema. */
export function nounsOf(one: Understood): string[] {
  const word = wordIn(one);
  const title = one.thing && /^#\/components\/schemas\/(.+)$/.exec(one.thing.pointer)?.[1];
  return [word, ...(title === undefined ? [] : [title])];
}

export function identityFor(
  matcher: SchemaMatcher,
  thing: Place,
  parameter: string | undefined,
  nouns: string[],
): IdField {
  return idFieldOf(matcher.schemas, thing, parameter ?? 'id', nouns);
}

/** A PUT does not make records whose id, as the replies show it, cannot be what its path says. */
export function withFittingIds(one: Understood, { schemas }: SchemaMatcher): void {
  const { create, thing, family, claims } = one;
  const parameter = itemParameter(family);
  if (create !== undefined || thing === undefined || parameter === undefined) return;
  const { field, isGuess } = idFieldOf(schemas, thing, parameter, nounsOf(one));
  const shown = field === undefined ? undefined : schemas.property(thing, field);
  if (shown === undefined || isGuess) return;
  for (const [shaped, claim] of claims) {
    const asked = shaped.operation.parameters.find(({ in: place, name }) => place === 'path' && name === parameter);
    if (claim.otherwise && asked?.schema && !takes(schemas, asked.schema, shown)) claims.set(shaped, claim.otherwise);
  }
}

/** Whether a field can show each value of a parameter. */
function takes(schemas: Schemas, parameter: Place, field: Place): boolean {
  const [sent, shown] = [schemas.facts(parameter).types, schemas.facts(field).types];
  const isText = sent.has('string') && shown.size > 0 && !shown.has('string');
  const [asked, wanted] = [schemas.meant(parameter).schema, schemas.meant(field).schema];
  return !isText && (wanted['format'] !== 'uuid' || asked['format'] === 'uuid');
}

/** The identity of a family's records, with the field that its paths may name them by besides the id. */
export function ownIdentity(one: Understood, matcher: SchemaMatcher, identity: IdField): IdField {
  const found = puttable(one, matcher, identity);
  const { thing, family } = one;
  if (found.field === undefined || found.alias !== undefined || thing === undefined) return found;
  const name = itemParameter(family);
  const alias = family.item
    .flatMap(({ operation }) => operation.parameters.filter((other) => other.in === 'path' && other.name === name))
    .flatMap(({ raw, schema }) => [raw['description'], schema?.schema['description']])
    .map((description) => describedAlias(matcher.schemas, thing, description))
    .find((field) => field !== undefined && field !== found.field);
  return alias === undefined ? found : { ...found, alias };
}

/** A PUT does not put its parameter into a field of another name and type. */
function puttable({ create, thing, family }: Understood, { schemas }: SchemaMatcher, found: IdField): IdField {
  const { operation } = family.item[0] ?? {};
  const parameter = operation?.parameters.find((one) => one.in === 'path' && one.name === itemParameter(family));
  const field = found.field === undefined || thing === undefined ? undefined : schemas.property(thing, found.field);
  if (create !== undefined || !found.isGuess || parameter?.schema === undefined || field === undefined) return found;
  return !takes(schemas, parameter.schema, field) || !takes(schemas, field, parameter.schema)
    ? { field: undefined, by: `${parameter.name} is not the name of a field` }
    : found;
}
