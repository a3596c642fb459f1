/** Every refusal of an operation, as the engine itself renders it for a sample of what leads to it. */
import type { Reason } from '../grammar/reasons.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { anywhere, possibleRefusals, type PossibleRefusal } from '../engine/refusals/possible.js';
import { Refusal } from '../engine/refusals/refusal.js';
import { refusalRule, render, shownMessage } from '../engine/refusals/render.js';
import { stated, type EvidenceLevel } from '../grammar/evidence.js';
import { template } from '../engine/values/template.js';
import { pathOf, sampleDetails } from './samples.js';
import { when } from './when.js';

export interface RefusalDescription {
  reason: Reason;
  /** When it is answered, told of the sample. */
  when: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** As `x-stuntdouble-rule` names it. */
  rule: string;
  level: EvidenceLevel;
  reference: string;
  /** The message in the body, where it is a rule of its own. */
  words?: { rule: string; level: EvidenceLevel; reference: string };
}

/** In the order of the checks. */
export function describeRefusals(vendor: Vendor, rule: Rule): RefusalDescription[] {
  const first: PossibleRefusal[] =
    vendor.behavior.requests.browserOrigin.treat === 'refuse'
      ? [{ reason: 'browserOrigin', variant: 'browserOrigin', about: {} }]
      : [];
  const all = [...first, ...possibleRefusals(vendor.contract, vendor.behavior, rule.operation)].map((it) =>
    describe(vendor, rule, it),
  );
  const seen = new Set<string>();
  return all.filter(({ when, rule: name }) => !seen.has(name + when) && seen.add(name + when));
}

/** Those that are answered where there is no operation. */
export const describeAnywhere = (vendor: Vendor): RefusalDescription[] =>
  anywhere.map((reason) => describe(vendor, undefined, { reason, variant: reason, about: {} }));

/** When the samples are of: what is described is not under way. */
const SAMPLED = Date.parse('2026-01-01T00:00:00Z');

function describe(
  vendor: Vendor,
  rule: Rule | undefined,
  { reason, variant, about }: PossibleRefusal,
): RefusalDescription {
  const details = rule
    ? sampleDetails(vendor, rule, reason, about)
    : reason === 'methodNotAllowed'
      ? { allow: ['GET'] }
      : {};
  const call = rule
    ? { method: rule.operation.method, path: pathOf(rule.operation, vendor.contract.example(rule.operation).params) }
    : { method: 'TRACE', path: '/another' };
  const words = rule && 'words' in rule.rule ? rule.rule.words : undefined;
  const { status, headers, body } = render(vendor, call, new Refusal(reason, details, variant), SAMPLED, words);
  const entry = refusalRule(vendor, variant, words);
  const message = shownMessage(vendor, details, template(entry.body ?? null).names);
  return {
    reason,
    when: when(vendor, rule, reason, details),
    status,
    headers,
    body,
    rule: `refusals.${words?.[variant as Reason] ?? variant}`,
    ...stated(entry.evidence),
    ...(message && { words: { rule: `messages.${message.name}`, ...stated(message.evidence) } }),
  };
}
