import { counted } from './count-text.js';
import { quirks } from '../quirks/index.js';
import { faultMistake, snapshotMistake } from '../contract/published-schemas.js';
import { fakesOf } from '../double/fake/with-fakes.js';
import type { Vendor } from '../engine/model/vendor.js';
import { checkSource, type Checked } from '../loading/load.js';
import { formatMistake } from '../loading/mistakes.js';
import { inspectInferred } from '../suite/inferred/inspect-inferred.js';
import { FakerMaker } from '../world/maker/maker.js';
import { ExitError, exitCodes } from './exit.js';

interface Note {
  file: string;
  line: number;
  text: string;
}

export async function runCheck(source: string, { json }: { json: boolean }): Promise<void> {
  const checked = checkSource(source, { quirks });
  const { vendors, mistakes } = checked;
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const mistake of mistakes) out(json ? JSON.stringify({ event: 'mistake', ...mistake }) : formatMistake(mistake));
  for (const vendor of vendors)
    for (const note of [...(checked.notes.get(vendor.name)?.() ?? []), ...(await tried(checked, vendor))])
      out(json ? JSON.stringify({ event: 'note', ...note }) : `${note.file}:${note.line} note: ${note.text}`);
  if (json)
    for (const { name, behavior } of vendors)
      for (const item of behavior.notEnforced ?? [])
        out(JSON.stringify({ event: 'notEnforced', vendor: name, ...item }));
  if (json)
    out(JSON.stringify({ event: 'checked', vendors: vendors.map((vendor) => vendor.name), mistakes: mistakes.length }));
  if (mistakes.length > 0) throw new ExitError(counted(mistakes.length, 'mistake'), exitCodes.usage);
  if (!json)
    for (const vendor of vendors)
      out(
        `${vendor.name}: valid, ${counted(vendor.contract.operations.length, 'operation')}${notEnforced(vendor, vendors.length === 1 ? source : vendor.name)}`,
      );
}

/** @param source the vendor as `explain` takes it */
function notEnforced({ behavior }: Vendor, source: string): string {
  const count = behavior.notEnforced?.length ?? 0;
  return count === 0
    ? ''
    : `; ${counted(count, 'statement')} of the vendor not enforced: stuntdouble explain ${source} --all`;
}

/** Serves an inferred behavior in memory, and reports the failures. */
async function tried({ inferred, placeOf }: Checked, vendor: Vendor): Promise<Note[]> {
  if (!inferred.has(vendor.name)) return [];
  const { findings } = await inspectInferred(vendor);
  const place = placeOf.get(vendor.name) ?? (() => ({ file: vendor.name, line: 1 }));
  const { resources } = await fakesOf(vendor, 1, {
    randomSeed: 1,
    maker: new FakerMaker(),
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
  });
  return [
    ...findings.map(({ operation, text }) => ({
      ...place(operation ? ['paths', operation.path, operation.method.toLowerCase()] : ['components', 'schemas']),
      text,
    })),
    ...resources.flatMap(({ resource, problem }) =>
      problem === undefined ? [] : [{ ...place(['paths']), text: `--fake makes no ${resource}: ${problem}` }],
    ),
  ];
}
