/** Reads discriminators: which values name which alternatives. */
import { CHILDREN, KINDS, type Kinds } from '../../engine/model/named-alternatives.js';
import { isObject, type Json } from '../../grammar/json.js';
import { pointerTo, objectAt, refOf, resolveReference, pointerSteps } from '../references.js';
import type { RepairWalk } from './repair-walk.js';

interface Alternative {
  /** undefined: a schema that has no name. */
  name: string | undefined;
  schema: Json | undefined;
}

/** @param source the schema before any repair, by which its children are found */
export function discriminator(schema: Json, source: Json, walk: RepairWalk): Json {
  const { discriminator: given, properties } = schema;
  // OpenAPI 2.0 has the name only.
  const { propertyName, mapping, defaultMapping } = isObject(given) ? given : { propertyName: given };
  if (typeof propertyName !== 'string') return schema;
  const of = (['oneOf', 'anyOf'] as const).find((keyword) => Array.isArray(schema[keyword])) ?? CHILDREN;
  const children = of === CHILDREN ? walk.components.extensionsOf(source) : [];
  const all = of === CHILDREN ? children : (schema[of] as unknown[]).map((part) => alternative(walk.root, part));
  const naming = new Naming(walk.root, propertyName, mapping, allowedValues(walk.root, properties, propertyName));
  const named = new Map<string, number[]>();
  for (const [at, part] of all.entries())
    for (const name of naming.namesOf(part)) {
      const known = named.get(name);
      if (known) known.push(at);
      else named.set(name, [at]);
    }
  if (named.size === 0) return unused(schema, propertyName, of, walk);
  if (of === CHILDREN)
    for (const name of naming.namesOfWhole(source, walk.components.nameOf(source)))
      if (!named.has(name)) named.set(name, []);
  const otherwise = all.findIndex((part) => naming.isSame(defaultMapping, part));
  const kinds: Kinds = {
    property: propertyName,
    of,
    named: [...named],
    isStrict: naming.isStrict,
    ...(otherwise >= 0 && { otherwise }),
  };
  return {
    ...schema,
    [KINDS]: kinds,
    ...(of === CHILDREN && { [CHILDREN]: children.map(({ ref }) => ({ $ref: ref })) }),
  };
}

function unused(schema: Json, name: string, of: Kinds['of'], walk: RepairWalk): Json {
  const matched = {
    oneOf: 'exactly one schema of oneOf',
    anyOf: 'at least one schema of anyOf',
    [CHILDREN]: 'only the schema that has the discriminator',
  }[of];
  walk.note(
    `the discriminator ${name} names no schema and is not used in validation: a value must match ${matched}`,
    'discriminator',
  );
  return schema;
}

const alternative = (root: Json, part: unknown): Alternative => {
  const ref = refOf(part);
  return { name: ref === undefined ? undefined : pointerSteps(ref)?.at(-1), schema: objectAt(root, part) };
};

class Naming {
  readonly #mapping: readonly (readonly [value: string, target: unknown])[];
  /** The values that name a schema: by the schema, and by the text of the target. */
  readonly #values = new Map<unknown, Set<string>>();
  #isByName = false;

  constructor(
    private readonly root: Json,
    private readonly property: string,
    mapping: unknown,
    /** The values that the schema with the discriminator allows; undefined: any. */
    private readonly allowed: readonly string[] | undefined,
  ) {
    this.#mapping = isObject(mapping) ? Object.entries(mapping) : [];
    for (const [value, target] of this.#mapping)
      for (const key of typeof target === 'string' ? [target, this.#target(target)] : []) {
        const values = this.#values.get(key);
        if (values) values.add(value);
        else this.#values.set(key, new Set([value]));
      }
  }

  get isStrict(): boolean {
    return this.#mapping.length > 0 || !this.#isByName;
  }

  /** By the mapping and by the values that the alternative allows, otherwise by its name. */
  namesOf(part: Alternative): string[] {
    const mapped = [part.schema, part.name].flatMap((key) =>
      key === undefined ? [] : [...(this.#values.get(key) ?? [])],
    );
    const names = [...new Set([...mapped, ...this.#stated(part.schema, 0)])];
    if (names.length > 0 || part.name === undefined) return names;
    this.#isByName = true;
    return this.#byName(part.name);
  }

  /** The values that name the schema with the discriminator itself. */
  namesOfWhole(schema: Json, name: string | undefined): string[] {
    if (this.allowed) return [...this.allowed];
    const mapped = this.#mapping.flatMap(([value, target]) => (this.#target(target) === schema ? [value] : []));
    return name === undefined || this.#mapping.length > 0 ? mapped : [name];
  }

  /** Whether this is a reference to the alternative, or its name. */
  isSame(target: unknown, { name, schema }: Alternative): boolean {
    if (typeof target !== 'string') return false;
    return (schema !== undefined && this.#target(target) === schema) || target === name;
  }

  #target(target: unknown): Json | undefined {
    const ref = String(target);
    const steps = pointerSteps(ref) ?? ['components', 'schemas', ref];
    const [first, ...rest] = steps;
    const renamed = first === 'definitions' ? ['components', 'schemas', ...rest] : steps;
    return objectAt(this.root, resolveReference(this.root, pointerTo(renamed))?.value);
  }

  /** Some documents write the names of schemas in another case than the values. */
  #byName(name: string): string[] {
    if (this.allowed === undefined || this.allowed.includes(name)) return [name];
    return this.allowed.filter((value) => value.toLowerCase() === name.toLowerCase());
  }

  #stated(schema: Json | undefined, depth: number): string[] {
    if (schema === undefined || depth > MAX_DEPTH) return [];
    const own = allowedValues(this.root, schema['properties'], this.property);
    // The schema with the discriminator allows the values of all its children.
    if (own) return schema['discriminator'] === undefined ? own : [];
    const parts: unknown[] = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
    return parts.flatMap((part) => this.#stated(objectAt(this.root, part), depth + 1));
  }
}

const MAX_DEPTH = 4;

/** The values that a property may have by `const` or `enum`. */
function allowedValues(root: Json, properties: unknown, name: string): string[] | undefined {
  if (!isObject(properties) || !Object.hasOwn(properties, name)) return undefined;
  const property = objectAt(root, properties[name]) ?? {};
  const values: unknown[] = 'const' in property ? [property['const']] : [property['enum'] ?? []].flat();
  return values.length === 0 ? undefined : values.filter((value) => value !== null).map(String);
}
