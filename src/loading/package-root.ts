import { dirname, join } from 'node:path';
import { diskFiles, exists } from './files.js';

/** The directory of this file: below src/ in the tests, dist/ in the bundle. */
export const here = import.meta.dirname;

/** The nearest directory above with a package.json. */
export const packageRoot = rootAbove(here);

/** The directory of the built console. */
export const consoleDirectory = join(packageRoot, 'dist');

/** The directory of the bundled vendors. */
export const ownSpecs = join(packageRoot, 'specs');

function rootAbove(directory: string): string {
  const above = dirname(directory);
  return exists(diskFiles, join(directory, 'package.json')) || above === directory ? directory : rootAbove(above);
}
