/** The grammar of a snapshot. At run time its JSON Schema is used (`schema/snapshot.schema.json`, by `npm run schema`). */
import * as z from 'zod';
import { faultGrammar } from './fault.js';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from './snapshot-format.js';

const count = z.int().min(0);
const object = z.looseObject({});

const collection = z.strictObject({
  account: z.string().min(1),
  resource: z.string().min(1),
  removed: z.array(z.string()),
  records: z.array(
    z.strictObject({ id: z.string(), seq: count, record: object, withheld: z.array(z.string()).optional() }),
  ),
  next: count,
  highest: count,
});

const vendor = z.strictObject({
  fingerprint: z.strictObject({ contract: z.string(), behavior: z.string(), seed: z.string() }),
  accounts: z.array(collection),
  owners: z.array(
    z.strictObject({
      resource: z.string().min(1),
      id: z.string(),
      have: z.array(z.string().min(1)),
      had: z.array(z.string().min(1)),
    }),
  ),
  draws: z.record(z.string(), count),
  sequences: z.record(z.string(), count),
});

export const snapshotGrammar = z.strictObject({
  format: z.literal(SNAPSHOT_FORMAT),
  version: z.literal(SNAPSHOT_VERSION),
  checksum: z.string(),
  secrets: z.enum(['left out', 'kept']),
  randomSeed: z.int(),
  clock: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('system') }),
    z.strictObject({ mode: z.literal('offset'), offset: z.number() }),
    z.strictObject({ mode: z.literal('frozen'), at: z.number() }),
  ]),
  vendors: z.record(z.string(), vendor),
  faults: z.strictObject({
    made: count,
    drawn: count,
    active: z.array(
      z.strictObject({
        id: z.string().min(1),
        seen: count,
        fired: count,
        spec: faultGrammar.required({ vendor: true }),
      }),
    ),
  }),
  limits: z.strictObject({
    on: z.array(z.string()),
    windows: z.array(
      z.strictObject({ vendor: z.string(), limit: count, account: z.string().min(1), start: z.number(), count }),
    ),
  }),
});
