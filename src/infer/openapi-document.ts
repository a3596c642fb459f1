/** Reads a normalized OpenAPI 3.1 document. References are resolved on access; nothing is expanded. */
import { isObject, type Json } from '../grammar/json.js';
import { escapeStep, unescapeStep } from '../grammar/json-pointer.js';

/** A schema and its pointer, with references resolved. */
export interface SchemaAt {
  schema: Json;
  /** `#/components/schemas/Pet`: pointer of the target schema. */
  pointer: string;
}

const MAX_HOPS = 20;

export class OpenApiDocument {
  readonly #resolved = new Map<string, SchemaAt | undefined>();

  constructor(readonly root: Json) {}

  /** The object at a path, with references resolved; undefined: there is none. */
  place(node: unknown, pointer: string): SchemaAt | undefined {
    if (!isObject(node)) return undefined;
    const reference = node['$ref'];
    return typeof reference === 'string' ? this.#follow(reference) : { schema: node, pointer };
  }

  child(parent: SchemaAt, ...steps: string[]): SchemaAt | undefined {
    let node: unknown = parent.schema;
    for (const step of steps) node = below(node, step);
    return this.place(node, [parent.pointer, ...steps.map(escapeStep)].join('/'));
  }

  #follow(reference: string): SchemaAt | undefined {
    if (!this.#resolved.has(reference)) this.#resolved.set(reference, this.#lookUp(reference));
    return this.#resolved.get(reference);
  }

  #lookUp(first: string): SchemaAt | undefined {
    let reference = first;
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const found = this.#at(reference);
      if (!isObject(found)) return undefined;
      if (typeof found['$ref'] !== 'string') return { schema: found, pointer: reference };
      reference = found['$ref'];
    }
    return undefined;
  }

  #at(reference: string): unknown {
    if (!reference.startsWith('#/')) return undefined;
    let node: unknown = this.root;
    for (const step of reference.slice(2).split('/')) {
      node = below(node, unescaped(step));
    }
    return node;
  }
}

const below = (node: unknown, step: string): unknown =>
  (Array.isArray(node) || isObject(node)) && Object.hasOwn(node, step) ? (node as Json)[step] : undefined;

function unescaped(step: string): string {
  let text = step;
  try {
    text = decodeURIComponent(step);
  } catch {
    // Not percent-encoded: used literally.
  }
  return unescapeStep(text);
}
