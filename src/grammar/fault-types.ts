/** The types of faults, without the grammar's library: they are part of the package's own types. */
import type { Reason } from './reasons.js';

/** Milliseconds: fixed, or drawn from the sandbox's seed. */
export type Delay =
  number | { uniform: [least: number, most: number] } | { lognormal: { median: number; sigma: number } };

/** What happens. A fault has exactly one of these. */
export interface FaultKinds {
  /** Refused for this reason, in the vendor's words. */
  refuse?: Reason | undefined;
  /** A status from 500 to 599 without a body, like from a gateway. */
  status?: number | undefined;
  delay?: Delay | undefined;
  /** Close the connection without a reply, before or after the write. */
  drop?: 'before' | 'after' | undefined;
  /** The connection is reset without a reply, before or after the write. */
  reset?: 'before' | 'after' | undefined;
  /** Send only this many bytes of the body, then close the connection. */
  truncate?: number | undefined;
  /** Send invalid JSON of the announced length. */
  malformed?: true | undefined;
  /** Bytes a second. */
  trickle?: number | undefined;
}

export type FaultKind = keyof FaultKinds;

export interface FaultSpec extends FaultKinds {
  /** Needed when several vendors have the operation. */
  vendor?: string | undefined;
  operation: string;
  /** Name of the account, as the journal shows it. */
  account?: string | undefined;
  /** Id of the record that the path names. */
  record?: string | undefined;
  /** How often it fires. Default: until removed. */
  times?: number | undefined;
  /** How many matching calls pass before it fires for the first time. Default 0. */
  after?: number | undefined;
}
