/** The schemas among the components of a document: their names, and which of them extend others by `allOf`. */
import { isObject, type Json } from '../../grammar/json.js';
import { objectAt, pointerTo, refOf } from '../references.js';

export interface Extension {
  name: string;
  ref: string;
  schema: Json;
}

export class ComponentSchemas {
  #direct: Map<Json, Extension[]> | undefined;
  #names: Map<Json | undefined, string> | undefined;

  constructor(private readonly root: Json) {}

  nameOf(schema: Json): string | undefined {
    this.#names ??= new Map(this.#all().map(([name, given]) => [objectAt(this.root, given), name]));
    return this.#names.get(schema);
  }

  /** All schemas that extend this one, also through others. */
  extensionsOf(schema: Json): Extension[] {
    const direct = (this.#direct ??= this.#read());
    const found = new Set(direct.get(schema));
    for (const { schema: child } of found) for (const next of direct.get(child) ?? []) found.add(next);
    return [...found].filter((child) => child.schema !== schema);
  }

  #read(): Map<Json, Extension[]> {
    const direct = new Map<Json, Extension[]>();
    for (const [name, given] of this.#all()) {
      const schema = objectAt(this.root, given);
      const parts: unknown[] = schema && Array.isArray(schema['allOf']) ? schema['allOf'] : [];
      for (const part of parts) {
        const base = refOf(part) === undefined ? undefined : objectAt(this.root, part);
        if (schema === undefined || base === undefined) continue;
        const extension = { name, ref: pointerTo(['components', 'schemas', name]), schema };
        const known = direct.get(base);
        if (known) known.push(extension);
        else direct.set(base, [extension]);
      }
    }
    return direct;
  }

  #all(): [name: string, schema: unknown][] {
    const { components } = this.root;
    return isObject(components) && isObject(components['schemas']) ? Object.entries(components['schemas']) : [];
  }
}
