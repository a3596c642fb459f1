/** The grammar of a snapshot: one sandbox, but for its journal, as one JSON document. */
import * as z from 'zod';
import type { FaultSpec } from './faults.js';
import { isObject, type Json } from './paths.js';

export const SNAPSHOT_FORMAT = 'stuntdouble.snapshot';
export const SNAPSHOT_VERSION = 1;

export type ClockState =
  | { mode: 'system' }
  /** Milliseconds that it is ahead of the system's clock. */
  | { mode: 'offset'; offset: number }
  /** Milliseconds since the epoch. */
  | { mode: 'frozen'; at: number };

export interface RecordState {
  id: string;
  /** Its place among records whose sort key is equal. */
  seq: number;
  record: Json;
  /** JSON pointers into the record: where write-only values were left out. */
  withheld?: string[] | undefined;
}

/** What one account has of one resource, as the difference from the seed. */
export interface CollectionState {
  removed: string[];
  records: RecordState[];
  /** The next `seq`. */
  next: number;
  /** The highest number that an id held. */
  highest: number;
}

export interface StoreState {
  accounts: (CollectionState & { account: string; resource: string })[];
  /** Records that came after the seed: which accounts have them, and which had them. */
  owners: { resource: string; id: string; have: string[]; had: string[] }[];
  highest: Record<string, number>;
}

export interface IdsState {
  /** By account: how many random numbers were drawn. */
  draws: Record<string, number>;
  /** By resource: the last number given. */
  sequences: Record<string, number>;
}

export interface VendorState extends StoreState, IdsState {
  /** Of what the records mean something for: another contract, behavior or seed, and they would mean something else. */
  fingerprint: { contract: string; behavior: string; seed: string };
}

export interface FaultsState {
  made: number;
  drawn: number;
  standing: { id: string; seen: number; fired: number; spec: FaultSpec & { vendor: string } }[];
}

export interface LimitsState {
  on: string[];
  /** `limit`: which of the vendor's. `start`: milliseconds since the epoch. */
  windows: { vendor: string; limit: number; account: string; start: number; count: number }[];
}

/** A sandbox as one JSON document. Not to be written by hand: `checksum` is over all the rest. */
export interface Snapshot {
  format: typeof SNAPSHOT_FORMAT;
  version: typeof SNAPSHOT_VERSION;
  checksum: string;
  /** Whether write-only values (API keys and the like) are in it. */
  secrets: 'left out' | 'kept';
  randomSeed: number;
  clock: ClockState;
  /** Those that are not as at the start. */
  vendors: Record<string, VendorState>;
  faults: FaultsState;
  limits: LimitsState;
}

const count = z.int().min(0);
const object = z.custom<Json>(isObject, { error: 'expected an object' });

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
  highest: z.record(z.string(), count),
  draws: z.record(z.string(), count),
  sequences: z.record(z.string(), count),
});

export const snapshotGrammar: z.ZodType<Snapshot> = z.strictObject({
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
    standing: z.array(
      z.strictObject({
        id: z.string().min(1),
        seen: count,
        fired: count,
        spec: z.custom<FaultSpec & { vendor: string }>(
          (it) => isObject(it) && typeof it['vendor'] === 'string' && typeof it['operation'] === 'string',
          { error: 'expected a fault with its vendor and operation' },
        ),
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
