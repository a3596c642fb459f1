import type { Json } from '../../../grammar/json.js';
import type { FieldRule } from '../../../grammar/behavior.js';

/** A neutral value that the schema allows (null, false, 0, '', [] or {}); undefined: there is none. */
export function neutralValue(schema: Json): FieldRule['default'] {
  const given = 'const' in schema ? schema['const'] : schema['default'];
  if (given !== undefined) return given as FieldRule['default'];
  const types = [schema['type']].flat();
  if (types.includes('null') || mayBeNull(schema)) return null;
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as FieldRule['default'];
  if (types.includes('boolean')) return false;
  if (types.includes('number')) return plainNumber(schema, () => true);
  if (types.includes('integer')) return plainNumber(schema, Number.isInteger);
  if (types.includes('array')) return isNone(schema['minItems']) ? [] : undefined;
  if (types.includes('object')) return isNone(schema['minProperties']) && isNone(schema['required']) ? {} : undefined;
  const isFree = schema['format'] === undefined && schema['pattern'] === undefined && isNone(schema['minLength']);
  return types.includes('string') && isFree ? '' : undefined;
}

/** OpenAPI 3.1 can also declare null by `anyOf` or `oneOf`. */
const mayBeNull = (schema: Json): boolean =>
  ['anyOf', 'oneOf'].some((key) => {
    const choices = schema[key];
    return Array.isArray(choices) && choices.some((json: Json) => json['type'] === 'null');
  });

/** Whether a minimum or a list of required names is empty. */
const isNone = (least: unknown): boolean =>
  least === undefined || least === 0 || (Array.isArray(least) && least.length === 0);

/** Zero, or the allowed number that is nearest to a bound. */
function plainNumber(schema: Json, isOfType: (n: number) => boolean): number | undefined {
  const bound = (name: string, otherwise: number): number => Number(schema[name] ?? otherwise);
  const [least, above] = [bound('minimum', -Infinity), bound('exclusiveMinimum', -Infinity)];
  const [most, below] = [bound('maximum', Infinity), bound('exclusiveMaximum', Infinity)];
  const step = bound('multipleOf', 0);
  const isAllowed = (n: number): boolean =>
    isOfType(n) && n >= least && n > above && n <= most && n < below && (step === 0 || Number.isInteger(n / step));
  const near = [0, least, Math.ceil(least), Math.floor(above) + 1, most, Math.floor(most), Math.ceil(below) - 1];
  return near.find((n) => Number.isFinite(n) && isAllowed(n));
}
