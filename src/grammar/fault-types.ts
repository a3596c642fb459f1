/** The types of faults, without the grammar's library: they are part of the package's own types. */
import type { Reason } from './reasons.js';

/** Milliseconds: fixed, or drawn from the sandbox's seed. */
export type Delay =
  number | { uniform: [least: number, most: number] } | { lognormal: { median: number; sigma: number } };

/** What happens. A fault has exactly one of these. */
export interface FaultKinds {
  /** Refuse for this reason as the vendor does. */
  refuse?: Reason | undefined;
  /** A status from 500 to 599 without a body, like from a gateway. */
  status?: number | undefined;
  delay?: Delay | undefined;
  /** Close the connection without a reply, before or after the write. */
  drop?: 'before' | 'after' | undefined;
  /** Reset the connection without a reply, before or after the write. */
  reset?: 'before' | 'after' | undefined;
  /** Send only this many bytes of the body, then close the connection. */
  truncate?: number | undefined;
  /** Send invalid JSON of the announced length. */
  malformed?: true | undefined;
  /** Bytes per second. */
  trickle?: number | undefined;
}

export type FaultKind = keyof FaultKinds;

export interface FaultSpec extends FaultKinds {
  /** Needed when several vendors have the operation. */
  vendor?: string | undefined;
  operation: string;
  /** Account name as in the journal. */
  account?: string | undefined;
  /** Id of the record in the path. */
  record?: string | undefined;
  /** Number of times that it fires. Default: until removed. */
  times?: number | undefined;
  /** Number of matching calls before it fires for the first time. Default 0. */
  after?: number | undefined;
}
