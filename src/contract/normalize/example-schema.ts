/** A schema for a reply that has an example only: its fields and their types, none of them required. */
import { isObject, type Json } from '../../grammar/json.js';
import { objectAt } from '../references.js';

const MAX_DEPTH = 8;

/** The media type with a schema by its example, if its own schema says nothing; otherwise the same object. */
export function withExampleSchema(root: Json, type: string, media: unknown): unknown {
  if (!isObject(media) || !/json|\*\/\*/i.test(type) || !saysNothing(media['schema'])) return media;
  const example = exampleOf(root, media);
  if (typeof example !== 'object' || example === null || Object.keys(example).length === 0) return media;
  return { ...media, schema: schemaOf(example, '', 0) };
}

const SILENT = new Set(['description', 'title', 'example', 'examples', 'additionalProperties']);

/** Whether a schema is missing, or allows every object and has no name. */
function saysNothing(schema: unknown): boolean {
  if (schema === undefined || schema === true) return true;
  return (
    isObject(schema) &&
    Object.entries(schema).every(
      ([key, value]) => (SILENT.has(key) && value !== false) || (key === 'type' && value === 'object'),
    )
  );
}

/** The first example, which may be JSON as a text. */
function exampleOf(root: Json, { example, examples, schema }: Json): unknown {
  const [first] = isObject(examples) ? Object.values(examples) : [];
  const found = example ?? objectAt(root, first)?.['value'] ?? (isObject(schema) ? schema['example'] : undefined);
  if (typeof found !== 'string') return found;
  try {
    return JSON.parse(found);
  } catch {
    return undefined;
  }
}

function schemaOf(value: unknown, name: string, depth: number): Json {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    return {
      type: 'array',
      ...(first !== undefined && depth < MAX_DEPTH && { items: schemaOf(first, name, depth + 1) }),
    };
  }
  if (isObject(value)) {
    const properties = Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, depth < MAX_DEPTH ? schemaOf(part, key, depth + 1) : {}]),
    );
    return { type: 'object', properties, additionalProperties: true };
  }
  if (value === null || value === undefined) return {};
  return { type: typeof value === 'number' ? numberType(value, name) : typeof value, example: value };
}

/** Only ids are whole in every record. */
const numberType = (value: number, name: string): string =>
  Number.isInteger(value) && /id$/i.test(name) ? 'integer' : 'number';
