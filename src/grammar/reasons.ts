/** Why an API says no. Closed: the dialect of a vendor says how each one looks. */
export const reasons = [
  'noSuchRoute',
  'methodNotAllowed',
  'malformedUrl',
  'browserOrigin',
  'unauthenticated',
  'credentialRejected',
  'forbidden',
  'rateLimited',
  'payloadTooLarge',
  'unsupportedMediaType',
  'malformedBody',
  'invalidId',
  'invalid',
  'nothingToChange',
  'notFound',
  'foreign',
  'immutable',
  'conflict',
  'protected',
  'unknownReference',
] as const;

export type Reason = (typeof reasons)[number];
