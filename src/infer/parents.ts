/** What the other parameters of a resource's paths are: a parent that must be there, or a context that only divides. */
import type { ResourceRule } from '../grammar/behavior.js';
import type { Claimed, Resource } from './resources.js';
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
  const own = new Set(
    claims.flatMap(({ it, resource: { main } }) =>
      it.operation.skeleton.collection === undefined
        ? []
        : [lastOf(it.operation.skeleton.parameters), main.family.item[0]?.operation.skeleton.parameters.at(-1)],
    ),
  );
  const out: Above = {};
  const context: NonNullable<Above['context']> = [];
  for (const { parameter, collection, isMain } of parametersOf(resource, claims)) {
    if (own.has(parameter)) continue;
    if (out.parent?.parameter === parameter || context.some((one) => one.parameter === parameter)) continue;
    const above = byCollection.get(collection);
    const shown = shownField(schemas, resource, parameter);
    const isParent = above !== undefined && above !== resource && (isMain || shown !== undefined);
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

const lastOf = (parameters: readonly string[]): string | undefined => parameters.at(-1);

interface PathParameter {
  parameter: string;
  /** The key of the path in front of it. */
  collection: string;
  isMain: boolean;
}

/** Of the paths that make the resource first, the nearest first. */
function parametersOf({ main }: Resource, claims: readonly Claimed[]): PathParameter[] {
  const paths = claims
    .map(({ it }) => ({ skeleton: it.operation.skeleton, isMain: main.claims.has(it) }))
    .sort((a, b) => Number(b.isMain) - Number(a.isMain));
  return paths.flatMap(({ skeleton, isMain }) => {
    const keys = skeleton.key.split('/');
    const end = skeleton.collection === undefined ? keys.length : keys.length - 1;
    return skeleton.segments
      .slice(0, end)
      .flatMap(({ parameter }, at) =>
        parameter === undefined ? [] : [{ parameter, collection: keys.slice(0, at).join('/'), isMain }],
      )
      .reverse();
  });
}

/** The scalar field of the record that holds the value of a path parameter. */
function shownField(schemas: Schemas, { thing, identity }: Resource, parameter: string): string | undefined {
  const stem = stemOf(parameter).join('');
  const wanted = [folded(parameter), stem, `${stem}id`, stem.replace(/id$/, '')];
  for (const [name, places] of schemas.facts(thing).properties) {
    if (name === identity.field || !wanted.includes(folded(name)) || folded(name) === '') continue;
    if (places.some((place) => schemas.facts(place).types.has('string') || schemas.facts(place).types.has('integer')))
      return name;
  }
  return undefined;
}
