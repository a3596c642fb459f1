import type { Body, Call } from '../model/call.js';
import type { Rule } from '../model/vendor.js';
import { JsonError, parseJson } from './json.js';
import { Refusal } from '../refusals/refusal.js';
import { remembered } from '../values/memoize.js';

export interface BodyReading {
  /** Bytes that a body may have where the behavior does not say otherwise. */
  bodyLimit: number;
  /** Multipart bodies are read by somebody who knows how. */
  readMultipart: (body: Uint8Array, contentType: string) => Promise<unknown>;
}

export const bodyTooLarge = (limit: number): string => `body is larger than ${limit} bytes`;
export const expectedTypes = (accepted: readonly string[]): string => `expected ${accepted.join(' or ')}`;

/**
 * The body as a value, or a promise of it; undefined where there is none. Throws, or rejects with, payloadTooLarge,
 * unsupportedMediaType or malformedBody.
 */
export function readBody(host: BodyReading, { operation, rule }: Rule, call: Call): unknown {
  const { mediaTypes } = operation;
  if (mediaTypes === undefined) return call.whole?.();
  const limit = 'bodyLimit' in rule ? (rule.bodyLimit ?? host.bodyLimit) : host.bodyLimit;
  const read = (bytes: Body): unknown => {
    if (bytes === 'tooLarge') throw new Refusal('payloadTooLarge', { message: bodyTooLarge(limit) });
    return bytes.length === 0 ? undefined : understand(host, mediaTypes, call.headers, bytes);
  };
  const bytes = call.body(limit);
  return bytes instanceof Promise ? bytes.then(read) : read(bytes);
}

function understand(
  host: BodyReading,
  accepted: readonly string[],
  headers: Call['headers'],
  bytes: Uint8Array,
): unknown {
  const contentType = String(headers['content-type'] ?? '');
  const type = acceptedMediaType(accepted, contentType, headers['content-encoding']);
  if (type === 'multipart/form-data') {
    return host.readMultipart(bytes, contentType).catch(() => {
      throw new Refusal('malformedBody', { message: 'body is not valid multipart/form-data' });
    });
  }
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new Refusal('malformedBody', { message: error.message });
    throw error;
  }
}

function acceptedMediaType(
  accepted: readonly string[],
  contentType: string,
  encoding: string | string[] | undefined,
): string {
  const { type, charset } = mediaType(contentType);
  const coded = encoding !== undefined && encoding !== 'identity';
  if (!accepted.includes(type) || coded || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new Refusal('unsupportedMediaType', { message: expectedTypes(accepted), field: 'content-type' });
  }
  return type;
}

const mediaType = remembered((contentType): { type: string; charset: string | undefined } => {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((it) => it.startsWith('charset='));
  return { type, charset: charset?.slice(8).replaceAll('"', '') };
});
