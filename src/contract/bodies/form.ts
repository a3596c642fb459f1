/** Converts the texts and files of a form to a value by the schema. */
import type { MultipartPart } from '../../engine/model/call.js';
import { Upload } from '../../engine/values/upload.js';
import { isObject, type Json } from '../../grammar/json.js';
import { FormError, fromPairs, jsonOr, bracketSteps, type Leaf } from '../text/brackets.js';
import { typesAt, type TextPlace } from '../text/text-place.js';
import { decodeQueryPart, split, type Style } from '../text/styles.js';
import { latin1 } from '../../engine/values/latin1.js';
import { isJsonType } from '../../engine/values/media-type.js';

/** `encoding` of a media type: by property. */
type Encodings = Json;

type Pair = readonly [steps: readonly string[], leaf: Leaf];

/** An `application/x-www-form-urlencoded` body as a value. Throws FormError. */
export function decodeForm(text: string, place: TextPlace | undefined, encodings: Encodings = {}): unknown {
  const pairs = text
    .split('&')
    .filter((pair) => pair !== '')
    .flatMap((pair): Pair[] => {
      const at = pair.indexOf('=');
      const name = decodedFormText(at < 0 ? pair : pair.slice(0, at));
      const raw = at < 0 ? '' : pair.slice(at + 1);
      const steps = stepsAt(name, place);
      const encoding = encodingOf(encodings, steps);
      return textsOf(raw, encoding).map((value) => [steps, leafOf(decodedFormText(value), encoding)] as const);
    });
  return fromPairs(pairs, place);
}

/** A `multipart/form-data` body as a value. Throws FormError. */
export function decodeParts(
  parts: readonly MultipartPart[],
  place: TextPlace | undefined,
  encodings: Encodings = {},
): unknown {
  const pairs = parts.map((part): Pair => {
    const steps = stepsAt(part.name, place);
    let at: TextPlace | undefined = place;
    for (const [i, step] of steps.entries()) at = i > 0 && step === '' ? at?.item() : at?.property(step);
    return [steps, leafOfPart(part, at, encodingOf(encodings, steps))];
  });
  return fromPairs(pairs, place);
}

/** A property may have brackets in its name. */
const stepsAt = (name: string, place: TextPlace | undefined): string[] =>
  place?.declares(name) === true ? [name] : bracketSteps(name);

function decodedFormText(text: string): string {
  try {
    return decodeQueryPart(text);
  } catch {
    throw new FormError('body has a bad percent-encoding');
  }
}

interface Encoding {
  style: Style | undefined;
  explode: boolean | undefined;
  isJson: boolean;
}

function encodingOf(encodings: Encodings, [name = '', ...below]: readonly string[]): Encoding | undefined {
  const found = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  if (!isObject(found) || below.length > 0) return undefined;
  const { style, explode, contentType } = found;
  return {
    style: typeof style === 'string' ? (style as Style) : undefined,
    explode: typeof explode === 'boolean' ? explode : undefined,
    isJson: typeof contentType === 'string' && isJsonType(contentType),
  };
}

/** Splits a text into a list if its encoding says so. */
function textsOf(raw: string, encoding: Encoding | undefined): string[] {
  const { style = 'form', explode = style === 'form' } = encoding ?? {};
  return encoding === undefined || explode || style === 'deepObject' ? [raw] : split(style, raw);
}

const leafOf = (text: string, encoding: Encoding | undefined): Leaf =>
  encoding?.isJson === true ? { value: jsonOr(text) } : { text };

function leafOfPart(part: MultipartPart, place: TextPlace | undefined, encoding: Encoding | undefined): Leaf {
  const { filename, type, bytes } = part;
  if ((type !== undefined && isJsonType(type)) || encoding?.isJson === true) return { value: jsonOr(utf8(bytes)) };
  // A list of files is sent as several parts of one name.
  const one = typesAt(place).isList ? place?.item() : place;
  const isFile = filename !== undefined || type === 'application/octet-stream';
  if (!isFile && !isBinary(one)) return { text: utf8(bytes) };
  return { value: fileFor(one, new Upload(filename ?? '', type ?? '', bytes)) };
}

/** Converts a file by its schema: to a text if the schema requires one, otherwise the file. */
export function fileFor(place: TextPlace | undefined, file: Upload): unknown {
  if (!typesAt(place).names.has('string')) return file;
  if (place?.schemas.some((schema) => schema['format'] === 'byte' || schema['contentEncoding'] === 'base64'))
    return Buffer.from(file.bytes).toString('base64');
  return isBinary(place) ? latin1(file.bytes) : utf8(file.bytes);
}

const isBinary = (place: TextPlace | undefined): boolean =>
  place?.schemas.some(
    ({ format, contentMediaType }) =>
      format === 'binary' || (contentMediaType !== undefined && !/^text\/|json/.test(String(contentMediaType))),
  ) === true;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws FormError. */
export function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new FormError('body is not valid UTF-8');
  }
}
