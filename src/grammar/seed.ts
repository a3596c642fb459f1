/** The grammar of `seed.yaml`: the records that every account starts with, and the reserved credentials. */
import { reasons } from './reasons.js';
import * as z from 'zod';

const records = z
  .record(z.string(), z.array(z.record(z.string(), z.json())))
  .describe('By resource of the behavior; complete, as stored: hidden and write-only fields included.');

export const seedGrammar = z
  .strictObject({
    records,
    credentials: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'a name in lower case' }),
        z.strictObject({
          token: z.string().min(1).describe('As it is sent, without the scheme.'),
          scopes: z.array(z.string()).optional().describe('All, unless told.'),
          refuse: z.enum(reasons).optional().describe('What each call with it is answered with.'),
          records: records.optional().describe('What only this account has, beside the records above.'),
        }),
      )
      .default({})
      .describe('By the name of the account. In strict mode no others are accepted.'),
  })
  .describe('The records that every account starts with, and the credentials that the seed reserves.');
