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
  // Tasks in the reverse order: chains of references may be longer than the stack.
  const tasks: (() => void)[] = [];
  const addLater = (schemas: readonly unknown[], isSure: boolean): void => {
    for (let i = schemas.length - 1; i >= 0; i--) tasks.push(() => addWithReferences(schemas[i], isSure));
  };
  const addWithReferences = (schema: unknown, isSure: boolean): void => {
    if (!isObject(schema) || seen.get(schema) === true || seen.get(schema) === isSure) return;
    seen.set(schema, isSure);
    const ref = refOf(schema);
    tasks.push(() => addAlternatives(schema));
    tasks.push(() => {
      if (ref === undefined || Object.keys(schema).length > 1) parts.set(schema, isSure);
    });
    addLater(schemaList(schema, 'allOf'), isSure);
    if (ref !== undefined) addLater([target(ref)], isSure);
  };
  const addAlternatives = (schema: Json): void => {
    const others = othersOf(schema);
    const all = [...alternativesOf(schema), ...schemaList(schema, CHILDREN)];
    addLater(
      all.filter((part) => !others.includes(part)),
      false,
    );
  };
  for (const [schema, isSure] of found) {
    addWithReferences(schema, isSure);
    for (let task = tasks.pop(); task; task = tasks.pop()) task();
  }
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
