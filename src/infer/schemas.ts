/** Collects types and properties of a schema over `$ref`, `allOf`, `anyOf` and `oneOf`. Computed once per schema. */
import { CHILDREN } from '../engine/model/named-alternatives.js';
import { isObject, type Json } from '../grammar/json.js';
import type { OpenApiDocument, SchemaAt } from './openapi-document.js';

export interface SchemaFacts {
  /** Allowed types; empty: any. */
  types: ReadonlySet<string>;
  /** Every property, with the schemas that apply to it. */
  properties: ReadonlyMap<string, readonly SchemaAt[]>;
  required: ReadonlySet<string>;
  items: SchemaAt | undefined;
  /** Whether it has alternatives with their own properties. */
  alternatives: number;
  /** Whether undeclared properties are refused. */
  closed: boolean;
}

const MAX_DEPTH = 12;

interface FactsDraft {
  types: Set<string>;
  properties: Map<string, SchemaAt[]>;
  required: Set<string>;
  items: SchemaAt | undefined;
  alternatives: number;
  closed: boolean;
}

export class Schemas {
  readonly #facts = new WeakMap<Json, FactsDraft>();
  /** Of schemas with children: without these, for a child that has the schema as a part. */
  readonly #ofParts = new WeakMap<Json, FactsDraft>();

  constructor(readonly document: OpenApiDocument) {}

  /** Ends the recursion for recursive schemas. */
  facts(place: SchemaAt): SchemaFacts {
    return this.#known(place, this.#facts, true);
  }

  #known(place: SchemaAt, memo: WeakMap<Json, FactsDraft>, hasChildren: boolean): FactsDraft {
    let known = memo.get(place.schema);
    if (known === undefined) {
      known = nothing();
      memo.set(place.schema, known);
      this.#collect(place, known);
      if (hasChildren) this.#alternatives(place, CHILDREN, known);
    }
    return known;
  }

  #factsOfPart(place: SchemaAt): SchemaFacts {
    return place.schema[CHILDREN] === undefined ? this.facts(place) : this.#known(place, this.#ofParts, false);
  }

  /** Whether a value is a number, and never a text. */
  isNumber(place: SchemaAt): boolean {
    const { types } = this.facts(place);
    return !types.has('string') && (types.has('integer') || types.has('number'));
  }

  /** The first schema of a property that declares fields, otherwise the first. */
  property(place: SchemaAt, name: string): SchemaAt | undefined {
    return this.#fullest(this.facts(place).properties.get(name) ?? []);
  }

  #fullest(places: readonly SchemaAt[]): SchemaAt | undefined {
    return places.length < 2 ? places[0] : (places.find((place) => this.#namesFields(place)) ?? places[0]);
  }

  #namesFields(place: SchemaAt): boolean {
    const { properties, items } = this.facts(place);
    return properties.size > 0 || (items !== undefined && this.facts(items).properties.size > 0);
  }

  /** Unwraps a single `allOf` and an alternative with null. */
  unwrapped(place: SchemaAt): SchemaAt {
    let at = place;
    for (let hops = 0; hops < MAX_DEPTH; hops++) {
      const next = this.#onlyPart(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  isObject(place: SchemaAt): boolean {
    const { types, properties } = this.facts(place);
    return properties.size > 0 || types.has('object');
  }

  isArray(place: SchemaAt): boolean {
    const { types, items } = this.facts(place);
    return types.has('array') || (items !== undefined && types.size === 0);
  }

  isScalar(place: SchemaAt): boolean {
    const { types } = this.facts(place);
    return types.size > 0 && !types.has('object') && !types.has('array');
  }

  #onlyPart({ schema, pointer }: SchemaAt): SchemaAt | undefined {
    if (isObject(schema['properties']) || schema['required'] !== undefined) return undefined;
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = schema[keyword];
      if (!Array.isArray(parts)) continue;
      const places = parts.flatMap((part, at) => this.document.place(part, `${pointer}/${keyword}/${at}`) ?? []);
      const solid = places.filter(
        (part) => !isNull(part.schema) && !(keyword === 'allOf' && allowsAnything(part.schema)),
      );
      return solid.length === 1 ? solid[0] : undefined;
    }
    return undefined;
  }

  #collect(place: SchemaAt, out: FactsDraft): void {
    const { schema } = place;
    for (const type of [schema['type']].flat()) if (typeof type === 'string' && type !== 'null') out.types.add(type);
    for (const name of Array.isArray(schema['required']) ? schema['required'] : []) out.required.add(String(name));
    for (const name of Object.keys(isObject(schema['properties']) ? schema['properties'] : {})) {
      const property = this.document.child(place, 'properties', name);
      if (property) out.properties.set(name, [property]);
    }
    out.items = this.document.child(place, 'items');
    out.closed = schema['additionalProperties'] === false || schema['unevaluatedProperties'] === false;
    if (out.types.size === 0 && 'enum' in schema) for (const type of typesOfValues(schema['enum'])) out.types.add(type);
    if (out.types.size === 0 && 'const' in schema)
      for (const type of typesOfValues([schema['const']])) out.types.add(type);
    for (const part of this.parts(place, 'allOf')) {
      const facts = this.#factsOfPart(part);
      if (facts.items && out.items) out.items = this.#fullest([out.items, facts.items]);
      join(out, facts, true);
    }
    for (const keyword of ['anyOf', 'oneOf']) this.#alternatives(place, keyword, out);
  }

  #alternatives(place: SchemaAt, keyword: string, out: FactsDraft): void {
    const branches = this.parts(place, keyword).filter((branch) => !isNull(branch.schema));
    const branchFacts = branches.map((branch) => this.facts(branch));
    for (const branch of branchFacts) join(out, branch, false);
    const [first, ...rest] = branchFacts;
    if (first)
      for (const name of first.required) if (rest.every((branch) => branch.required.has(name))) out.required.add(name);
    out.alternatives += branchFacts.filter((branch) => branch.properties.size > 0).length;
  }

  /** The parts of an `allOf`, `anyOf` or `oneOf`. */
  parts({ schema, pointer }: SchemaAt, keyword: string): SchemaAt[] {
    const parts = schema[keyword];
    if (!Array.isArray(parts)) return [];
    return parts.flatMap((part, at) => this.document.place(part, `${pointer}/${keyword}/${at}`) ?? []);
  }
}

const nothing = (): FactsDraft => ({
  types: new Set(),
  properties: new Map(),
  required: new Set(),
  items: undefined,
  alternatives: 0,
  closed: false,
});

const isNull = (schema: Json): boolean =>
  schema['type'] === 'null' ||
  (Array.isArray(schema['enum']) && schema['enum'].every((value) => value === null) && schema['enum'].length > 0);

export const allowsNull = (schema: Json): boolean =>
  [schema['type']].flat().includes('null') ||
  ['anyOf', 'oneOf'].some((key) => {
    const parts = schema[key];
    return Array.isArray(parts) && parts.some((part: unknown) => (part as Json | null)?.['type'] === 'null');
  });

/** Whether a schema has no keyword about the form of values. */
export const allowsAnything = (schema: Json): boolean =>
  !['type', 'properties', '$ref', 'allOf', 'anyOf', 'oneOf', 'items', 'enum', 'const', 'required'].some(
    (key) => key in schema,
  );

function join(into: FactsDraft, part: SchemaFacts, all: boolean): void {
  for (const type of part.types) into.types.add(type);
  for (const [name, places] of part.properties) {
    const known = into.properties.get(name);
    if (known) known.push(...places.filter((place) => !known.includes(place)));
    else into.properties.set(name, [...places]);
  }
  if (all) for (const name of part.required) into.required.add(name);
  into.items ??= part.items;
  into.alternatives += part.alternatives;
  if (all && part.closed) into.closed = true;
}

function typesOfValues(values: unknown): string[] {
  return [values].flat().flatMap((value) => {
    if (value === null) return [];
    if (Array.isArray(value)) return ['array'];
    if (typeof value === 'number') return [Number.isInteger(value) ? 'integer' : 'number'];
    return [typeof value];
  });
}

/** The value of an enum of one, or of const. */
export function onlyValue(schema: Json): string | number | boolean | undefined {
  const choices = schema['enum'];
  const only =
    'const' in schema
      ? schema['const']
      : Array.isArray(choices) && choices.length === 1
        ? (choices[0] as unknown)
        : undefined;
  return typeof only === 'string' || typeof only === 'number' || typeof only === 'boolean' ? only : undefined;
}
