/** The reasons of refusals. The dialect of a vendor defines the reply for each. */
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
  'incomplete',
] as const;

export type Reason = (typeof reasons)[number];
