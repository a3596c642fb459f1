/** The table of refusals: one row per reason, in the order of the checks. */
import type { Reason } from '../../grammar/reasons.js';
import type { Row } from './row.js';
import { credentialRejected, forbidden, rateLimited, unauthenticated } from './rows/access.js';
import {
  conflict,
  foreign,
  immutable,
  incomplete,
  notFound,
  protectedRecord,
  unknownReference,
} from './rows/record.js';
import {
  invalid,
  invalidId,
  malformedBody,
  nothingToChange,
  payloadTooLarge,
  unsupportedMediaType,
} from './rows/request.js';
import { browserOrigin, malformedUrl, methodNotAllowed, noSuchRoute } from './rows/routing.js';

export const table: Readonly<Record<Reason, Row>> = {
  browserOrigin,
  malformedUrl,
  noSuchRoute,
  methodNotAllowed,
  unauthenticated,
  credentialRejected,
  forbidden,
  rateLimited,
  invalidId,
  payloadTooLarge,
  unsupportedMediaType,
  malformedBody,
  invalid,
  notFound,
  foreign,
  protected: protectedRecord,
  immutable,
  nothingToChange,
  incomplete,
  unknownReference,
  conflict,
};

export const rowsInOrder = Object.entries(table) as [Reason, Row][];
