/** Failures that a tester asks for, and what becomes of a reply on its way. */
import type { Delay, FaultKind, FaultSpec } from '../../grammar/fault-types.js';
import type { Reason } from '../../grammar/reasons.js';

export type { Delay, FaultKind, FaultSpec };

/** What happens to the reply on its way. */
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

/** The first thing that is wrong with a fault by its grammar; undefined: nothing. */
export type CheckFault = (spec: unknown) => { pointer: string; problem: string; expected: string } | undefined;
