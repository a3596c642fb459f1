/**
 * What a fault can be, stated once: the types (fault-types.ts, held by the compiler), the checks (by `schema/fault.schema.json`, which `npm run schema` writes),
 * the control side's document, the flags of `faults add`, and the grammar of snapshots follow from it.
 */
import * as z from 'zod';
import type { FaultSpec } from './fault-types.js';
import { reasons } from './reasons.js';

/** Maximum of a timer in Node: a longer timeout would fire immediately. */
const MAX_MILLISECONDS = 2 ** 31 - 1;

const milliseconds = z.number().min(0).max(MAX_MILLISECONDS);
const when = z.enum(['before', 'after']);

/** Where and how often it fires. */
const place = {
  vendor: z.string().optional().describe('Name of the vendor; needed when several have the operation.'),
  operation: z.string().describe('operationId, or `vendor.operationId`.'),
  account: z.string().optional().describe('Account name as in the journal: only for its calls.'),
  record: z.string().optional().describe('Id of the record in the path: only for this record.'),
  times: z
    .int()
    .min(1)
    .optional()
    .describe('Number of times that it fires: a whole number from 1. Default: until removed.'),
  after: z
    .int()
    .min(0)
    .optional()
    .describe('Number of matching calls before it fires for the first time: a whole number from 0.'),
};

/** What happens. A fault has exactly one of these. */
const kinds = {
  refuse: z.enum(reasons).optional().describe('Refuse for this reason as the vendor does, such as rateLimited.'),
  status: z
    .int()
    .min(500)
    .max(599)
    .optional()
    .describe('A status from 500 to 599 without a body, like from a gateway.'),
  delay: z
    .union([
      milliseconds,
      z.strictObject({ uniform: z.tuple([milliseconds, milliseconds]) }),
      z.strictObject({ lognormal: z.strictObject({ median: milliseconds, sigma: milliseconds }) }),
    ])
    .optional()
    .describe(
      `Delay the reply: milliseconds up to ${MAX_MILLISECONDS}, or drawn from the sandbox's seed: {"uniform":[least, most]} or {"lognormal":{"median":m,"sigma":s}}.`,
    ),
  drop: when.optional().describe('Close the connection without a reply, before or after the write.'),
  reset: when.optional().describe('Reset the connection (TCP RST) without a reply, before or after the write.'),
  truncate: z.int().min(0).optional().describe('Send only this many bytes of the body, then close the connection.'),
  malformed: z.literal(true).optional().describe('Send invalid JSON of the announced length.'),
  trickle: z.int().min(1).optional().describe('Send the body at this rate, in bytes per second.'),
};

export const faultGrammar = z.strictObject({ ...place, ...kinds }) satisfies z.ZodType<FaultSpec, FaultSpec>;

/** A fault with its vendor, id and count. */
export const faultShown = faultGrammar.extend({
  vendor: z.string().describe('Name of the vendor.'),
  id: z.string().describe('Id of the fault.'),
  fired: z.int().min(0).describe('Number of times that it fired.'),
});
