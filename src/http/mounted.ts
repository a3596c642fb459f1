/** Bodies that another parser has already read (as `request.body`), when the double is mounted behind it. */
import { isObject } from '../grammar/json.js';
import type { IncomingMessage } from 'node:http';
import type { Body } from '../engine/model/call.js';

export type Mounted = IncomingMessage & { body?: unknown };

export const MOUNTED_BEHIND_PARSER =
  'a body parser runs before the double, so the size of bodies, exact numbers and malformed bodies cannot be ' +
  'checked. Mount the double before express.json() and other body parsers.';

/** Whether another parser has read the body. */
export const isParsed = (request: Mounted): boolean => request.readableEnded && request.body !== undefined;

/** Serializes the parsed body again, in the request's content type. */
export function rewritten({ headers, body }: Mounted, limit: number): Body {
  const isForm = /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '');
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(serializedBody(body, isForm));
  return bytes.length > limit ? 'tooLarge' : bytes;
}

function serializedBody(body: unknown, isForm: boolean): string {
  if (isForm && isObject(body)) return pairs(body, '').join('&');
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function pairs(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pairs(item, `${name}[]`));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, part]) => pairs(part, name === '' ? key : `${name}[${key}]`));
  return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
}
