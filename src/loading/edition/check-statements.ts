/** Checks SOURCES.md of an edition: the numbers of its statements differ from those of its base. */
import { join } from 'node:path';
import type { Files } from '../files.js';
import type { Mistake } from '../mistakes.js';
import type { VendorPlace } from '../vendor-places.js';
import { shownPath } from '../shown-path.js';
import { SOURCES, statementsIn } from '../numbered-statements.js';

export function checkStatements({
  directory,
  base,
  files,
}: {
  directory: string | undefined;
  base: VendorPlace | undefined;
  files: Files;
}): Mistake[] {
  if (directory === undefined || base?.directory === undefined) return [];
  const taken = new Map(statementsIn(base.directory, files).map(({ id, line }) => [id, line]));
  const baseFile = shownPath(join(base.directory, SOURCES));
  return statementsIn(directory, files)
    .filter(({ id }) => taken.has(id))
    .map(({ id, line }) => ({
      file: shownPath(join(directory, SOURCES)),
      line,
      problem: `${id} is a statement of the base already (${baseFile}:${taken.get(id)})`,
      remedy: 'give it another number: references to both would be equal',
    }));
}
