/** The possible refusals of an operation, each rendered by the engine for a sample request. */
import type { Reason } from '../grammar/reasons.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import {
  REASONS_WITHOUT_OPERATION,
  operationContext,
  possibleRefusals,
  type PossibleRefusal,
} from '../engine/refusals/possible.js';
import { Refusal, type RefusalDetails } from '../engine/model/refusal.js';
import { refusalRule, refusalReply, shownMessage } from '../engine/refusals/refusal-reply.js';
import { table } from '../engine/refusals/table.js';
import { filledPath } from '../engine/values/filled-path.js';
import type { EvidenceLevel, Stated, StatedPart } from '../grammar/evidence.js';

export interface RefusalDescription {
  reason: Reason;
  /** The condition, in terms of the sample request. */
  when: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** As in `x-stuntdouble-rule`. */
  rule: string;
  level: EvidenceLevel;
  reference: string;
  parts?: StatedPart[];
  /** The rule of the message in the body, if the message has one. */
  words?: Stated & { rule: string };
}

/** In the order of the checks. */
export function describeRefusals(vendor: Vendor, rule: Rule): RefusalDescription[] {
  const first: PossibleRefusal[] =
    vendor.behavior.requests.browserOrigin.treat === 'refuse'
      ? [{ reason: 'browserOrigin', variant: 'browserOrigin', about: {} }]
      : [];
  const all = [...first, ...possibleRefusals(vendor.contract, vendor.behavior, rule.operation)].map((possibleRefusal) =>
    describe(vendor, rule, possibleRefusal),
  );
  const seen = new Set<string>();
  return all.filter(({ when, rule: name }) => !seen.has(name + when) && seen.add(name + when));
}

/** Refusals of requests that match no operation. */
export const describeAnywhere = (vendor: Vendor): RefusalDescription[] =>
  REASONS_WITHOUT_OPERATION.map((reason) => describe(vendor, undefined, { reason, variant: reason, about: {} }));

/** Date of the samples, in place of the clock. */
const SAMPLE_TIME = Date.parse('2026-01-01T00:00:00Z');

function describe(vendor: Vendor, rule: Rule | undefined, possible: PossibleRefusal): RefusalDescription {
  const { reason, variant } = possible;
  const { contract, behavior } = vendor;
  const place = rule && operationContext(contract, behavior, rule.operation);
  const params = rule ? contract.tools.example(rule.operation).params : {};
  const row = table[reason];
  const details = place
    ? row.sample(place, possible, params[place.operation.parameters.at(-1) ?? ''])
    : sampleAnywhere(reason);
  const call = rule
    ? { method: rule.operation.method, path: filledPath(rule.operation.path, (name) => params[name]) }
    : { method: 'TRACE', path: '/another' };
  const words = rule && 'words' in rule.rule ? rule.rule.words : undefined;
  const { status, headers, body } = refusalReply(
    vendor,
    call,
    new Refusal(reason, details, variant),
    SAMPLE_TIME,
    words,
  );
  const entry = refusalRule(vendor, variant, words);
  const message = shownMessage(vendor, details, entry.names);
  return {
    reason,
    when: row.when(place, details),
    status,
    headers,
    body,
    rule: `refusals.${words?.[variant as Reason] ?? variant}`,
    ...entry.stated,
    ...(message && { words: { rule: `messages.${message.name}`, ...message.stated } }),
  };
}

const sampleAnywhere = (reason: Reason): RefusalDetails => (reason === 'methodNotAllowed' ? { allow: ['GET'] } : {});
