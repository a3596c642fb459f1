/** Updates that are sent as a JSON Patch: its operations apply to the record as replies show it. */
import { isObject, type Json } from '../../grammar/json.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { Refusal } from '../refusals/refusal.js';
import { applyPatch, PatchError } from '../values/json-patch.js';
import { equal, get, omit, set } from '../values/paths.js';
import { present } from './present.js';

/** The patched record, as shown and as stored; or a refusal if the patch does not apply or the result is not valid. */
export function patchedRecord(
  context: DecideContext,
  resource: Resource,
  old: Json,
  patch: readonly unknown[],
): { shown: Json; record: Json } | Refusal {
  const { vendor, view } = context;
  const before = present(vendor, view, resource, old);
  const after = applied(before, patch);
  if (after instanceof Refusal) return after;
  const { schema, id } = resource.rule;
  if (schema !== undefined && vendor.contract.repair(schema, after, () => undefined) !== after)
    return refusal('the patched record does not match its schema');
  return { shown: after, record: set(overlay(old, before, after), id.field, get(old, id.field)) };
}

function applied(before: Json, patch: readonly unknown[]): Json | Refusal {
  try {
    const after = applyPatch(before, patch);
    return isObject(after) ? after : refusal('the patched record is not an object');
  } catch (error) {
    if (error instanceof PatchError) return refusal(error.message);
    throw error;
  }
}

const refusal = (message: string): Refusal =>
  new Refusal('invalid', { message, issues: [{ in: 'body', field: '', keyword: 'patch', params: { message } }] });

/** Applies the difference between two shown records to the stored one. Other fields stay, secrets among them. */
function overlay(stored: Json, before: Json, after: Json): Json {
  let out = stored;
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) out = omit(out, name);
  for (const [name, value] of Object.entries(after)) {
    const [was, old] = [before[name], stored[name]];
    if (Object.hasOwn(before, name) && equal(was, value)) continue;
    out = { ...out, [name]: isObject(value) && isObject(was) && isObject(old) ? overlay(old, was, value) : value };
  }
  return out;
}
