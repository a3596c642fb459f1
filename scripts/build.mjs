// Builds dist/: one bundle, its entries, the types, the prepared vendors. Says so on stderr; stdout stays free for data.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const withTypes = process.argv.includes('--types');

console.error('building dist/ …');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
await build({
  entryPoints: [join(root, 'src/bundle.ts')],
  outfile: join(dist, 'stuntdouble.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The directory of the running file, which is dist/ here and src/ in the tests.
  define: { 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  logLevel: 'warning',
});

writeFileSync(join(dist, 'cli.cjs'), `#!/usr/bin/env node\nrequire('./stuntdouble.cjs').main(process.argv).then((code) => {\n  process.exitCode = code;\n});\n`);
chmodSync(join(dist, 'cli.cjs'), 0o755);
const names = ['startDouble', 'UnknownVendorError', 'MistakesError'];
writeFileSync(join(dist, 'index.cjs'), `const { ${names.join(', ')} } = require('./stuntdouble.cjs');\nmodule.exports = { ${names.join(', ')} };\n`);
writeFileSync(join(dist, 'index.mjs'), `import api from './index.cjs';\nexport const { ${names.join(', ')} } = api;\n`);

const { prepare } = createRequire(import.meta.url)(join(dist, 'stuntdouble.cjs'));
writeFileSync(join(dist, 'vendors.json'), JSON.stringify(prepare(join(root, 'specs'))));

if (withTypes) execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')], { stdio: ['ignore', 2, 2] });
console.error('built dist/');
