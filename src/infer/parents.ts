/** What the other parameters of a resource's paths are: a parent that must be there, or a context that only divides. */
import type { ResourceRule } from '../grammar/behavior.js';
import type { Claimed, Resource } from './resources.js';
import type { Place } from './document.js';
import type { Schemas } from './schemas.js';
import { folded, oneOf, stemOf } from './words.js';

export type Above = Pick<ResourceRule, 'parent' | 'context'>;

/** @param byCollection resources by the key of the path that makes them */
export function aboveOf(
  schemas: Schemas,
  resource: Resource,
  claims: readonly Claimed[],
  byCollection: ReadonlyMap<string, Resource>,
): Above {
  const own = new Set(claims.flatMap((claimed) => recordParameter(claimed) ?? []));
  const out: Above = {};
  const context: NonNullable<Above['context']> = [];
  for (const { parameter, collection, isMain, schema } of parametersOf(claims)) {
    if (own.has(parameter)) continue;
    if (out.parent?.parameter === parameter || context.some((one) => one.parameter === parameter)) continue;
    const above = byCollection.get(collection);
    const shown = shownField(schemas, resource, parameter, schema);
    // Where bodies name the parent, it need not be there: then the path need not either.
    const isParent = above !== undefined && above !== resource && isMain;
    if (isParent && out.parent === undefined) {
      out.parent = {
        resource: above.name,
        field: shown ?? `$${parameter}`,
        parameter,
        evidence: { inferred: `${parameter} in the path names ${oneOf(above.name)}` },
      };
    } else if (!isCovered(parameter, above, out) && (isMain || shown !== undefined)) {
      context.push({
        parameter,
        field: shown ?? `$${parameter}`,
        evidence: {
          inferred: `${parameter} in the path names nothing that the document makes: it divides the records`,
        },
      });
    }
  }
  return { ...out, ...(context.length > 0 && { context }) };
}

/** The parent's own parent is checked where the parent is. */
const isCovered = (parameter: string, above: Resource | undefined, { parent }: Above): boolean =>
  above !== undefined && parent !== undefined && parent.parameter !== parameter;

/** The parameter by which an operation names the record itself. */
function recordParameter({ claim, shaped }: Claimed): string | undefined {
  const isOnItem =
    claim.verb !== 'create' && claim.verb !== 'list' && shaped.operation.skeleton.collection !== undefined;
  return isOnItem ? shaped.operation.skeleton.parameters.at(-1) : undefined;
}

interface PathParameter {
  parameter: string;
  /** The key of the path in front of it. */
  collection: string;
  isMain: boolean;
  schema: Place | undefined;
}

/** Of the paths that make the resource first, the nearest first. */
function parametersOf(claims: readonly Claimed[]): PathParameter[] {
  const makes = ({ claim }: Claimed): boolean => claim.verb === 'create' || claim.verb === 'upsert';
  const paths = [...claims].sort((a, b) => Number(makes(b)) - Number(makes(a)));
  return paths.flatMap((claimed) => {
    const { skeleton, parameters } = claimed.shaped.operation;
    const schemaOf = (name: string): Place | undefined =>
      parameters.find((one) => one.in === 'path' && one.name === name)?.schema;
    const keys = skeleton.key.split('/');
    const end = recordParameter(claimed) === undefined ? keys.length : keys.length - 1;
    return skeleton.segments
      .slice(0, end)
      .flatMap(({ parameter }, at) =>
        parameter === undefined
          ? []
          : [
              {
                parameter,
                collection: keys.slice(0, at).join('/'),
                isMain: makes(claimed),
                schema: schemaOf(parameter),
              },
            ],
      )
      .reverse();
  });
}

/** The scalar field of the record that holds the value of a path parameter. */
function shownField(
  schemas: Schemas,
  { thing, identity }: Resource,
  parameter: string,
  raw: Place | undefined,
): string | undefined {
  const stem = stemOf(parameter).join('');
  const wanted = [folded(parameter), stem, `${stem}id`, stem.replace(/id$/, '')];
  for (const [name, places] of schemas.facts(thing).properties) {
    if (name === identity.field || !wanted.includes(folded(name)) || folded(name) === '') continue;
    const isScalar = places.some((place) => ['string', 'integer'].some((type) => schemas.facts(place).types.has(type)));
    if (isScalar && !places.some((place) => isPicky(schemas, place, raw))) return name;
  }
  return undefined;
}

/** Whether a field takes fewer values than the parameter of the path does: what the path says could not be shown in it. */
function isPicky(schemas: Schemas, field: Place, parameter: Place | undefined): boolean {
  const { schema } = schemas.meant(field);
  const other = parameter?.schema ?? {};
  return ['pattern', 'format', 'enum'].some(
    (key) => key in schema && JSON.stringify(schema[key]) !== JSON.stringify(other[key]),
  );
}
