/** The status for each reason: declared by the operation, otherwise usual in the document, otherwise the common one. */
import type { Reason } from '../grammar/reasons.js';

/** By reason: the common status first, then others with the same meaning. */
export const STATUSES: Readonly<Record<Reason, readonly [number, ...number[]]>> = {
  noSuchRoute: [404],
  methodNotAllowed: [405],
  malformedUrl: [400],
  browserOrigin: [403],
  unauthenticated: [401, 403],
  credentialRejected: [401, 403],
  forbidden: [403, 401],
  rateLimited: [429, 503],
  payloadTooLarge: [413],
  unsupportedMediaType: [415],
  malformedBody: [400, 422],
  invalidId: [400, 422],
  invalid: [400, 422],
  nothingToChange: [400, 422],
  notFound: [404, 410],
  foreign: [404, 410],
  immutable: [400, 422, 409],
  conflict: [409, 422, 400],
  protected: [409, 422, 400],
  unknownReference: [400, 422, 404],
};

/** Default messages by reason. */
export const MESSAGES: Readonly<Record<Reason, string>> = {
  noSuchRoute: 'There is nothing at $path.',
  methodNotAllowed: 'The method $method is not allowed at $path.',
  malformedUrl: 'The URL is malformed.',
  browserOrigin: 'Calls of browsers are not accepted.',
  unauthenticated: 'Authentication is required.',
  credentialRejected: 'The credential is not valid.',
  forbidden: 'The credential does not allow this.',
  rateLimited: 'Too many requests. Retry after $retryAfter seconds.',
  payloadTooLarge: 'The request body is too large.',
  unsupportedMediaType: 'The media type of the request body is not supported.',
  malformedBody: 'The request body is malformed.',
  invalidId: 'The id $id is malformed.',
  invalid: '$message',
  nothingToChange: 'The request changes nothing.',
  notFound: 'There is no $resource $id.',
  foreign: 'There is no $resource $id.',
  immutable: 'The field $field cannot be changed.',
  conflict: 'A $resource with the same $field exists already.',
  protected: 'The $resource $id cannot be changed.',
  unknownReference: 'The field $field names nothing that exists.',
};

/** Common error codes by reason. */
export const CODES: Readonly<Record<Reason, string>> = {
  noSuchRoute: 'not_found',
  methodNotAllowed: 'method_not_allowed',
  malformedUrl: 'bad_request',
  browserOrigin: 'forbidden',
  unauthenticated: 'unauthorized',
  credentialRejected: 'unauthorized',
  forbidden: 'forbidden',
  rateLimited: 'rate_limited',
  payloadTooLarge: 'payload_too_large',
  unsupportedMediaType: 'unsupported_media_type',
  malformedBody: 'bad_request',
  invalidId: 'invalid_request',
  invalid: 'invalid_request',
  nothingToChange: 'invalid_request',
  notFound: 'not_found',
  foreign: 'not_found',
  immutable: 'invalid_request',
  conflict: 'conflict',
  protected: 'conflict',
  unknownReference: 'invalid_request',
};

export const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};
