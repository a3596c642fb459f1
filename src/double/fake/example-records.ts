/** Finds records in the examples of a document: in replies that show one record or a list of them. */
import type { Resource, Rule, Vendor } from '../../engine/model/vendor.js';
import { keyReader } from '../../engine/values/id-formats.js';
import { get } from '../../engine/values/paths.js';
import { isObject, type Json } from '../../grammar/json.js';
import { valueAtSteps, placeOf } from '../../verify/run/cleanup.js';

const SHOWING = ['read', 'list', 'create', 'update', 'replace', 'upsert'];

/** Each has a unique id in the resource's format. */
export function exampleRecords(vendor: Vendor, resource: Resource): Json[] {
  const found = new Map<string, Json>();
  const add = (record: Json): void => {
    const id = idOf(resource, record);
    if (id !== undefined && !found.has(id)) found.set(id, record);
  };
  for (const verb of SHOWING)
    for (const rule of resource.rules) if (rule.rule.verb === verb) recordsIn(vendor, rule).forEach(add);
  const { schema } = resource.rule;
  if (schema !== undefined) examplesOf(vendor.contract.tools.recordSchema(schema)?.schema).forEach(add);
  return [...found.values()];
}

function recordsIn({ contract }: Vendor, rule: Rule): Json[] {
  const status =
    'status' in rule.rule ? (rule.rule.status ?? rule.operation.successes[0]) : rule.operation.successes[0];
  const example = status === undefined ? undefined : contract.replyExample(rule.operation, status);
  const place = placeOf(rule, rule.rule.verb === 'list' ? '$items' : '$item');
  return place === undefined ? [] : [valueAtSteps(example, place)].flat().filter(isObject);
}

/** Of the schema itself. */
function examplesOf(schema: Json = {}): Json[] {
  const { example, examples } = schema;
  return [example, ...(Array.isArray(examples) ? (examples as unknown[]) : [])].filter(isObject);
}

function idOf({ rule: { id } }: Resource, record: Json): string | undefined {
  const value = get(record, id.field);
  return typeof value === 'string' || typeof value === 'number' ? keyReader(id)(String(value)) : undefined;
}
