/** A vendor as a whole, as plain data. */
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { stated, statedRules, type EvidenceLevel, type LeftOut } from '../grammar/evidence.js';
import { describeFieldRules } from './fields.js';
import { describeOperation } from './operation.js';
import { point, value, type Point } from './point.js';
import { describeAnywhere, type RefusalDescription } from './refusals.js';
import { describeRecords } from './records.js';
import { describeRequests } from './requests.js';
import { countByLevel, rulesIn, type Counts } from './rules.js';

export interface OperationBrief {
  vendor: string;
  operation: string;
  method: string;
  path: string;
  verb: OperationRule['verb'];
  says: string;
  level: EvidenceLevel;
  reference: string;
  /** The rules that it goes by, by their evidence. */
  rules: Counts;
}

export interface VendorDescription {
  vendor: string;
  title: string;
  /** All rules by their evidence. */
  rules: Counts;
  requests: Point[];
  operations: OperationBrief[];
  /** What is remembered, though no operation is about it. */
  records: Point[];
  /** Answered where there is no operation. */
  refusals: RefusalDescription[];
  /** The body that refusals share. */
  envelope: Point[];
  /** The words for what is not valid, by keyword of JSON Schema or by field. */
  messages: Point[];
  /** Where only what is documented is asked for: what is not. */
  leftOut: readonly LeftOut[];
}

export function describeVendor(vendor: Vendor): VendorDescription {
  const { behavior } = vendor;
  const { envelope } = behavior.dialect;
  return {
    vendor: vendor.name,
    title: vendor.contract.title,
    rules: countByLevel(statedRules(behavior)),
    requests: describeRequests(behavior),
    operations: [...vendor.rules.values()].map((it) => describeBrief(vendor, it)),
    records: describeUnshown(vendor),
    refusals: describeAnywhere(vendor),
    envelope: envelope ? [point('envelope', value(envelope.body), ['dialect', 'envelope'], envelope.evidence)] : [],
    messages: Object.entries(behavior.dialect.messages).map(([name, it]) =>
      point(name, it.text, ['dialect', 'messages', name], it.evidence),
    ),
    leftOut: vendor.leftOut,
  };
}

function describeUnshown(vendor: Vendor): Point[] {
  const shown = new Set([...vendor.rules.values()].map(({ rule }) => ('resource' in rule ? rule.resource : undefined)));
  return [...vendor.resources.values()]
    .filter(({ name }) => vendor.behavior.resources[name] !== undefined)
    .filter(({ name }) => !shown.has(name))
    .flatMap((it) =>
      [...describeRecords(vendor, 'quirk', it), ...describeFieldRules(it, true)].map((told) => ({
        ...told,
        about: `${it.name}.${told.about}`,
      })),
    );
}

function describeBrief(vendor: Vendor, rule: Rule): OperationBrief {
  const described = describeOperation(vendor, rule);
  const { operation, method, path, verb, does } = described;
  return {
    vendor: vendor.name,
    operation,
    method,
    path,
    verb,
    says: does.says,
    ...stated(rule.rule.evidence),
    rules: countByLevel(rulesIn(described)),
  };
}
