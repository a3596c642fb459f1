/** Renders a refusal as the vendor words it: status, headers (`Retry-After` among them) and body. */
import type { Reason } from '../../grammar/reasons.js';
import { basedOn, type ReplyBasis } from '../model/reply-basis.js';
import type { Reply } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { RefusalRule, Words } from '../../grammar/behavior.js';
import { basis, relyingOn, relyingOnTarget, stated, statedRefusal, type Stated } from '../../grammar/evidence.js';
import type { Issue, RefusalDetails, Refusal } from '../model/refusal.js';
import { textFor } from '../values/reply-text.js';
import { template, type Template, type Values } from '../values/template.js';

/** Seconds for `Retry-After` if no rate limit computes them, for example for a fault. */
const RETRY_AFTER = 30;

interface ResolvedRefusal extends Pick<RefusalRule, 'headers' | 'body' | 'each' | 'undeclared'> {
  name: string;
  status: number;
  stated: Stated;
  /** `body` and `headers`, compiled. */
  shows: { body: Template; headers: readonly (readonly [name: string, text: Template])[] };
  /** The names of values that they show. */
  names: ReadonlySet<string>;
  /** Without the message that it may show. */
  basis: ReplyBasis;
}

/** Name of the part of a refusal that its message is evidence for. */
const MESSAGE = 'message';

const noWords: Words = {};

/** The entry of the dialect for a reason, with aliases (`as`) and the operation's own `words` resolved. */
export const refusalRule = (vendor: Vendor, name: string, own: Words = noWords): ResolvedRefusal =>
  vendor.cache.of(findRule, vendor, own, name);

function findRule(vendor: Vendor, words: Words, name: string): ResolvedRefusal {
  const { refusals } = vendor.behavior.dialect;
  const inOwnWords = (entry: string): string => words[entry as Reason] ?? entry;
  let at = inOwnWords(name);
  let rule = refusals[at];
  for (let hops = 0; rule?.as !== undefined && hops < 10; hops++) {
    at = inOwnWords(rule.as);
    rule = refusals[at];
  }
  if (rule?.status === undefined) throw new Error(`the dialect of ${vendor.name} has no words for ${name}`);
  const { status, headers, body, each, undeclared } = rule;
  const shows = {
    body: template(body ?? null),
    headers: Object.entries(headers ?? {}).map(([header, text]) => [header.toLowerCase(), template(text)] as const),
  };
  const first = refusals[inOwnWords(name)] ?? rule;
  const own = stated(first.evidence);
  const known = first === rule ? own : relyingOnTarget(own, statedRefusal(refusals, at));
  return {
    name: at,
    status,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    ...(each !== undefined && { each }),
    ...(undeclared && { undeclared }),
    stated: known,
    basis: basedOn(`refusals.${inOwnWords(name)}`, known),
    shows,
    names: new Set([shows.body, ...shows.headers.map(([, text]) => text)].flatMap(({ names }) => [...names])),
  };
}

/** The operation's own refusals for some reasons. */
export function ownWords(vendor: Vendor, operation: Operation | undefined): Words | undefined {
  const rule = operation && vendor.rules.get(operation.id)?.rule;
  return rule && 'words' in rule ? rule.words : undefined;
}

/** @param now time of the sandbox, in milliseconds since the epoch */
export function refusalReply(
  vendor: Vendor,
  call: { method: string; path: string },
  refusal: Refusal,
  now: number,
  own?: Words,
): Reply & { basis: ReplyBasis; undeclared: boolean } {
  const rule = refusalRule(vendor, refusal.variant, own);
  const { shows, names } = rule;
  const message = shownMessage(vendor, refusal.details, names);
  const values = templateValues(vendor, call, refusal.details, now, rule, message);
  const headers: Record<string, string> = {};
  for (const [name, text] of shows.headers) headers[name] = headerValue(text.fill(values));
  if (refusal.details.allow) headers['allow'] = refusal.details.allow.join(', ');
  if (rule.body !== undefined) headers['content-type'] ??= vendor.behavior.dialect.contentType;
  const body = rule.body === undefined ? undefined : shows.body.fill(values);
  const text = textFor(headers['content-type'] ?? 'application/json', body);
  return {
    status: rule.status,
    headers,
    body,
    ...(text !== undefined && { text }),
    undeclared: rule.undeclared === true,
    basis: message ? vendor.cache.of(withMessage, rule, message.stated) : rule.basis,
  };
}

const withMessage = ({ basis: { rule }, stated }: ResolvedRefusal, ofMessage: Stated): ReplyBasis =>
  basedOn(rule, relyingOn(stated, ofMessage, MESSAGE));

/** The message in a refusal; undefined: none. */
export function shownMessage(
  vendor: Vendor,
  { issues = [], message: own }: RefusalDetails,
  shown: ReadonlySet<string>,
): Message | undefined {
  const [first] = issues;
  const hasMessage = own === undefined && (shown.has('message') || shown.has('errors') || shown.has('issues'));
  return hasMessage && first ? wordsFor(vendor, first) : undefined;
}

/** Keeps visible ASCII only, so that values from the request cannot inject headers. */
const headerValue = (value: unknown): string => String(value).replace(/[^\x20-\x7e]/g, '');

function templateValues(
  vendor: Vendor,
  call: { method: string; path: string },
  details: RefusalDetails,
  now: number,
  { names, each, status }: ResolvedRefusal,
  words: Message | undefined,
): Values {
  const { issues = [], retryAfter = RETRY_AFTER } = details;
  const first = issues[0];
  const value: Record<string, unknown> = {
    id: details.id,
    field: details.field ?? (first ? fieldName(first) : undefined),
    resource: details.resource,
    path: names.has('path') ? uriReference(call.path) : undefined,
    method: call.method,
    retryAfter,
    resetAt: Math.ceil(now / 1000) + retryAfter,
    message: details.message ?? (first && names.has('message') ? message(vendor, first, words) : undefined),
    status,
  };
  // A body can have a hundred thousand issues. They are rendered only if the reply shows all of them.
  if (names.has('errors') && issues.length > 0) value['errors'] = errorsByField(vendor, issues);
  if (names.has('issues')) value['issues'] = renderedIssues(vendor, details, each);
  return value;
}

/** Escapes characters that RFC 3986 does not allow but clients send (`{id}`, `|`). */
const uriReference = (path: string): string => path.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/gu, encodeURIComponent);

const MAX_LISTED = 100;

/** Renders each issue by the refusal's template. At least one, because the list may have to be non-empty. */
function renderedIssues(vendor: Vendor, details: RefusalDetails, each: RefusalRule['each'] = DEFAULT_ISSUE): unknown[] {
  const { issues = [], message: own, field } = details;
  const shape = vendor.cache.of(template, each);
  const values =
    issues.length === 0
      ? [{ field, message: own, keyword: 'error' }]
      : issues.slice(0, MAX_LISTED).map((issue) => ({
          field: fieldName(issue),
          message: message(vendor, issue),
          keyword: issue.keyword,
        }));
  return values.map((value) => shape.fill(value));
}

const DEFAULT_ISSUE = { field: '$field', message: '$message' };

/** Uses a Map, because a field may be named `toString`. */
function errorsByField(vendor: Vendor, issues: readonly Issue[]): Record<string, string[]> {
  const out = new Map<string, string[]>();
  for (const issue of issues) {
    const messages = out.get(fieldName(issue));
    if (messages) messages.push(message(vendor, issue));
    else out.set(fieldName(issue), [message(vendor, issue)]);
  }
  return Object.fromEntries(out);
}

const fieldName = (issue: Issue): string => (issue.field === '' ? issue.in : issue.field);

interface Message {
  /** Its key in the dialect's `messages`. */
  name: string;
  text: string;
  stated: Stated;
}

/** Looks up keyword and field first, then field, keyword, and the default. */
function wordsFor({ behavior }: Vendor, issue: Issue): Message | undefined {
  const { messages } = behavior.dialect;
  const field = fieldName(issue);
  const keys = [`${issue.keyword}:${field}`, `field:${field}`, issue.keyword, 'default'];
  const name = keys.find((key) => messages[key] !== undefined);
  const words = name === undefined ? undefined : messages[name];
  if (name === undefined || words === undefined) return undefined;
  const { text, seenFor, evidence } = words;
  return { name, text, stated: seenFor?.includes(field) ? basis(evidence) : stated(evidence) };
}

/** The vendor's message for an issue. */
function message(vendor: Vendor, issue: Issue, words = wordsFor(vendor, issue)): string {
  const { allowed } = vendor.behavior.dialect;
  const list = issue.params['allowedValues'];
  return String(
    vendor.cache.of(template, words?.text ?? '').fill({
      field: fieldName(issue),
      keyword: issue.keyword,
      limit: issue.params['limit'] ?? issue.params['multipleOf'],
      type: [issue.params['type'] ?? 'valid'].flat().join(' or '),
      format: issue.params['format'] ?? issue.params['pattern'],
      allowed: Array.isArray(list) ? enumerate(list, allowed) : undefined,
    }),
  );
}

/** 'a', 'b' or 'c', with the vendor's quotes and separators. */
function enumerate(
  list: unknown[],
  { quote, separator, last }: { quote: string; separator: string; last: string },
): string {
  const words = list.map((item) => `${quote}${String(item)}${quote}`);
  return words.length < 2 ? words.join('') : words.slice(0, -1).join(separator) + last + String(words.at(-1));
}
