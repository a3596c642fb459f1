/**
 * What a call leaves behind: references, which nobody reads. The journal's entry is written from it when it is read
 * (docs/decisions/0014).
 */
import { type Json } from '../../grammar/json.js';
import type { Account, Call, Decision, Input, Reply } from '../model/call.js';
import type { Operation, Violation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { type Written } from './diff.js';
import type { Delivery, FiredFault } from '../model/faults.js';
import type { Refusal, RefusalDetails } from '../refusals/refusal.js';

/** What is known of a call so far. */
export interface Trace {
  operation: Operation | undefined;
  account: Account | undefined;
  /** The body as it was read. */
  sent: unknown;
  /** The client disconnected before its message was whole. */
  lost: boolean;
  input: Input | undefined;
  changes: readonly Written[];
  refusal: Refusal | undefined;
  fault: FiredFault | undefined;
  rule: string;
  evidence: string;
  /** As the header shows them, behind the evidence. */
  parts: string;
  /** Set where the reply is an example, and not made of records. */
  by: Decision['by'];
  /** The status of the reply, where the behavior has it and the contract does not. */
  undeclared: number | undefined;
}

/** Neither the call nor the reply as a whole: those hold a socket and the reply's text. */
export interface Draft {
  readonly at: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly sandbox: string;
  readonly vendor: Vendor;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Call['headers'];
  readonly trace: Trace;
  readonly details: RefusalDetails;
  readonly violations: readonly Violation[];
  readonly status: number;
  /** The reply's body as JSON: one text is less to keep than all its parts. */
  readonly text: string | undefined;
  readonly delivery: Delivery | undefined;
}

/** Most that an entry keeps: a body can be wrong in a hundred thousand places. */
const MAX_ISSUES = 50;

const nothing: RefusalDetails = {};
const unchanged: readonly Written[] = [];

const nobody: Arrived = { operation: undefined, account: undefined, sent: undefined, lost: false };

/** What the arrival of a call leaves in its trace. */
type Arrived = Pick<Trace, 'operation' | 'account' | 'sent' | 'lost'>;

export const newTrace = ({ operation, account, sent, lost }: Arrived = nobody): Trace => ({
  operation,
  account,
  sent,
  lost,
  input: undefined,
  changes: unchanged,
  refusal: undefined,
  fault: undefined,
  rule: 'none',
  evidence: 'none',
  parts: '',
  by: undefined,
  undeclared: undefined,
});

/** @param duration milliseconds */
export const draft = (
  { at, sandbox }: { at: number; sandbox: string },
  vendor: Vendor,
  { method, path, query, headers }: Call,
  trace: Trace,
  { status, text, delivery }: Reply,
  violations: readonly Violation[],
  duration: number,
): Draft => ({
  at,
  duration: Math.round(duration * 1000) / 1000,
  sandbox,
  vendor,
  method,
  path,
  query,
  headers,
  trace,
  details: trace.refusal ? withoutEchoes(trace.refusal) : nothing,
  violations,
  status,
  text,
  delivery,
});

/** Estimated bytes of a draft: the length of the JSON of its entry. A record that the store still holds is not counted. */
export function weight({ path, query, trace: { sent, changes }, details, violations, text }: Draft): number {
  const parts = (details.issues?.length ?? 0) + violations.length + changes.length;
  let bytes = 600 + 2 * path.length + 2 * query.length + (text?.length ?? 0) + 100 * parts;
  // A write is in its entry twice: as it was sent, and as it changed the record.
  bytes += weigh(0, sent) * (changes.length > 0 ? 2 : 1);
  for (const { was, is } of changes) if (is === undefined) bytes = weigh(bytes, was);
  return bytes;
}

/** The details of a refusal without the values that they repeat from the body. */
function withoutEchoes({ reason, details }: Refusal): RefusalDetails {
  const { issues = [] } = details;
  if (reason !== 'unknownReference' && issues.length <= MAX_ISSUES) return details;
  const { id, ...rest } = details;
  return { ...rest, ...(reason !== 'unknownReference' && { id }), issues: issues.slice(0, MAX_ISSUES) };
}

function weigh(sum: number, value: unknown): number {
  if (typeof value === 'string') return sum + value.length + 3;
  if (typeof value !== 'object' || value === null) return sum + 6;
  if (Array.isArray(value)) return value.reduce<number>(weigh, sum + 2);
  let total = sum + 2;
  for (const key of Object.keys(value)) total = weigh(total + key.length + 3, (value as Json)[key]);
  return total;
}
