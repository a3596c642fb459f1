/** One request, one straight line (DESIGN §2). Read it from the top. */
import type { Account, Call, Decision, Input, Reply } from './model/call.js';
import type { Match, Operation, Violation } from './model/contract.js';
import type { Rule, Vendor } from './model/vendor.js';
import type { World } from './ports.js';
import { authenticate, type Accounts } from './request/authenticate.js';
import { decide } from './decide/decide.js';
import { recorded } from './journal/diff.js';
import { draft, newTrace, type Draft, type Trace } from './journal/entry.js';
import type { FiredFault } from './model/faults.js';
import type { Words } from '../grammar/behavior.js';
import { refusalFor } from './refusals/on-demand.js';
import { isOurOwn, ourOwn } from './refusals/problem-reply.js';
import { readBody, type BodyReading } from './request/read-body.js';
import { ClientGone, Declined, Refusal } from './refusals/refusal.js';
import { preferred } from './request/prefer.js';
import { render } from './refusals/render.js';
import { stated } from '../grammar/evidence.js';
import { serialize } from './values/serialize.js';
import { template } from './values/template.js';
import { refuseMalformedIds, validate } from './request/validate.js';

/** A reply that was asked for and not decided upon. */
class Answered extends Error {
  constructor(
    readonly reply: Reply,
    readonly by: 'preferred' | 'fault',
  ) {
    super(by);
  }
}

const sound: readonly Violation[] = [];

export interface Host extends BodyReading {
  accounts: Accounts;
  /** Milliseconds from whenever, never going back. */
  elapsed: () => number;
  /** Told of our own failures, with their stack. */
  failed: (error: unknown, at: string) => void;
  /** Told of replies that broke their contract. */
  violated: (violations: readonly Violation[], at: string) => void;
  /** Told of each call that is over, where somebody counts them. */
  answered?: (call: Draft) => void;
}

/** One call on its way. */
interface RequestContext {
  host: Host;
  world: World;
  vendor: Vendor;
  call: Call;
  trace: Trace;
  /** When it came, by `host.elapsed`. */
  began: number;
}

/** Whose call it is, and what to do about it. */
interface AuthorizedCall {
  rule: Rule;
  account: Account;
  /** Of the path. */
  params: Record<string, string>;
}

/** The reply, or a promise of it where something has to be waited for, which is a body mostly. Throws or rejects with ClientGone alone. */
export function handle(host: Host, world: World, vendor: Vendor, call: Call): Reply | Promise<Reply> {
  const context: RequestContext = { host, world, vendor, call, trace: newTrace(), began: host.elapsed() };
  let authorized: AuthorizedCall;
  let waits: Promise<unknown> | undefined;
  try {
    authorized = authorize(context);
    waits = awaitInputs(context, authorized);
  } catch (problem) {
    return finish(context, answerProblem(context, problem));
  }
  if (waits === undefined) return finish(context, decideAndCommit(context, authorized));
  return waits.then(
    () => finish(context, decideAndCommit(context, authorized)),
    (problem: unknown) => finish(context, answerProblem(context, problem)),
  );
}

/** What is told without looking into the call: which operation it is, whose, and whether there are too many. */
function authorize({ host, world, vendor, call, trace }: RequestContext): AuthorizedCall {
  refuseBrowsers(vendor, call);
  const { operation, params } = match(vendor, call);
  trace.operation = operation;
  const account = (trace.account = authenticate(vendor, operation, call, host.accounts));
  const wish = preferred(vendor, operation, call, world.clock.now());
  if (wish) throw new Answered(wish, 'preferred');
  const retryAfter = world.limits.take(vendor, account, world.clock.now());
  if (retryAfter !== undefined) throw new Refusal('rateLimited', { retryAfter });
  trace.fault = world.faults.take(vendor, operation, account, params[operation.parameters.at(-1) ?? '']);
  return { rule: ruleOf(vendor, operation), account, params };
}

/** What the decision needs. A promise where it is not there yet. */
function awaitInputs(context: RequestContext, { rule, params }: AuthorizedCall): Promise<unknown> | undefined {
  const { host, world, vendor, call, trace } = context;
  if (trace.fault && answersItself(trace.fault)) return failOnPurpose(context, rule, trace.fault);
  if (rule.rule.verb === 'decline') throw new Declined(rule.rule.reason);
  refuseMalformedIds(vendor, rule, params);
  const sent = readBody(host, rule, call);
  const loads = rule.makes ? world.maker.load() : undefined;
  if (!(sent instanceof Promise)) {
    trace.sent = sent;
    return loads;
  }
  const read = sent.then((it: unknown) => void (trace.sent = it));
  return loads ? Promise.all([read, loads]) : read;
}

/** With everything at hand: valid, decided, written, and put into the vendor's words. */
function decideAndCommit(context: RequestContext, { rule, account, params }: AuthorizedCall): Reply {
  const { world, vendor, call, trace } = context;
  try {
    const input = (trace.input = validate(vendor, rule, params, call, trace.sent));
    const decision = commit(context, rule, account, input);
    if (decision instanceof Refusal) return refuse(world, vendor, call, trace, decision);
    trace.rule = rule.operation.id;
    trace.evidence = rule.evidence;
    return project(vendor, rule, decision);
  } catch (problem) {
    return answerProblem(context, problem);
  }
}

/** Checked against its contract, and put down in the journal. */
function finish({ host, world, vendor, call, trace, began }: RequestContext, reply: Reply): Reply {
  const { operation, fault } = trace;
  if (fault?.delivery) reply.delivery = fault.delivery;
  // What we say in our own name is in nobody's contract.
  const violations =
    operation && !isOurOwn(reply) && reply.delivery?.cut === undefined && reply.status !== fault?.status
      ? vendor.contract.check(operation, reply.status, reply.body)
      : sound;
  if (violations.length > 0) host.violated(violations, `${vendor.name}.${operation?.id ?? ''} ${reply.status}`);
  serialize(reply);
  const over = draft(
    { at: world.clock.now(), sandbox: world.name },
    vendor,
    call,
    trace,
    reply,
    violations,
    host.elapsed() - began,
  );
  world.journal.add(over);
  host.answered?.(over);
  reply.headers['x-stuntdouble-rule'] = `${vendor.name}.${trace.rule}; ${trace.evidence}`;
  if (operation) reply.headers['x-stuntdouble-operation'] = operation.id;
  return reply;
}

const answersItself = ({ refuse, status, before }: FiredFault): boolean => (refuse ?? status ?? before) !== undefined;

/** What a fault does before anything is decided. */
async function failOnPurpose(
  { host, vendor, call, trace }: RequestContext,
  rule: Rule,
  fault: FiredFault,
): Promise<never> {
  try {
    // Whoever tests a retry wants to see what each attempt sent.
    trace.sent = await readBody(host, rule, call);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
  }
  if (fault.refuse) throw refusalFor(vendor, rule.operation, call, fault.refuse);
  throw new Answered(
    { status: fault.status ?? 503, headers: {}, body: undefined, ...(fault.before && { delivery: fault.before }) },
    'fault',
  );
}

/** The operation that method and path name. A HEAD is the GET without its body; OPTIONS is answered from the contract. */
function match(vendor: Vendor, call: Call): Match {
  const found = vendor.contract.match(call.method === 'HEAD' ? 'GET' : call.method, call.path);
  if (found === 'malformed') throw new Refusal('malformedUrl');
  if (found === undefined) throw new Refusal('noSuchRoute');
  if ('allow' in found) throw new Refusal('methodNotAllowed', { allow: found.allow });
  return found;
}

/** A browser says so itself: an Origin header, or Sec-Fetch-Mode: cors. */
function refuseBrowsers(vendor: Vendor, { headers }: Call): void {
  if (vendor.behavior.requests.browserOrigin.treat !== 'refuse') return;
  // The fetch of Node sends Sec-Fetch-Mode: cors as well, but never Sec-Fetch-Site; it calls itself node, and asks for any language.
  const isNode =
    headers['sec-fetch-site'] === undefined && (headers['user-agent'] === 'node' || headers['accept-language'] === '*');
  if (headers['origin'] !== undefined || (headers['sec-fetch-mode'] === 'cors' && !isNode))
    throw new Refusal('browserOrigin');
}

function ruleOf(vendor: Vendor, operation: Operation): Rule {
  const rule = vendor.rules.get(operation.id);
  if (rule === undefined) throw new Error(`operation ${operation.id} of ${vendor.name} has no rule`);
  return rule;
}

/** Decide and write, with nothing in between. */
function commit(
  { world, vendor, trace }: RequestContext,
  rule: Rule,
  account: Account,
  input: Input,
): Decision | Refusal {
  const view = world.store.view(vendor, account);
  const now = world.clock.now();
  const draw = world.ids.draw(vendor, account, now, view);
  const decision = decide({ vendor, rule, input, account, view, now, draw, maker: world.maker });
  if (decision instanceof Refusal) return decision;
  trace.changes = recorded(view, decision.changes);
  world.store.apply(vendor, account, decision.changes);
  draw.commit();
  return decision;
}

/** The vendor's envelope; only what the contract declares gets through. */
function project(vendor: Vendor, { operation, rule }: Rule, decision: Decision): Reply {
  const status = decision.status ?? operation.successes[0] ?? 200;
  const source = 'reply' in rule && rule.reply !== undefined ? rule.reply : rule.verb === 'list' ? '$items' : '$item';
  const body = vendor.contract.project(operation, status, template(source).fill(decision.values));
  return { status, headers: body === undefined ? {} : { 'content-type': 'application/json' }, body };
}

/** Throws ClientGone. */
function answerProblem({ host, world, vendor, call, trace }: RequestContext, problem: unknown): Reply {
  if (problem instanceof ClientGone) throw problem;
  if (problem instanceof Answered) {
    trace.rule = problem.by;
    return problem.reply;
  }
  if (problem instanceof Refusal) return refuse(world, vendor, call, trace, problem);
  const declined = problem instanceof Declined;
  if (!declined) host.failed(problem, `${vendor.name} ${call.method} ${call.path}`);
  trace.rule = declined ? `declined.${trace.operation?.id ?? ''}` : 'failed';
  return ourOwn(
    declined ? 501 : 500,
    declined ? 'Not served by stuntdouble' : 'stuntdouble failed',
    declined ? problem.message : 'This is a failure of stuntdouble and not of the vendor; its log has the details.',
  );
}

/** A refusal in the vendor's words. */
function refuse(world: World, vendor: Vendor, call: Call, trace: Trace, refusal: Refusal): Reply {
  if (refusal.reason === 'methodNotAllowed' && call.method === 'OPTIONS') {
    return { status: 204, headers: { allow: (refusal.details.allow ?? []).join(', ') }, body: undefined };
  }
  trace.refusal = refusal;
  const words = wordsOf(vendor, trace.operation);
  const { rule, evidence, ...reply } = render(vendor, call, refusal, world.clock.now(), words);
  trace.rule = rule;
  trace.evidence = stated(evidence).level;
  return reply;
}

function wordsOf(vendor: Vendor, operation: Operation | undefined): Words | undefined {
  const rule = operation && vendor.rules.get(operation.id)?.rule;
  return rule && 'words' in rule ? rule.words : undefined;
}
