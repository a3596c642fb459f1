/** The second opinion on replies, silent where the judge cannot take the schema itself. */
import { isObject, type Json } from '../../../src/grammar/json.js';
import { judgeOf, type Judge } from '../second-opinion.js';

export function tolerantJudgeOf(document: Json): Judge {
  const judge = judgeOf(withoutKinds(document) as Json);
  return async (operation, reply) => {
    try {
      return await judge(operation, reply);
    } catch (error) {
      if (error instanceof Error && error.constructor.name === 'InvalidSchemaError') return [];
      throw error;
    }
  };
}

/** The judge does not read discriminators: of the alternatives that a value matches, one is named. */
function withoutKinds(value: unknown): unknown {
  if (Array.isArray(value)) return same(value, value.map(withoutKinds));
  if (!isObject(value)) return value;
  const parts = withoutSent(
    same(value, Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutKinds(part)]))),
  );
  if (!isObject(parts['discriminator']) || !Array.isArray(parts['oneOf'])) return parts;
  const { oneOf, ...rest } = parts;
  return { ...rest, anyOf: oneOf };
}

/** A required property that is write-only is required in requests only. */
function withoutSent(schema: Json): Json {
  const { properties, required } = schema;
  if (!isObject(properties) || !Array.isArray(required)) return schema;
  const isSent = (name: unknown): boolean => (properties[String(name)] as Json | undefined)?.['writeOnly'] === true;
  return required.some(isSent) ? { ...schema, required: required.filter((name) => !isSent(name)) } : schema;
}

/** The same object where nothing in it changed, by which a judge is known. */
function same<T extends object>(before: T, after: T): T {
  return Object.entries(after).every(([key, part]) => (before as Json)[key] === part) ? before : after;
}
