/**
 * The journal's entry of a call. What a call leaves is a draft: references, which nobody reads. The entry is written when
 * somebody looks, and all secrets are gone from it before it is (docs/decisions/0014).
 */
import { isObject, type Json } from '../../grammar/json.js';
import type { Account, Call, Decision, Input, Reply } from '../model/call.js';
import type { Operation, Violation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { differences, type RecordedChange, type Written } from './diff.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Delivery, FiredFault } from '../model/faults.js';
import { preferredCode } from '../request/prefer.js';
import { redact, redactEchoes, REDACTED, type Secrets } from '../values/redact.js';
import { isSecretAt, secretsAt, united } from '../values/secrets.js';
import type { Refusal, RefusalDetails } from '../refusals/refusal.js';
import { explain } from '../refusals/explain.js';
import type { Explanation } from '../refusals/row.js';

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

/** One call, as it went. Immutable at every depth; secrets are `[redacted]`. */
export interface JournalEntry {
  readonly kind: 'call';
  /** 1 for the first since the start, the last reset or clear. */
  readonly seq: number;
  /** ISO 8601, from the sandbox's clock. */
  readonly at: string;
  /** Real milliseconds until the reply was decided; what a fault then does to it on its way is not in it. */
  readonly duration: number;
  readonly sandbox: string;
  readonly vendor: string;
  readonly account?: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** All names; values only of those that hold no secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** As validated; as sent where the call was refused before. */
  readonly query?: Readonly<Json>;
  /** Of the path, as validated. */
  readonly params?: Readonly<Json>;
  /** As validated; as sent where the call was refused before. */
  readonly body?: unknown;
  /** 0 where the call was lost. */
  readonly status: number;
  /** The client disconnected before its message was whole: nothing was decided, and there is no reply. */
  readonly lost?: true;
  /** Which rule answered: an operation, or an entry of the dialect. */
  readonly rule: string;
  readonly evidence: string;
  /** `example`: the reply is the document's example, or made up; it is not made of records. */
  readonly by?: 'example';
  readonly reason?: Reason;
  /** The id of the fault that fired. */
  readonly fault?: string;
  /** Fields that were refused, with the keyword; never their values. */
  readonly issues?: readonly { readonly field: string; readonly keyword: string }[];
  readonly changes: readonly RecordedChange[];
  readonly reply: { readonly status: number; readonly body?: unknown; readonly delivery?: Readonly<Delivery> };
  readonly violations: readonly Violation[];
  /** For a 4xx: what would have been accepted. */
  readonly why?: Explanation;
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

/** A body can be wrong in a hundred thousand places. */
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
  details: trace.refusal ? told(trace.refusal) : nothing,
  violations,
  status,
  text,
  delivery,
});

/** Bytes that a draft takes, about: as long as the JSON of its entry. What a write left of a record it shares with the next. */
export function weight({ path, query, trace: { sent, changes }, details, violations, text }: Draft): number {
  const parts = (details.issues?.length ?? 0) + violations.length + changes.length;
  let bytes = 600 + 2 * path.length + 2 * query.length + (text?.length ?? 0) + 100 * parts;
  // A write is told twice: as it was sent, and as it changed the record.
  bytes += weigh(0, sent) * (changes.length > 0 ? 2 : 1);
  for (const { was, is } of changes) if (is === undefined) bytes = weigh(bytes, was);
  return bytes;
}

export function complete(it: Draft, seq: number): JournalEntry {
  const { vendor, method, path, query, trace, details, delivery, status } = it;
  const { operation, account, input, fault, refusal } = trace;
  const headers = headersOf(it.headers);
  const body = bodyOf(vendor, trace);
  const reasoned = status >= 400 && status < 500 ? because(it, headers) : undefined;
  return frozen({
    kind: 'call' as const,
    seq,
    at: new Date(it.at).toISOString(),
    duration: it.duration,
    sandbox: it.sandbox,
    vendor: vendor.name,
    ...(account && { account: account.name }),
    ...(operation && { operation: operation.id }),
    method,
    path,
    headers,
    ...(query !== '' && { query: queryOf(vendor, query, input) }),
    ...(input && operation && operation.parameters.length > 0 && { params: redact(input.params) as Json }),
    ...(body !== undefined && { body }),
    status,
    ...(trace.lost && { lost: true as const }),
    rule: trace.rule,
    evidence: trace.evidence,
    ...(trace.by && { by: trace.by }),
    ...(refusal && {
      reason: refusal.reason,
      issues: (details.issues ?? []).map(({ field, keyword }) => ({ field, keyword })),
    }),
    ...(fault && { fault: fault.id }),
    changes: differences(vendor, trace.changes),
    reply: {
      status,
      ...(it.text !== undefined && { body: redact(shown(it.text)) }),
      ...(delivery && { delivery: { ...delivery } }),
    },
    violations: it.violations,
    ...(reasoned && { why: reasoned }),
  });
}

function because(it: Draft, headers: Readonly<Record<string, string>>): Explanation | undefined {
  const { vendor, method, path, trace, details } = it;
  const { operation, refusal, fault, rule } = trace;
  if (fault && (fault.refuse ?? fault.status ?? fault.before)) return { says: `the fault ${fault.id} asked for it` };
  if (rule === 'preferred') return { says: asked(it, headers['prefer'] ?? '') };
  return refusal && explain({ vendor, operation, method, path, reason: refusal.reason, details });
}

function asked({ status, trace: { operation } }: Draft, prefer: string): string {
  if (preferredCode(prefer) === String(status)) return `the request asked for it: Prefer: ${prefer}`;
  return `the request asked for what is not declared: Prefer: ${prefer}; declared is ${operation?.statuses.join(', ')}`;
}

/** What a refusal tells, without what it repeats of the body. */
function told({ reason, details }: Refusal): RefusalDetails {
  const { issues = [] } = details;
  if (reason !== 'unknownReference' && issues.length <= MAX_ISSUES) return details;
  const { id, ...rest } = details;
  return { ...rest, ...(reason !== 'unknownReference' && { id }), issues: issues.slice(0, MAX_ISSUES) };
}

/** Headers whose values hold no secrets; of all others the journal tells that they were there. */
const SHOWN = new Set(
  'accept accept-encoding accept-language content-encoding content-length content-type host idempotency-key if-match if-none-match origin prefer traceparent transfer-encoding user-agent x-request-id'.split(
    ' ',
  ),
);

/** JSON as a value, other bodies as the text that they are. */
function shown(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function headersOf(headers: Call['headers']): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined && name !== '__proto__') out[name] = SHOWN.has(name) ? String(value) : REDACTED;
  }
  return out;
}

function queryOf(vendor: Vendor, query: string, input: Input | undefined): Json {
  const sent = new URLSearchParams(query);
  const raw = [...new Set(sent.keys())].map((name): [string, unknown] => {
    const values = sent.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  });
  return redact(
    { ...Object.fromEntries(raw), ...input?.query },
    { names: vendor.derived.of(queryNames, vendor) },
  ) as Json;
}

function bodyOf(vendor: Vendor, { operation, input, sent }: Trace): unknown {
  if (operation?.mediaTypes === undefined) return undefined;
  if (input) return redact(input.body, { places: secretsOf(vendor, operation).places });
  // Refused before it was known to be sound: a secret may lie where the contract has none.
  return isObject(sent) || Array.isArray(sent) ? redactEchoes(sent, unsound(vendor, operation)) : sent && REDACTED;
}

const unsound = (vendor: Vendor, operation: Operation): Secrets => {
  const { names = [], ...secrets } = secretsOf(vendor, operation);
  return { ...secrets, names: new Set([...names, ...UNSOUND_SECRETS]) };
};

const secretsOf = (vendor: Vendor, operation: Operation): Secrets => vendor.derived.of(findSecrets, vendor, operation);

/** The write-only fields of an operation's body, whichever of their names they are sent under. */
function findSecrets(vendor: Vendor, operation: Operation): Secrets {
  const rule = vendor.rules.get(operation.id)?.rule;
  const resource = rule && 'resource' in rule ? vendor.resources.get(rule.resource ?? '') : undefined;
  const places = vendor.contract.secrets(operation);
  const aliases = Object.entries(resource?.rule.fields ?? {}).flatMap(([path, { alsoSentAs }]) =>
    alsoSentAs !== undefined && isSecretAt(places, path) ? [alsoSentAs] : [],
  );
  const names = [...vendor.contract.secretNames(operation), ...aliases].map((name) => name.toLowerCase());
  return {
    places: united([places, secretsAt(aliases)]),
    names: new Set([...names, ...vendor.derived.of(schemeNames, vendor)]),
  };
}

/** Names that hold a secret in a query, whatever the vendor: API keys and the signatures of signed URLs. */
const QUERY_SECRETS = ['key', 'keys', 'sig', 'signature'];
/** Names that may hold a secret in a body that is not sound. */
const UNSOUND_SECRETS = ['key', 'keys', 'value', 'values'];

const queryNames = (vendor: Vendor): ReadonlySet<string> => new Set([...schemeNames(vendor), ...QUERY_SECRETS]);

/** Names under which a credential of this vendor is sent. */
const schemeNames = ({ contract }: Vendor): ReadonlySet<string> =>
  new Set(contract.securitySchemes.map(({ parameter }) => parameter.toLowerCase()));

function weigh(sum: number, value: unknown): number {
  if (typeof value === 'string') return sum + value.length + 3;
  if (typeof value !== 'object' || value === null) return sum + 6;
  if (Array.isArray(value)) return value.reduce<number>(weigh, sum + 2);
  let total = sum + 2;
  for (const key of Object.keys(value)) total = weigh(total + key.length + 3, (value as Json)[key]);
  return total;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
