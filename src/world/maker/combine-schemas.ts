/** Combines two schemas into one, as far as making up values needs it. */
import { isObject, type Json } from '../../grammar/json.js';

type Merge = (a: unknown, b: unknown) => unknown;

const both: Merge = (a, b) => ({ allOf: [a, b] });
const first: Merge = (a) => a;
const larger: Merge = (a, b) => Math.max(Number(a), Number(b));
const smaller: Merge = (a, b) => Math.min(Number(a), Number(b));
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Merge functions by keyword. Of other keywords the first value is used, and the final validation decides. */
const MERGES: Record<string, Merge> = {
  type: types,
  enum: (a, b) => list(a).filter((value) => list(b).some((other) => JSON.stringify(other) === JSON.stringify(value))),
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  minContains: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  multipleOf: commonMultiple,
  uniqueItems: (a, b) => a === true || b === true,
  required: (a, b) => [...new Set([...list(a), ...list(b)])],
  properties: (a, b) => merged(a, b, both),
  patternProperties: (a, b) => merged(a, b, both),
  dependentSchemas: (a, b) => merged(a, b, both),
  dependentRequired: (a, b) => merged(a, b, (x, y) => [...list(x), ...list(y)]),
  items: both,
  additionalProperties: (a, b) => (a === false || b === false ? false : both(a, b)),
  propertyNames: both,
  prefixItems: (a, b) =>
    Array.from({ length: Math.max(list(a).length, list(b).length) }, (_, i) => ({
      allOf: [list(a)[i] ?? true, list(b)[i] ?? true],
    })),
  not: (a, b) => ({ anyOf: [a, b] }),
  examples: (a, b) => [...list(a), ...list(b)],
};

export function combine(a: Json, b: Json): Json {
  const out: Json = { ...a };
  for (const [keyword, value] of Object.entries(b))
    out[keyword] = out[keyword] === undefined ? value : (MERGES[keyword] ?? first)(out[keyword], value);
  return out;
}

function merged(a: unknown, b: unknown, merge: Merge): Json {
  const out: Json = { ...(isObject(a) ? a : {}) };
  for (const [key, value] of Object.entries(isObject(b) ? b : {}))
    out[key] = Object.hasOwn(out, key) ? merge(out[key], value) : value;
  return out;
}

function types(a: unknown, b: unknown): unknown[] {
  const ours = [a].flat();
  const theirs = [b].flat();
  return ours.flatMap((type) => {
    if (theirs.includes(type)) return [type];
    if (type === 'number' && theirs.includes('integer')) return ['integer'];
    return type === 'integer' && theirs.includes('number') ? ['integer'] : [];
  });
}

function commonMultiple(a: unknown, b: unknown): unknown {
  const [small = 1, large = 1] = [Number(a), Number(b)].sort((x, y) => x - y);
  for (let times = 1; times <= 1000; times++) if (Number.isInteger((large * times) / small)) return large * times;
  return large;
}
