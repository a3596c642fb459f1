/** The constraints of requests, with the names that cases and documents use. */
import { isObject, type Json } from '../grammar/json.js';
import type { Contract, Operation } from '../engine/model/contract.js';

export interface Constraint {
  /** `contract.<operation>.<field>.<keyword>`; a query parameter is a field `?name`. */
  id: string;
  operation: string;
  in: 'body' | 'query';
  /** Path of the field, lists as `[]`; empty: the whole body. */
  field: string;
  /** A JSON Schema keyword; `nullable` if null is allowed. */
  keyword: string;
  /** Of the field. */
  schema: Json;
}

const KEYWORDS = [
  'type',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'default',
];
const MAX_DEPTH = 8;

/** Every constraint of an operation, in the order of the document. */
export function constraintsOf(contract: Contract, operation: Operation): Constraint[] {
  const out: Constraint[] = [];
  const add = (place: Constraint['in'], field: string, keyword: string, schema: Json): unknown =>
    out.push({
      id: ['contract', operation.id, ...(field === '' ? [] : [place === 'query' ? `?${field}` : field]), keyword].join(
        '.',
      ),
      operation: operation.id,
      in: place,
      field,
      keyword,
      schema,
    });
  const own = (place: Constraint['in'], field: string, schema: Json): void => {
    for (const keyword of KEYWORDS) if (schema[keyword] !== undefined) add(place, field, keyword, schema);
    if ([schema['type']].flat().includes('null')) add(place, field, 'nullable', schema);
  };
  const walk = (schema: unknown, field: string, depth: number): void => {
    if (!isObject(schema) || schema['readOnly'] === true || depth > MAX_DEPTH) return;
    own('body', field, schema);
    if (schema['additionalProperties'] === false) add('body', field, 'additionalProperties', schema);
    for (const name of (schema['required'] ?? []) as string[])
      add('body', field === '' ? name : `${field}.${name}`, 'required', schema);
    if (isObject(schema['properties']))
      for (const [name, part] of Object.entries(schema['properties']))
        walk(part, field === '' ? name : `${field}.${name}`, depth + 1);
    walk(schema['items'], `${field}[]`, depth + 1);
    for (const key of ['allOf', 'anyOf', 'oneOf'])
      if (Array.isArray(schema[key])) for (const part of schema[key] as unknown[]) walk(part, field, depth + 1);
  };
  if (operation.mediaTypes?.some((mediaType) => mediaType.includes('json')))
    walk(contract.tools.bodySchema(operation), '', 0);
  for (const [name, schema] of contract.tools.querySchemas(operation)) own('query', name, schema);
  return [...new Map(out.map((constraint) => [constraint.id, constraint])).values()];
}
