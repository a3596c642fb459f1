/** Updates that are sent as a patch. The operations of a JSON Patch apply to the record as replies show it. */
import { isObject, type Json } from '../../grammar/json.js';
import { formatPointer, parsePointer } from '../../grammar/json-pointer.js';
import { MISSING } from '../model/contract.js';
import type { Place } from '../values/place.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { Refusal, type Issue } from '../model/refusal.js';
import { bodyPath, inBody } from '../values/body-path.js';
import { applyPatch, PatchError } from '../values/json-patch.js';
import { applyMergePatch } from '../values/merge-patch.js';
import { equal, get, omit, set } from '../values/paths.js';
import { placeAt } from '../values/place-at.js';
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

/** The record after a merge patch; or a refusal if an object that the patch changes lacks a required member. */
export function mergedRecord(context: DecideContext, resource: Resource, old: Json, sent: Json): Json | Refusal {
  const { contract } = context.vendor;
  const { schema } = resource.rule;
  const at = bodyPath(context.rule.rule);
  const whole = contract.tools.body(context.rule.operation);
  const body = at === undefined ? whole : placeAt(whole, at);
  const places = [schema === undefined ? undefined : contract.tools.schema(schema), body === 'open' ? undefined : body];
  const record = applyMergePatch(old, sent, places);
  const named = namedBy(sent, '');
  if (schema === undefined || named.size === 0) return record;
  const issues = contract.mistakes(schema, record).flatMap(({ pointer, problem }): Issue[] => {
    const steps = parsePointer(pointer);
    const field = inBody(at, steps.join('.'));
    const isAsked = named.has(pointer) || (named.has(formatPointer(steps.slice(0, -1))) && isSendable(whole, field));
    if (problem !== MISSING || !isAsked) return [];
    return [{ in: 'body', field, keyword: 'required', params: { missingProperty: steps.at(-1) ?? field } }];
  });
  return issues.length === 0 ? record : new Refusal('invalid', { issues });
}

function isSendable(body: Place | undefined, field: string): boolean {
  const place = placeAt(body, field);
  return place !== undefined && place !== 'open' && !place.isReadOnly;
}

/** Pointers of the objects in a patch, and of the members that it sets to null. */
const namedBy = (patch: Json, at: string): Set<string> =>
  new Set(
    Object.entries(patch).flatMap(([name, value]) => {
      const pointer = at + formatPointer([name]);
      if (isObject(value)) return [pointer, ...namedBy(value, pointer)];
      return value === null ? [pointer] : [];
    }),
  );

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
