import { NONE, type Trace } from '../model/trace.js';
import { ruledBy, type ReplyBasis } from '../model/reply-basis.js';
import type { Call, Reply } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';
import { allowOrigin } from '../request/cors.js';

/** Adds the headers of stuntdouble, and those for browsers. */
export function addOwnHeaders(vendor: Vendor, call: Call, reply: Reply, trace: Trace): void {
  const { operation, basis = vendor.cache.of(ruledBy, NONE) } = trace;
  reply.headers['x-stuntdouble-rule'] = basis.shown ??= ruleShown(vendor, basis);
  if (operation) reply.headers['x-stuntdouble-operation'] = operation.id;
  allowOrigin(vendor, call, reply);
}

const ruleShown = ({ name }: Vendor, { rule, evidence, parts, by }: ReplyBasis): string =>
  `${name}.${rule}; ${evidence}${parts}${by === undefined ? '' : `; ${by}`}`;
