import type { Behavior, FilterRule, OperationRule } from '../../../grammar/behavior.js';
import { stated, type EvidenceLevel } from '../../../grammar/evidence.js';
import { template } from '../../values/template.js';
import { weakest } from './dialect.js';
import { withoutParts, type EvidenceFilter } from './evidence-filter.js';
import { removed } from './paths.js';
import { without } from './without.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

export function filteredOperation(
  filter: EvidenceFilter,
  behavior: Behavior,
  given: OperationRule,
  id: string,
): OperationRule {
  const rule = withTrustedWords(filter, behavior, given);
  const at = ['operations', id];
  if (rule.verb === 'decline') return rule;
  if (!filter.reaches(at, rule.evidence, 'declined')) return declined(filter, rule, id);
  filter.leaveOut(at, filter.weakParts(rule.evidence), 'kept');
  if (rule.verb === 'list') return listOf(filter, rule, at);
  let out = rule;
  if ('protect' in out && out.protect && !filter.applies([...at, 'protect'], out.protect.evidence))
    out = without(out, 'protect') as typeof rule;
  if ('atLeastOneOf' in out && out.atLeastOneOf) {
    const { evidence } = out.atLeastOneOf;
    if (!filter.applies([...at, 'atLeastOneOf'], evidence)) return without(out, 'atLeastOneOf');
  }
  return out;
}

/** What is served at each level. */
const SERVED: Readonly<Record<EvidenceLevel, string>> = {
  documented: 'what the vendor documents',
  client: 'what the vendor or its published client states',
  observed: 'what the vendor or its published client states, or a recorded reply shows',
  assumed: 'what is not inferred',
  inferred: 'all rules',
};

function declined(filter: EvidenceFilter, { evidence }: OperationRule, id: string): OperationRule {
  const { level, reference } = stated(evidence);
  const reason = `The behavior of ${id} is not documented (${level}: ${reference}); --evidence ${filter.least} serves only ${SERVED[filter.least]}.`;
  return { verb: 'decline', reason, evidence };
}

/** The contract still declares the parameters of removed filters, pages and sort orders, so they become `ignored`. */
function listOf(filter: EvidenceFilter, rule: ListRule, at: string[]): OperationRule {
  const { filters = {}, ignored = {}, page, sort } = rule;
  for (const [name, { evidence }] of Object.entries(ignored)) filter.keep([...at, 'ignored', name], evidence);
  const applied = Object.entries(filters).flatMap(([name, own]) => {
    const place = [...at, 'filters', name];
    return filter.reaches(place, own.evidence) ? [[name, filterOf(filter, own, place)] as const] : [];
  });
  const idle = Object.entries(filters).filter(([, own]) => filter.isWeak(own.evidence));
  // A reply that shows the size or place of its page needs the page rule.
  const shown = template(rule.reply ?? null).names;
  const isShown = ['limit', 'offset', 'page'].some((name) => shown.has(name));
  const isPaged = page && (filter.reaches([...at, 'page'], page.evidence, isShown ? 'kept' : 'not applied') || isShown);
  const isSorted = sort && filter.reaches([...at, 'sort'], sort.evidence);
  if (isPaged) filter.leaveOut([...at, 'page'], filter.weakParts(page.evidence), 'kept');
  if (isSorted) filter.leaveOut([...at, 'sort'], filter.weakParts(sort.evidence), 'kept');
  const names = [
    ...idle.map(([name, { evidence }]) => ({ name, evidence })),
    ...(page && !isPaged
      ? [page.limit, page.position, page.before, page.offset].flatMap((name) =>
          name === undefined ? [] : [{ name, evidence: page.evidence }],
        )
      : []),
    ...(sort && !isSorted
      ? [sort.parameter, sort.direction].flatMap((name) =>
          name === undefined ? [] : [{ name, evidence: sort.evidence }],
        )
      : []),
  ];
  return {
    ...without(rule, 'page', 'sort'),
    filters: Object.fromEntries(applied),
    ignored: { ...ignored, ...Object.fromEntries(names.map(({ name, evidence }) => [name, { evidence }])) },
    ...(isPaged && { page }),
    ...(isSorted && { sort }),
  };
}

/** `nullMatches` and `ignoreCase` make a filter match more records, and can be removed on their own. */
function filterOf(filter: EvidenceFilter, rule: FilterRule, at: string[]): FilterRule {
  const parts = filter.weakParts(rule.evidence);
  const optional = parts.filter(([name]) => name === 'nullMatches' || name === 'ignoreCase');
  filter.leaveOut(at, optional, 'not applied');
  filter.leaveOut(
    at,
    parts.filter((part) => !optional.includes(part)),
    'kept',
  );
  if (optional.length === 0) return rule;
  const names = optional.map(([name]) => name);
  return { ...names.reduce(removed, rule), evidence: withoutParts(rule.evidence, names) };
}

/** Removes the operation's own words where their refusal is below the level: the general refusal applies instead. */
function withTrustedWords(filter: EvidenceFilter, { dialect }: Behavior, rule: OperationRule): OperationRule {
  if (!('words' in rule) || rule.words === undefined) return rule;
  const kept = Object.entries(rule.words).filter(
    ([reason, name]) => dialect.refusals[reason] === undefined || !filter.isWeak(weakest(filter, dialect, name)),
  );
  return { ...rule, words: Object.fromEntries(kept) };
}
