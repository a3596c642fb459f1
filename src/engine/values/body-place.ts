/** Where in a body the fields of the record stand. */
import type { OperationRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import { get } from './paths.js';

/** undefined: the body itself. */
export const bodyPlace = (rule: OperationRule): string | undefined =>
  'body' in rule && rule.body !== undefined ? rule.body.at : undefined;

/** Of paths in the body, those below its place, as paths of the record. */
export function below(place: string | undefined, paths: readonly string[]): string[] {
  if (place === undefined) return [...paths];
  const start = `${place}.`;
  return paths.flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : []));
}

/** The path in the body of a field of the record. */
export const inBody = (place: string | undefined, path: string): string =>
  place === undefined ? path : `${place}.${path}`;

const none: Json = {};

/** The fields that a body has at its place. */
export function fieldsIn(body: unknown, place: string | undefined): Json {
  const found = place === undefined ? body : get(body, place);
  return isObject(found) ? found : none;
}
