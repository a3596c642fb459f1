/** Schemas with references resolved, for tools that read keywords directly. A recursive schema becomes a recursive object. */
import { isObject, type Json } from '../grammar/json.js';
import type { Places, SchemaPlace } from './schema-place.js';
import { refOf } from './references.js';

export class PlainSchemas {
  readonly #made = new Map<object, unknown>();
  /** Schemas whose values are not filled in yet. A queue: chains of references may be longer than the stack. */
  readonly #open: [schema: object, out: unknown[] | Json][] = [];

  constructor(private readonly places: Places) {}

  /** The same schema with each reference replaced by its target. */
  of(schema: unknown): unknown {
    const made = this.#shell(schema);
    for (let next = this.#open.pop(); next; next = this.#open.pop()) {
      const [source, out] = next;
      for (const [key, value] of Object.entries(this.#withTarget(source))) (out as Json)[key] = this.#shell(value);
    }
    return made;
  }

  /** The result, which may still be empty. */
  #shell(schema: unknown): unknown {
    const value = this.#behindReferences(schema);
    if (typeof value !== 'object' || value === null) return value;
    let made = this.#made.get(value);
    if (made === undefined) {
      const out: unknown[] | Json = Array.isArray(value) ? [] : {};
      this.#made.set(value, (made = out));
      this.#open.push([value, out]);
    }
    return made;
  }

  /** Follows references that have nothing beside them. */
  #behindReferences(schema: unknown): unknown {
    const way = new Set<unknown>();
    let value = schema;
    for (let ref = refOf(value); ref !== undefined; ref = refOf(value)) {
      if (Object.keys(value as Json).length > 1) return value;
      // They refer to each other only: anything is valid.
      if (way.has(value)) return true;
      way.add(value);
      value = this.places.target(ref);
    }
    return value;
  }

  /** The members of a schema, after those that it refers to. */
  #withTarget(schema: object): object {
    const beside: Json[] = [];
    let value: unknown = schema;
    for (let ref = refOf(value); ref !== undefined && !beside.includes(value as Json); ref = refOf(value)) {
      beside.unshift(value as Json);
      value = this.#behindReferences(this.places.target(ref));
    }
    if (beside.length === 0) return schema;
    const all = Object.assign({}, isObject(value) ? value : {}, ...beside) as Json;
    Reflect.deleteProperty(all, '$ref');
    return all;
  }

  /** Combines the schemas that always apply at a place into one; if there are none, all schemas. */
  at(place: SchemaPlace): Json {
    const sure = place.parts.filter((part) => part.isSure);
    const parts = (sure.length > 0 ? sure : place.parts).map((part) => this.of(part.schema)).filter(isObject);
    return parts.length === 1 && parts[0] ? parts[0] : (Object.assign({}, ...parts) as Json);
  }
}
