/**
 * The data of a call that has not been read from the journal yet: references only. The entry is computed on first read
 * (docs/decisions/0014).
 */
import type { Json } from '../../grammar/json.js';
import type { Call, Reply } from '../model/call.js';
import type { Violation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { Trace } from '../model/trace.js';
import type { Delivery } from '../model/faults.js';
import type { Refusal, RefusalDetails } from '../model/refusal.js';
import { memoize } from '../values/memoize.js';
import { isOmittedHeader } from './redacted-reply-headers.js';

/** Does not refer to the call or the reply, which refer to a socket. */
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
  /** The reply's body as JSON text, which needs less memory than its values. */
  readonly text: string | undefined;
  /** Those that the journal shows, and perhaps others. */
  readonly replyHeaders: Reply['headers'];
  readonly delivery: Delivery | undefined;
}

/** Maximum number of issues in an entry: a body can have a hundred thousand. */
const MAX_ISSUES = 50;

const noDetails: RefusalDetails = {};
/** @param duration milliseconds */
export const draft = (
  { at, sandbox }: { at: number; sandbox: string },
  vendor: Vendor,
  { method, path, query, headers }: Call,
  trace: Trace,
  { status, headers: replyHeaders, text, delivery }: Reply,
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
  details: trace.refusal ? withoutEchoes(trace.refusal) : noDetails,
  violations,
  status,
  text,
  replyHeaders: keptHeaders(replyHeaders),
  delivery,
});

/**
 * Most replies have a content type and no other header that the journal shows: those of one type share an object, since
 * what entries keep is what the garbage collector has to copy. Later steps change only headers that are left out.
 */
function keptHeaders(headers: Reply['headers']): Reply['headers'] {
  for (const name in headers) if (name !== 'content-type' && !isOmittedHeader(name)) return headers;
  return onlyType(headers['content-type'] ?? '');
}

const onlyType = memoize((type): Reply['headers'] => (type === '' ? {} : { 'content-type': type }));

/** Estimated size of a draft in bytes (JSON length of its entry), without records that the store holds anyway. */
export function estimateBytes({
  path,
  query,
  replyHeaders,
  trace: { sent, input, changes },
  details,
  violations,
  text,
}: Draft): number {
  const parts = (details.issues?.length ?? 0) + violations.length + changes.length;
  let bytes = 600 + 2 * path.length + 2 * query.length + (text?.length ?? 0) + 100 * parts;
  for (const name in replyHeaders) bytes += name.length + (replyHeaders[name]?.length ?? 0) + 6;
  // The entry of a write has the values twice: in the body and in the changes.
  bytes += addBytes(0, input?.body ?? sent) * (changes.length > 0 ? 2 : 1);
  for (const { before, after, isCopy } of changes) {
    if (after === undefined || isCopy === true) bytes = addBytes(bytes, before);
    if (isCopy === true) bytes = addBytes(bytes, after);
  }
  return bytes;
}

/** The details of a refusal without values that the body already has. */
function withoutEchoes({ reason, details }: Refusal): RefusalDetails {
  const { issues = [] } = details;
  if (reason !== 'unknownReference' && issues.length <= MAX_ISSUES) return details;
  const { id, ...rest } = details;
  return { ...rest, ...(reason !== 'unknownReference' && { id }), issues: issues.slice(0, MAX_ISSUES) };
}

function addBytes(sum: number, value: unknown): number {
  if (typeof value === 'string') return sum + value.length + 3;
  if (typeof value !== 'object' || value === null) return sum + 6;
  let total = sum + 2;
  if (Array.isArray(value)) for (const item of value) total = addBytes(total, item);
  else for (const key in value) total = addBytes(total + key.length + 3, (value as Json)[key]);
  return total;
}
