// Builds dist/: one bundle, its entries, the types, the prepared vendors. Says so on stderr; stdout stays free for data.
import { build } from 'esbuild';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const write = (name, text) => writeFileSync(join(dist, name), text);

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

// The entries name the public API; the bundle has the command and the build's own step as well.
const entries = {
  index: ['startDouble', 'UnknownVendorError', 'MistakesError', 'SteeringError', 'WaitError'],
  jest: ['matchers', 'useDouble'],
  vitest: ['matchers', 'useDouble'],
};
for (const [name, exported] of Object.entries(entries)) {
  const names = exported.join(', ');
  write(`${name}.cjs`, `const { ${names} } = require('./stuntdouble.cjs');\nmodule.exports = { ${names} };\n`);
  write(`${name}.mjs`, `import api from './${name}.cjs';\nexport const { ${names} } = api;\n`);
}
write(
  'cli.cjs',
  "#!/usr/bin/env node\nrequire('./stuntdouble.cjs').main(process.argv).then((code) => {\n  process.exitCode = code;\n});\n",
);
chmodSync(join(dist, 'cli.cjs'), 0o755);
if (process.argv.includes('--types')) {
  const { writeTypes } = await import('./types.mjs');
  await writeTypes(root, dist);
}

const { prepare } = createRequire(import.meta.url)(join(dist, 'stuntdouble.cjs'));
try {
  // Last and at once: a build that was cut off is no build.
  write('vendors.json.part', JSON.stringify(prepare(join(root, 'specs'))));
  renameSync(join(dist, 'vendors.json.part'), join(dist, 'vendors.json'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
console.error('built dist/');
