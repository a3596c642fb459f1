/** The refusals that an operation lists, and those that requests to it get. */
import type { Rule, Vendor } from '../../src/engine/model/vendor.js';
import type { JournalEntry } from '../../src/engine/journal/redacted-entry.js';
import type { Reason } from '../../src/grammar/reasons.js';
import { describeRefusals } from '../../src/describe/refusals.js';
import { possibleRefusals } from '../../src/engine/refusals/possible.js';
import { lab, type Lab } from './lab.js';
import { createFitting } from './required-fields.js';
import { anyState, createMore, ownRecords, REFUSED, taken, tooMany } from './refused-requests.js';

/** `refusals.typeImmutable: immutable type` */
const named = (rule: string, reason: string, about: string): string => `${rule}: ${reason} ${about}`.trim();

/** The refusals of `explain`, by subject. */
export function listedRefusals(vendor: Vendor, rule: Rule): string[] {
  const words = ('words' in rule.rule ? rule.rule.words : undefined) ?? {};
  const browser: [string, Reason, string][] =
    vendor.behavior.requests.browserOrigin.treat === 'refuse' ? [['browserOrigin', 'browserOrigin', '']] : [];
  const possible = possibleRefusals(vendor.contract, vendor.behavior, rule.operation).map(
    ({ reason, variant, about }): [string, Reason, string] => [
      words[variant as Reason] ?? variant,
      reason,
      reason === 'conflict'
        ? (about.fields ?? []).join(' ')
        : reason === 'notFound' || reason === 'foreign'
          ? (about.resource ?? '')
          : (about.field ?? ''),
    ],
  );
  const all = [...browser, ...possible];
  const described = new Set(describeRefusals(vendor, rule).map((refusal) => refusal.rule));
  const undescribed = all.filter(([variant]) => !described.has(`refusals.${variant}`));
  if (undescribed.length > 0 || described.size > all.length)
    throw new Error(`explain tells other refusals: ${undescribed.join(', ')}`);
  return [...new Set(all.map(([variant, reason, about]) => named(`refusals.${variant}`, reason, about)))].sort();
}

/** The refusals of an operation that are promised and not reached, and those that are reached and not promised. */
export async function refusalMistakes(vendor: Vendor, rule: Rule, open: (vendor: Vendor) => Lab): Promise<string[]> {
  const promised = listedRefusals(vendor, rule);
  const reached = await reachedBy(vendor, rule, promised, open);
  const { id } = rule.operation;
  return [
    ...promised.filter((one) => !reached.includes(one)).map((one) => `${id} promises, and does not answer: ${one}`),
    ...reached.filter((one) => !promised.includes(one)).map((one) => `${id} answers without a promise: ${one}`),
  ];
}

/** The refusals that many requests to an operation get, named as they are promised. */
export async function reachedBy(
  vendor: Vendor,
  rule: Rule,
  promised: readonly string[],
  open: (vendor: Vendor) => Lab = lab,
): Promise<string[]> {
  const reached = new Set<string>();
  for (const requests of [anyState, ownRecords, taken, tooMany]) {
    const bench = open(withCredentials(vendor));
    if (requests === tooMany && vendor.behavior.limits) bench.world.limits.enable(vendor.name);
    if (requests === taken) await createMore(bench, rule);
    if (requests === ownRecords) await createFitting(bench, rule);
    for (const request of requests(bench, rule)) {
      await bench.perform(rule.operation, request);
      const entry = bench.journal().at(-1);
      if (entry?.reason !== undefined) {
        const refusal = named(entry.rule, entry.reason, subjectOf(entry));
        // A quirk does not state the subjects of its refusals.
        const bare = named(entry.rule, entry.reason, '');
        reached.add(!promised.includes(refusal) && promised.includes(bare) ? bare : refusal);
      }
    }
    if (bench.complaints.length > 0) throw new Error([...new Set(bench.complaints)].join('\n'));
  }
  return [...reached].sort();
}

function subjectOf({ reason, why, issues }: JournalEntry): string {
  const says = why?.says ?? '';
  switch (reason) {
    case 'immutable':
      return why?.immutable?.field ?? '';
    case 'conflict':
      return (why?.holder?.fields ?? []).join(' ');
    case 'notFound':
      return /^this account has no (\S+) /.exec(says)?.[1] ?? '';
    case 'foreign':
    case 'unknownReference':
      return /^(\S+) /.exec(says)?.[1] ?? '';
    case 'incomplete':
      return issues?.[0]?.field ?? '';
    default:
      return '';
  }
}

/** With a credential for each refusal that a credential decides. */
const withCredentials = (vendor: Vendor): Vendor =>
  Object.assign(Object.create(vendor) as Vendor, {
    seed: {
      ...vendor.seed,
      credentials: [
        ...vendor.seed.credentials,
        ...REFUSED.map((refuse) => ({ name: refuse, token: `${refuse}-key`, refuse })),
      ],
    },
  });
