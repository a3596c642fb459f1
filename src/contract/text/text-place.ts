/** The properties of a place in a value that converting texts needs. */
import type { Json } from '../../grammar/json.js';

/** The set of all schemas that may apply at one place. */
export interface TextPlace {
  /** The declared properties. */
  readonly names: readonly string[];
  /** Whether a property is declared, in constant time. */
  declares(name: string): boolean;
  /** undefined: any. */
  readonly types: readonly string[] | undefined;
  readonly schemas: readonly Json[];
  property(name: string): TextPlace | undefined;
  /** The place of a list's element; without an index: of any. */
  item(index?: number): TextPlace | undefined;
}

export type PlaceOf = (schema: unknown) => TextPlace;

/** The types that a place allows. */
export interface Types {
  /** Empty: any. */
  readonly names: ReadonlySet<unknown>;
  /** Values of `enum` and `const`. */
  readonly listed: ReadonlySet<unknown>;
  readonly isList: boolean;
  readonly isObject: boolean;
  /** Whether a text, number or boolean is allowed. */
  readonly isScalar: boolean;
}

const SCALARS = ['string', 'number', 'integer', 'boolean'];
const anything: Types = { names: new Set(), listed: new Set(), isList: false, isObject: false, isScalar: true };

const known = new WeakMap<TextPlace, Types>();

export function typesAt(place: TextPlace | undefined): Types {
  if (place === undefined) return anything;
  let types = known.get(place);
  if (types === undefined) known.set(place, (types = findTypes(place)));
  return types;
}

function findTypes(place: TextPlace): Types {
  const listed = new Set(place.schemas.flatMap(listedIn));
  const names = new Set<unknown>(place.types ?? impliedTypes(place, listed));
  if (place.schemas.some((schema) => schema['nullable'] === true)) names.add('null');
  const isScalar = names.size === 0 || SCALARS.some((name) => names.has(name));
  return { names, listed, isList: names.has('array'), isObject: names.has('object'), isScalar };
}

/** Infers the type from keywords if no schema has `type`. */
function impliedTypes(place: TextPlace, listed: ReadonlySet<unknown>): string[] {
  if (place.names.length > 0) return ['object'];
  if (place.item() !== undefined) return ['array'];
  return [...new Set([...listed].map(typeName))];
}

const listedIn = (schema: Json): unknown[] => {
  const values: unknown = schema['enum'];
  return 'const' in schema ? [schema['const']] : Array.isArray(values) ? values : [];
};

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};
