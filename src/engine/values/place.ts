/** A place in a body, described by its schemas. The schemas themselves stay behind the Contract port. */
import type { Json } from '../../grammar/json.js';

/**
 * All schemas that apply at one place of a value: a schema, what it refers to, and its `allOf`, `anyOf`, `oneOf`,
 * `then`, `else` and `dependentSchemas`. Two places with the same schemas are the same object, so a recursive schema
 * has finitely many.
 */
export interface Place {
  /** The declared properties, in the order of the document. */
  readonly names: readonly string[];
  /** Names of the required properties. */
  readonly required: ReadonlySet<string>;
  /** JSON Schema types (`integer`, `null` …); undefined: any. */
  readonly types: readonly string[] | undefined;
  /** Whether undeclared properties are allowed. */
  readonly isOpen: boolean;
  /** Whether a schema has `additionalProperties: false`. */
  readonly isClosed: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  /** All schemas that apply; those of alternatives come last. For tools that read other keywords. */
  readonly schemas: readonly Json[];
  /** The place of a property: declared, matched by a pattern, or additional with a schema. */
  property(name: string): Place | undefined;
  /** The place of a list's element. Without an index: of any element. */
  item(index?: number): Place | undefined;
  /** The value of a keyword (`enum`, `default`, `format` …) in the first schema that has it. */
  first(keyword: string): unknown;
}
