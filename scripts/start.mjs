// `npm start -- FLAGS` is `stuntdouble serve FLAGS`, built first when the sources are newer than the build.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ensureBuilt from './ensure-built.mjs';

await ensureBuilt();
const { main } = createRequire(import.meta.url)(join(import.meta.dirname, '../dist/main.cjs'));
process.exitCode = await main([process.argv[0], 'stuntdouble', 'serve', ...process.argv.slice(2)]);
