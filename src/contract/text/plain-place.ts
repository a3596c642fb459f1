/** Places in documents whose references are expanded. */
import { isObject, type Json } from '../../grammar/json.js';
import type { TextPlace } from './place.js';

class PlainPlace implements TextPlace {
  readonly schemas: readonly Json[];

  constructor(roots: readonly unknown[]) {
    const schemas = new Set<Json>();
    roots.forEach((root) => collect(root, schemas));
    this.schemas = [...schemas];
  }

  get names(): readonly string[] {
    return [...new Set(this.schemas.flatMap((schema) => Object.keys(objectOr(schema['properties']))))];
  }

  get types(): readonly string[] | undefined {
    const types = this.schemas.flatMap((schema) => [schema['type'] ?? []].flat() as string[]);
    return types.length === 0 ? undefined : [...new Set(types)];
  }

  property(name: string): TextPlace | undefined {
    return below(
      this.schemas.map((schema) => {
        const named = objectOr(schema['properties']);
        return Object.hasOwn(named, name) ? named[name] : schema['additionalProperties'];
      }),
    );
  }

  item(index = 0): TextPlace | undefined {
    return below(
      this.schemas.map(({ prefixItems: first, items }) => {
        const given: unknown[] = Array.isArray(first) ? first : [];
        return given[index] ?? items;
      }),
    );
  }
}

function below(schemas: readonly unknown[]): TextPlace | undefined {
  const found = schemas.filter(isObject);
  return found.length === 0 ? undefined : new PlainPlace(found);
}

function collect(schema: unknown, into: Set<Json>): void {
  if (!isObject(schema) || into.has(schema)) return;
  into.add(schema);
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    if (Array.isArray(schema[keyword])) for (const part of schema[keyword]) collect(part, into);
}

const objectOr = (value: unknown): Json => (isObject(value) ? value : {});

export const plainPlace = (schema: unknown): TextPlace => new PlainPlace([schema]);
