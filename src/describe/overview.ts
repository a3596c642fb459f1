/** A summary of a vendor, for the overview of `explain`. Fast for large documents, too. */
import type { Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { stated, statedRules, type LeftOut } from '../grammar/evidence.js';
import type { Point } from './point.js';
import { describeRequests } from './requests.js';
import { countByLevel, type Counts } from './rules.js';

export interface OverviewOperation {
  operation: string;
  verb: OperationRule['verb'];
  method: string;
  path: string;
  /** The resource of its records; undefined: none. */
  resource: string | undefined;
}

export interface VendorOverview {
  vendor: string;
  title: string;
  rules: Counts;
  requests: Point[];
  operations: OverviewOperation[];
  /** The records that accounts start with; undefined: no resource is inferred. */
  start: string | undefined;
  /** Rules and parts of rules below the requested evidence level. */
  leftOut: readonly LeftOut[];
  /** Number of statements of the vendor that no rule enforces. */
  notEnforced: number;
}

export const describeOverview = (vendor: Vendor): VendorOverview => ({
  vendor: vendor.name,
  title: vendor.contract.title,
  rules: countByLevel(statedRules(vendor.behavior)),
  requests: describeRequests(vendor),
  operations: [...vendor.rules.values()].map(({ operation: { id, method, path }, rule }) => ({
    operation: id,
    verb: rule.verb,
    method,
    path,
    resource: 'resource' in rule ? rule.resource : undefined,
  })),
  start: startOf(vendor),
  leftOut: vendor.leftOut,
  notEnforced: vendor.behavior.notEnforced?.length ?? 0,
});

function startOf({ behavior: { resources }, seed }: Vendor): string | undefined {
  if (!Object.values(resources).some(({ id }) => stated(id.evidence).level === 'inferred')) return undefined;
  const seeded = Object.entries(seed.records).map(([name, records]) => `${records.length} ${name}`);
  return `${seeded.length > 0 ? seeded.join(', ') : 'none'}; serve --fake N adds the examples of the document and N made-up ones`;
}
