/** One request, one straight line (DESIGN §2). Read it from the top. */
import { authenticate, type Accounts } from './authenticate.js';
import { decide } from './decide.js';
import type { Words } from './grammar.js';
import { idKey } from './ids.js';
import { JsonError, parseJson } from './json.js';
import type {
  Account,
  Call,
  Decision,
  DecideContext,
  Input,
  JournalEntry,
  Match,
  Operation,
  Reply,
  Rule,
  Vendor,
  Violation,
  World,
} from './model.js';
import { redact } from './redact.js';
import { ClientGone, Declined, Refusal, type Issue } from './refusal.js';
import { render } from './render.js';
import { template } from './template.js';

export interface Host {
  accounts: Accounts;
  /** Bytes that a body may have where the behavior does not say otherwise. */
  bodyLimit: number;
  /** Multipart bodies are read by somebody who knows how. */
  readMultipart: (body: Uint8Array, contentType: string) => Promise<unknown>;
  /** Told of our own failures, with their stack. */
  failed: (error: unknown, at: string) => void;
  /** Told of replies that broke their contract. */
  violated: (violations: readonly Violation[], at: string) => void;
}

/** What is known of a call so far; becomes its journal entry. */
interface Trace {
  operation?: Operation;
  account?: Account;
  input?: Input;
  decision?: Decision;
  refusal?: Refusal;
  rule: string;
  evidence: string;
}

export async function handle(host: Host, world: World, vendor: Vendor, call: Call): Promise<Reply> {
  const trace: Trace = { rule: 'none', evidence: 'none' };
  let reply: Reply;
  try {
    refuseBrowsers(vendor, call);
    const { operation, params } = match(vendor, call);
    trace.operation = operation;
    const account = (trace.account = authenticate(vendor, operation, call, host.accounts));
    const fault = world.faults.take({ vendor: vendor.name, operation: operation.id, account: account.name });
    if (fault) throw new Refusal(fault);
    const rule = ruleOf(vendor, operation);
    refuseMalformedIds(vendor, rule, params);
    const input = (trace.input = validate(vendor, rule, params, call, await readBody(host, rule, call)));
    if (rule.makes) await world.maker.load();
    const decision = (trace.decision = commit(world, vendor, account, rule, input));
    Object.assign(trace, { rule: operation.id, evidence: evidenceOf(rule) });
    reply = project(vendor, rule, decision);
  } catch (problem) {
    if (problem instanceof ClientGone) throw problem;
    reply = answerProblem(host, vendor, call, trace, problem);
  }
  // What we say in our own name is in nobody's contract.
  const violations =
    trace.operation && !isOurOwn(reply) ? vendor.contract.check(trace.operation, reply.status, reply.body) : [];
  if (violations.length > 0) host.violated(violations, `${vendor.name}.${trace.operation?.id ?? ''} ${reply.status}`);
  world.journal.add(entry(world, vendor, call, trace, reply, violations));
  reply.headers['x-stuntdouble-rule'] = `${vendor.name}.${trace.rule}; ${trace.evidence}`;
  if (trace.operation) reply.headers['x-stuntdouble-operation'] = trace.operation.id;
  return reply;
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
  // The fetch of Node sends Sec-Fetch-Mode: cors as well, but never Sec-Fetch-Site, and a language that no browser asks for.
  const isNode = headers['sec-fetch-site'] === undefined && headers['accept-language'] === '*';
  if (headers['origin'] !== undefined || (headers['sec-fetch-mode'] === 'cors' && !isNode))
    throw new Refusal('browserOrigin');
}

function ruleOf(vendor: Vendor, operation: Operation): Rule {
  const rule = vendor.rules.get(operation.id);
  if (rule === undefined) throw new Error(`operation ${operation.id} of ${vendor.name} has no rule`);
  if (rule.rule.verb === 'decline') throw new Declined(rule.rule.reason);
  return rule;
}

/** The body as a value; undefined where there is none. */
async function readBody(host: Host, { operation, rule }: Rule, call: Call): Promise<unknown> {
  if (operation.mediaTypes === undefined) return undefined;
  const limit = 'bodyLimit' in rule ? (rule.bodyLimit ?? host.bodyLimit) : host.bodyLimit;
  const pending = call.body(limit);
  const bytes = pending instanceof Promise ? await pending : pending;
  if (bytes === 'tooLarge') throw new Refusal('payloadTooLarge', { message: `body is larger than ${limit} bytes` });
  if (bytes.length === 0) return undefined;
  const contentType = String(call.headers['content-type'] ?? '');
  const mediaType = acceptedMediaType(operation.mediaTypes, contentType, call.headers['content-encoding']);
  if (mediaType === 'multipart/form-data') {
    return host
      .readMultipart(bytes, contentType)
      .catch(() => Promise.reject(new Refusal('malformedBody', { message: 'body is not valid multipart/form-data' })));
  }
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof JsonError) throw new Refusal('malformedBody', { message: error.message });
    throw error;
  }
}

function acceptedMediaType(
  accepted: readonly string[],
  contentType: string,
  encoding: string | string[] | undefined,
): string {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((it) => it.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const coded = encoding !== undefined && encoding !== 'identity';
  if (!accepted.includes(type) || coded || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new Refusal('unsupportedMediaType', { message: `expected ${accepted.join(' or ')}`, field: 'content-type' });
  }
  return type;
}

function validate(vendor: Vendor, rule: Rule, params: Record<string, string>, call: Call, sent: unknown): Input {
  const { contract, behavior } = vendor;
  const checked = contract.validate(rule.operation, params, call.query, sent);
  const issues =
    behavior.requests.unknownQueryParameters.treat === 'refuse'
      ? checked.issues
      : checked.issues.filter((it) => it.keyword !== 'unknownParameter');
  const inPath = issues.find((it) => it.in === 'path');
  if (inPath) throw new Refusal('invalidId', { id: params[inPath.field], field: inPath.field, issues: [inPath] });
  const immutable = immutableFields(vendor, rule);
  const deferred = issues.filter(
    (it) =>
      it.in === 'body' &&
      immutable.some((path) => it.field === path || it.field.startsWith(`${path}.`)) &&
      it.keyword !== 'required',
  );
  const refused = issues.filter((it) => !deferred.includes(it));
  if (refused.length > 0) throw new Refusal('invalid', { issues: refused });
  return { params: checked.params, query: checked.query, body: (checked.body ?? {}) as Input['body'], deferred };
}

/** Ids are checked in the vendor's own format, before anything else in the request. */
function refuseMalformedIds(vendor: Vendor, { operation, rule }: Rule, params: Record<string, string>): void {
  const resource = 'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource) : undefined;
  if (!resource) return;
  const link = resource.rule.parent;
  for (const parameter of operation.parameters) {
    const named = parameter === link?.parameter ? vendor.resources.get(link.resource) : resource;
    const raw = params[parameter] ?? '';
    if (named && named.rule.aliases === undefined && idKey(named.rule.id, raw) === undefined) {
      throw new Refusal('invalidId', {
        id: raw,
        field: parameter,
        issues: [
          {
            in: 'path',
            field: parameter,
            keyword: 'format',
            params: { type: named.rule.id.format, format: named.rule.id.format },
          },
        ],
      });
    }
  }
}

/** Where the stored value and not the contract decides: a different value is refused as a change, whatever it is. */
function immutableFields(vendor: Vendor, { rule }: Rule): string[] {
  if (rule.verb !== 'update' && rule.verb !== 'replace') return [];
  return Object.entries(vendor.resources.get(rule.resource)?.rule.fields ?? {}).flatMap(([path, field]) =>
    field.immutable ? [path] : [],
  );
}

/** Decide and write, with nothing in between. */
function commit(world: World, vendor: Vendor, account: Account, rule: Rule, input: Input): Decision {
  const view = world.store.view(vendor, account);
  const now = world.clock.now();
  const draw = world.ids.draw(vendor, account, now, view);
  const context: DecideContext = { vendor, rule, input, account, view, now, draw, maker: world.maker };
  const decision = decide(context);
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

function answerProblem(host: Host, vendor: Vendor, call: Call, trace: Trace, problem: unknown): Reply {
  if (problem instanceof Refusal) {
    if (problem.reason === 'methodNotAllowed' && call.method === 'OPTIONS') {
      return { status: 204, headers: { allow: (problem.details.allow ?? []).join(', ') }, body: undefined };
    }
    trace.refusal = problem;
    const { rule, evidence, ...reply } = render(vendor, call, problem, wordsOf(vendor, trace.operation));
    Object.assign(trace, { rule, evidence });
    return reply;
  }
  const declined = problem instanceof Declined;
  if (!declined) host.failed(problem, `${vendor.name} ${call.method} ${call.path}`);
  trace.rule = declined ? `declined.${trace.operation?.id ?? ''}` : 'failed';
  return ourOwn(
    declined ? 501 : 500,
    declined ? 'Not served by stuntdouble' : 'stuntdouble failed',
    declined ? problem.message : 'This is a failure of stuntdouble and not of the vendor; its log has the details.',
  );
}

function wordsOf(vendor: Vendor, operation: Operation | undefined): Words | undefined {
  const rule = operation && vendor.rules.get(operation.id)?.rule;
  return rule && 'words' in rule ? rule.words : undefined;
}

/** A reply in our own name (RFC 9457): never mistaken for the vendor's. */
export function ourOwn(status: number, title: string, detail: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-stuntdouble-error': 'true' },
    body: { type: 'about:blank', title, status, detail },
  };
}

const isOurOwn = (reply: Reply): boolean => reply.headers['x-stuntdouble-error'] !== undefined;

const evidenceOf = ({ rule }: Rule): string => Object.keys(rule.evidence)[0] ?? 'none';

function entry(
  world: World,
  vendor: Vendor,
  call: Call,
  trace: Trace,
  reply: Reply,
  violations: JournalEntry['violations'],
): Omit<JournalEntry, 'seq'> {
  const { operation, account, input, decision, refusal } = trace;
  return {
    at: new Date(world.clock.now()).toISOString(),
    sandbox: world.name,
    vendor: vendor.name,
    method: call.method,
    path: call.path,
    status: reply.status,
    rule: trace.rule,
    evidence: trace.evidence,
    violations,
    changes: (decision?.changes ?? []).map((it) => ({
      resource: it.resource,
      id: it.id,
      kind: 'put' in it ? 'put' : 'remove',
    })),
    ...(operation && { operation: operation.id }),
    ...(account && { account: account.name }),
    ...(input && operation?.mediaTypes && { body: redact(input.body, vendor.contract.writeOnly(operation)) }),
    ...(refusal && {
      reason: refusal.reason,
      issues: (refusal.details.issues ?? []).map(({ field, keyword }: Issue) => ({ field, keyword })),
    }),
  };
}
