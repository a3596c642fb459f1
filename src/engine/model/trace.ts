/** What the pipeline has found out about a call. */
import type { Json } from '../../grammar/json.js';
import type { ReplyBasis } from './reply-basis.js';
import type { Account, Input } from './call.js';
import type { Operation } from './contract.js';
import type { FiredFault } from './faults.js';
import type { Refusal } from './refusal.js';

export interface Trace {
  operation: Operation | undefined;
  account: Account | undefined;
  /** The parsed body; undefined once the validated one is kept. */
  sent: unknown;
  /** The client disconnected before the whole message was received. */
  lost: boolean;
  input: Input | undefined;
  changes: readonly WrittenRecord[];
  refusal: Refusal | undefined;
  fault: FiredFault | undefined;
  /** undefined: no rule answered. */
  basis: ReplyBasis | undefined;
  /** The status of the reply, if the behavior states it and the contract does not declare it. */
  undeclared: number | undefined;
}

/** A record before and after a change; undefined: it did not exist. Records are immutable, so nothing is copied. */
export interface WrittenRecord {
  readonly resource: string;
  readonly id: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** They are copies for the journal: nothing else keeps them. */
  readonly isCopy?: boolean;
}

const unchanged: readonly WrittenRecord[] = [];

/** Rule and evidence of a reply without a basis. */
export const NONE = 'none';

const noArrival: Arrived = { operation: undefined, account: undefined, sent: undefined, lost: false };

/** The fields of a trace that are known on arrival. */
type Arrived = Pick<Trace, 'operation' | 'account' | 'sent' | 'lost'>;

export const newTrace = ({ operation, account, sent, lost }: Arrived = noArrival): Trace => ({
  operation,
  account,
  sent,
  lost,
  input: undefined,
  changes: unchanged,
  refusal: undefined,
  fault: undefined,
  basis: undefined,
  undeclared: undefined,
});
