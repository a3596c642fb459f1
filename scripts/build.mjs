// Builds dist/: the entries and the parts that they share, the types, the prepared vendors. Says so on stderr; stdout stays free for data.
import { build, transform } from 'esbuild';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const write = (name, text) => writeFileSync(join(dist, name), text);
/** `--maps` adds source maps, which the profile reads; the package goes without. */
const sourcemap = process.argv.includes('--maps') && 'inline';

/** What the package exports; `main` is the command, `tools` what the scripts of this folder need. */
const entries = {
  'inner-index': 'src/index.ts',
  'inner-jest': 'src/testing/jest.ts',
  'inner-vitest': 'src/testing/vitest.ts',
  main: 'src/cli/main.ts',
  tools: 'src/tools.ts',
};
const exported = ['index', 'jest', 'vitest'];

/**
 * Jest gives each test file modules and globals of its own, and takes them away behind it. What the entries export is
 * loaded outside of that, once for the process, so that a double can serve all files of a worker. Node's own modules
 * are the only ones that lead there.
 */
const entry = (name) => `const outer = require('node:vm').runInThisContext('process').getBuiltinModule('node:module');
const api = outer.createRequire(__filename)('./inner-${name}.cjs');
module.exports = ${name === 'index' ? 'api' : '{ ...api, useDouble: (options, runner = globalThis) => api.useDouble(options, runner) }'};
`;

/** What openapi-backend requires for what is not used here: mock replies, documents from files and the network, requests that it parses itself. */
const lean = {
  name: 'lean',
  setup: ({ onResolve }) =>
    onResolve(
      { filter: /^(mock-json-schema|openapi-schema-validator|@apidevtools\/json-schema-ref-parser|qs|cookie)$/ },
      ({ importer }) =>
        importer.includes('/openapi-backend/') ? { path: join(import.meta.dirname, 'nothing.cjs') } : undefined,
    ),
};

console.error('building dist/ …');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
// esbuild splits ES modules only: so it does, and each part becomes CommonJS after that. What is imported lazily is a
// part of its own, which a start does not read.
const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  chunkNames: 'part-[hash]',
  plugins: [lean],
  // The directory of the running file, which is dist/ here and src/ in the tests.
  define: { 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
  metafile: true,
  sourcemap,
});
for (const { path, text } of outputFiles) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // import() of a CommonJS world: it works in every runner.
    supported: { 'dynamic-import': false },
    sourcemap,
  });
  const sources = Object.keys(metafile.outputs[relative(root, path)].inputs).map((it) => `// ${it}`);
  const name = basename(path, '.js') + '.cjs';
  const runs = code.replace(/(require\("\.\/[\w-]+)\.js"\)/g, '$1.cjs")');
  // Behind the code, whose lines the maps count.
  write(name, `${runs}\n${sources.join('\n')}\n`);
}
for (const name of exported) {
  const names = metafile.outputs[`dist/inner-${name}.js`].exports.join(', ');
  write(`${name}.cjs`, entry(name));
  write(`${name}.mjs`, `import api from './${name}.cjs';\nexport const { ${names} } = api;\n`);
}
write(
  'cli.cjs',
  "#!/usr/bin/env node\nrequire('./main.cjs').main(process.argv).then((code) => {\n  process.exitCode = code;\n});\n",
);
chmodSync(join(dist, 'cli.cjs'), 0o755);
if (process.argv.includes('--types')) {
  const { writeTypes } = await import('./types.mjs');
  await writeTypes(root, dist);
}

const { prepare } = createRequire(import.meta.url)(join(dist, 'tools.cjs'));
try {
  // Last and at once: a build that was cut off is no build.
  write('vendors.json.part', JSON.stringify(prepare(join(root, 'specs'))));
  renameSync(join(dist, 'vendors.json.part'), join(dist, 'vendors.json'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
console.error('built dist/');
