/** Sample bodies as forms. */
import { isObject, type Json } from '../grammar/json.js';

/** With nested names as in `items[0][price]`. */
export const urlEncoded = (body: unknown): string => new URLSearchParams(flat(body, '')).toString();

function flat(value: unknown, at: string): [string, string][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[at, String(value)]];
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  return entries.flatMap(([key, item]) => flat(item, at === '' ? key : `${at}[${key}]`));
}

const BOUNDARY = 'stuntdouble-sample';

/** A file that is a text and an image. */
const IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** A part for each field of the body, and a small file for each required field of bytes. */
export function formData(body: unknown, { properties, required }: Json): { type: string; text: string } {
  const fields = isObject(body) ? body : {};
  const declared = isObject(properties) ? properties : {};
  const needed: unknown[] = Array.isArray(required) ? required : Object.keys(declared);
  const files = Object.keys(declared).filter((name) => isFile(declared[name]) && needed.includes(name));
  const parts = [
    ...Object.entries(fields).flatMap(([name, value]) =>
      files.includes(name) ? [] : [part(`name="${name}"`, typeof value === 'string' ? value : JSON.stringify(value))],
    ),
    ...files.map((name) => part(`name="${name}"; filename="sample.svg"\r\nContent-Type: image/svg+xml`, IMAGE)),
  ];
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, text: `${parts.join('')}--${BOUNDARY}--\r\n` };
}

const part = (disposition: string, text: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`;

/** OpenAPI 3.0 writes `format: binary`, 3.1 `contentMediaType`; neither has a type of its own for files. */
const isFile = (schema: unknown): boolean =>
  isObject(schema) &&
  (schema['format'] === 'binary' || schema['contentMediaType'] !== undefined || schema['type'] === undefined);
