import { loadVendors } from '../loading/vendors.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { describeOverview } from '../describe/overview.js';
import { describeOperation, type OperationDescription } from '../describe/operation.js';
import { statementsBehind } from '../describe/statements.js';
import { describeVendor, type VendorDescription } from '../describe/vendor.js';
import type { EvidenceLevel } from '../grammar/evidence.js';
import { suggest } from '../engine/values/suggest.js';
import { ExitError, asUsageError, exitCodes } from './exit.js';
import { operationText, section, vendorText } from './description-text.js';
import { resourceOverview, resourceNames, vendorOverview } from './overview-text.js';
import { print } from './remote.js';

export interface ExplainFlags {
  specs?: string;
  evidence: EvidenceLevel;
  all: boolean;
  json: boolean;
}

/** Prints what an API or one of its operations does, with the evidence. */
export async function runExplain(source: string, operation: string | undefined, flags: ExplainFlags): Promise<void> {
  const { specs, evidence } = flags;
  const [vendor] = await loadVendors({ vendors: [source], evidence, ...(specs !== undefined && { specs }) }).catch(
    asUsageError,
  );
  if (vendor === undefined) throw new Error(`no vendor ${source}`);
  const rule = operation === undefined ? undefined : ruleNamed(vendor, operation);
  if (!flags.json && !flags.all && rule === undefined) {
    const overview = describeOverview(vendor);
    if (operation === undefined) return print(vendorOverview(overview, source).join('\n'));
    if (resourceNames(overview.operations).includes(operation))
      return print(resourceOverview(overview, operation, source).join('\n'));
  }
  if (operation !== undefined && rule === undefined) throw unknownOperation(vendor, operation, source);
  const described: OperationDescription | VendorDescription = rule
    ? describeOperation(vendor, rule)
    : describeVendor(vendor);
  const statements = Object.fromEntries(statementsBehind(vendor, described).map(({ id, text }) => [id, text]));
  if (flags.json) return print(JSON.stringify({ ...described, statements }));
  const lines = 'leftOut' in described ? vendorText(described) : operationText(described);
  print([...lines, ...section('References', Object.entries(statements))].join('\n'));
}

/** By operationId, or by method and path. */
const ruleNamed = (vendor: Vendor, name: string): Rule | undefined =>
  vendor.rules.get(name) ??
  [...vendor.rules.values()].find(({ operation: { method, path } }) => `${method} ${path}` === name);

function unknownOperation(vendor: Vendor, name: string, source: string): ExitError {
  const known = [...vendor.rules.keys(), ...vendor.resources.keys()].filter((known) => !known.startsWith('$'));
  return new ExitError(
    `Cannot find the operation or resource ${name} of ${source}; ${suggest(name, known)}`,
    exitCodes.usage,
  );
}
