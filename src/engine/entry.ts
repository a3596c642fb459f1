/**
 * The journal's entry of a call: drafted for each call, completed when somebody reads it. What a client sent is redacted
 * before the draft is made; the reply, which holds no write-only field, when it is completed.
 */
import type { RecordedChange } from './diff.js';
import type { Delivery, Firing } from './faults.js';
import type { Account, Call, Input, JournalEntry, Operation, Reply, Vendor, Violation, World } from './model.js';
import { isObject, type Json } from './paths.js';
import { redact, redactEchoes, REDACTED, type Secrets } from './redact.js';
import type { Reason, Refusal, RefusalDetails } from './refusal.js';
import { why, type Why } from './why.js';

/** What is known of a call so far. */
export interface Trace {
  operation?: Operation;
  account?: Account;
  /** The body as it was read. */
  sent?: unknown;
  input?: Input;
  changes?: RecordedChange[];
  refusal?: Refusal;
  fault?: Firing;
  rule: string;
  evidence: string;
}

export interface Draft {
  at: number;
  duration: number;
  sandbox: string;
  vendor: Vendor;
  account: string | undefined;
  operation: Operation | undefined;
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  query: Json | undefined;
  params: Json | undefined;
  /** undefined: none. */
  body: unknown;
  rule: string;
  evidence: string;
  reason: Reason | undefined;
  details: RefusalDetails;
  fault: string | undefined;
  changes: readonly RecordedChange[];
  violations: readonly Violation[];
  status: number;
  replied: unknown;
  delivery: Delivery | undefined;
}

/** A body can be wrong in a hundred thousand places. */
const MAX_ISSUES = 50;

const nothing: RefusalDetails = {};
const unchanged: RecordedChange[] = [];

/** @param duration milliseconds */
export function draft(
  world: World,
  vendor: Vendor,
  call: Call,
  trace: Trace,
  reply: Reply,
  violations: readonly Violation[],
  duration: number,
): Draft {
  const { operation, account, input, refusal } = trace;
  return {
    at: world.clock.now(),
    duration: Math.round(duration * 1000) / 1000,
    sandbox: world.name,
    vendor,
    account: account?.name,
    operation,
    method: call.method,
    path: call.path,
    headers: headersOf(call),
    query: call.query === '' ? undefined : queryOf(vendor, call, input),
    params: input && operation && operation.parameters.length > 0 ? (redact(input.params) as Json) : undefined,
    body: bodyOf(vendor, trace),
    rule: trace.rule,
    evidence: trace.evidence,
    reason: refusal?.reason,
    details: refusal ? told(refusal) : nothing,
    fault: trace.fault?.id,
    changes: trace.changes ?? unchanged,
    violations,
    status: reply.status,
    replied: reply.body,
    delivery: reply.delivery,
  };
}

/** Bytes that a draft takes, about: as long as its JSON. */
export function weight({ path, headers, query, body, replied, changes, violations, details }: Draft): number {
  const parts = weigh(weigh(weigh(0, headers), query), body);
  return 500 + path.length + weigh(weigh(weigh(weigh(parts, replied), changes), violations), details);
}

export function complete(it: Draft, seq: number): JournalEntry {
  const { operation, vendor, reason, details } = it;
  const reasoned = it.status >= 400 && it.status < 500 ? because(it) : undefined;
  return frozen({
    seq,
    at: new Date(it.at).toISOString(),
    duration: it.duration,
    sandbox: it.sandbox,
    vendor: vendor.name,
    ...(it.account !== undefined && { account: it.account }),
    ...(operation && { operation: operation.id }),
    method: it.method,
    path: it.path,
    headers: it.headers,
    ...(it.query && { query: it.query }),
    ...(it.params && { params: it.params }),
    ...(it.body !== undefined && { body: it.body }),
    status: it.status,
    rule: it.rule,
    evidence: it.evidence,
    ...(reason && { reason, issues: (details.issues ?? []).map(({ field, keyword }) => ({ field, keyword })) }),
    ...(it.fault !== undefined && { fault: it.fault }),
    changes: it.changes,
    reply: {
      status: it.status,
      ...(it.replied !== undefined && { body: redact(it.replied) }),
      ...(it.delivery && { delivery: { ...it.delivery } }),
    },
    violations: it.violations,
    ...(reasoned && { why: reasoned }),
  });
}

function because({ fault, rule, vendor, operation, method, path, reason, details, headers }: Draft): Why | undefined {
  if (fault !== undefined) return { says: `the fault ${fault} asked for it` };
  if (rule === 'preferred') return { says: `the request asked for it: Prefer: ${headers['prefer'] ?? ''}` };
  return reason && why({ vendor, operation, method, path, reason, details });
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

function headersOf({ headers }: Call): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined && name !== '__proto__') out[name] = SHOWN.has(name) ? String(value) : REDACTED;
  }
  return out;
}

function queryOf(vendor: Vendor, { query }: Call, input: Input | undefined): Json {
  const sent = new URLSearchParams(query);
  const raw = [...new Set(sent.keys())].map((name): [string, unknown] => {
    const values = sent.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  });
  return redact({ ...Object.fromEntries(raw), ...input?.query }, { names: schemeNames(vendor) }) as Json;
}

function bodyOf(vendor: Vendor, { operation, input, sent }: Trace): unknown {
  if (operation?.mediaTypes === undefined) return undefined;
  if (input) return redact(input.body, { paths: secretsOf(vendor, operation).paths ?? [] });
  // Refused before it was known to be sound: a secret may lie where the contract has none.
  return isObject(sent) || Array.isArray(sent) ? redactEchoes(sent, secretsOf(vendor, operation)) : sent && REDACTED;
}

const known = new WeakMap<Operation, Secrets>();

/** The write-only fields of an operation's body, whichever of their names they are sent under. */
function secretsOf(vendor: Vendor, operation: Operation): Secrets {
  let secrets = known.get(operation);
  if (secrets === undefined) {
    const rule = vendor.rules.get(operation.id)?.rule;
    const resource = rule && 'resource' in rule ? vendor.resources.get(rule.resource ?? '') : undefined;
    const writeOnly = vendor.contract.writeOnly(operation);
    const aliases = Object.entries(resource?.rule.fields ?? {}).flatMap(([path, { alsoSentAs }]) =>
      alsoSentAs !== undefined && writeOnly.includes(path) ? [alsoSentAs] : [],
    );
    const paths = [...writeOnly, ...aliases];
    const last = paths.map((path) => path.replaceAll('[]', '').split('.').at(-1)?.toLowerCase() ?? '');
    known.set(operation, (secrets = { paths, names: new Set([...last, ...schemeNames(vendor)]) }));
  }
  return secrets;
}

const schemes = new WeakMap<Vendor, ReadonlySet<string>>();

/** Names under which a credential of this vendor is sent. */
function schemeNames(vendor: Vendor): ReadonlySet<string> {
  let names = schemes.get(vendor);
  if (names === undefined)
    schemes.set(vendor, (names = new Set(vendor.contract.securitySchemes.map((it) => it.parameter.toLowerCase()))));
  return names;
}

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
