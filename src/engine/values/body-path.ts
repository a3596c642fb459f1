/** The path of the object in a body that holds the fields of the record (`body.at`). */
import type { OperationRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import { get } from './paths.js';

/** undefined: the whole body. */
export const bodyPath = (rule: OperationRule): string | undefined =>
  'body' in rule && rule.body !== undefined ? rule.body.at : undefined;

/** Converts a path in the record to a path in the body. */
export const inBody = (at: string | undefined, path: string): string => (at === undefined ? path : `${at}.${path}`);

const none: Json = {};

/** The object at a path in a body; empty if there is none. */
export function fieldsIn(body: unknown, at: string | undefined): Json {
  const found = at === undefined ? body : get(body, at);
  return isObject(found) ? found : none;
}
