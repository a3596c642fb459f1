import { loadVendors } from '../loading/vendors.js';
import { isObject } from '../grammar/json.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { describeOverview } from '../describe/overview.js';
import { describeOperation, type OperationDescription } from '../describe/operation.js';
import { describeVendor, type VendorDescription } from '../describe/vendor.js';
import type { EvidenceLevel } from '../grammar/evidence.js';
import { suggest } from '../engine/values/suggest.js';
import { ownSpecs } from '../loading/package-root.js';
import { nameOf, vendorDirectories } from '../loading/read.js';
import { readSources, referencesIn } from '../loading/sources.js';
import { ExitError, asUsageError, exitCodes } from './exit.js';
import { operationText, section, vendorText } from './explained.js';
import { resourceOverview, resourcesOf, vendorOverview } from './overview.js';
import { print } from './remote.js';

export interface ExplainFlags {
  specs?: string;
  evidence: EvidenceLevel;
  all: boolean;
  json: boolean;
}

/** Prints what an API or one of its operations does, with the evidence. */
export async function explain(source: string, operation: string | undefined, flags: ExplainFlags): Promise<void> {
  const { specs, evidence } = flags;
  const [vendor] = await loadVendors({ vendors: [source], evidence, ...(specs !== undefined && { specs }) }).catch(
    asUsageError,
  );
  if (vendor === undefined) throw new Error(`no vendor ${source}`);
  const rule = operation === undefined ? undefined : ruleNamed(vendor, operation);
  if (!flags.json && !flags.all && rule === undefined) {
    const overview = describeOverview(vendor);
    if (operation === undefined) return print(vendorOverview(overview, source).join('\n'));
    if (resourcesOf(overview.operations).includes(operation))
      return print(resourceOverview(overview, operation, source).join('\n'));
  }
  if (operation !== undefined && rule === undefined) throw unknownOperation(vendor, operation, source);
  const described: OperationDescription | VendorDescription = rule
    ? describeOperation(vendor, rule)
    : describeVendor(vendor);
  const statements = statementsBehind(described, source, specs ?? ownSpecs);
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

/** The statements of SOURCES.md that the references name. */
function statementsBehind(described: object, vendor: string, specs: string): Record<string, string> {
  const wanted = new Set([...references(described)].flatMap(referencesIn));
  const directory = vendorDirectories(specs).find((vendorDirectory) => nameOf(vendorDirectory) === vendor);
  const statements = directory === undefined ? [] : readSources(directory);
  return Object.fromEntries(statements.filter(({ id }) => wanted.has(id)).map(({ id, text }) => [id, text]));
}

function* references(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const part of node) yield* references(part);
  if (!isObject(node)) return;
  if (typeof node['reference'] === 'string') yield node['reference'];
  for (const part of Object.values(node)) yield* references(part);
}
