/** Schemas with references resolved, for tools that read keywords directly. A recursive schema becomes a recursive object. */
import { isObject, type Json } from '../grammar/json.js';
import type { Places, SchemaPlace } from './schema-place.js';
import { refOf } from './references.js';

export class PlainSchemas {
  readonly #made = new Map<object, unknown>();

  constructor(private readonly places: Places) {}

  /** The same schema with each reference replaced by its target. */
  of(schema: unknown): unknown {
    if (typeof schema !== 'object' || schema === null) return schema;
    const known = this.#made.get(schema);
    if (known !== undefined) return known;
    const ref = refOf(schema);
    if (ref !== undefined && Object.keys(schema).length === 1) return this.of(this.places.target(ref));
    const out: unknown[] | Json = Array.isArray(schema) ? [] : {};
    this.#made.set(schema, out);
    if (ref !== undefined) Object.assign(out, this.of(this.places.target(ref)));
    for (const [key, value] of Object.entries(schema))
      if (key !== '$ref' || ref === undefined) (out as Json)[key] = this.of(value);
    return out;
  }

  /** Combines the schemas that always apply at a place into one; if there are none, all schemas. */
  at(place: SchemaPlace): Json {
    const sure = place.parts.filter((part) => part.isSure);
    const parts = (sure.length > 0 ? sure : place.parts).map((part) => this.of(part.schema)).filter(isObject);
    return parts.length === 1 && parts[0] ? parts[0] : (Object.assign({}, ...parts) as Json);
  }
}
