/** Builds dist/ when it is older than the sources. Every test file that uses dist/ imports this. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// scripts/test.mjs has looked.
if (process.env['STUNTDOUBLE_IS_BUILT'] !== 'yes')
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/ensure-built.mjs')], { stdio: 'inherit' });
