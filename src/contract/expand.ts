/** Which schemas apply beside a schema: what it refers to and what it is composed of. */
import { isObject, type Json } from '../grammar/json.js';
import { refOf } from './references.js';

/** A schema that applies: to every value at the place, or in one alternative. */
export interface Part {
  schema: Json;
  isSure: boolean;
}

export type Found = readonly [schema: unknown, isSure: boolean];

/**
 * Each schema once, in the order in which a reader meets them: first what is referred to and composed, then the schema
 * itself, then its alternatives.
 * @param target what a reference names
 */
export function expand(found: readonly Found[], target: (ref: string) => unknown): Part[] {
  const seen = new Map<Json, boolean>();
  const parts = new Map<Json, boolean>();
  const add = (schema: unknown, isSure: boolean): void => {
    if (!isObject(schema) || seen.get(schema) === true || seen.get(schema) === isSure) return;
    seen.set(schema, isSure);
    const ref = refOf(schema);
    if (ref !== undefined) add(target(ref), isSure);
    for (const part of listed(schema, 'allOf')) add(part, isSure);
    if (ref === undefined || Object.keys(schema).length > 1) parts.set(schema, isSure);
    for (const part of alternativesOf(schema)) add(part, false);
  };
  for (const [schema, isSure] of found) add(schema, isSure);
  return [...parts].map(([schema, isSure]) => ({ schema, isSure }));
}

/** The schemas of which one or some apply. */
export const alternativesOf = (schema: Json): unknown[] => [
  ...listed(schema, 'anyOf'),
  ...listed(schema, 'oneOf'),
  ...['if', 'then', 'else'].flatMap((keyword) => (isObject(schema[keyword]) ? [schema[keyword]] : [])),
  ...(isObject(schema['dependentSchemas']) ? Object.values(schema['dependentSchemas']) : []),
];

export const listed = (schema: Json, keyword: string): unknown[] =>
  Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [];
