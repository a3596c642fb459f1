/** The grammar of `seed.yaml`: initial records, and credentials with a special behavior. */
import { reasons } from './reasons.js';
import * as z from 'zod';

const records = z
  .record(z.string(), z.array(z.record(z.string(), z.json())))
  .describe(
    'By resource of the behavior. Records as stored, with hidden and write-only fields. Missing defaults and derived values of the behavior, and missing required values, are added.',
  );

export const seedGrammar = z
  .strictObject({
    records,
    credentials: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'a name in lower case' }),
        z.strictObject({
          token: z.string().min(1).describe('The credential as sent, without the scheme.'),
          scopes: z.array(z.string()).optional().describe('Default: all scopes.'),
          refuse: z.enum(reasons).optional().describe('Refuse each call with this credential for this reason.'),
          records: records.optional().describe('Additional records of this account only.'),
        }),
      )
      .default({})
      .describe('Credentials by account name. In strict mode no others are accepted.'),
  })
  .describe('The initial records of every account, and credentials with a special behavior.');
