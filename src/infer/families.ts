/** Groups paths into families: a collection and its items. */
import type { OperationFacts } from './operations.js';
import { bodyShape, replyShape, type Shape } from './shape.js';
import type { Schemas } from './schemas.js';

/** An operation with the shapes of its bodies. */
export interface Shaped {
  operation: OperationFacts;
  reply: Shape;
  body: Shape;
}

export interface Family {
  /** The key of the collection's path. */
  key: string;
  /** Operations on the collection's path. */
  collection: Shaped[];
  /** Operations on the path of an item. */
  item: Shaped[];
  /** The name of the resource, if it is not the last word of the path. */
  noun?: string;
}

export const shapedOf = (schemas: Schemas, operations: readonly OperationFacts[]): Shaped[] =>
  operations.map((operation) => {
    const reply = replyShape(schemas, operation);
    return { operation, reply, body: bodyShape(schemas, operation, reply) };
  });

export function familiesOf(operations: readonly Shaped[]): Map<string, Family> {
  const families = new Map<string, Family>();
  const family = (key: string): Family => {
    let found = families.get(key);
    if (found === undefined) families.set(key, (found = { key, collection: [], item: [] }));
    return found;
  };
  for (const operation of operations) {
    const { key, collection } = operation.operation.skeleton;
    family(key).collection.push(operation);
    if (collection !== undefined) family(collection).item.push(operation);
  }
  return families;
}
