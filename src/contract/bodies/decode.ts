/** Decodes bodies that are not JSON, by their content type and schema. */
import type { MultipartPart, RawBody } from '../../engine/model/call.js';
import { parseJson } from '../../engine/request/parse-json.js';
import { Upload } from '../../engine/values/upload.js';
import { isObject, type Json } from '../../grammar/json.js';
import { FormError } from '../text/brackets.js';
import { typesAt, type TextPlace } from '../text/text-place.js';
import { decodeForm, decodeParts, fileFor, utf8 } from './form.js';
import { latin1 } from '../../engine/values/latin1.js';
import { essence } from '../../engine/values/media-type.js';

export type Decoded = { value: unknown } | { problem: string };

const FORM = 'application/x-www-form-urlencoded';
const TEXT = /^text\/|[/+](?:xml|yaml|x-yaml|csv|javascript|graphql|x-ndjson|jsonl|sdp)$/;

/** @param media media type object of the matching declared type */
export function decodeBody(
  body: RawBody,
  contentType: string,
  place: TextPlace | undefined,
  media: Json | undefined,
): Decoded {
  const encodings = isObject(media?.['encoding']) ? media['encoding'] : {};
  const type = essence(contentType);
  try {
    if (isParts(body)) return { value: decodeParts(body, place, encodings) };
    if (type === FORM) return { value: decodeForm(latin1(body), place, encodings) };
    return { value: TEXT.test(type) ? ofText(body, place) : binary(body, contentType, place) };
  } catch (error) {
    if (error instanceof FormError) return { problem: error.message };
    throw error;
  }
}

/** The JSON of a text where the schema is of an object or a list: some clients send JSON as plain text. */
function ofText(bytes: Uint8Array, place: TextPlace | undefined): unknown {
  const text = utf8(bytes);
  const { names } = typesAt(place);
  if (names.has('string') || !(names.has('object') || names.has('array'))) return text;
  try {
    return parseJson(bytes);
  } catch {
    return text;
  }
}

const isParts = (body: RawBody): body is readonly MultipartPart[] => Array.isArray(body);

/** A text if the schema requires one, otherwise the file. */
function binary(bytes: Uint8Array, type: string, place: TextPlace | undefined): unknown {
  const { names } = typesAt(place);
  const file = new Upload('', type, bytes);
  if (!names.has('string')) return file;
  const isPlain = place?.schemas.every((schema) => schema['format'] === undefined && !('contentEncoding' in schema));
  return isPlain === true ? latin1(bytes) : fileFor(place, file);
}
