import { counted } from './count-text.js';
import { existsSync } from 'node:fs';
import { diffVendors } from '../diff/diff.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { EvidenceLevel } from '../grammar/evidence.js';
import { loadVendors } from '../loading/vendors.js';
import { byVerdict, differenceMarkdown, differenceText, type Compared } from './diff-text.js';
import { ExitError, asUsageError, exitCodes } from './exit.js';
import { print } from './remote.js';

export interface DiffFlags {
  specs?: string;
  evidence: EvidenceLevel;
  json: boolean;
  markdown: boolean;
}

/** Prints what changed for clients between two sources. @throws ExitError with code 4 if a change is breaking */
export async function runDiff(before: string, after: string, flags: DiffFlags): Promise<void> {
  if (flags.specs !== undefined && !existsSync(flags.specs))
    throw new ExitError(`Cannot use --specs ${flags.specs}: there is no such file or directory`, exitCodes.usage);
  const [from, to] = [await load(before, flags), await load(after, flags)];
  const { changes, compared } = diffVendors(from, to);
  const result: Compared = { before, after, changes, compared };
  if (flags.json) for (const line of jsonLines(result)) print(line);
  else print((flags.markdown ? differenceMarkdown(result) : differenceText(result)).join('\n'));
  const breaking = byVerdict(changes).breaking.length;
  if (breaking > 0) throw new ExitError(counted(breaking, 'breaking change'), exitCodes.contractBroken);
}

async function load(source: string, { specs, evidence }: DiffFlags): Promise<Vendor> {
  const vendors = await loadVendors({ vendors: [source], evidence, ...(specs !== undefined && { specs }) }).catch(
    asUsageError,
  );
  const [vendor, ...others] = vendors;
  if (vendor === undefined || others.length > 0)
    throw new ExitError(
      `Cannot compare ${source}: it has several vendors (${vendors.map(({ name }) => name).join(', ')}); name the directory of one`,
      exitCodes.usage,
    );
  return vendor;
}

function* jsonLines({ before, after, changes, compared }: Compared): Generator<string> {
  for (const change of changes) yield JSON.stringify({ event: 'change', ...change });
  const { breaking, compatible } = byVerdict(changes);
  yield JSON.stringify({
    event: 'compared',
    before,
    after,
    operations: compared,
    breaking: breaking.length,
    compatible: compatible.length,
  });
}
