/**
 * The second half of the pipeline: one synchronous step on one world. It changes nothing before `commit` and notifies
 * nothing outside, so a shared store can run it again.
 */
import { draft, type Draft } from './journal/draft.js';
import { newTrace, type Trace } from './model/trace.js';
import { decide } from './decide/decide.js';
import { declaredHeaders } from './reply/declared-headers.js';
import type { Arrival } from './arrive.js';
import { writtenRecords } from './journal/recorded-changes.js';
import { withoutLargeParts } from './journal/large.js';
import { asExample, declining, ruledBy } from './model/reply-basis.js';
import type { Decision, Input, Reply } from './model/call.js';
import type { Operation, Violation } from './model/contract.js';
import { CannotMake, type Draw } from './model/draw.js';
import type { FiredFault } from './model/faults.js';
import type { Rule, Vendor } from './model/vendor.js';
import type { FaultUse, LimitUse, RequestContext } from './ports.js';
import { declinedReply, noValidValueReply } from './reply/declined.js';
import { isProblemReply, problemReply } from './reply/problem-reply.js';
import { refusalFor } from './refusals/on-demand.js';
import { Refusal } from './model/refusal.js';
import { refusalReply, ownWords } from './refusals/refusal-reply.js';
import { TooMuchWork } from './model/too-much-work.js';
import { preferred } from './reply/prefer.js';
import { storeReply, findKeyedCall } from './request/idempotency.js';
import { keepReply } from './reply/keep-reply.js';
import { addOwnHeaders } from './reply/own-headers.js';
import { malformedId, rulePlan, validate } from './request/validate.js';
import { sentType, textFor } from './values/reply-text.js';
import { serialize } from './reply/serialize.js';

export interface Outcome {
  reply: Reply;
  entry: Draft;
  /** An internal error, or undefined. The log has it, the reply does not. */
  failure: unknown;
}

/** The state of one run of the step. `commit` writes its last four fields. */
interface Attempt extends RequestContext {
  readonly arrival: Arrival;
  readonly trace: Trace;
  /** Time of the sandbox, in milliseconds since the epoch. */
  readonly now: number;
  failure: unknown;
  limit: LimitUse | undefined;
  fault: FaultUse | undefined;
  decision: Decision | undefined;
  draw: (Draw & { commit(): void }) | undefined;
}

const noViolations: readonly Violation[] = [];

export function act(context: RequestContext, arrival: Arrival): Outcome {
  const { host, world, vendor, call, began } = context;
  const attempt: Attempt = {
    host,
    world,
    vendor,
    call,
    began,
    arrival,
    trace: newTrace(arrival),
    now: world.clock.now(),
    failure: undefined,
    limit: undefined,
    fault: undefined,
    decision: undefined,
    draw: undefined,
  };
  const reply = produceReply(attempt);
  const { trace, now } = attempt;
  if (trace.fault?.delivery) reply.delivery = trace.fault.delivery;
  const violations = arrival.lost ? noViolations : violationsOf(attempt, reply);
  serialize(reply);
  addOwnHeaders(vendor, call, reply, trace);
  const from = { at: now, sandbox: world.name };
  const { bytes } = arrival;
  const received = bytes && { bytes, contentType: String(call.headers['content-type'] ?? '') };
  const kept = withoutLargeParts(trace, received, host.digest);
  // The entry shows the validated body.
  if (kept.input) kept.sent = undefined;
  const entry = draft(from, vendor, call, kept, reply, violations, host.elapsed() - began);
  commit(attempt, entry);
  return { reply, entry, failure: attempt.failure };
}

function produceReply(attempt: Attempt): Reply {
  try {
    const { arrival } = attempt;
    if (arrival.lost) return { status: 0, headers: {}, body: undefined };
    if (arrival.failure !== undefined) return internalError(attempt, arrival.failure);
    return replyBeforeDecision(attempt) ?? replyFromDecision(attempt);
  } catch (problem) {
    if (problem instanceof CannotMake) return noValidValueReply(problem.message);
    if (problem instanceof TooMuchWork) return tooMuchWorkReply(attempt, problem);
    return internalError(attempt, problem);
  }
}

function tooMuchWorkReply({ vendor, trace }: Attempt, { message }: TooMuchWork): Reply {
  trace.basis = vendor.cache.of(ruledBy, 'tooMuchWork');
  return problemReply(400, 'The request cannot be validated', message);
}

/** An internal error is never shown as a reply of the vendor. */
function internalError(attempt: Attempt, problem: unknown): Reply {
  attempt.failure = problem;
  attempt.trace.basis = attempt.vendor.cache.of(ruledBy, 'failed');
  return problemReply(
    500,
    'stuntdouble failed',
    'This is a failure of stuntdouble and not of the vendor; its log has the details.',
  );
}

/** Replies that need no decision: refused in `arrive`, `Prefer`, rate limit, fault, declined operation. */
function replyBeforeDecision(attempt: Attempt): Reply | undefined {
  const { world, vendor, call, arrival, trace, now } = attempt;
  const { operation, account, rule, params } = arrival;
  if (arrival.preflight) {
    trace.basis = vendor.cache.of(ruledBy, 'preflight');
    return { ...arrival.preflight, headers: { ...arrival.preflight.headers } };
  }
  if (arrival.refusal) return refuse(attempt, arrival.refusal);
  if (operation === undefined || account === undefined || rule === undefined)
    throw new Error('a call that is not refused has an operation, an account and a rule');
  const wanted = preferred(vendor, operation, call, now);
  if (wanted) {
    trace.basis = vendor.cache.of(ruledBy, 'preferred');
    return wanted;
  }
  attempt.limit = world.limits.check(vendor, account, now);
  if (attempt.limit?.retryAfter !== undefined)
    return refuse(attempt, new Refusal('rateLimited', { retryAfter: attempt.limit.retryAfter }));
  attempt.fault = world.faults.find(vendor, operation, account, params[operation.parameters.at(-1) ?? '']);
  trace.fault = attempt.fault?.fired;
  if (trace.fault && replacesReply(trace.fault)) return replyOfFault(attempt, rule, trace.fault);
  return rule.rule.verb === 'decline' ? decline(attempt, rule, rule.rule.reason) : undefined;
}

/** Validates the input, runs the operation's verb, and projects the result onto the reply schema. */
function replyFromDecision(attempt: Attempt): Reply {
  const { world, vendor, call, arrival, trace, now } = attempt;
  const { rule, account } = arrival;
  if (rule === undefined || account === undefined) throw new Error('there is no rule to decide by');
  if (arrival.unsupportedNumber !== undefined) {
    trace.basis = vendor.cache.of(ruledBy, 'unsupportedNumber');
    const detail = `${arrival.unsupportedNumber}: numbers are stored as 64-bit floats, which would change its value.`;
    return problemReply(400, 'A number cannot be stored', detail);
  }
  const input = (arrival.input ??= checkInput(vendor, call, arrival, rule));
  if (input instanceof Refusal) return refuse(attempt, input);
  trace.input = input;
  const view = world.store.view(vendor, account);
  const key = findKeyedCall(vendor, rule, call, input, arrival.sent, view);
  if (key?.earlier instanceof Refusal) return refuse(attempt, key.earlier);
  if (key?.earlier) return replyOfEarlierCall(attempt, rule, key.earlier);
  const draw = world.ids.draw(vendor, account, now, view);
  const decision = decide({ vendor, rule, input, account, view, now, draw, maker: world.maker, address: call });
  if (decision instanceof Refusal) return refuse(attempt, decision);
  if (decision.declined !== undefined) return decline(attempt, rule, decision.declined);
  const full = world.store.refuses(vendor, account, decision.changes);
  if (full !== undefined) return storeFull(attempt, full);
  const reply = project(attempt, rule, input, decision);
  attempt.decision = key ? { ...decision, changes: [...decision.changes, storeReply(key, reply)] } : decision;
  attempt.draw = draw;
  if (decision.changes.length > 0) trace.changes = writtenRecords(view, decision.changes);
  trace.basis = decision.by === 'example' ? vendor.cache.of(asExample, rule.basis) : rule.basis;
  return reply;
}

/** The reply of the first call with the same idempotency key. */
function replyOfEarlierCall({ trace }: Attempt, rule: Rule, reply: Reply): Reply {
  trace.basis = rule.basis;
  return reply;
}

/** Applies everything that the call changes. */
function commit({ world, vendor, arrival: { account }, limit, fault, decision, draw }: Attempt, entry: Draft): void {
  limit?.count();
  fault?.count();
  if (decision && account) world.store.apply(vendor, account, decision.changes);
  draw?.commit();
  world.journal.add(entry);
}

function checkInput(vendor: Vendor, call: RequestContext['call'], arrival: Arrival, rule: Rule): Input | Refusal {
  const { params, unreadable, sent } = arrival;
  return malformedId(vendor, rule, params) ?? unreadable ?? validate(vendor, rule, params, call, sent);
}

/** Violations of the reply schema. Problem replies of stuntdouble and dropped connections are not checked. */
function violationsOf(attempt: Attempt, reply: Reply): readonly Violation[] {
  const { vendor, trace } = attempt;
  const { operation, fault, undeclared } = trace;
  if (operation === undefined || isProblemReply(reply) || reply.delivery?.drop !== undefined) return noViolations;
  if (reply.status === fault?.status || reply.status === undeclared) return noViolations;
  const shown = attempt.decision?.shown;
  if (shown?.reply) return noViolations;
  const violations = vendor.contract.check(operation, reply.status, reply.body);
  if (shown && violations.length === 0) keepReply(shown, reply);
  return violations;
}

const replacesReply = ({ refuse, status, before }: FiredFault): boolean => (refuse ?? status ?? before) !== undefined;

/** The reply of a fault that replaces the decision. */
function replyOfFault(attempt: Attempt, rule: Rule, fault: FiredFault): Reply {
  const { vendor, call, trace } = attempt;
  if (fault.refuse) return refuse(attempt, refusalFor(vendor, rule.operation, call, fault.refuse));
  trace.basis = vendor.cache.of(ruledBy, 'fault');
  const { status = 503, before } = fault;
  return { status, headers: {}, body: undefined, ...(before && { delivery: before }) };
}

function storeFull({ vendor, trace }: Attempt, problem: string): Reply {
  trace.basis = vendor.cache.of(ruledBy, 'noRoom');
  return problemReply(507, 'No room for more', problem);
}

function decline({ vendor, trace }: Attempt, { operation }: Rule, reason: string): Reply {
  trace.basis = vendor.cache.of(declining, operation);
  return declinedReply(reason);
}

/** Fills the operation's reply template and removes what the reply schema does not declare. */
function project({ vendor, call, trace }: Attempt, full: Rule, input: Input, decision: Decision): Reply {
  const { operation, rule } = full;
  const stated = 'status' in rule ? rule.status : undefined;
  const status = decision.status ?? stated ?? successOf(rule, operation);
  if (stated === status && !vendor.contract.declares(operation, status)) trace.undeclared = status;
  const { reply } = (full.plan ??= rulePlan(vendor, full));
  const known = decision.shown?.reply;
  const body = known ? known.body : vendor.contract.project(operation, status, reply.fill(decision.values));
  const mayCreate = rule.verb === 'create' || rule.verb === 'upsert';
  const located = mayCreate ? { rule: full, decision, params: input.params, base: call.base } : undefined;
  const headers: Reply['headers'] = {};
  const declared = declaredHeaders(vendor, operation, status, located);
  if (declared) Object.assign(headers, declared);
  if (decision.headers) Object.assign(headers, decision.headers);
  if (body === undefined) return { status, headers, body, text: undefined };
  const type = vendor.contract.replyType(operation, status) ?? 'application/json';
  headers['content-type'] = sentType(type, body);
  return { status, headers, body, text: known ? known.text : textFor(type, body) };
}

/** The first declared success status; for a create, 201 if it is declared. */
function successOf({ verb }: Rule['rule'], { successes }: Operation): number {
  return verb === 'create' && successes.includes(201) ? 201 : (successes[0] ?? 200);
}

function refuse({ vendor, call, trace, now }: Attempt, refusal: Refusal): Reply {
  if (refusal.reason === 'methodNotAllowed' && call.method === 'OPTIONS')
    return { status: 204, headers: { allow: (refusal.details.allow ?? []).join(', ') }, body: undefined };
  trace.refusal = refusal;
  const { operation } = trace;
  const words = ownWords(vendor, operation);
  const { status, headers, body, text, undeclared, basis } = refusalReply(vendor, call, refusal, now, words);
  if (undeclared && operation && !vendor.contract.declares(operation, status)) trace.undeclared = status;
  trace.basis = basis;
  const declared = operation && declaredHeaders(vendor, operation, status);
  return { status, headers: declared ? { ...declared, ...headers } : headers, body, text };
}
