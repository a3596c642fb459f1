/** The alternatives that a discriminator chooses from, as normalizing a document writes them into its schema. */
import { isObject, type Json } from '../../grammar/json.js';

/** The keyword with `Kinds`. */
export const KINDS = 'x-stuntdouble-kinds';
/** The keyword with references to the schemas that extend this one by `allOf`, and that its discriminator chooses from. */
export const CHILDREN = 'x-stuntdouble-children';

export interface Kinds {
  /** The property whose value names an alternative. */
  property: string;
  /** The keyword with the alternatives. */
  of: 'oneOf' | 'anyOf' | typeof CHILDREN;
  /** Indexes of alternatives by the value that names them; none: the schema itself. */
  named: readonly (readonly [value: string, at: readonly number[]])[];
  /** Whether other values are refused. Without a mapping, values often differ from the names of schemas. */
  isStrict: boolean;
  /** The alternative of values that name none (`defaultMapping`). */
  otherwise?: number;
}

/** undefined: the schema has no discriminator, or one that names nothing. */
export function kindsOf(schema: Json): Kinds | undefined {
  const kinds = schema[KINDS];
  return isObject(kinds) ? (kinds as unknown as Kinds) : undefined;
}

/** The alternatives, each a schema or a reference. */
export function namedAlternatives(schema: Json, { of }: Kinds): unknown[] {
  const parts = schema[of];
  return Array.isArray(parts) ? (parts as unknown[]) : [];
}

/** The values that name each alternative, by its index. */
export function namesOfAlternatives({ named }: Kinds): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const [value, indexes] of named)
    for (const index of new Set(indexes)) {
      const known = names.get(index);
      if (known) known.push(value);
      else names.set(index, [value]);
    }
  return names;
}
