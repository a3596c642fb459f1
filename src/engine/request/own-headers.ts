import type { Trace } from '../journal/draft.js';
import type { Call, Reply } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';
import { allowOrigin } from './cors.js';

/** Adds the headers of stuntdouble, and those for browsers. */
export function addOwnHeaders(vendor: Vendor, call: Call, reply: Reply, trace: Trace): void {
  const { operation, rule, evidence, parts, by } = trace;
  reply.headers['x-stuntdouble-rule'] =
    `${vendor.name}.${rule}; ${evidence}${parts}${by === undefined ? '' : `; ${by}`}`;
  if (operation) reply.headers['x-stuntdouble-operation'] = operation.id;
  allowOrigin(vendor, call, reply);
}
