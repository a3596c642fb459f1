/** Corrects the shapes of replies by those of other operations of the same family: what its lists and reads show is a record. */
import { familiesOf, type Family, type Shaped } from './families.js';
import type { SchemaAt } from './openapi-document.js';
import type { SchemaMatcher } from './schema-matcher.js';
import type { Shape } from './shape.js';
import { recordSchemaOf } from './verb.js';

/** A record as another operation of the family shows it. */
interface Known {
  recordSchema: SchemaAt;
  at: string;
}

export function agreedShapes(all: readonly Shaped[], matcher: SchemaMatcher): Shaped[] {
  const agreed = new Map<Shaped, Shape>();
  for (const family of familiesOf(all).values()) {
    if (family.item.length === 0) continue;
    const known = knownIn(family);
    for (const shaped of [...family.item, ...family.collection]) {
      const shape = agreed.has(shaped) ? undefined : agreedShape(shaped, family, known, matcher);
      if (shape) agreed.set(shaped, shape);
    }
  }
  return all.map((shaped) => {
    const reply = agreed.get(shaped);
    return reply === undefined ? shaped : { ...shaped, reply };
  });
}

/** The records of the collection's list, and of the read of an item. */
const knownIn = ({ collection, item }: Family): Known[] =>
  [
    ...collection.filter(({ operation, reply }) => operation.method === 'GET' && reply.kind === 'list'),
    ...item.filter(({ operation, reply }) => operation.method === 'GET' && reply.kind === 'item'),
  ].flatMap((shaped) => {
    const recordSchema = recordSchemaOf(shaped);
    return recordSchema === undefined || shaped.reply.kind === 'none'
      ? []
      : [{ recordSchema, at: shaped.reply.kind === 'item' ? shaped.reply.at : '' }];
  });

function agreedShape(
  shaped: Shaped,
  family: Family,
  known: readonly Known[],
  matcher: SchemaMatcher,
): Shape | undefined {
  const { operation, reply } = shaped;
  const isList = family.collection.includes(shaped) && operation.method === 'GET';
  if (isList || reply.kind === 'none' || shaped.body.kind === 'list') return undefined;
  const isKnown = known.some(({ recordSchema }) => matcher.sameRecords(recordSchema, reply.item));
  if (reply.kind === 'item' && isKnown) return undefined;
  // A list of one is a list: only alternatives and lists within the record are corrected.
  if (matcher.schemas.isArray(reply.whole)) return undefined;
  for (const whole of [reply.whole, ...alternativesOf(reply.whole, matcher)])
    for (const one of known) {
      const found = recordIn(whole, one, matcher);
      if (found) return found;
    }
  return undefined;
}

/** The alternatives of a reply, such as one record or several. */
const alternativesOf = (whole: SchemaAt, { schemas }: SchemaMatcher): SchemaAt[] =>
  schemas.facts(whole).alternatives < 2
    ? []
    : ['oneOf', 'anyOf'].flatMap((keyword) => schemas.parts(whole, keyword).map((part) => schemas.unwrapped(part)));

/** The record in a reply: the whole of it, or a property as in reads. */
function recordIn(whole: SchemaAt, { recordSchema, at }: Known, matcher: SchemaMatcher): Shape | undefined {
  const { schemas } = matcher;
  if (matcher.sameRecords(whole, recordSchema)) return { kind: 'item', at: '', item: whole, whole };
  const found = [...schemas.facts(whole).properties.keys()].flatMap((name) => {
    const place = schemas.property(whole, name);
    const item = place && schemas.unwrapped(place);
    return item !== undefined && matcher.sameRecords(item, recordSchema)
      ? [{ kind: 'item' as const, at: name, item, whole }]
      : [];
  });
  // Another name than in reads is enough if only one property has the schema.
  const exact = found.filter(({ item }) => item.pointer === recordSchema.pointer);
  return found.find(({ at: name }) => at === '' || at === name) ?? (exact.length === 1 ? exact[0] : undefined);
}
