/** A place in a body: what its schemas say of it. Schemas themselves stay behind the Contract port. */
import type { Json } from '../../grammar/json.js';

/**
 * All schemas that apply at one place of a value: a schema, what it refers to, and its `allOf`, `anyOf`, `oneOf`,
 * `then`, `else` and `dependentSchemas`. Two places with the same schemas are the same object, so a recursive schema
 * has finitely many.
 */
export interface Place {
  /** The declared properties, in the order of the document. */
  readonly names: readonly string[];
  /** Properties that every value has. */
  readonly required: ReadonlySet<string>;
  /** `integer`, `null` …; undefined: any. */
  readonly types: readonly string[] | undefined;
  /** Whether properties that no schema declares may be there. */
  readonly isOpen: boolean;
  /** Whether a schema closes the object: `additionalProperties: false`. */
  readonly isClosed: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  /** The schemas that apply, without those of the alternatives first. For tools that read keywords of their own. */
  readonly schemas: readonly Json[];
  /** The place of a property: declared, matched by a pattern, or additional with a schema. */
  property(name: string): Place | undefined;
  /** The place of a list's element. Without an index: of any. */
  item(index?: number): Place | undefined;
  /** A keyword (`enum`, `const`, `default`, `format`, `example`, `pattern` …) as the first schema that has it says. */
  first(keyword: string): unknown;
}
