/** The checks of a record before it is written, except unique values (unique.ts). Each returns a refusal or undefined. */
import { type Json } from '../../grammar/json.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import { holds, findReferenced } from '../records/locate.js';
import { keyOf } from '../records/record-key.js';
import type { FieldRule, RuleOf } from '../../grammar/behavior.js';
import { equal, get, getAll } from '../values/paths.js';
import { redactedAt } from '../values/redact.js';
import { Refusal } from '../model/refusal.js';
import { sentFields } from './sent-fields.js';

/** `atLeastOneOf`: an update must send one of these fields. */
export function refuseEmptyUpdate(
  { atLeastOneOf }: RuleOf<'update'>,
  resource: Resource,
  old: Json,
  body: Json,
): Refusal | undefined {
  if (!atLeastOneOf || atLeastOneOf.fields.some((path) => get(body, path) !== undefined)) return undefined;
  return new Refusal('nothingToChange', {
    id: keyOf(resource, old),
    resource: resource.name,
    issues: [{ in: 'body', field: '', keyword: 'atLeastOneOf', params: { allowedValues: atLeastOneOf.fields } }],
  });
}

/** Checked before all other issues of the body (docs/decisions/0002). */
export function refuseChangedImmutable(
  { input: { undeclared } }: DecideContext,
  resource: Resource,
  old: Json,
  body: Json,
): Refusal | undefined {
  const sent = undeclared ? { ...undeclared, ...body } : body;
  for (const { path, rule } of resource.plan.immutable) {
    const { immutable } = rule;
    const value = get(sent, path);
    if (value === undefined || !isImmutable(rule, old)) continue;
    if (equal(get(old, path), value) && !immutable?.evenEqual) continue;
    return new Refusal(
      'immutable',
      {
        id: keyOf(resource, old),
        resource: resource.name,
        field: path,
        stored: redactedAt(old, path, resource.secret),
        sent: redactedAt(sent, path, resource.secret),
      },
      immutable?.refuse,
    );
  }
  return undefined;
}

/** Whether a field of this record is immutable: always, or under the rule's condition. */
export const isImmutable = (field: Pick<FieldRule, 'immutable'> | undefined, old: Json): boolean =>
  field?.immutable !== undefined && (field.immutable.when === undefined || holds(field.immutable.when, old));

/** The body's schema violations, which wait until its immutable fields are checked. */
export function refuseDeferredIssues({ input: { deferred } }: DecideContext): Refusal | undefined {
  return deferred.length > 0 ? new Refusal('invalid', { issues: deferred }) : undefined;
}

/** `distinct`: the elements of a list must have different values. */
export function refuseRepeatedElements(resource: Resource, record: Json): Refusal | undefined {
  for (const { path } of resource.plan.distinct) {
    const values = getAll(record, path);
    if (new Set(values).size < values.length)
      return new Refusal('invalid', { issues: [{ in: 'body', field: path, keyword: 'distinct', params: {} }] });
  }
  return undefined;
}

/** Checks only references that the body sends: a stored one may point to a record that was deleted later. */
export function refuseUnknownReferences(
  context: DecideContext,
  resource: Resource,
  old: Json | undefined,
  record: Json,
): Refusal | undefined {
  const { references: fields } = resource.plan;
  if (fields.length === 0) return undefined;
  const body = sentFields(context, resource);
  for (const { path, rule } of fields) {
    const { references } = rule;
    const value = get(record, path);
    if (!references || value === undefined || value === null || (old && get(body, path) === undefined)) continue;
    if (findReferenced(context, references.resource, value)) continue;
    return new Refusal(
      'unknownReference',
      { field: path, id: value, resource: references.resource },
      references.refuse,
    );
  }
  return undefined;
}
