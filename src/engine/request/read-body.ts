import { isJsonType } from '../values/media-type.js';
import type { Body, Call, MultipartPart, RawBody } from '../model/call.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Rule } from '../model/vendor.js';
import { JsonError, parseJson } from './parse-json.js';
import { Refusal } from '../model/refusal.js';
import { memoize } from '../values/memoize.js';

export interface BodyReading {
  /** Default maximum size of a body in bytes. */
  bodyLimit: number;
  /** Hexadecimal SHA-256, for bodies that the journal does not keep. */
  digest: (bytes: Uint8Array) => string;
  /** Reads the parts of a multipart body. */
  readMultipart: (body: Uint8Array, contentType: string) => Promise<readonly MultipartPart[]>;
}

export const bodyTooLarge = (limit: number): string => `body is larger than ${limit} bytes`;
export const expectedTypes = (accepted: readonly string[]): string => `expected ${accepted.join(' or ')}`;

/**
 * Returns the parsed body or a promise of it; undefined: no body. Puts the bytes into `kept`. Throws or rejects with
 * UnsupportedNumber or the refusal payloadTooLarge, unsupportedMediaType or malformedBody.
 */
export const readBody = (host: BodyReading, contract: Bodies, rule: Rule, call: Call, kept: Kept): unknown =>
  rule.operation.mediaTypes === undefined ? call.whole?.() : readDeclared(host, contract, rule, call, kept);

interface Kept {
  bytes: Uint8Array | undefined;
}

function readDeclared(host: BodyReading, contract: Bodies, { operation, rule }: Rule, call: Call, kept: Kept): unknown {
  const limit = ('bodyLimit' in rule ? rule.bodyLimit : undefined) ?? host.bodyLimit;
  const read = (bytes: Body): unknown => {
    if (bytes === 'tooLarge') throw new Refusal('payloadTooLarge', { message: bodyTooLarge(limit) });
    kept.bytes = bytes;
    return bytes.length === 0 ? undefined : parseBody(host, contract, operation, call.headers, bytes);
  };
  const body = call.body(limit);
  return body instanceof Promise ? body.then(read) : read(body);
}

/** The body is valid, but stuntdouble cannot store one of its numbers. Answered with a problem reply. */
export class UnsupportedNumber extends Error {
  override readonly name = 'UnsupportedNumber';
}

/** The part of the Contract port for reading bodies. */
type Bodies = Pick<Contract, 'bodyType' | 'decodeBody'>;

function parseBody(
  host: BodyReading,
  contract: Bodies,
  operation: Operation,
  headers: Call['headers'],
  bytes: Uint8Array,
): unknown {
  const contentType = String(headers['content-type'] ?? typeOf(bytes, operation));
  const { type, isJson, charset } = mediaType(contentType);
  const encoding = headers['content-encoding'];
  const isPlain = (encoding === undefined || encoding === 'identity') && isUnicode(charset);
  if (!isPlain || contract.bodyType(operation, contentType) === undefined) {
    const message = expectedTypes(operation.mediaTypes ?? []);
    throw new Refusal('unsupportedMediaType', { message, field: 'content-type' });
  }
  if (isJson) return fromJson(bytes);
  return type === 'multipart/form-data'
    ? parseParts(host, contract, operation, contentType, bytes)
    : decodedBody(contract, operation, contentType, bytes);
}

/** The type of a body that is sent without one: clients leave it out where the document accepts any. */
function typeOf(bytes: Uint8Array, { mediaTypes = [] }: Operation): string {
  if (!mediaTypes.includes('*/*')) return '';
  try {
    parseJson(bytes);
    return 'application/json';
  } catch {
    return 'application/octet-stream';
  }
}

async function parseParts(
  host: BodyReading,
  contract: Bodies,
  operation: Operation,
  contentType: string,
  bytes: Uint8Array,
): Promise<unknown> {
  const parts = await host.readMultipart(bytes, contentType).catch(() => {
    throw new Refusal('malformedBody', { message: 'body is not valid multipart/form-data' });
  });
  return decodedBody(contract, operation, contentType, parts);
}

const isUnicode = (charset: string | undefined): boolean =>
  charset === undefined || ['utf-8', 'utf8', 'us-ascii'].includes(charset);

function fromJson(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof JsonError && error.problem === 'number') throw new UnsupportedNumber(error.message);
    if (error instanceof JsonError) throw new Refusal('malformedBody', { message: error.message });
    throw error;
  }
}

function decodedBody(contract: Bodies, operation: Operation, contentType: string, body: RawBody): unknown {
  const result = contract.decodeBody(operation, contentType, body);
  if ('problem' in result) throw new Refusal('malformedBody', { message: result.problem });
  return result.value;
}

const mediaType = memoize((contentType): { type: string; isJson: boolean; charset: string | undefined } => {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return { type, isJson: isJsonType(type), charset: charset?.slice(8).replaceAll('"', '') };
});
