/** A JSON object. */
export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of an object or list. `Object.values` and `Object.entries` take three times as long for an object of many names. */
export const partsOf = (value: object): unknown[] =>
  Array.isArray(value) ? value : Object.keys(value).map((key) => (value as Json)[key]);
