/** The place in a body that holds the fields of the record (`body.at`). */
import type { OperationRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import { get } from './paths.js';

/** undefined: the whole body. */
export const bodyPath = (rule: OperationRule): string | undefined =>
  'body' in rule && rule.body !== undefined ? rule.body.at : undefined;

/** Converts a path in the record to a path in the body. */
export const inBody = (place: string | undefined, path: string): string =>
  place === undefined ? path : `${place}.${path}`;

const none: Json = {};

/** The object at the place in a body; empty if there is none. */
export function fieldsIn(body: unknown, place: string | undefined): Json {
  const found = place === undefined ? body : get(body, place);
  return isObject(found) ? found : none;
}
