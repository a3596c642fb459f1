/**
 * What a fault can be, stated once: the types (fault-types.ts, held by the compiler), the checks (by `schema/fault.schema.json`, which `npm run schema` writes),
 * the control side's document, the flags of `faults add`, and the grammar of snapshots follow from it.
 */
import * as z from 'zod';
import type { FaultSpec } from './fault-types.js';
import { reasons } from './reasons.js';

/** A timer that is told to wait longer does not wait at all. */
const MAX_MILLISECONDS = 2 ** 31 - 1;

const milliseconds = z.number().min(0).max(MAX_MILLISECONDS);
const when = z.enum(['before', 'after']);

/** Where and how often it fires. */
const place = {
  vendor: z.string().optional().describe('Name of the vendor; needed when several have the operation.'),
  operation: z.string().describe('operationId, or `vendor.operationId`.'),
  account: z.string().optional().describe('Name of an account, as the journal shows it: for its calls only.'),
  record: z.string().optional().describe('Id of the record that the path names: for this record only.'),
  times: z.int().min(1).optional().describe('How often it fires: a whole number from 1. Default: until removed.'),
  after: z.int().min(0).optional().describe('How many matching calls pass before it fires: a whole number from 0.'),
};

/** What happens. A fault has exactly one of these. */
const kinds = {
  refuse: z.enum(reasons).optional().describe("Refused for this reason, in the vendor's words, such as rateLimited."),
  status: z
    .int()
    .min(500)
    .max(599)
    .optional()
    .describe('A status from 500 to 599 without a body, as a gateway gives it.'),
  delay: z
    .union([
      milliseconds,
      z.strictObject({ uniform: z.tuple([milliseconds, milliseconds]) }),
      z.strictObject({ lognormal: z.strictObject({ median: milliseconds, sigma: milliseconds }) }),
    ])
    .optional()
    .describe(
      `Replied later: milliseconds up to ${MAX_MILLISECONDS}, or drawn from the sandbox's seed: {"uniform":[least, most]} or {"lognormal":{"median":m,"sigma":s}}.`,
    ),
  drop: when.optional().describe('The connection closes without a reply, before or after the write.'),
  reset: when.optional().describe('The connection is reset (TCP RST) without a reply, before or after the write.'),
  truncate: z.int().min(0).optional().describe('Only so many bytes of the body are sent, then the connection closes.'),
  malformed: z.literal(true).optional().describe('The body is broken JSON of the announced length.'),
  trickle: z.int().min(1).optional().describe('The body is sent at so many bytes a second.'),
};

export const faultGrammar = z.strictObject({ ...place, ...kinds }) satisfies z.ZodType<FaultSpec, FaultSpec>;

/** A fault with its vendor, id and count. */
export const faultShown = faultGrammar.extend({
  vendor: z.string().describe('Name of the vendor.'),
  id: z.string().describe('Id of the fault.'),
  fired: z.int().min(0).describe('How often it fired.'),
});
