import { loadVendors } from '../loading/vendors.js';
import { describeVendor, type OperationBrief, type VendorDescription } from '../describe/vendor.js';
import { levels } from '../grammar/evidence.js';
import { asUsageError } from './exit.js';
import { styled, table, width } from './terminal.js';
import { print } from './remote.js';

/** A table for each vendor; with `json` a line for each operation. */
export async function runList(
  sources: readonly string[],
  { specs, json }: { specs?: string; json: boolean },
): Promise<void> {
  const options = { vendors: sources, ...(specs !== undefined && { specs }) };
  const vendors = (await loadVendors(options).catch(asUsageError)).map(describeVendor);
  if (json) for (const operation of vendors.flatMap(({ operations }) => operations)) print(jsonLine(operation));
  else print([...vendors.map(vendorTable), `rules: ${levels.join('/')}`].join('\n\n'));
}

function jsonLine({ vendor, operation, method, path, verb, level, reference, rules }: OperationBrief): string {
  return JSON.stringify({ vendor, operation, method, path, verb, evidence: level, reference, rules });
}

const HEAD = ['operation', 'verb', 'evidence', 'rules', 'address'];

/** On a narrow terminal, addresses are on lines of their own. */
function vendorTable({ vendor, title, operations }: VendorDescription): string {
  const rows = operations.map(({ operation, verb, level, rules, method, path }) => [
    operation,
    verb,
    level,
    levels.map((key) => rules[key]).join('/'),
    `${method.padEnd(6)} ${path}`,
  ]);
  const full = table([HEAD, ...rows]);
  const fits = !process.stdout.isTTY || Math.max(...full.map((row) => row.length)) <= width();
  const [head = '', ...lines] = fits ? full : table([HEAD, ...rows].map((row) => row.slice(0, -1)));
  const shown = fits ? lines : lines.flatMap((name, i) => [name, `    ${styled('dim', rows[i]?.at(-1) ?? '')}`]);
  return [`${styled('bold', vendor)}  ${title}`, styled('dim', head), ...shown].join('\n');
}
