/** The words of the engine (DESIGN §1) as types, and the ports through which the outside world comes in. */
import type { Draw, Maker } from './model/draw.js';
import type { Account, Change } from './model/call.js';
import type { Operation } from './model/contract.js';
import type { View } from './model/view.js';
import type { Vendor } from './model/vendor.js';
import type { Draft } from './journal/entry.js';
import type { FiredFault } from './model/faults.js';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Ids {
  draw(vendor: Vendor, account: Account, now: number, view: Pick<View, 'highest'>): Draw & { commit(): void };
}

export interface Store {
  view(vendor: Vendor, account: Account): View;
  /** The only write. All changes or none. */
  apply(vendor: Vendor, account: Account, changes: readonly Change[]): void;
  reset(): void;
}

/** The failures that the tester asked for. */
export interface Faults {
  /** The first that fires for this call; each call counts once. `record`: the id that the path names. */
  take(vendor: Vendor, operation: Operation, account: Account, record: string | undefined): FiredFault | undefined;
}

export interface Limits {
  /** Counts a call; seconds to wait when it is one too many. */
  take(vendor: Vendor, account: Account, now: number): number | undefined;
}

export interface Journal {
  add(draft: Draft): void;
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
}
