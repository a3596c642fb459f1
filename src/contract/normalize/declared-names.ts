/** The names that a schema requires or forbids, compared with those that it and its parts declare. */
import { isObject, type Json } from '../../grammar/json.js';
import { UNDECLARED } from '../schema-place.js';
import { objectAt } from '../references.js';
import { setOwn, withoutKeys, type RepairWalk } from './repair-walk.js';

export function repairRequired(schema: Json, walk: RepairWalk): Json {
  const names = schema['required'];
  if (!Array.isArray(names)) {
    walk.note(`required is ${JSON.stringify(names)}, and must be a list of names: it is ignored`, 'required');
    return withoutKeys(schema, 'required');
  }
  const once = [...new Set(names.filter((name) => typeof name === 'string'))];
  return withUndeclared(once.length === names.length ? schema : { ...schema, required: once }, once, walk);
}

/** Declares required names that no schema declares. Replies have them; requests may omit them. */
function withUndeclared(schema: Json, names: readonly string[], walk: RepairWalk): Json {
  const { properties, discriminator } = schema;
  if (!hasNames(schema, walk) || isInComposition(walk.path)) return schema;
  if (['additionalProperties', 'patternProperties', 'unevaluatedProperties'].some((key) => schema[key])) return schema;
  const declared = declaredNames(schema, walk, 0);
  if (isObject(discriminator)) declared.add(String(discriminator['propertyName']));
  const missing = names.filter((name) => !declared.has(name));
  if (missing.length === 0) return schema;
  walk.note(`required, but not declared: ${missing.join(', ')}; replies have it, requests may omit it`, 'required');
  const all = { ...(isObject(properties) ? properties : {}) };
  for (const name of missing) setOwn(all, name, { [UNDECLARED]: true });
  return { ...schema, properties: all };
}

/** Whether the schema, or each part of its allOf, has properties. */
function hasNames({ properties, allOf }: Json, walk: RepairWalk): boolean {
  if (isObject(properties) && Object.keys(properties).length > 0) return true;
  const parts = Array.isArray(allOf) ? allOf.map((part) => objectAt(walk.root, part)) : [];
  return parts.length > 0 && parts.every((part) => part !== undefined && declaredNames(part, walk, 0).size > 0);
}

const PARTS = new Set(['allOf', 'anyOf', 'oneOf', 'dependentSchemas']);
const CONDITIONS = new Set(['not', 'if', 'then', 'else']);

const isInComposition = (path: readonly string[]): boolean =>
  PARTS.has(path.at(-2) ?? '') || CONDITIONS.has(path.at(-1) ?? '');

function declaredNames(schema: Json, walk: RepairWalk, depth: number): Set<string> {
  const names = new Set(isObject(schema['properties']) ? Object.keys(schema['properties']) : []);
  if (depth > MAX_PARTS) return names;
  const parts = [...PARTS].flatMap((key): unknown[] => Object.values((schema[key] ?? {}) as Json));
  for (const part of [...parts, ...[...CONDITIONS].map((key) => schema[key])]) {
    const found = objectAt(walk.root, part);
    if (found) for (const name of declaredNames(found, walk, depth + 1)) names.add(name);
  }
  return names;
}

const MAX_PARTS = 6;

/**
 * Notes where a schema or a part of its `allOf` is closed, and so allows none of the others' fields. The schema stays as it
 * is: its readers (`SchemaPlace`, `Preparation`) accept the names of all parts.
 */
export function noteClosedParts(schema: Json, walk: RepairWalk): Json {
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'].map((part) => objectAt(walk.root, part)) : [];
  const names = (part: Json | undefined): string[] =>
    isObject(part?.['properties']) ? Object.keys(part['properties']) : [];
  const all = new Set([schema, ...parts].flatMap(names));
  const isClosed = (part: Json | undefined): boolean =>
    part?.['additionalProperties'] === false && names(part).length < all.size;
  if (isClosed(schema))
    walk.note('the schema is closed: fields that the parts of allOf declare are accepted nevertheless', 'allOf');
  else if (parts.some(isClosed))
    walk.note('a part of allOf is closed: fields that the other parts declare are accepted nevertheless', 'allOf');
  return schema;
}
