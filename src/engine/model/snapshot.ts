/** Types of a snapshot: one sandbox without its journal, as a JSON document. */
import type { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../../grammar/snapshot-format.js';
import type { Json } from '../../grammar/json.js';
import type { FaultSpec } from './faults.js';

export type ClockState =
  | { mode: 'system' }
  /** Milliseconds ahead of the system's clock. */
  | { mode: 'offset'; offset: number }
  /** Milliseconds since the epoch. */
  | { mode: 'frozen'; at: number };

export interface RecordState {
  id: string;
  /** Order among records with an equal sort key. */
  seq: number;
  record: Json;
  /** JSON pointers to the write-only values that were left out. */
  withheld?: string[] | undefined;
}

/** The records of one resource in one account, as the difference from the seed. */
export interface CollectionState {
  removed: string[];
  records: RecordState[];
  /** The next `seq`. */
  next: number;
  /** The highest number in an id so far. */
  highest: number;
}

export interface StoreState {
  accounts: (CollectionState & { account: string; resource: string })[];
  /** Records that are not from the seed: current owners (`have`) and earlier ones (`had`). */
  owners: { resource: string; id: string; have: string[]; had: string[] }[];
}

export interface IdsState {
  /** By account: the number of random numbers drawn. */
  draws: Record<string, number>;
  /** By `account/resource`: the last number used. */
  sequences: Record<string, number>;
}

export interface VendorState extends StoreState, IdsState {
  /** Digests of contract, behavior and seed: the records are valid only for these. */
  fingerprint: { contract: string; behavior: string; seed: string };
}

export interface FaultsState {
  made: number;
  drawn: number;
  active: { id: string; seen: number; fired: number; spec: FaultSpec & { vendor: string } }[];
}

export interface LimitsState {
  on: string[];
  /** `limit`: index into the vendor's limits. `start`: milliseconds since the epoch. */
  windows: { vendor: string; limit: number; account: string; start: number; count: number }[];
}

/** A sandbox as a JSON document. `checksum` covers all other fields, so a snapshot cannot be edited by hand. */
export interface Snapshot {
  format: typeof SNAPSHOT_FORMAT;
  version: typeof SNAPSHOT_VERSION;
  checksum: string;
  /** Whether it has write-only values, such as API keys. */
  secrets: 'left out' | 'kept';
  randomSeed: number;
  clock: ClockState;
  /** Vendors with changes since the start. */
  vendors: Record<string, VendorState>;
  faults: FaultsState;
  limits: LimitsState;
}

/** The first violation of the grammar of snapshots; undefined: none. */
export type CheckSnapshot = (document: unknown) => { pointer: string; problem: string } | undefined;
