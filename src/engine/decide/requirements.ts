/** `requires`: conditions for the record that a call would store. */
import type { RequirementRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import { Refusal } from '../model/refusal.js';
import type { Resource } from '../model/vendor.js';
import { holdsOneOf } from '../records/locate.js';
import { keyOf } from '../records/record-key.js';
import { equal, get, getAll } from '../values/paths.js';
import { isLeftOut } from '../values/secret-placeholder.js';
import { isEmpty } from './fields.js';

/** The first condition that the record does not meet. @param old the record before; undefined: it is new */
export function unmetRequirement(
  { rule: { requires } }: Resource,
  old: Json | undefined,
  record: Json,
): RequirementRule | undefined {
  const other = old === undefined ? 'change' : 'create';
  return requires?.find((rule) => rule.on !== other && !meets(rule, record));
}

export function refuseUnmetRequirement(resource: Resource, old: Json | undefined, record: Json): Refusal | undefined {
  const unmet = unmetRequirement(resource, old, record);
  if (unmet === undefined) return undefined;
  const fields = fieldsOf(unmet);
  const [field = ''] = fields;
  return new Refusal(
    'incomplete',
    {
      ...(old && { id: keyOf(resource, old) }),
      resource: resource.name,
      field,
      fields,
      issues: [{ in: 'body', field, keyword: 'requires', params: {} }],
    },
    unmet.refuse,
  );
}

/** The fields of which one must fit, as paths from the record. */
export const fieldsOf = ({ each, anyOf }: Pick<RequirementRule, 'each' | 'anyOf'>): string[] =>
  Object.keys(anyOf).map((path) => (each === undefined ? path : `${each}[].${path}`));

function meets({ when, each, anyOf }: RequirementRule, record: Json): boolean {
  if (when !== undefined && !holdsOneOf(when, record)) return true;
  if (each === undefined) return fits(anyOf, record);
  return getAll(record, `${each}[]`).every((element) => !isObject(element) || fits(anyOf, element));
}

const fits = (anyOf: RequirementRule['anyOf'], holder: Json): boolean =>
  Object.entries(anyOf).some(([path, wanted]) => {
    const value = get(holder, path);
    if (wanted === 'present') return !isEmpty(value) || isLeftOut(holder, path);
    return wanted.some((one) => equal(one, value ?? null));
  });
