/** Resolves a JSON Pointer in a `$ref`, such as `#/components/schemas/Pet`. */
import { isObject } from '../../grammar/json.js';
import { unescapeStep } from '../../grammar/json-pointer.js';

export function resolvePointer(root: unknown, ref: string): unknown {
  if (ref === '#') return root;
  let at = root;
  for (const step of ref.slice(2).split('/')) {
    let key: string;
    try {
      key = unescapeStep(decodeURIComponent(step));
    } catch {
      return undefined;
    }
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}
