/** The ports through which the outside world comes in. */
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

/** What the ids of an account depend on: its own records, and that no other account has the same id. */
export type IdView = Pick<View, 'highest'>;

export interface Ids {
  draw(vendor: Vendor, account: Account, now: number, view: IdView): Draw & { commit(): void };
}

export interface Store {
  view(vendor: Vendor, account: Account): View;
  /** Why there is no room for these changes; undefined: there is. */
  refuses(vendor: Vendor, account: Account, changes: readonly Change[]): string | undefined;
  /** The only write. All changes or none. */
  apply(vendor: Vendor, account: Account, changes: readonly Change[]): void;
  reset(): void;
}

/** The faults of a sandbox. */
export interface Faults {
  /** The first that fires for this call. `record`: the id that the path names. undefined: no fault looks at the call. */
  find(vendor: Vendor, operation: Operation, account: Account, record: string | undefined): FaultUse | undefined;
}

export interface FaultUse {
  /** undefined: none fires, but some count the call. */
  fired: FiredFault | undefined;
  /** Counts the call for each fault that looked at it. */
  count(): void;
}

/** The rate limits of a sandbox. */
export interface Limits {
  /** undefined: no limit is on for this vendor. */
  check(vendor: Vendor, account: Account, now: number): LimitUse | undefined;
}

export interface LimitUse {
  /** Seconds to wait, where the call is one too many. */
  retryAfter: number | undefined;
  /** Counts the call in each window that has room for it. */
  count(): void;
}

export interface Journal {
  add(call: Draft): void;
  /** Notes a change that no call made. */
  addChange(change: ChangeDraft): void;
}

/** Everything that can change, for one sandbox. */
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
   * How anything but a call changes records, with an entry in the journal. All changes or none.
   * @param by who makes it: `control`, `console`, `restore`, `reload`
   */
  change(by: string, of: { vendor: Vendor; account: Account }, changes: readonly Change[]): void;
  /** Where a shared store comes in: runs the step, more than once if it must, and gives the outcome that counts. */
  run?: <T>(step: () => T) => T | Promise<T>;
}

/** What the engine needs of the process that it runs in. */
export interface Host extends BodyReading {
  accounts: Accounts;
  /** Monotonic milliseconds. */
  elapsed: () => number;
  /** Reports our own failures, with their stack. */
  failed: (error: unknown, at: string) => void;
  /** Reports replies that broke their contract. */
  violated: (violations: readonly Violation[], at: string) => void;
  /** Called for each call that is over. */
  answered?: (call: Draft) => void;
}

/** A call, with what is needed to answer it. */
export interface RequestContext {
  host: Host;
  world: World;
  vendor: Vendor;
  call: Call;
  /** When it came, by `host.elapsed`. */
  began: number;
}
