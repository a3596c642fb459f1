import type { FieldRule } from './grammar.js';
import type { Json } from './paths.js';

/** The plainest value that a schema allows: null, false, 0, nothing; undefined where only a particular text will do. */
export function neutral(schema: Json): FieldRule['default'] {
  const given = schema['const'] ?? schema['default'];
  if (given !== undefined) return given as FieldRule['default'];
  const types = [schema['type']].flat();
  if (types.includes('null')) return null;
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as FieldRule['default'];
  if (types.includes('boolean')) return false;
  if (types.includes('integer') || types.includes('number')) return Math.max(0, Number(schema['minimum'] ?? 0));
  if (types.includes('array')) return schema['minItems'] === undefined ? [] : undefined;
  if (types.includes('object')) return Array.isArray(schema['required']) ? undefined : {};
  const isFree = ['format', 'pattern', 'minLength'].every((it) => schema[it] === undefined);
  return types.includes('string') && isFree ? '' : undefined;
}
