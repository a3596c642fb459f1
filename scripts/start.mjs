// `npm start -- FLAGS` runs `stuntdouble serve FLAGS`, after a build when dist/ is older than the sources.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ensureBuilt from './ensure-built.mjs';

await ensureBuilt();
const { main } = createRequire(import.meta.url)(join(import.meta.dirname, '../dist/main.cjs'));
process.exitCode = await main([process.argv[0], 'stuntdouble', 'serve', ...process.argv.slice(2)]);
