/** Ports of the engine: time, ids, storage, faults, limits, journal, and the process. */
import type { Draft } from './journal/draft.js';
import type { Accounts } from './request/authenticate.js';
import type { BodyReading } from './request/read-body.js';
import type { Draw, Maker } from './model/draw.js';
import type { Account, Call, Change } from './model/call.js';
import type { Operation, Violation } from './model/contract.js';
import type { View } from './model/view.js';
import type { Vendor } from './model/vendor.js';
import type { ChangeDraft } from './journal/change.js';
import type { FiredFault } from './model/faults.js';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The records on which the next id depends. */
export type IdView = Pick<View, 'highest'>;

export interface Ids {
  draw(vendor: Vendor, account: Account, now: number, view: IdView): Draw & { commit(): void };
}

export interface Store {
  view(vendor: Vendor, account: Account): View;
  /** Why the store has no room for these changes; undefined: it has room. */
  refuses(vendor: Vendor, account: Account, changes: readonly Change[]): string | undefined;
  /** The only method that writes. Applies all changes or none. */
  apply(vendor: Vendor, account: Account, changes: readonly Change[]): void;
  reset(): void;
}

/** The faults of a sandbox. */
export interface Faults {
  /** The first fault that fires for this call. `record`: the id in the path. undefined: no fault matches the call. */
  find(vendor: Vendor, operation: Operation, account: Account, record: string | undefined): FaultUse | undefined;
}

export interface FaultUse {
  /** undefined: faults match the call and count it, but none fires. */
  fired: FiredFault | undefined;
  /** Counts the call for each fault that matches it. */
  count(): void;
}

/** The rate limits of a sandbox. */
export interface Limits {
  /** undefined: the vendor's limits are off. */
  check(vendor: Vendor, account: Account, now: number): LimitUse | undefined;
}

export interface LimitUse {
  /** Seconds to wait, for `Retry-After`; undefined: the call is within the limits. */
  retryAfter: number | undefined;
  /** Counts the call in each window that is not full. */
  count(): void;
}

export interface Journal {
  add(call: Draft): void;
  /** Adds a change without a call. */
  addChange(change: ChangeDraft): void;
}

/** The mutable state of one sandbox. */
export interface World {
  name: string;
  store: Store;
  clock: Clock;
  ids: Ids;
  faults: Faults;
  limits: Limits;
  journal: Journal;
  maker: Maker;
  /**
   * Changes records without a call, and adds an entry to the journal. Applies all changes or none.
   * @param by source of the change: `control`, `console`, `restore` or `reload`
   */
  change(by: string, of: { vendor: Vendor; account: Account }, changes: readonly Change[]): void;
  /** Runs the step in a transaction of a shared store, several times if necessary. Returns the committed outcome. */
  run?: <T>(step: () => T) => T | Promise<T>;
}

/** The process, as the engine uses it. */
export interface Host extends BodyReading {
  accounts: Accounts;
  /** Monotonic milliseconds. */
  elapsed: () => number;
  /** Logs an internal error with its stack. */
  failed: (error: unknown, at: string) => void;
  /** Logs violations of the reply schema. */
  violated: (violations: readonly Violation[], at: string) => void;
  /** Called after each call, for metrics. */
  answered?: (call: Draft) => void;
}

/** A call and everything that handling it needs. */
export interface RequestContext {
  host: Host;
  world: World;
  vendor: Vendor;
  call: Call;
  /** Time of arrival, by `host.elapsed`. */
  began: number;
}
