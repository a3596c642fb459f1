import { dirname, join } from 'node:path';

/** This file lies in src/, and in the bundle in dist/: the package is one above either. */
export const packageRoot = dirname(import.meta.dirname);
export const here = import.meta.dirname;
/** The vendors that come along. */
export const ownSpecs = join(packageRoot, 'specs');
