import type { Reply } from '../model/call.js';
import { problemReply } from './problem-reply.js';

/** The 501 of an operation that is declined by its rule or by `--evidence`, or for which no reply can be made up. */
export const declinedReply = (reason: string): Reply => problemReply(501, 'Not served by stuntdouble', reason);
