/** The replies of stuntdouble with status 501. */
import type { Reply } from '../model/call.js';
import { problemReply } from './problem-reply.js';

/** For an operation that is declined by its rule or by `--evidence`, or whose example cannot be made up. */
export const declinedReply = (reason: string): Reply => problemReply(501, 'Not served by stuntdouble', reason);

/** For one call: no valid value was found for a required field of the record. */
export const noValidValueReply = (problem: string): Reply =>
  problemReply(501, 'No valid value can be made up', problem);
