/** One sandbox, but for its journal, as one JSON document. */
import type { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import type { Json } from '../../grammar/json.js';
import type { FaultSpec } from './faults.js';

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
}

export interface IdsState {
  /** By account: how many random numbers were drawn. */
  draws: Record<string, number>;
  /** By `account/resource`: the last number given. */
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

/** The first place where a document does not follow the grammar; undefined: there is none. */
export type CheckSnapshot = (document: unknown) => { pointer: string; problem: string } | undefined;
