/**
 * Replaces src/loading/package-root.ts in the tests (jest.config.js). When dist/ is current, the vendors come from
 * dist/vendors.json as they do in the package; otherwise every test file would read and check them again.
 */
import { join } from 'node:path';

export const packageRoot = join(import.meta.dirname, '../..');
export const consoleDirectory = join(packageRoot, 'dist');
export const ownSpecs = join(packageRoot, 'specs');
export const here = process.env['STUNTDOUBLE_IS_BUILT'] === 'yes' ? join(packageRoot, 'dist') : import.meta.dirname;
