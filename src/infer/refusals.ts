/** Infers the dialect: a refusal for each reason, with the statuses and bodies that the document declares. */
import type { Behavior, RefusalRule, Words } from '../grammar/behavior.js';
import { reasons, type Reason } from '../grammar/reasons.js';
import { errorBody, problemDetails } from './error-body.js';
import { isJsonLike, type ContentFacts, type OperationFacts, type ReplyFacts } from './operations.js';
import type { Schemas } from './schemas.js';
import { ANYWHERE } from './possible-reasons.js';
import { STATUSES } from './statuses.js';

/** A declared refusal: a status and its response. */
interface Way {
  status: number;
  declared: ReplyFacts;
}

export interface Dialect {
  dialect: Behavior['dialect'];
  /** By operation: `words`, its own refusals by reason. */
  words: Map<OperationFacts, Words>;
}

const PROBLEM = 'application/problem+json';

/** @param possible the possible reasons by operation */
export function inferDialect(schemas: Schemas, possible: ReadonlyMap<OperationFacts, ReadonlySet<Reason>>): Dialect {
  const operations = [...possible.keys()];
  const usual = usualWays(operations);
  const contentType = commonType(operations) ?? PROBLEM;
  const refusals: Record<string, RefusalRule> = Object.create(null) as Record<string, RefusalRule>;
  const write = (name: string, reason: Reason, way: Way | undefined, title?: string): void => {
    const own = name === reason ? {} : { is: reason };
    refusals[name] ??= { ...own, ...refusalFor(schemas, reason, way, contentType, title) };
  };
  for (const reason of ANYWHERE) write(reason, reason, usual.get(reason));
  const words = new Map<OperationFacts, Words>();
  const names = new Map<string, string>();
  for (const [operation, wanted] of possible) {
    const own: Words = {};
    for (const reason of wanted) {
      const common = usual.get(reason);
      const way = declaredWay(operation, reason);
      if (way === undefined || keyOf(way) === (common && keyOf(common))) {
        write(reason, reason, common);
        continue;
      }
      const key = `${reason} ${keyOf(way)}`;
      const name = names.get(key) ?? nameFor(reason, way.status, refusals);
      names.set(key, name);
      write(name, reason, way, operation.title);
      own[reason] = name;
    }
    if (Object.keys(own).length > 0) words.set(operation, own);
  }
  return { dialect: { contentType, allowed: ALLOWED, messages: messages(), refusals: inOrder(refusals) }, words };
}

/** Each reason with its variants, in the order of the reasons. */
function inOrder(refusals: Record<string, RefusalRule>): Record<string, RefusalRule> {
  const out: Record<string, RefusalRule> = Object.create(null) as Record<string, RefusalRule>;
  for (const reason of reasons)
    for (const [name, rule] of Object.entries(refusals)) if (name === reason || rule.is === reason) out[name] = rule;
  return out;
}

const ALLOWED: Behavior['dialect']['allowed'] = { quote: "'", separator: ', ', last: ' or ' };

function nameFor(reason: Reason, status: number, taken: object): string {
  const base = `${reason}${status}`;
  let name = base;
  for (let n = 2; name in taken; n++) name = `${base}_${n}`;
  return name;
}

const keyOf = ({ status, declared: { content } }: Way): string =>
  `${status} ${content?.place?.pointer ?? '-'} ${content && isJsonLike(content.mediaType) ? plain(content.mediaType) : ''}`;

/** The first declared status for the reason, by number, range or default. */
function declaredWay(operation: OperationFacts, reason: Reason): Way | undefined {
  if (ANYWHERE.includes(reason)) return undefined;
  for (const status of STATUSES[reason]) {
    const declared = operation.refusals.find((reply) => reply.declared === String(status));
    if (declared) return { status, declared };
  }
  const [status] = STATUSES[reason];
  const range = operation.refusals.find(({ declared }) => declared.toUpperCase() === `${String(status)[0]}XX`);
  const other = range ?? operation.refusals.find(({ declared }) => declared === 'default');
  return other && { status, declared: other };
}

/** For each reason the most common declared refusal; if there is none, the most common body. */
function usualWays(operations: readonly OperationFacts[]): Map<Reason, Way> {
  const general = mostFrequent(
    operations.flatMap(({ refusals }) =>
      refusals.filter(({ content }) => content?.place).map((declared) => ({ status: declared.status, declared })),
    ),
    bodyKey,
  );
  const usual = new Map<Reason, Way>();
  for (const reason of reasons) {
    const ways = operations.flatMap((operation) => declaredWay(operation, reason) ?? []);
    const way = mostFrequent(ways, keyOf);
    if (way) usual.set(reason, way);
    else if (general) usual.set(reason, { status: STATUSES[reason][0], declared: general.declared });
  }
  return usual;
}

const bodyKey = ({ declared }: Way): string => declared.content?.place?.pointer ?? '-';

function mostFrequent(ways: readonly Way[], key: (way: Way) => string): Way | undefined {
  const counts = new Map<string, { way: Way; count: number }>();
  for (const way of ways) {
    const known = counts.get(key(way));
    if (known) known.count++;
    else counts.set(key(way), { way, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.way;
}

function refusalFor(
  schemas: Schemas,
  reason: Reason,
  way: Way | undefined,
  contentType: string,
  title?: string,
): RefusalRule {
  const status = way?.status ?? STATUSES[reason][0];
  const content = way?.declared.content;
  const evidence = { inferred: reasonFor(way, title) };
  const headers = { ...(reason === 'rateLimited' && { 'Retry-After': '$retryAfter' }) };
  const common = { status, undeclared: true as const };
  const typed = (type: string): Record<string, string> =>
    type === contentType ? headers : { ...headers, 'Content-Type': type };
  const withHeaders = (all: Record<string, string>): object => (Object.keys(all).length > 0 ? { headers: all } : {});
  if (way === undefined)
    return { ...common, ...withHeaders(typed(PROBLEM)), body: problemDetails(reason, status) as never, evidence };
  if (content === undefined || (content.place !== undefined && !isJsonLike(content.mediaType)))
    return { ...common, ...withHeaders(headers), evidence };
  if (content.place === undefined)
    return {
      ...common,
      ...withHeaders(typed(plain(content.mediaType))),
      body: bodyWithoutSchema(content, reason, status) as never,
      evidence,
    };
  const { body, each } = errorBody(schemas, content.place, reason, status);
  return {
    ...common,
    ...withHeaders(typed(plain(content.mediaType))),
    body: body as never,
    ...(each !== undefined && { each: each as never }),
    evidence,
  };
}

/** Problem details, or their text. */
function bodyWithoutSchema({ mediaType }: ContentFacts, reason: Reason, status: number): unknown {
  const problem = problemDetails(reason, status);
  return isJsonLike(mediaType) ? problem : problem['detail'];
}

const plain = (mediaType: string): string => (mediaType.includes('*') ? 'application/json' : mediaType);

const reasonFor = (way: Way | undefined, title: string | undefined): string =>
  way === undefined
    ? 'the document declares no error with a body: problem details (RFC 9457)'
    : title === undefined
      ? usualReason(way)
      : `${title} declares ${way.declared.declared}`;

const usualReason = ({ status, declared: { declared } }: Way): string =>
  declared === 'default' || declared === String(status) || /XX$/i.test(declared)
    ? `operations that declare it declare ${declared}`
    : `no operation declares ${status}: the body is that of other errors`;

/** The most common media type of refusals. */
function commonType(operations: readonly OperationFacts[]): string | undefined {
  const types = operations.flatMap(({ refusals }) =>
    refusals.flatMap(({ content }) => (content && isJsonLike(content.mediaType) ? [plain(content.mediaType)] : [])),
  );
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const TEXTS: Readonly<Record<string, string>> = {
  required: '$field is required.',
  type: '$field must be of type $type.',
  enum: '$field must be $allowed.',
  format: '$field must be a valid $format.',
  pattern: '$field must match $format.',
  minLength: '$field must have at least $limit characters.',
  maxLength: '$field must have at most $limit characters.',
  minimum: '$field must be at least $limit.',
  maximum: '$field must be at most $limit.',
  additionalProperties: '$field is not known.',
  default: '$field is not valid.',
};

const messages = (): Behavior['dialect']['messages'] =>
  Object.fromEntries(
    Object.entries(TEXTS).map(([keyword, text]) => [
      keyword,
      { text, evidence: { inferred: 'documents do not state the texts of errors' } },
    ]),
  );
