/** What is left of a behavior when only so much of it is filtered (docs/decisions/0012). */
import type { LeftOut } from '../../grammar/evidence.js';
import type { Json } from '../../grammar/json.js';
import type { Contract } from '../model/contract.js';
import type {
  Behavior,
  Evidence,
  FieldRule,
  OperationRule,
  RefusalRule,
  ResourceRule,
} from '../../grammar/behavior.js';
import { ourOwn } from '../refusals/problem-reply.js';
import { neutral } from './neutral-value.js';
import { template } from '../values/template.js';
import { idOf, levels, stated, type EvidenceLevel } from '../../grammar/evidence.js';

/** The schema of a field of a component schema, where every reply must have it. */
type Required = Contract['requiredAt'];

/**
 * The behavior without what rests on less than `least`. What is left out refuses nothing and sets nothing; what has to be
 * answered all the same is answered in our own name.
 */
export function filterByEvidence(
  behavior: Behavior,
  least: EvidenceLevel,
  required: Required,
): { behavior: Behavior; leftOut: LeftOut[] } {
  const filter = new EvidenceFilter(least);
  const operations = mapped(behavior.operations, (rule, id) =>
    operationOf(filter, withWords(filter, behavior, rule), id),
  );
  const served = Object.keys(operations).filter((id) => operations[id]?.verb !== 'decline');
  const showcase = served.find((id) => id === behavior.showcase) ?? served[0];
  const filtered: Behavior = {
    ...without(behavior, 'showcase'),
    ...(showcase !== undefined && { showcase }),
    requests: requestsOf(filter, behavior.requests),
    ...(behavior.limits && {
      limits: behavior.limits.filter((it, i) => filter.trusts(['limits', String(i)], it.evidence)),
    }),
    operations,
    resources: mapped(behavior.resources, (rule, name) => resourceOf(filter, rule, name, required)),
    dialect: dialectOf(filter, behavior.dialect),
  };
  return { behavior: filtered, leftOut: filter.leftOut };
}

class EvidenceFilter {
  readonly leftOut: LeftOut[] = [];

  constructor(readonly least: EvidenceLevel) {}

  isWeak = (evidence: Evidence): boolean => levels.indexOf(stated(evidence).level) > levels.indexOf(this.least);

  /** Whether a rule is applied; one that is not is written down. */
  trusts(path: readonly string[], evidence: Evidence, instead: LeftOut['instead'] = 'not applied'): boolean {
    if (!this.isWeak(evidence)) return true;
    this.leftOut.push({ id: idOf(path), ...stated(evidence), instead });
    return false;
  }
}

const mapped = <T>(of: Record<string, T>, change: (it: T, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([name, it]) => [name, change(it, name)]));

const without = <T extends object, K extends keyof T>(it: T, ...keys: K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(it).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;

function requestsOf(filter: EvidenceFilter, requests: Behavior['requests']): Behavior['requests'] {
  const lenient = <T extends string>(
    name: keyof Behavior['requests'],
    rule: { treat: T; evidence: Evidence },
    free: T,
  ): { treat: T; evidence: Evidence } =>
    filter.trusts(['requests', name], rule.evidence, rule.treat === free ? 'kept' : 'not applied')
      ? rule
      : { ...rule, treat: free };
  const { slashesInParameters: slashes } = requests;
  return {
    unknownBodyFields: lenient('unknownBodyFields', requests.unknownBodyFields, 'ignore'),
    unknownQueryParameters: lenient('unknownQueryParameters', requests.unknownQueryParameters, 'ignore'),
    trailingSlash: lenient('trailingSlash', requests.trailingSlash, 'either'),
    browserOrigin: lenient('browserOrigin', requests.browserOrigin, 'accept'),
    ...(slashes &&
      filter.trusts(['requests', 'slashesInParameters'], slashes.evidence) && { slashesInParameters: slashes }),
  };
}

// ---------------------------------------------------------------- operations

function operationOf(filter: EvidenceFilter, rule: OperationRule, id: string): OperationRule {
  const at = ['operations', id];
  if (rule.verb === 'decline') return rule;
  if (!filter.trusts(at, rule.evidence, 'declined')) {
    const { level, reference } = stated(rule.evidence);
    const only =
      filter.least === 'client' ? 'what the vendor or its published client tells' : 'what the vendor documents';
    const reason = `What ${id} does is not documented (${level}: ${reference}); --evidence ${filter.least} serves only ${only}.`;
    return { verb: 'decline', reason, evidence: rule.evidence };
  }
  if (rule.verb === 'list') return listOf(filter, rule, at);
  let out = rule;
  if ('protect' in out && out.protect && !filter.trusts([...at, 'protect'], out.protect.evidence))
    out = without(out, 'protect') as typeof rule;
  if ('atLeastOneOf' in out && out.atLeastOneOf && !filter.trusts([...at, 'atLeastOneOf'], out.atLeastOneOf.evidence))
    out = without(out, 'atLeastOneOf');
  return out;
}

/** A parameter that does nothing any more is still one that the contract declares. */
function listOf(filter: EvidenceFilter, rule: Extract<OperationRule, { verb: 'list' }>, at: string[]): OperationRule {
  const { filters = {}, ignored = {}, page, sort } = rule;
  for (const [name, it] of Object.entries(ignored)) filter.trusts([...at, 'ignored', name], it.evidence, 'kept');
  const idle = Object.entries(filters).filter(([name, it]) => !filter.trusts([...at, 'filters', name], it.evidence));
  // A reply that repeats the size and place of its page cannot do without them.
  const shown = template(rule.reply ?? null).names;
  const isTold = ['limit', 'offset', 'page'].some((it) => shown.has(it));
  const isPaged = page && (filter.trusts([...at, 'page'], page.evidence, isTold ? 'kept' : 'not applied') || isTold);
  const isSorted = sort && filter.trusts([...at, 'sort'], sort.evidence);
  const names = [
    ...idle.map(([name, { evidence }]) => ({ name, evidence })),
    ...(page && !isPaged ? [page.limit, page.position].map((name) => ({ name, evidence: page.evidence })) : []),
    ...(sort && !isSorted ? [{ name: sort.parameter, evidence: sort.evidence }] : []),
  ];
  return {
    ...without(rule, 'page', 'sort'),
    filters: without(filters, ...idle.map(([name]) => name)),
    ignored: { ...ignored, ...Object.fromEntries(names.map(({ name, evidence }) => [name, { evidence }])) },
    ...(isPaged && { page }),
    ...(isSorted && { sort }),
  };
}

/** Words of an operation's own that are not filtered give way to those that hold for all operations. */
function withWords(filter: EvidenceFilter, { dialect }: Behavior, rule: OperationRule): OperationRule {
  if (!('words' in rule) || rule.words === undefined) return rule;
  const kept = Object.entries(rule.words).filter(
    ([reason, name]) => dialect.refusals[reason] === undefined || !filter.isWeak(weakest(filter, dialect, name)),
  );
  return { ...rule, words: Object.fromEntries(kept) };
}

// ---------------------------------------------------------------- resources

function resourceOf(filter: EvidenceFilter, rule: ResourceRule, name: string, required: Required): ResourceRule {
  const at = ['resources', name];
  const { id, parent, embed = {}, order, unique, dropped, fields } = rule;
  filter.trusts([...at, 'id'], id.evidence, 'kept');
  if (parent) filter.trusts([...at, 'parent'], parent.evidence, 'kept');
  for (const [property, it] of Object.entries(embed)) filter.trusts([...at, 'embed', property], it.evidence, 'kept');
  const needed = (path: string): Json | undefined =>
    rule.schema === undefined ? undefined : required(rule.schema, path);
  return {
    ...without(rule, 'order', 'dropped'),
    ...(order && filter.trusts([...at, 'order'], order.evidence) && { order }),
    ...(dropped && filter.trusts([...at, 'dropped'], dropped.evidence) && { dropped }),
    ...(unique && { unique: unique.filter((it, i) => filter.trusts([...at, 'unique', String(i)], it.evidence)) }),
    ...(fields && {
      fields: mapped(fields, (it, path) => fieldOf(filter, it, [...at, 'fields', path], needed(path))),
    }),
  };
}

/** A field that every reply must have gets the plainest value that its schema allows; what is hidden stays hidden. */
function fieldOf(filter: EvidenceFilter, rule: FieldRule, at: string[], schema: Json | undefined): FieldRule {
  if (!filter.isWeak(rule.evidence)) return rule;
  const { hidden, evidence } = rule;
  // No schema tells what else a hidden field could begin with, and a quirk may count on something.
  const start = hidden && rule.default !== undefined ? { default: rule.default } : {};
  const bare: FieldRule = { evidence, ...(hidden !== undefined && { hidden }), ...start };
  const setsValue = [rule.default, rule.derive, rule.generate, rule.stamp].some((it) => it !== undefined);
  const plain = schema && setsValue ? neutral(schema) : undefined;
  const isKept = Object.keys(rule).length === Object.keys(bare).length || (schema && setsValue && plain === undefined);
  filter.trusts(at, evidence, isKept ? 'kept' : 'not applied');
  if (isKept) return rule;
  return plain === undefined ? bare : { ...bare, default: plain };
}

// ---------------------------------------------------------------- the dialect

function dialectOf(filter: EvidenceFilter, dialect: Behavior['dialect']): Behavior['dialect'] {
  const messages = Object.entries(dialect.messages).flatMap(([name, it]) => {
    if (filter.trusts(['dialect', 'messages', name], it.evidence, 'own words')) return [[name, it] as const];
    return name === 'default'
      ? [[name, { ...it, text: '$field: $keyword (the vendor documents no words for it)' }] as const]
      : [];
  });
  return {
    ...dialect,
    messages: Object.fromEntries(messages),
    refusals: mapped(dialect.refusals, (rule, name) => refusalOf(filter, dialect, rule, name)),
  };
}

/** Refused all the same, with the same status, in a reply that nobody takes for the vendor's. */
function refusalOf(filter: EvidenceFilter, dialect: Behavior['dialect'], rule: RefusalRule, name: string): RefusalRule {
  const evidence = weakest(filter, dialect, name);
  if (filter.trusts(['dialect', 'refusals', name], evidence, 'own words')) return rule;
  const { level, reference } = stated(evidence);
  const detail = `How the vendor refuses this (${name}) is not documented (${level}: ${reference.replaceAll('$', '$$$$')}).`;
  const { status, headers, body } = ourOwn(statusOf(dialect, name), 'Refused in words of stuntdouble', detail);
  return { ...(rule.is && { is: rule.is }), status, headers, body: body as RefusalRule['body'], evidence };
}

/** A refusal that is answered as another one is known no better than that one. */
function weakest(filter: EvidenceFilter, { refusals }: Behavior['dialect'], name: string): Evidence {
  let rule = refusals[name];
  for (let hops = 0; rule?.as !== undefined && !filter.isWeak(rule.evidence) && hops < 10; hops++)
    rule = refusals[rule.as];
  return rule?.evidence ?? refusals[name]?.evidence ?? {};
}

function statusOf({ refusals }: Behavior['dialect'], name: string): number {
  let rule = refusals[name];
  for (let hops = 0; rule?.as !== undefined && hops < 10; hops++) rule = refusals[rule.as];
  return rule?.status ?? 400;
}
