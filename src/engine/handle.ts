/** One request, one straight line (DESIGN §2). Read it from the top. */
import { authenticate, type Accounts } from './authenticate.js';
import { decide } from './decide.js';
import { recorded } from './diff.js';
import { draft, newTrace, type Draft, type Trace } from './entry.js';
import type { Firing } from './faults.js';
import type { Words } from './grammar.js';
import type {
  Account,
  Call,
  Decision,
  Input,
  Match,
  Operation,
  Reply,
  Rule,
  Vendor,
  Violation,
  World,
} from './model.js';
import { refusalFor } from './on-demand.js';
import { isOurOwn, ourOwn } from './own-reply.js';
import { readBody, type BodyReading } from './read-body.js';
import { ClientGone, Declined, Refusal } from './refusal.js';
import { preferred } from './prefer.js';
import { render } from './render.js';
import { stated } from './rules.js';
import { serialize } from './serialize.js';
import { template } from './template.js';
import { refuseMalformedIds, validate } from './validate.js';

/** A reply that was asked for and not decided upon. */
class Answered extends Error {
  constructor(
    readonly reply: Reply,
    readonly by: 'preferred' | 'fault',
  ) {
    super(by);
  }
}

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

export async function handle(host: Host, world: World, vendor: Vendor, call: Call): Promise<Reply> {
  const began = host.elapsed();
  const trace = newTrace();
  let reply: Reply;
  try {
    refuseBrowsers(vendor, call);
    const { operation, params } = match(vendor, call);
    trace.operation = operation;
    const account = (trace.account = authenticate(vendor, operation, call, host.accounts));
    const wish = preferred(vendor, operation, call, world.clock.now());
    if (wish) throw new Answered(wish, 'preferred');
    const retryAfter = world.limits.take(vendor, account, world.clock.now());
    if (retryAfter !== undefined) throw new Refusal('rateLimited', { retryAfter });
    const fault = world.faults.take(faultPlace(vendor, operation, account, params));
    if (fault) await failOnPurpose(host, vendor, call, trace, fault);
    const rule = ruleOf(vendor, operation);
    refuseMalformedIds(vendor, rule, params);
    if (operation.mediaTypes) trace.sent = await readBody(host, rule, call);
    const input = (trace.input = validate(vendor, rule, params, call, trace.sent));
    if (rule.makes) await world.maker.load();
    const decision = commit(world, vendor, account, rule, input, trace);
    if (decision instanceof Refusal) {
      reply = refuse(world, vendor, call, trace, decision);
    } else {
      trace.rule = operation.id;
      trace.evidence = rule.evidence;
      reply = project(vendor, rule, decision);
    }
  } catch (problem) {
    if (problem instanceof ClientGone) throw problem;
    reply = answerProblem(host, world, vendor, call, trace, problem);
  }
  if (trace.fault?.delivery) reply.delivery = trace.fault.delivery;
  // What we say in our own name is in nobody's contract.
  const violations =
    trace.operation && !isOurOwn(reply) && reply.delivery?.cut === undefined && reply.status !== trace.fault?.status
      ? vendor.contract.check(trace.operation, reply.status, reply.body)
      : [];
  if (violations.length > 0) host.violated(violations, `${vendor.name}.${trace.operation?.id ?? ''} ${reply.status}`);
  serialize(reply);
  const over = draft(world, vendor, call, trace, reply, violations, host.elapsed() - began);
  world.journal.add(over);
  host.answered?.(over);
  reply.headers['x-stuntdouble-rule'] = `${vendor.name}.${trace.rule}; ${trace.evidence}`;
  if (trace.operation) reply.headers['x-stuntdouble-operation'] = trace.operation.id;
  return reply;
}

function faultPlace(
  vendor: Vendor,
  { id, parameters }: Operation,
  account: Account,
  params: Record<string, string>,
): Parameters<World['faults']['take']>[0] {
  const record = params[parameters.at(-1) ?? ''];
  return { vendor: vendor.name, operation: id, account: account.name, record };
}

/** What a fault does before anything is decided. */
async function failOnPurpose(host: Host, vendor: Vendor, call: Call, trace: Trace, fault: Firing): Promise<void> {
  trace.fault = fault;
  const answered = fault.refuse ?? fault.status ?? fault.before;
  const rule = vendor.rules.get(trace.operation?.id ?? '');
  // Whoever tests a retry wants to see what each attempt sent.
  if (answered !== undefined && rule) trace.sent = await readBody(host, rule, call).catch(unlessGone);
  if (fault.refuse && trace.operation) throw refusalFor(vendor, trace.operation, call, fault.refuse);
  if (fault.status) throw new Answered({ status: fault.status, headers: {}, body: undefined }, 'fault');
  if (fault.before) throw new Answered({ status: 503, headers: {}, body: undefined, delivery: fault.before }, 'fault');
}

function unlessGone(problem: unknown): undefined {
  if (!(problem instanceof Refusal)) throw problem;
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
  if (rule.rule.verb === 'decline') throw new Declined(rule.rule.reason);
  return rule;
}

/** Decide and write, with nothing in between. */
function commit(
  world: World,
  vendor: Vendor,
  account: Account,
  rule: Rule,
  input: Input,
  trace: Trace,
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

function answerProblem(host: Host, world: World, vendor: Vendor, call: Call, trace: Trace, problem: unknown): Reply {
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
