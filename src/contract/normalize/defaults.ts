import type { Json } from '../../grammar/json.js';
import { withoutKeys, type RepairWalk } from './repair-walk.js';

/** Converts a default to the type of its schema, or removes it. */
export function repairDefault(schema: Json, walk: RepairWalk): Json {
  const { default: value, type } = schema;
  const allowed: unknown[] = type === undefined ? [] : [type].flat();
  if (isOfTypes(value, allowed) && isChoice(value, schema['enum'])) return schema;
  const converted =
    typeof value === 'string'
      ? fromText(value, allowed)
      : allowed.includes('string') && typeof value !== 'object'
        ? String(value)
        : undefined;
  if (converted !== undefined && isChoice(converted, schema['enum'])) {
    walk.note(`the default ${JSON.stringify(value)} is read as ${JSON.stringify(converted)}`, 'default');
    return { ...schema, default: converted };
  }
  // A default of null means no default.
  if (value !== null)
    walk.note(`the default ${JSON.stringify(value)} is not valid by the schema: it is ignored`, 'default');
  return withoutKeys(schema, 'default');
}

const isChoice = (value: unknown, choices: unknown): boolean =>
  !Array.isArray(choices) ||
  choices.some((choice) => choice === value || JSON.stringify(choice) === JSON.stringify(value));

export function isOfTypes(value: unknown, types: readonly unknown[]): boolean {
  if (types.length === 0) return true;
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.includes(actual) || (types.includes('integer') && Number.isInteger(value));
}

function fromText(text: string, types: readonly unknown[]): unknown {
  if ((types.includes('integer') || types.includes('number')) && text.trim() !== '' && Number.isFinite(Number(text)))
    return types.includes('number') || Number.isInteger(Number(text)) ? Number(text) : undefined;
  return types.includes('boolean') && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
}
