/** Whether two schemas describe the same kind of record: by reference, otherwise by their property names. */
import { isObject, type Json } from '../grammar/json.js';
import type { SchemaAt } from './openapi-document.js';
import { onlyValue, type Schemas } from './schemas.js';

const MAX_DEPTH = 6;
const FEW = 3;

export class SchemaMatcher {
  readonly #names = new WeakMap<Json, ReadonlySet<string>>();
  readonly #ancestorsOf = new WeakMap<Json, ReadonlySet<string>>();

  constructor(readonly schemas: Schemas) {}

  /** Same schema, an alternative of it, or the same properties without one that always has another value. */
  sameRecords(a: SchemaAt, b: SchemaAt): boolean {
    const others = this.#namesOf(b);
    return [...this.#namesOf(a)].some((name) => others.has(name)) && !this.#differInKind(a, b);
  }

  /** Whether a property such as `type` has one value in all records of the one, and another in all of the other. */
  #differInKind(a: SchemaAt, b: SchemaAt): boolean {
    if (a.pointer === b.pointer) return false;
    return [...this.schemas.facts(a).properties.keys()].some((name) => {
      const [one, other] = [a, b].map((place) => this.#fixed(place, name));
      return one !== undefined && other !== undefined && one !== other;
    });
  }

  #fixed(place: SchemaAt, name: string): unknown {
    const [first, ...more] = (this.schemas.facts(place).properties.get(name) ?? []).map((one) =>
      onlyValue(this.schemas.unwrapped(one).schema),
    );
    return more.every((value) => value === first) ? first : undefined;
  }

  /** Whether a schema is one of the alternatives of another. */
  isAlternative(part: SchemaAt, whole: SchemaAt): boolean {
    return part.pointer !== whole.pointer && this.#namesOf(whole).has(part.pointer);
  }

  /** Whether `whole` includes `part` by `allOf`, at any depth. */
  isPartOf(part: SchemaAt, whole: SchemaAt): boolean {
    return this.#ancestors(whole).has(part.pointer);
  }

  /** The share of the smaller one's properties that the other has: 0 to 1. */
  overlap(a: SchemaAt, b: SchemaAt): number {
    const [x, y] = [this.schemas.facts(a).properties, this.schemas.facts(b).properties];
    const smaller = Math.min(x.size, y.size);
    if (smaller === 0) return 0;
    return [...x.keys()].filter((name) => y.has(name)).length / smaller;
  }

  #namesOf(place: SchemaAt): ReadonlySet<string> {
    let names = this.#names.get(place.schema);
    if (names === undefined) this.#names.set(place.schema, (names = this.#namesIn(place)));
    return names;
  }

  #namesIn(place: SchemaAt): Set<string> {
    const names = new Set([place.pointer]);
    for (const keyword of ['anyOf', 'oneOf']) {
      const parts = place.schema[keyword];
      if (!Array.isArray(parts)) continue;
      for (const at of parts.keys()) {
        const part = this.schemas.document.child(place, keyword, String(at));
        if (part && this.schemas.facts(part).properties.size > 0) names.add(this.schemas.unwrapped(part).pointer);
      }
    }
    const { properties } = this.schemas.facts(place);
    if (properties.size >= FEW) names.add([...properties.keys()].sort().join());
    return names;
  }

  #ancestors(place: SchemaAt): ReadonlySet<string> {
    let found = this.#ancestorsOf.get(place.schema);
    if (found === undefined) {
      const out = new Set<string>();
      this.#addAncestors(place, out, 0);
      this.#ancestorsOf.set(place.schema, (found = out));
    }
    return found;
  }

  #addAncestors(place: SchemaAt, out: Set<string>, depth: number): void {
    out.add(place.pointer);
    const parts = place.schema['allOf'];
    if (!Array.isArray(parts) || depth > MAX_DEPTH) return;
    for (const at of parts.keys()) {
      const part = this.schemas.document.child(place, 'allOf', String(at));
      if (part && isObject(part.schema)) this.#addAncestors(part, out, depth + 1);
    }
  }
}
