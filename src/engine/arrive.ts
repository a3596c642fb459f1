/** The first half of the pipeline: match, authenticate and read the body. It uses no world. */
import type { RequestContext } from './ports.js';
import { authenticate } from './request/authenticate.js';
import { UnsupportedNumber, readBody } from './request/read-body.js';
import { preflight } from './request/cors.js';
import type { Account, Call, Input, Reply } from './model/call.js';
import type { Match, Operation } from './model/contract.js';
import type { Rule, Vendor } from './model/vendor.js';
import { ClientGone, Refusal } from './model/refusal.js';

/** The data of a call before `act`. Only `input` changes later: the first run of `act` computes it. */
export interface Arrival {
  operation: Operation | undefined;
  account: Account | undefined;
  /** undefined: the call is refused, or an error occurred. */
  rule: Rule | undefined;
  /** Path parameters, as sent. */
  params: Record<string, string>;
  /** The parsed body. */
  sent: unknown;
  /** The body as received. */
  bytes: Uint8Array | undefined;
  /** The reply to a CORS preflight request. */
  preflight: Reply | undefined;
  /** A refusal that does not depend on any record: no such route, no usable credential. */
  refusal: Refusal | undefined;
  /** The body cannot be read. `act` checks limits and faults before it answers with this. */
  unreadable: Refusal | undefined;
  /** The body is valid JSON, but has a number that a 64-bit float cannot hold. */
  unsupportedNumber: string | undefined;
  /** The client disconnected before the whole message was received. */
  lost: boolean;
  /** An internal error. */
  failure: unknown;
  /** Validated parameters and body, or the refusal; undefined: not validated yet. */
  input: Input | Refusal | undefined;
}

/** Also loads the code that makes up values. Never throws or rejects. */
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
    unsupportedNumber: undefined,
    lost: false,
    failure: undefined,
    input: undefined,
  };
  let waits: Promise<unknown> | undefined;
  try {
    arrival.refusal = identify(context, arrival);
    if (arrival.rule) waits = awaitInputs(context, arrival, arrival.rule);
  } catch (problem) {
    return withError(arrival, problem);
  }
  if (waits === undefined) return arrival;
  return waits.then(
    () => arrival,
    (problem: unknown) => withError(arrival, problem),
  );
}

/** Finds the operation and the account. */
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
  arrival.rule = ruleOfOperation(vendor, operation);
  return undefined;
}

/** Reads the body and loads the code that makes up values; undefined: both are done. */
function awaitInputs(
  { host, world, vendor, call }: RequestContext,
  arrival: Arrival,
  rule: Rule,
): Promise<unknown> | undefined {
  const sent = readBody(host, vendor.contract, rule, call, arrival);
  const loads = rule.makes ? world.maker.load() : undefined;
  if (sent instanceof Promise) return Promise.all([keepSent(arrival, sent), loads]);
  arrival.sent = sent;
  return loads;
}

const keepSent = async (arrival: Arrival, sent: Promise<unknown>): Promise<void> => {
  arrival.sent = await sent;
};

function withError(arrival: Arrival, problem: unknown): Arrival {
  if (problem instanceof ClientGone) arrival.lost = true;
  else if (problem instanceof Refusal) arrival.unreadable = problem;
  else if (problem instanceof UnsupportedNumber) arrival.unsupportedNumber = problem.message;
  else arrival.failure = problem;
  return arrival;
}

/** The operation for method and path. HEAD is handled as GET. */
function match(vendor: Vendor, call: Call): Match | Refusal {
  const found = vendor.contract.match(call.method === 'HEAD' ? 'GET' : call.method, call.path, call.query);
  if (found === 'malformed') return new Refusal('malformedUrl');
  if (found === undefined) return new Refusal('noSuchRoute');
  return 'allow' in found ? new Refusal('methodNotAllowed', { allow: found.allow }) : found;
}

/** Whether the call comes from a browser and the vendor refuses those. Node's fetch sends neither of these headers. */
function comesFromBrowser(vendor: Vendor, { headers }: Call): boolean {
  if (vendor.behavior.requests.browserOrigin.treat !== 'refuse') return false;
  return headers['origin'] !== undefined || headers['sec-fetch-site'] !== undefined;
}

function ruleOfOperation(vendor: Vendor, operation: Operation): Rule {
  const rule = vendor.rules.get(operation.id);
  if (rule === undefined) throw new Error(`operation ${operation.id} of ${vendor.name} has no rule`);
  return rule;
}
