/** Journal entries of calls, without secrets. Each is computed when it is first read. */
import type { Draft } from './draft.js';
import { redactedReplyHeaders } from './redacted-reply-headers.js';
import { redactedBody, redactedHeaders, redactedParameters, redactedPath, redactedQuery } from './redacted-request.js';
import { type Json } from '../../grammar/json.js';
import type { Violation } from '../model/contract.js';
import { NONE } from '../model/trace.js';
import { recordedChanges, type RecordedChange } from './recorded-changes.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Delivery } from '../model/faults.js';
import { preferredCode } from '../reply/prefer.js';
import { jsonOrText } from '../values/json-or-text.js';
import { redact } from '../values/redact.js';
import { explainRefusal } from '../refusals/explain.js';
import type { Explanation } from '../refusals/row.js';

/** One call. Deeply frozen; secrets are `[redacted]`. */
export interface JournalEntry {
  readonly kind: 'call';
  /** Starts at 1, and again after a reset or clear. */
  readonly seq: number;
  /** ISO 8601, from the sandbox's clock. */
  readonly at: string;
  /** Real milliseconds until the reply was decided; excludes delays by faults. */
  readonly duration: number;
  readonly sandbox: string;
  readonly vendor: string;
  readonly account?: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** All header names. Values that may hold secrets are `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** As validated; as sent where the call was refused before. */
  readonly query?: Readonly<Json>;
  /** Path parameters, as validated. */
  readonly params?: Readonly<Json>;
  /** As validated; as sent where the call was refused before. */
  readonly body?: unknown;
  /** 0 if `lost`. */
  readonly status: number;
  /** The client disconnected before the whole message was received. There is no reply. */
  readonly lost?: true;
  /** The rule that answered: an operation id, or an entry of the dialect (`refusals.notFound`). */
  readonly rule: string;
  readonly evidence: string;
  /** `example`: the reply is the document's example or made up, and not made from records. */
  readonly by?: 'example';
  readonly reason?: Reason;
  /** The id of the fault that fired. */
  readonly fault?: string;
  /** Refused fields with the keyword that failed, without values. */
  readonly issues?: readonly { readonly field: string; readonly keyword: string }[];
  readonly changes: readonly RecordedChange[];
  readonly reply: {
    readonly status: number;
    /** Without those of the connection and of stuntdouble. Secrets are `[redacted]`, long values are cut. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    /** Bytes of the body that was decided; a fault may have sent fewer. */
    readonly size?: number;
    readonly delivery?: Readonly<Delivery>;
  };
  readonly violations: readonly Violation[];
  /** For a 4xx: the reason, and what would have been accepted. */
  readonly why?: Explanation;
}

export function redactedEntry(call: Draft, seq: number): JournalEntry {
  const { vendor, method, query, trace, details, delivery, status } = call;
  const { operation, account, input, fault, refusal } = trace;
  const path = redactedPath(vendor, call.path, operation);
  const names = operation && vendor.contract.passwords(operation);
  const headers = redactedHeaders(call.headers);
  const body = redactedBody(vendor, trace, call.headers);
  const reasoned = status >= 400 && status < 500 ? explanationOf({ ...call, path }, headers) : undefined;
  return frozen({
    kind: 'call' as const,
    seq,
    at: new Date(call.at).toISOString(),
    duration: call.duration,
    sandbox: call.sandbox,
    vendor: vendor.name,
    ...(account && { account: account.name }),
    ...(operation && { operation: operation.id }),
    method,
    path,
    headers,
    ...(query !== '' && { query: redactedQuery(vendor, query, trace) }),
    ...(input &&
      operation &&
      operation.parameters.length > 0 && { params: redactedParameters(vendor, input.params, operation) }),
    ...(body !== undefined && { body }),
    status,
    ...(trace.lost && { lost: true as const }),
    rule: trace.basis?.rule ?? NONE,
    evidence: trace.basis?.evidence ?? NONE,
    ...(trace.basis?.by && { by: trace.basis.by }),
    ...(refusal && {
      reason: refusal.reason,
      issues: (details.issues ?? []).map(({ field, keyword }) => ({ field, keyword })),
    }),
    ...(fault && { fault: fault.id }),
    changes: recordedChanges(vendor, trace.changes, names),
    reply: {
      status,
      ...(!trace.lost && { headers: redactedReplyHeaders(call.replyHeaders) }),
      ...(call.text !== undefined && {
        body: redact(jsonOrText(call.text), { names }),
        size: Buffer.byteLength(call.text),
      }),
      ...(delivery && { delivery: { ...delivery } }),
    },
    violations: call.violations,
    ...(reasoned && { why: reasoned }),
  });
}

function explanationOf(call: Draft, headers: Readonly<Record<string, string>>): Explanation | undefined {
  const { vendor, method, path, trace, details } = call;
  const { operation, refusal, fault, basis } = trace;
  if (fault && (fault.refuse ?? fault.status ?? fault.before))
    return { says: `the fault ${fault.id} replaced the reply` };
  if (basis?.rule === 'preferred') return { says: preferenceExplained(call, headers['prefer'] ?? '') };
  return refusal && explainRefusal({ vendor, operation, method, path, reason: refusal.reason, details });
}

function preferenceExplained({ status, trace: { operation } }: Draft, prefer: string): string {
  if (preferredCode(prefer) === String(status)) return `requested by the header Prefer: ${prefer}`;
  return `the header requests a status that is not declared: Prefer: ${prefer}; declared: ${operation?.statuses.join(', ')}`;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
