/** Finds records in replies, and the calls that remove created records. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Operation } from '../../engine/model/contract.js';
import type { Resource, Rule, Vendor } from '../../engine/model/vendor.js';

/** A created record. */
export interface Created {
  resource: string;
  id: unknown;
  /** Parameters of the call that created it. */
  params: Json;
}

const writes = new Set(['create', 'upsert']);

/** The path of `$item` or `$items` in the reply template of an operation, if any. */
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

export const valueAtSteps = (body: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), body);

export const resourceOfRule = (vendor: Vendor, { rule }: Rule): Resource | undefined =>
  'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource) : undefined;

/** The field of a reply that path parameters refer to: the id, or an alias if the id is hidden. */
export function shownId({ rule, hidden }: Resource): string {
  const shown = [rule.id.field, ...(rule.aliases ?? [])].find((candidate) => !hidden.includes(candidate));
  return shown ?? rule.id.field;
}

/** The operation with this verb on a resource. */
export const operationFor = (vendor: Vendor, verb: string, resource: string): Rule | undefined =>
  vendor.resources.get(resource)?.rules.find(({ rule }) => rule.verb === verb);

/** The record that a successful create returned. */
export function createdBy(vendor: Vendor, operation: Operation, params: Json, body: unknown): Created | undefined {
  const rule = vendor.rules.get(operation.id);
  const resource = rule && resourceOfRule(vendor, rule);
  if (rule === undefined || resource === undefined || !writes.has(rule.rule.verb)) return undefined;
  const place = placeOf(rule, '$item');
  const id = place && valueAtSteps(valueAtSteps(body, place), shownId(resource).split('.'));
  return id === undefined ? undefined : { resource: resource.name, id, params };
}

/** The call that removes a record; undefined if the vendor has none. */
export function removalOf(
  vendor: Vendor,
  { resource: name, id, params }: Created,
): { operation: Operation; params: Json } | undefined {
  const rule = operationFor(vendor, 'delete', name);
  const last = rule?.operation.parameters.at(-1);
  return rule && last !== undefined ? { operation: rule.operation, params: { ...params, [last]: id } } : undefined;
}
