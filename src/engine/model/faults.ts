/** Types of faults: failures on request, and their effect on the sending of a reply. */
import type { Delay, FaultKind, FaultSpec } from '../../grammar/fault-types.js';
import type { Reason } from '../../grammar/reasons.js';

export type { Delay, FaultKind, FaultSpec };

/** How a reply is sent. */
export interface Delivery {
  /** Milliseconds before the first byte. */
  delay?: number;
  /** End the connection without a reply: close it (FIN) or reset it (RST). */
  drop?: 'close' | 'reset';
  /** Send only this many bytes of the body, then end the connection. */
  truncate?: number;
  /** Send invalid JSON of the announced length. */
  malformed?: true;
  /** Send at this rate, in bytes per second. */
  trickle?: number;
}

export interface Fault extends FaultSpec {
  readonly id: string;
  readonly vendor: string;
  /** How many times it has fired. */
  readonly fired: number;
}

/** The effect of a fault on one call. */
export interface FiredFault {
  id: string;
  refuse?: Reason;
  status?: number;
  /** Replaces the decision: the call changes nothing. */
  before?: Delivery;
  /** Applied to the reply after the decision. */
  delivery?: Delivery;
}

/** The first violation of the grammar of faults; undefined: none. */
export type CheckFault = (spec: unknown) => { pointer: string; problem: string; expected: string } | undefined;
