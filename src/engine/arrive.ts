/** The first half: what can be found out about a call without looking at any world. */
import type { RequestContext } from './ports.js';
import { authenticate } from './request/authenticate.js';
import { CannotHold, readBody } from './request/read-body.js';
import { preflight } from './request/cors.js';
import type { Account, Call, Input, Reply } from './model/call.js';
import type { Match, Operation } from './model/contract.js';
import type { Rule, Vendor } from './model/vendor.js';
import { ClientGone, Refusal } from './refusals/refusal.js';

/** A call as it arrived. Nothing in it changes but `input`, which is computed once and is the same each time. */
export interface Arrival {
  operation: Operation | undefined;
  account: Account | undefined;
  /** undefined: the call is refused, or something failed. */
  rule: Rule | undefined;
  /** Of the path. */
  params: Record<string, string>;
  /** The body as it was read. */
  sent: unknown;
  /** The same as it was sent. */
  bytes: Uint8Array | undefined;
  /** The answer to a preflight request of a browser. */
  preflight: Reply | undefined;
  /** Refused whatever the world holds: no such route, no usable credential. */
  refusal: Refusal | undefined;
  /** The body cannot be read. Limits and faults go first. */
  unreadable: Refusal | undefined;
  /** Why the body is sound and cannot be held all the same. */
  cannotHold: string | undefined;
  /** The client disconnected before its message was whole. */
  lost: boolean;
  /** An error of ours. */
  failure: unknown;
  /** Parameters and body once validated, or why they are refused. */
  input: Input | Refusal | undefined;
}

/** Matched, authenticated, its body read, the code for made-up values loaded. Never throws or rejects. */
export function arrive(context: RequestContext): Arrival | Promise<Arrival> {
  const arrival: Arrival = {
    operation: undefined,
    account: undefined,
    rule: undefined,
    params: {},
    sent: undefined,
    bytes: undefined,
    preflight: undefined,
    refusal: undefined,
    unreadable: undefined,
    cannotHold: undefined,
    lost: false,
    failure: undefined,
    input: undefined,
  };
  let waits: Promise<unknown> | undefined;
  try {
    arrival.refusal = identify(context, arrival);
    if (arrival.rule) waits = awaitInputs(context, arrival, arrival.rule);
  } catch (problem) {
    return withProblem(arrival, problem);
  }
  if (waits === undefined) return arrival;
  return waits.then(
    () => arrival,
    (problem: unknown) => withProblem(arrival, problem),
  );
}

/** Which operation it is, and whose call. */
function identify({ host, vendor, call }: RequestContext, arrival: Arrival): Refusal | undefined {
  if (comesFromBrowser(vendor, call)) return new Refusal('browserOrigin');
  arrival.preflight = preflight(vendor, call);
  if (arrival.preflight) return undefined;
  const found = match(vendor, call);
  if (found instanceof Refusal) return found;
  const { operation, params } = found;
  arrival.operation = operation;
  arrival.params = params;
  const account = authenticate(vendor, operation, call, host.accounts);
  if (account instanceof Refusal) return account;
  arrival.account = account;
  arrival.rule = ruleOf(vendor, operation);
  return undefined;
}

/** The body, and the code that makes up values. A promise where they are not there yet. */
function awaitInputs(
  { host, world, vendor, call }: RequestContext,
  arrival: Arrival,
  rule: Rule,
): Promise<unknown> | undefined {
  const sent = readBody(host, vendor.contract, rule, call, (bytes) => void (arrival.bytes = bytes));
  const loads = rule.makes ? world.maker.load() : undefined;
  if (!(sent instanceof Promise)) {
    arrival.sent = sent;
    return loads;
  }
  const read = sent.then((value: unknown) => void (arrival.sent = value));
  return loads ? Promise.all([read, loads]) : read;
}

function withProblem(arrival: Arrival, problem: unknown): Arrival {
  if (problem instanceof ClientGone) arrival.lost = true;
  else if (problem instanceof Refusal) arrival.unreadable = problem;
  else if (problem instanceof CannotHold) arrival.cannotHold = problem.message;
  else arrival.failure = problem;
  return arrival;
}

/** The operation that method and path name. A HEAD is the GET without its body. */
function match(vendor: Vendor, call: Call): Match | Refusal {
  const found = vendor.contract.match(call.method === 'HEAD' ? 'GET' : call.method, call.path, call.query);
  if (found === 'malformed') return new Refusal('malformedUrl');
  if (found === undefined) return new Refusal('noSuchRoute');
  return 'allow' in found ? new Refusal('methodNotAllowed', { allow: found.allow }) : found;
}

/** Whether the vendor refuses browsers, and one sent the call. Node's fetch sends Sec-Fetch-Mode, but neither of these. */
function comesFromBrowser(vendor: Vendor, { headers }: Call): boolean {
  if (vendor.behavior.requests.browserOrigin.treat !== 'refuse') return false;
  return headers['origin'] !== undefined || headers['sec-fetch-site'] !== undefined;
}

function ruleOf(vendor: Vendor, operation: Operation): Rule {
  const rule = vendor.rules.get(operation.id);
  if (rule === undefined) throw new Error(`operation ${operation.id} of ${vendor.name} has no rule`);
  return rule;
}
