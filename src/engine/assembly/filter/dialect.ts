import type { Behavior, Evidence, RefusalRule } from '../../../grammar/behavior.js';
import { dialectWithBodies } from '../../../grammar/envelope.js';
import { basis, rankOf, stated, statedRefusal, TARGET } from '../../../grammar/evidence.js';
import { problemReply } from '../../reply/problem-reply.js';
import { withoutParts, type EvidenceFilter } from './evidence-filter.js';
import { changedAt, removed } from './paths.js';
import { mapped } from './without.js';

type Dialect = Behavior['dialect'];
type Message = Dialect['messages'][string];

const NO_DOCUMENTED_TEXT = '(the vendor does not document this text)';
const MAX_HOPS = 10;
const TITLE = 'Refused; the vendor does not document how';

export function filteredDialect(filter: EvidenceFilter, given: Dialect): Dialect {
  const dialect = withEnvelope(filter, given);
  return {
    ...dialect,
    messages: Object.fromEntries(
      Object.entries(dialect.messages).flatMap(([name, message]) => messageOf(filter, message, name)),
    ),
    refusals: mapped(dialect.refusals, (rule, name) => refusalOf(filter, dialect, rule, name)),
  };
}

/** Replaces texts of the envelope that are below the level by neutral ones. */
function withEnvelope(filter: EvidenceFilter, dialect: Dialect): Dialect {
  const { envelope } = dialect;
  if (envelope === undefined) return dialect;
  const at = ['dialect', 'envelope'];
  if (!filter.reaches(at, envelope.evidence, 'own words')) return dialect;
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

/** Whether a part of a body is a fixed text and not a value that the engine fills in. */
function isText(rule: object, part: string): boolean {
  let found: unknown;
  changedAt(rule, part, (value) => (found = value));
  return part.startsWith('body.') && typeof found === 'string' && !/^\$[a-zA-Z][a-zA-Z0-9]*$/.test(found);
}

function messageOf(filter: EvidenceFilter, message: Message, name: string): [string, Message][] {
  const at = ['dialect', 'messages', name];
  const neutral: [string, Message][] =
    name === 'default' ? [[name, { ...message, text: `$field: $keyword ${NO_DOCUMENTED_TEXT}` }]] : [];
  if (!filter.reaches(at, message.evidence, 'own words')) return neutral;
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

/** Keeps the refusal and its status. What the vendor does not document is replaced by a problem reply. */
function refusalOf(filter: EvidenceFilter, dialect: Dialect, rule: RefusalRule, name: string): RefusalRule {
  const evidence = weakest(filter, dialect, name);
  const at = ['dialect', 'refusals', name];
  if (!filter.reaches(at, evidence, 'own words')) {
    const { level, reference } = stated(evidence);
    const detail = `How the vendor refuses this (${name}) is not documented (${level}: ${literal(reference)}).`;
    return { ...asProblem(rule, statusOf(dialect, name), detail), evidence };
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
  return replaced.length === 0 ? rule : withoutWeakParts(dialect, rule, name, replaced);
}

/** The weak parts of a refusal. One that fills an envelope has a body no better known than the envelope. */
function weakParts(
  filter: EvidenceFilter,
  { envelope }: Dialect,
  { fill, evidence }: RefusalRule,
): [string, Evidence][] {
  const own = filter.weakParts(evidence);
  const isOpen = fill !== undefined && envelope !== undefined && filter.isWeak(envelope.evidence);
  return isOpen && !own.some(([part]) => part === 'body') ? [...own, ['body', envelope.evidence]] : own;
}

/** Lists a refusal that refers (`as`) to one that is below the level. */
function leaveOutTarget(filter: EvidenceFilter, { refusals }: Dialect, { as }: RefusalRule, name: string): void {
  if (as === undefined || refusals[as] === undefined) return;
  const { level, reference } = statedRefusal(refusals, as, MAX_HOPS - 1);
  if (rankOf(level) > rankOf(filter.least))
    filter.leftOut.push({ id: `refusals.${name}`, part: TARGET, level, reference, instead: 'own words' });
}

function withoutWeakParts(dialect: Dialect, rule: RefusalRule, name: string, weak: [string, Evidence][]): RefusalRule {
  const names = weak.map(([part]) => part);
  const evidence = withoutParts(rule.evidence, names);
  const whole = ['as', 'status', 'body'].find((part) => names.includes(part));
  const weakestOnChain = whole === undefined ? undefined : (rule.evidence.parts?.[whole] ?? dialect.envelope?.evidence);
  if (whole !== undefined && weakestOnChain !== undefined) {
    const { level, reference } = basis(weakestOnChain);
    const what = whole === 'as' ? 'status and body' : whole;
    const detail = `The vendor documents this refusal (${name}), but not its ${what} (${level}: ${literal(reference)}).`;
    return { ...asProblem(rule, statusOf(dialect, name), detail), evidence };
  }
  const left = names.reduce(
    (left, part) => (part.startsWith('body.') ? changedAt(left, part, neutralText(name)) : removed(left, part)),
    rule,
  );
  return { ...left, evidence };
}

/** A neutral text; for a URI `about:blank` (RFC 9457). */
const neutralText =
  (name: string) =>
  (text: unknown): string =>
    /^[a-z][a-z0-9+.-]*:\S*$/.test(String(text)) ? 'about:blank' : `${name} ${NO_DOCUMENTED_TEXT}`.trim();

function asProblem(rule: RefusalRule, status: number, detail: string): Omit<RefusalRule, 'evidence'> {
  const { headers, body } = problemReply(status, TITLE, detail);
  return { ...(rule.is && { is: rule.is }), status, headers, body: body as RefusalRule['body'] };
}

/** Escapes `$`, so that the text has no template names. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

/** The weakest evidence on the chain of `as`: a refusal is known no better than the one that it refers to. */
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
