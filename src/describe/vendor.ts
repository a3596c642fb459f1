/** A vendor as plain data, for `explain` and `list`. */
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { stated, statedRules, type EvidenceLevel, type LeftOut } from '../grammar/evidence.js';
import { describeFieldRules } from './fields.js';
import { describeOperation, type NotEnforced } from './operation.js';
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
  /** Number of rules by evidence level. */
  rules: Counts;
}

export interface VendorDescription {
  vendor: string;
  title: string;
  /** Number of rules by evidence level. */
  rules: Counts;
  requests: Point[];
  operations: OperationBrief[];
  /** Rules of resources that no operation is about. */
  records: Point[];
  /** Of requests that match no operation. */
  refusals: RefusalDescription[];
  /** The common body of refusals. */
  envelope: Point[];
  /** Validation messages, by JSON Schema keyword or by field. */
  messages: Point[];
  /** What the vendor states and no rule enforces, with the operations that it is about. */
  notEnforced: (NotEnforced & { operations: string[] })[];
  /** Rules below the requested evidence level. */
  leftOut: readonly LeftOut[];
}

export function describeVendor(vendor: Vendor): VendorDescription {
  const { behavior } = vendor;
  const { envelope } = behavior.dialect;
  return {
    vendor: vendor.name,
    title: vendor.contract.title,
    rules: countByLevel(statedRules(behavior)),
    requests: describeRequests(vendor),
    operations: [...vendor.rules.values()].map((rule) => describeBrief(vendor, rule)),
    records: describeOtherResources(vendor),
    refusals: describeAnywhere(vendor),
    envelope: envelope ? [point('envelope', value(envelope.body), ['dialect', 'envelope'], envelope.evidence)] : [],
    messages: Object.entries(behavior.dialect.messages).map(([name, item]) =>
      point(name, item.text, ['dialect', 'messages', name], item.evidence),
    ),
    notEnforced: (behavior.notEnforced ?? []).map(({ states, operations, source }) => ({
      states,
      operations,
      reference: source,
    })),
    leftOut: vendor.leftOut,
  };
}

function describeOtherResources(vendor: Vendor): Point[] {
  const used = new Set([...vendor.rules.values()].map(({ rule }) => ('resource' in rule ? rule.resource : undefined)));
  return [...vendor.resources.values()]
    .filter(({ name }) => vendor.behavior.resources[name] !== undefined)
    .filter(({ name }) => !used.has(name))
    .flatMap((resource) =>
      [...describeRecords(vendor, 'quirk', resource), ...describeFieldRules(resource, true)].map((described) => ({
        ...described,
        about: `${resource.name}.${described.about}`,
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
