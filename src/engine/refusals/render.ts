/** Refusals in the vendor's words. */
import type { Reason } from '../../grammar/reasons.js';
import type { Reply } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { RefusalRule, Words } from '../../grammar/behavior.js';
import { basis, relyingOn, stated, statedRefusal, TARGET, type Stated } from '../../grammar/evidence.js';
import type { Issue, RefusalDetails, Refusal } from './refusal.js';
import { template, type Values } from '../values/template.js';

/** Seconds that a 429 asks to wait when no limit tells better. */
const RETRY_AFTER = 30;

interface Worded extends Pick<RefusalRule, 'headers' | 'body' | 'each' | 'undeclared'> {
  name: string;
  status: number;
  stated: Stated;
}

/** The part of a refusal that a message of the dialect states. */
const MESSAGE = 'message';

const noWords: Words = {};

/** The dialect's entry for a reason, aliases followed; where the operation has words of its own for it, those. */
export const refusalRule = (vendor: Vendor, name: string, own: Words = noWords): Worded =>
  vendor.derived.of(findRule, vendor, own, name);

function findRule(vendor: Vendor, own: Words, name: string): Worded {
  const { refusals } = vendor.behavior.dialect;
  const inOwnWords = (entry: string): string => own[entry as Reason] ?? entry;
  let at = inOwnWords(name);
  let rule = refusals[at];
  for (let hops = 0; rule?.as !== undefined && hops < 10; hops++) {
    at = inOwnWords(rule.as);
    rule = refusals[at];
  }
  if (rule?.status === undefined) throw new Error(`the dialect of ${vendor.name} has no words for ${name}`);
  const { status, headers, body, each, undeclared } = rule;
  const first = refusals[inOwnWords(name)] ?? rule;
  return {
    name: at,
    status,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    ...(each !== undefined && { each }),
    ...(undeclared && { undeclared }),
    stated: relyingOn(stated(first.evidence), statedRefusal(refusals, at), TARGET),
  };
}

/** The refusals with which an operation words some reasons itself. */
export function wordsOf(vendor: Vendor, operation: Operation | undefined): Words | undefined {
  const rule = operation && vendor.rules.get(operation.id)?.rule;
  return rule && 'words' in rule ? rule.words : undefined;
}

/** @param now of the sandbox, in milliseconds since the epoch */
export function render(
  vendor: Vendor,
  call: { method: string; path: string },
  refusal: Refusal,
  now: number,
  own?: Words,
): Reply & { rule: string; stated: Stated; undeclared: boolean } {
  const rule = refusalRule(vendor, refusal.variant, own);
  const body = vendor.derived.of(template, rule.body ?? null);
  const values = { ...valuesOf(vendor, call, refusal.details, now, body.names, rule.each), status: rule.status };
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(rule.headers ?? {}))
    headers[name.toLowerCase()] = headerValue(vendor.derived.of(template, text).fill(values));
  if (refusal.details.allow) headers['allow'] = refusal.details.allow.join(', ');
  if (rule.body !== undefined) headers['content-type'] ??= vendor.behavior.dialect.contentType;
  return {
    status: rule.status,
    headers,
    body: rule.body === undefined ? undefined : body.fill(values),
    rule: `refusals.${own?.[refusal.variant as Reason] ?? refusal.variant}`,
    undeclared: rule.undeclared === true,
    stated: withMessage(rule.stated, shownMessage(vendor, refusal.details, body.names)),
  };
}

/** What a refusal that shows this message rests on. */
const withMessage = (refusal: Stated, message: Message | undefined): Stated =>
  message ? relyingOn(refusal, message.stated, MESSAGE) : refusal;

/** The message that a refusal shows. */
export function shownMessage(
  vendor: Vendor,
  { issues = [], message: own }: RefusalDetails,
  shown: ReadonlySet<string>,
): Message | undefined {
  const [first] = issues;
  const speaks = own === undefined && (shown.has('message') || shown.has('errors') || shown.has('issues'));
  return speaks && first ? wordsFor(vendor, first) : undefined;
}

/** Visible ASCII only: nothing that a client sent can start a header of its own. */
const headerValue = (value: unknown): string => String(value).replace(/[^\x20-\x7e]/g, '');

function valuesOf(
  vendor: Vendor,
  call: { method: string; path: string },
  details: RefusalDetails,
  now: number,
  shown: ReadonlySet<string>,
  each: RefusalRule['each'],
): Values {
  const { issues = [], retryAfter = RETRY_AFTER } = details;
  const first = issues[0];
  const value: Record<string, unknown> = {
    id: details.id,
    field: details.field ?? (first ? fieldName(first) : undefined),
    resource: details.resource,
    path: uriReference(call.path),
    method: call.method,
    retryAfter,
    resetAt: Math.ceil(now / 1000) + retryAfter,
    message: details.message ?? (first && message(vendor, first)),
  };
  // A body can have issues by the hundred thousand; they are worded only where the reply shows them all.
  if (shown.has('errors') && issues.length > 0) value['errors'] = errorsByField(vendor, issues);
  if (shown.has('issues')) value['issues'] = listed(vendor, details, each);
  return value;
}

/** A path as it may stand in a URI: clients send more than RFC 3986 allows (`{id}`, `|`). */
const uriReference = (path: string): string => path.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/gu, encodeURIComponent);

const MAX_LISTED = 100;

/** Each issue by the template of the refusal; at least one, for lists that may not be empty. */
function listed(vendor: Vendor, details: RefusalDetails, each: RefusalRule['each'] = DEFAULT_ISSUE): unknown[] {
  const { issues = [], message: own, field } = details;
  const shape = vendor.derived.of(template, each);
  const values =
    issues.length === 0
      ? [{ field, message: own, keyword: 'error' }]
      : issues.slice(0, MAX_LISTED).map((issue) => ({
          field: fieldName(issue),
          message: message(vendor, issue),
          keyword: issue.keyword,
        }));
  return values.map((it) => shape.fill(it));
}

const DEFAULT_ISSUE = { field: '$field', message: '$message' };

/** By a Map: a client may call a field `toString`. */
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
  /** Its key among the messages of the dialect. */
  name: string;
  text: string;
  stated: Stated;
}

/** By keyword and field first, then by field, by keyword, and the default. */
function wordsFor({ behavior }: Vendor, issue: Issue): Message | undefined {
  const { messages } = behavior.dialect;
  const field = fieldName(issue);
  const keys = [`${issue.keyword}:${field}`, `field:${field}`, issue.keyword, 'default'];
  for (const name of keys) {
    const { text, seenFor, evidence } = messages[name] ?? {};
    if (text === undefined || evidence === undefined) continue;
    const isSeen = seenFor?.includes(field) === true;
    return { name, text, stated: isSeen ? basis(evidence) : stated(evidence) };
  }
  return undefined;
}

/** One issue in the vendor's words. */
function message(vendor: Vendor, issue: Issue): string {
  const { allowed } = vendor.behavior.dialect;
  const words = wordsFor(vendor, issue);
  const list = issue.params['allowedValues'];
  return String(
    vendor.derived.of(template, words?.text ?? '').fill({
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
