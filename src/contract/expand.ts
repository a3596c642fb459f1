/** Expands a schema into all schemas that apply with it: its references and compositions. */
import { CHILDREN, kindsOf, namedAlternatives } from '../engine/model/named-alternatives.js';
import { isObject, type Json } from '../grammar/json.js';
import { refOf } from './references.js';

/** A schema that applies to every value, or only in one alternative. */
export interface AppliedSchema {
  schema: Json;
  isSure: boolean;
}

export type Found = readonly [schema: unknown, isSure: boolean];

/**
 * Each schema once: first references and `allOf` parts, then the schema itself, then its alternatives.
 * @param target returns the target of a reference
 */
export function expand(found: readonly Found[], target: (ref: string) => unknown): AppliedSchema[] {
  const seen = new Map<Json, boolean>();
  const parts = new Map<Json, boolean>();
  const isKnown = (part: unknown): boolean => {
    const ref = refOf(part);
    return ref !== undefined && seen.has(target(ref) as Json);
  };
  /** Alternatives that do not apply, because the value was reached through another one of which the schema is a part. */
  const othersOf = (schema: Json): unknown[] => {
    const kinds = kindsOf(schema);
    const all = kinds ? namedAlternatives(schema, kinds) : [];
    return all.some(isKnown) ? all.filter((part) => !isKnown(part)) : [];
  };
  const addWithReferences = (schema: unknown, isSure: boolean): void => {
    if (!isObject(schema) || seen.get(schema) === true || seen.get(schema) === isSure) return;
    seen.set(schema, isSure);
    const ref = refOf(schema);
    if (ref !== undefined) addWithReferences(target(ref), isSure);
    for (const part of schemaList(schema, 'allOf')) addWithReferences(part, isSure);
    if (ref === undefined || Object.keys(schema).length > 1) parts.set(schema, isSure);
    const others = othersOf(schema);
    for (const part of [...alternativesOf(schema), ...schemaList(schema, CHILDREN)])
      if (!others.includes(part)) addWithReferences(part, false);
  };
  for (const [schema, isSure] of found) addWithReferences(schema, isSure);
  return [...parts].map(([schema, isSure]) => ({ schema, isSure }));
}

/** The alternatives of a schema. */
export const alternativesOf = (schema: Json): unknown[] => [
  ...schemaList(schema, 'anyOf'),
  ...schemaList(schema, 'oneOf'),
  ...['if', 'then', 'else'].flatMap((keyword) => (isObject(schema[keyword]) ? [schema[keyword]] : [])),
  ...(isObject(schema['dependentSchemas']) ? Object.values(schema['dependentSchemas']) : []),
];

export const schemaList = (schema: Json, keyword: string): unknown[] =>
  Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [];
