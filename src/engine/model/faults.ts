/** Failures that a tester asks for: what they are, and where they fire. */
import type { Reason } from '../../grammar/reasons.js';

/** Milliseconds: fixed, or drawn from the sandbox's seed. */
export type Delay =
  number | { uniform: [least: number, most: number] } | { lognormal: { median: number; sigma: number } };

/** What happens to the answer on its way. */
export interface Delivery {
  /** Milliseconds before the first byte. */
  delay?: number;
  /** The connection ends without a reply: closed in good order, or reset. */
  drop?: 'close' | 'reset';
  /** Only so many bytes of the body come, then the connection ends. */
  truncate?: number;
  /** The body is broken JSON of the announced length. */
  malformed?: true;
  /** Bytes a second. */
  trickle?: number;
}

/** Exactly one of these. */
export interface FaultKind {
  /** Refused for this reason, in the vendor's words. */
  refuse?: Reason;
  /** A bare 5xx without a body, as a gateway gives it. */
  status?: number;
  delay?: Delay;
  /** The connection ends before the write is made, or after: then the write stands and the answer is lost. */
  drop?: 'before' | 'after';
  /** Like `drop`, by a TCP reset. */
  reset?: 'before' | 'after';
  truncate?: number;
  malformed?: true;
  trickle?: number;
}

export interface FaultPlace {
  /** Needed when several vendors have the operation. */
  vendor?: string;
  operation: string;
  /** Name of the account, as the journal shows it. */
  account?: string;
  /** Id of the record that the path names. */
  record?: string;
}

export interface FaultSpec extends FaultKind, FaultPlace {
  /** How often it fires; until removed when left out. */
  times?: number;
  /** How many matching calls pass before it fires for the first time. Default 0. */
  after?: number;
}

export interface Fault extends FaultSpec {
  readonly id: string;
  readonly vendor: string;
  /** How often it fired. */
  readonly fired: number;
}

/** A fault that fires for the call at hand. */
export interface FiredFault {
  id: string;
  refuse?: Reason;
  status?: number;
  /** Before anything is decided. */
  before?: Delivery;
  /** Carried on the reply. */
  delivery?: Delivery;
}
