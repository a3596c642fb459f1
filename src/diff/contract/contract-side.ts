/** One of the two documents, prepared for the comparison. */
import { declaredOperations, type Declared } from '../../contract/operations.js';
import { linearPattern } from '../../contract/patterns.js';
import { Places } from '../../contract/schema-place.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { Pointers } from '../pointers.js';
import { SchemaViews } from '../schema/schema-view.js';

export interface ContractSide {
  vendor: Vendor;
  document: Json;
  declared: ReadonlyMap<string, Declared>;
  views: SchemaViews;
  pointers: Pointers;
}

export function contractSide(vendor: Vendor): ContractSide {
  const { document } = vendor.contract;
  return {
    vendor,
    document,
    declared: new Map(declaredOperations(document).map((declared) => [declared.operation.id, declared])),
    views: new SchemaViews(new Places(document, linearPattern)),
    pointers: new Pointers(document),
  };
}

/** The operation as the document writes it, the item of its path, and the document. */
export function holdersOf(
  document: Json,
  operation: { method: string; path: string },
): [own: Json, item: Json, document: Json] {
  const [paths, path, method] = operationPointer(operation);
  const below = (holder: Json, step: string): Json => (isObject(holder[step]) ? holder[step] : {});
  const item = below(below(document, paths), path);
  return [below(item, method), item, document];
}

/** The path of an operation in its document. */
export const operationPointer = ({
  method,
  path,
}: {
  method: string;
  path: string;
}): readonly [string, string, string] => ['paths', path, method.toLowerCase()];
