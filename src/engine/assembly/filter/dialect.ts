import type { Behavior, Evidence, RefusalRule } from '../../../grammar/behavior.js';
import { dialectWithBodies } from '../../../grammar/envelope.js';
import { basis, rankOf, stated, statedRefusal, TARGET } from '../../../grammar/evidence.js';
import { ourOwn } from '../../refusals/problem-reply.js';
import { withoutParts, type EvidenceFilter } from './evidence-filter.js';
import { changedAt, removed } from './paths.js';
import { mapped } from './without.js';

type Dialect = Behavior['dialect'];
type Message = Dialect['messages'][string];

const NO_WORDS = '(the vendor documents no words for it)';
const MAX_HOPS = 10;
const TITLE = 'Refused in words of stuntdouble';

export function dialectOf(filter: EvidenceFilter, given: Dialect): Dialect {
  const dialect = withEnvelope(filter, given);
  return {
    ...dialect,
    messages: Object.fromEntries(
      Object.entries(dialect.messages).flatMap(([name, message]) => messageOf(filter, message, name)),
    ),
    refusals: mapped(dialect.refusals, (rule, name) => refusalOf(filter, dialect, rule, name)),
  };
}

/** The dialect with neutral texts where those of its envelope are weak. */
function withEnvelope(filter: EvidenceFilter, dialect: Dialect): Dialect {
  const { envelope } = dialect;
  if (envelope === undefined) return dialect;
  const at = ['dialect', 'envelope'];
  if (!filter.trusts(at, envelope.evidence, 'own words')) return dialect;
  const weak = filter.weakParts(envelope.evidence);
  const texts = weak.filter(([part]) => isText(envelope, part));
  filter.leaveOut(at, texts, 'own words');
  filter.leaveOut(
    at,
    weak.filter((part) => !texts.includes(part)),
    'kept',
  );
  if (texts.length === 0) return dialect;
  const names = texts.map(([part]) => part);
  const left = names.reduce((changed, part) => changedAt(changed, part, neutralText('')), envelope);
  return dialectWithBodies({ ...dialect, envelope: { ...left, evidence: withoutParts(envelope.evidence, names) } });
}

/** Whether a part of a body is text of its own, and not a value that the engine puts in. */
function isText(rule: object, part: string): boolean {
  let found: unknown;
  changedAt(rule, part, (value) => (found = value));
  return part.startsWith('body.') && typeof found === 'string' && !/^\$[a-zA-Z][a-zA-Z0-9]*$/.test(found);
}

function messageOf(filter: EvidenceFilter, message: Message, name: string): [string, Message][] {
  const at = ['dialect', 'messages', name];
  const neutral: [string, Message][] =
    name === 'default' ? [[name, { ...message, text: `$field: $keyword ${NO_WORDS}` }]] : [];
  if (!filter.trusts(at, message.evidence, 'own words')) return neutral;
  const weak = filter.weakParts(message.evidence);
  if (weak.length === 0) return [[name, message]];
  filter.leaveOut(at, weak, 'own words');
  const { seenFor = [], text, evidence } = message;
  const sure = {
    text,
    evidence: withoutParts(
      evidence,
      weak.map(([part]) => part),
    ),
  };
  return [...seenFor.map((field): [string, Message] => [`${name}:${field}`, sure]), ...neutral];
}

/** Refused all the same, with the same status; what the vendor does not document is said in our own name. */
function refusalOf(filter: EvidenceFilter, dialect: Dialect, rule: RefusalRule, name: string): RefusalRule {
  const evidence = weakest(filter, dialect, name);
  const at = ['dialect', 'refusals', name];
  if (!filter.trusts(at, evidence, 'own words')) {
    const { level, reference } = stated(evidence);
    const detail = `How the vendor refuses this (${name}) is not documented (${level}: ${literal(reference)}).`;
    return { ...inOurWords(rule, statusOf(dialect, name), detail), evidence };
  }
  const weak = weakParts(filter, dialect, rule);
  const replaced = weak.filter(([part]) => /^(as|status|body|headers(\..+)?)$/.test(part) || isText(rule, part));
  filter.leaveOut(at, replaced, 'own words');
  filter.leaveOut(
    at,
    weak.filter((part) => !replaced.includes(part)),
    'kept',
  );
  leaveOutTarget(filter, dialect, rule, name);
  return replaced.length === 0 ? rule : inParts(dialect, rule, name, replaced);
}

/** Of a refusal that fills an envelope, the body is known no better than the envelope. */
function weakParts(
  filter: EvidenceFilter,
  { envelope }: Dialect,
  { fill, evidence }: RefusalRule,
): [string, Evidence][] {
  const own = filter.weakParts(evidence);
  const isOpen = fill !== undefined && envelope !== undefined && filter.isWeak(envelope.evidence);
  return isOpen && !own.some(([part]) => part === 'body') ? [...own, ['body', envelope.evidence]] : own;
}

/** Lists a refusal whose words are those of another one that is replaced in part. */
function leaveOutTarget(filter: EvidenceFilter, { refusals }: Dialect, { as }: RefusalRule, name: string): void {
  if (as === undefined || refusals[as] === undefined) return;
  const { level, reference } = statedRefusal(refusals, as, MAX_HOPS - 1);
  if (rankOf(level) > rankOf(filter.least))
    filter.leftOut.push({ id: `refusals.${name}`, part: TARGET, level, reference, instead: 'own words' });
}

function inParts(dialect: Dialect, rule: RefusalRule, name: string, weak: [string, Evidence][]): RefusalRule {
  const names = weak.map(([part]) => part);
  const evidence = withoutParts(rule.evidence, names);
  const whole = ['as', 'status', 'body'].find((part) => names.includes(part));
  const weakest = whole === undefined ? undefined : (rule.evidence.parts?.[whole] ?? dialect.envelope?.evidence);
  if (whole !== undefined && weakest !== undefined) {
    const { level, reference } = basis(weakest);
    const what = whole === 'as' ? 'status and body' : whole;
    const detail = `The vendor documents this refusal (${name}), but not its ${what} (${level}: ${literal(reference)}).`;
    return { ...inOurWords(rule, statusOf(dialect, name), detail), evidence };
  }
  const left = names.reduce(
    (left, part) => (part.startsWith('body.') ? changedAt(left, part, neutralText(name)) : removed(left, part)),
    rule,
  );
  return { ...left, evidence };
}

/** A text of our own; RFC 9457 has `about:blank` where a URI would say something. */
const neutralText =
  (name: string) =>
  (text: unknown): string =>
    /^[a-z][a-z0-9+.-]*:\S*$/.test(String(text)) ? 'about:blank' : `${name} ${NO_WORDS}`.trim();

function inOurWords(rule: RefusalRule, status: number, detail: string): Omit<RefusalRule, 'evidence'> {
  const { headers, body } = ourOwn(status, TITLE, detail);
  return { ...(rule.is && { is: rule.is }), status, headers, body: body as RefusalRule['body'] };
}

/** A text in which no $name stands for anything. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

/** A refusal that is answered as another one is known no better than that one. */
export function weakest(filter: EvidenceFilter, { refusals }: Dialect, name: string): Evidence {
  let rule = refusals[name];
  for (let hops = 0; rule?.as !== undefined && !filter.isWeak(rule.evidence) && hops < MAX_HOPS; hops++)
    rule = refusals[rule.as];
  return rule?.evidence ?? refusals[name]?.evidence ?? {};
}

function statusOf({ refusals }: Dialect, name: string): number {
  let rule = refusals[name];
  for (let hops = 0; rule?.as !== undefined && hops < MAX_HOPS; hops++) rule = refusals[rule.as];
  return rule?.status ?? 400;
}
