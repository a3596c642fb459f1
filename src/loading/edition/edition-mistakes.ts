/** Reports the mistakes of an edition in its own files: what is valid for the base may not fit the edition. */
import { join } from 'node:path';
import { exists, type Files } from '../files.js';
import { formatMistake, type Mistake } from '../mistakes.js';
import { shownPath } from '../shown-path.js';

export interface EditionFiles {
  directory: string | undefined;
  files: Files;
  seed: { file: string } | undefined;
}

/** @param ofBase the mistakes that the base has by itself */
export function blamed(
  mistakes: readonly Mistake[],
  { directory, files, seed }: EditionFiles,
  ofBase: readonly Mistake[],
): Mistake[] {
  if (directory === undefined) return [...mistakes];
  const known = new Set(ofBase.map(formatMistake));
  const own = shownPath(directory);
  const [stated = directory] = ['behavior.yaml', 'overlay.yaml']
    .map((name) => join(directory, name))
    .filter((file) => exists(files, file));
  return mistakes.map((mistake) => {
    const { file, line, problem } = mistake;
    if (known.has(formatMistake(mistake)) || file === own || file.startsWith(join(own, '/'))) return mistake;
    return {
      file: shownPath(stated),
      line: 1,
      problem: `does not fit ${file}:${line} of the base: ${problem}`,
      remedy:
        file === seed?.file
          ? 'give the edition a seed.yaml of its own'
          : 'state it anew for this edition, or remove it with `null`',
    };
  });
}
