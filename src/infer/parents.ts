/** Infers whether other path parameters of a resource name a parent, which must exist, or a context, which only separates records. */
import type { ResourceRule } from '../grammar/behavior.js';
import type { Shaped } from './families.js';
import type { Claimed, Resource } from './resources.js';
import type { SchemaAt } from './openapi-document.js';
import type { Schemas } from './schemas.js';
import { folded, oneOf, stemOf } from './words.js';

export type Above = Pick<ResourceRule, 'parent' | 'context'>;

/** Parent and contexts of a resource, and operations in which a path parameter has another name. */
export interface Placing {
  above: Above;
  /** By operation: the names of its path parameters in the resource. */
  renamed: Map<Shaped, Record<string, string>>;
}

interface Surroundings {
  schemas: Schemas;
  /** Resources by the key of the path that makes them. */
  byCollection: ReadonlyMap<string, Resource>;
  tenants: ReadonlySet<Resource>;
}

/** A resource is a tenant if at least this number and share of the other resources are below it. */
const TENANT = { resources: 5, share: 0.75 };

/**
 * Resources below which nearly everything of the document lies, such as the account of the caller. A client has one before
 * its first call, so that it is created when it is first named.
 */
export function tenantsOf(resources: readonly Resource[]): ReadonlySet<Resource> {
  const isBelow = (other: Resource, { main }: Resource): boolean =>
    other.main.family.key.startsWith(`${main.family.key}/{}/`);
  return new Set(
    resources.filter((resource) => {
      const below = resources.filter((other) => isBelow(other, resource)).length;
      const isOnTop = !resource.main.family.key.includes('{}');
      return isOnTop && below >= TENANT.resources && below >= (resources.length - 1) * TENANT.share;
    }),
  );
}

export function aboveOf(
  { schemas, byCollection, tenants }: Surroundings,
  resource: Resource,
  claims: readonly Claimed[],
): Placing {
  const out: Above = {};
  const context: NonNullable<Above['context']> = [];
  const { places, renamed } = placesOf(claims);
  const makers = claims.filter(makes).length;
  for (const { parameter, collection, makers: mains, schema } of places) {
    if (out.parent?.parameter === parameter || context.some((one) => one.parameter === parameter)) continue;
    const above = byCollection.get(collection);
    const shown = shownField(schemas, resource, parameter, schema);
    // The parent is optional if another path creates records too, or if bodies name the parent.
    const isParent = above !== undefined && above !== resource && mains > 0 && mains === makers;
    if (isParent && out.parent === undefined) {
      out.parent = {
        resource: above.name,
        field: shown ?? `$${parameter}`,
        parameter,
        ...(tenants.has(above) && { open: true }),
        evidence: { inferred: `${parameter} in the path names ${oneOf(above.name)}${asTenant(above, tenants)}` },
      };
    } else if (!isCovered(parameter, above, out) && (mains > 0 || shown !== undefined)) {
      context.push({
        parameter,
        field: shown ?? `$${parameter}`,
        evidence: { inferred: `${parameter} in the path ${divides(above, resource)}: it divides the records` },
      });
    }
  }
  return { above: { ...out, ...(context.length > 0 && { context }) }, renamed };
}

const asTenant = (above: Resource, tenants: ReadonlySet<Resource>): string =>
  tenants.has(above) ? ', below which nearly all paths are: it is created when it is first named' : '';

const divides = (above: Resource | undefined, resource: Resource): string =>
  above === undefined || above === resource
    ? 'names nothing that an operation creates'
    : `names ${oneOf(above.name)}, without which records can be made`;

const makes = ({ claim }: Claimed): boolean => claim.verb === 'create' || claim.verb === 'upsert';

/** Leaves out parameters of the parent's own parent, which is checked with the parent. */
const isCovered = (parameter: string, above: Resource | undefined, { parent }: Above): boolean =>
  above !== undefined && parent !== undefined && parent.parameter !== parameter;

/** The path parameter that identifies the record. */
function recordParameter({ claim, shaped }: Claimed): string | undefined {
  const isOnItem =
    claim.verb !== 'create' && claim.verb !== 'list' && shaped.operation.skeleton.collection !== undefined;
  return isOnItem ? shaped.operation.skeleton.parameters.at(-1) : undefined;
}

interface PathParameter {
  parameter: string;
  /** The key of the path before the parameter. */
  collection: string;
  /** The number of create operations with the parameter. */
  makers: number;
  schema: SchemaAt | undefined;
}

interface Named {
  claimed: Claimed;
  parameter: string;
  schema: SchemaAt | undefined;
}

/** The path parameters that do not name a record of the resource; those of create paths first, the nearest first. */
function placesOf(claims: readonly Claimed[]): { places: PathParameter[]; renamed: Placing['renamed'] } {
  const own = new Set(claims.flatMap((claimed) => recordParameter(claimed) ?? []));
  const renamed: Placing['renamed'] = new Map();
  const places: PathParameter[] = [];
  for (const [collection, all] of parametersOf(claims)) {
    const plain = all.find(({ parameter }) => !own.has(parameter));
    if (plain === undefined) continue;
    const { parameter, schema } = plain;
    for (const { claimed, parameter: other } of all)
      if (other !== parameter) renamed.set(claimed.shaped, { ...renamed.get(claimed.shaped), [other]: parameter });
    places.push({ parameter, collection, schema, makers: all.filter(({ claimed }) => makes(claimed)).length });
  }
  return { places: sameNamed(places), renamed };
}

/** Parameters of the same name are the same. */
function sameNamed(places: readonly PathParameter[]): PathParameter[] {
  const out = new Map<string, PathParameter>();
  for (const place of places) {
    const known = out.get(place.parameter);
    if (known) known.makers += place.makers;
    else out.set(place.parameter, place);
  }
  return [...out.values()];
}

/** By the key of the path before them. */
function parametersOf(claims: readonly Claimed[]): Map<string, Named[]> {
  const out = new Map<string, Named[]>();
  const paths = [...claims].sort((a, b) => Number(makes(b)) - Number(makes(a)));
  for (const claimed of paths) {
    const { skeleton, parameters } = claimed.shaped.operation;
    const keys = skeleton.key.split('/');
    const end = recordParameter(claimed) === undefined ? keys.length : keys.length - 1;
    for (let at = end - 1; at >= 0; at--) {
      const parameter = skeleton.segments[at]?.parameter;
      if (parameter === undefined) continue;
      const schema = parameters.find((one) => one.in === 'path' && one.name === parameter)?.schema;
      const collection = keys.slice(0, at).join('/');
      const known = out.get(collection);
      if (known) known.push({ claimed, parameter, schema });
      else out.set(collection, [{ claimed, parameter, schema }]);
    }
  }
  return out;
}

/** The scalar field of the record with the value of a path parameter. */
function shownField(
  schemas: Schemas,
  { recordSchema, identity }: Resource,
  parameter: string,
  raw: SchemaAt | undefined,
): string | undefined {
  const stem = stemOf(parameter).join('');
  const wanted = [folded(parameter), stem, `${stem}id`, stem.replace(/id$/, '')];
  for (const [name, places] of schemas.facts(recordSchema).properties) {
    if (name === identity.field || !wanted.includes(folded(name)) || folded(name) === '') continue;
    // `id` names the record itself, and fields that begin with `$` are never shown.
    if (folded(name) === 'id' || name.startsWith('$')) continue;
    const isScalar = places.some((place) => ['string', 'integer'].some((type) => schemas.facts(place).types.has(type)));
    if (isScalar && !places.some((place) => isPicky(schemas, place, raw))) return name;
  }
  return undefined;
}

/** Whether a field allows fewer values than the path parameter, so that it cannot show each value. */
function isPicky(schemas: Schemas, field: SchemaAt, parameter: SchemaAt | undefined): boolean {
  const { schema } = schemas.unwrapped(field);
  const other = parameter?.schema ?? {};
  return ['pattern', 'format', 'enum'].some(
    (key) => key in schema && JSON.stringify(schema[key]) !== JSON.stringify(other[key]),
  );
}
