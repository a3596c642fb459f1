/** Where a vendor's records are in its replies, and how those that a run created are removed. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Operation } from '../../engine/model/contract.js';
import type { Resource, Rule, Vendor } from '../../engine/model/vendor.js';

/** What an operation created, and the calls that would remove it. */
export interface Created {
  resource: string;
  id: unknown;
  /** Of the call that created it. */
  params: Json;
}

const writes = new Set(['create', 'upsert']);

/** The steps to a value of the reply template of an operation (`$item`, `$items`); undefined: it has none. */
export function placeOf(rule: Rule, name: '$item' | '$items' | '$total'): string[] | undefined {
  const reply = 'reply' in rule.rule ? rule.rule.reply : undefined;
  if (reply === undefined)
    return name !== '$total' && (rule.rule.verb === 'list') === (name === '$items') ? [] : undefined;
  return find(reply, name);
}

function find(template: unknown, name: string): string[] | undefined {
  if (template === name) return [];
  if (!isObject(template)) return undefined;
  for (const [key, part] of Object.entries(template)) {
    const below = find(part, name);
    if (below) return [key, ...below];
  }
  return undefined;
}

export const at = (body: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), body);

export const resourceOf = (vendor: Vendor, { rule }: Rule): Resource | undefined =>
  'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource) : undefined;

/** The field of a reply by which a path names the record: its id, or an alias where replies hide the id. */
export function shownId({ rule, hidden }: Resource): string {
  const shown = [rule.id.field, ...(rule.aliases ?? [])].find((candidate) => !hidden.includes(candidate));
  return shown ?? rule.id.field;
}

/** The operation with this verb on a resource. */
export const operationFor = (vendor: Vendor, verb: string, resource: string): Rule | undefined =>
  [...vendor.rules.values()].find(({ rule }) => rule.verb === verb && 'resource' in rule && rule.resource === resource);

/** What a successful call created, if its operation creates. */
export function createdBy(vendor: Vendor, operation: Operation, params: Json, body: unknown): Created | undefined {
  const rule = vendor.rules.get(operation.id);
  const resource = rule && resourceOf(vendor, rule);
  if (rule === undefined || resource === undefined || !writes.has(rule.rule.verb)) return undefined;
  const place = placeOf(rule, '$item');
  const id = place && at(at(body, place), shownId(resource).split('.'));
  return id === undefined ? undefined : { resource: resource.name, id, params };
}

/** The call that removes a record; undefined: the vendor has none. */
export function removalOf(
  vendor: Vendor,
  { resource: name, id, params }: Created,
): { operation: Operation; params: Json } | undefined {
  const rule = operationFor(vendor, 'delete', name);
  const last = rule?.operation.parameters.at(-1);
  return rule && last !== undefined ? { operation: rule.operation, params: { ...params, [last]: id } } : undefined;
}
