// Builds dist/ (entries, shared parts, console, types, prepared vendors) and THIRD-PARTY-NOTICES. Messages go to stderr.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build, transform } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildConsole } from './console.mjs';
import { joinParts, partsReadWith } from './join-parts.mjs';
import { notices } from './notices.mjs';
import { basename, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Written beside dist/, which it replaces when it is whole. */
const dist = join(root, 'dist.new');
const write = (name, text) => writeFileSync(join(dist, name), text);
/** `--maps` adds source maps, which the profile reads; the package goes without. */
const sourcemap = process.argv.includes('--maps') && 'inline';

/** `inner-*` are the exports of the package, `main` is the command, `tools` is for the scripts of this folder. */
const entries = {
  'inner-index': 'src/index.ts',
  'inner-jest': 'src/testing/jest.ts',
  'inner-vitest': 'src/testing/vitest.ts',
  main: 'src/cli/main.ts',
  tools: 'src/for-scripts.ts',
};
/** File of the compiled JSON Schemas. */
const COMPILED = 'published-validators';
const PUBLISHED = ['fault', 'snapshot'];
const exported = ['index', 'jest', 'vitest'];

/**
 * Jest gives each test file its own module registry and globals, and discards them afterwards. The entries load the
 * package outside of that registry, once per process, so that one double can serve all test files of a worker. Only
 * Node's built-in modules give access to the outer registry.
 */
const entry = (name) => `const outer = require('node:vm').runInThisContext('process').getBuiltinModule('node:module');
const api = outer.createRequire(__filename)('./inner-${name}.cjs');
module.exports = ${name === 'index' ? 'api' : '{ ...api, useDouble: (options, runner = globalThis) => api.useDouble(options, runner) }'};
`;

/**
 * Leaves out what openapi-backend requires for features unused here: answering requests, mock replies, documents from
 * files or URLs, its own request parsing and compiler, and most of lodash.
 */
const lean = {
  name: 'lean',
  setup: ({ onResolve }) => {
    const replace = (filter, file) =>
      onResolve({ filter }, ({ importer }) =>
        importer.includes('/openapi-backend/') ? { path: join(import.meta.dirname, file) } : undefined,
      );
    replace(/^(\.\/backend|\.\/utils|ajv|bath-es5|qs|cookie)$/, 'nothing.cjs');
    replace(/^lodash$/, 'lean-lodash.cjs');
  },
};

/**
 * The published schemas are compiled here: at run time that would delay all other calls. Their code has a file of its
 * own, which is read with the first fault or restore: reading it takes 3 ms of a cold start.
 */
const compiledSchemas = {
  name: 'compiled-schemas',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: new RegExp(`^${COMPILED}$`) }, ({ kind }) =>
      kind === 'entry-point' ? { path: COMPILED, namespace: COMPILED } : { path: `./${COMPILED}.cjs`, external: true },
    );
    onLoad({ filter: /./, namespace: COMPILED }, () => {
      const ajv = new Ajv2020({ strict: false, meta: false, validateSchema: false, code: { source: true, esm: true } });
      for (const name of PUBLISHED)
        ajv.addSchema(JSON.parse(readFileSync(join(root, `schema/${name}.schema.json`), 'utf8')), name);
      const code = standaloneCode.default(ajv, Object.fromEntries(PUBLISHED.map((name) => [name, name])));
      return { contents: code, resolveDir: root };
    });
    onLoad({ filter: /\/src\/contract\/published-validators\.ts$/ }, () => {
      const validators = PUBLISHED.map((name) => `${name}: () => require('${COMPILED}').${name}`);
      return { contents: `export const validators = { ${validators.join(', ')} };`, resolveDir: root };
    });
  },
};

/**
 * A part's exports as properties of one object. esbuild's are getters behind getters, which cost a tenth of the time of
 * a GET. Parts do not import each other in a circle, so all values are there when another part reads them.
 */
const withPlainExports = (text) =>
  text.replace(/^export \{([^}]*)\};$/m, (_, list) => {
    const properties = list.split(',').map((item) => {
      const [value, name = value] = item.trim().split(' as ');
      if (new RegExp(`^(var|let) (\\w+, )*${value}[,;]`, 'm').test(text))
        throw new Error(`${value} gets its value later`);
      return `${name}: ${value}`;
    });
    return `module.exports = { ${properties.join(', ')} };`;
  });

/**
 * Modules of packages are functions, which esbuild calls on first use. In parentheses, V8 compiles such a function with
 * its file; otherwise it reads the text once to skip it, and again to compile it.
 */
const withCompiledModules = (text) =>
  text.replace(
    /^( {2}"node_modules\/[^"\n]+")(\(\w*(?:, \w+)?\) \{\n)([^]*?\n {2}\})\n\}\);$/gm,
    (_, name, head, rest) => `${name}: (function${head}${rest})\n});`,
  );

console.error('building dist/ …');
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
// esbuild splits ES modules only, so each part is converted to CommonJS afterwards. Each lazy import becomes a
// separate part, which is not read at start.
const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: { ...entries, [COMPILED]: COMPILED },
  outdir: dist,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  chunkNames: 'part-[hash]',
  plugins: [lean, compiledSchemas],
  // The directory of the running file: dist/ here, src/ in the tests.
  define: { 'import.meta.dirname': '__dirname' },
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
  metafile: true,
  sourcemap,
});
const contained = new Set();
const texts = new Map();
for (const { path, text } of outputFiles) {
  const { code } = await transform(withPlainExports(withCompiledModules(text)), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // import() becomes require(), which works in every test runner.
    supported: { 'dynamic-import': false },
    // A start reads all of its code. Lines are kept short for the stacks of errors.
    minifyWhitespace: true,
    lineLimit: 120,
    sourcemap,
  });
  const inputs = Object.keys(metafile.outputs[relative(root, path)].inputs);
  for (const file of inputs) contained.add(file);
  const sources = inputs.map((input) => `// ${input}`);
  const name = basename(path, '.js') + '.cjs';
  const runs = code.replace(/(require\("\.\/[\w-]+)\.js"\)/g, '$1.cjs")');
  // After the code, so that the lines of the source map stay right.
  texts.set(name, `${runs}\n${sources.join('\n')}\n`);
}
// Joined files have no source maps.
if (!sourcemap)
  joinParts(texts, {
    'command.cjs': partsReadWith(metafile.outputs, ['src/cli/main.ts']),
    'served.cjs': partsReadWith(metafile.outputs, ['src/cli/serve.ts', 'src/control/start-control.ts']),
  });
for (const [name, text] of texts) write(name, text);
for (const name of exported) {
  const names = metafile.outputs[`dist.new/inner-${name}.js`].exports.join(', ');
  write(`${name}.cjs`, entry(name));
  write(`${name}.mjs`, `import api from './${name}.cjs';\nexport const { ${names} } = api;\n`);
}
/** The kernel drops signals that the first process of a container does not handle, also while its code is being read. */
const command = `#!/usr/bin/env node
if (process.pid === 1) for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => process.exit(0));
require('./main.cjs').main(process.argv).then((code) => {
  process.exitCode = code;
});
`;
write('cli.cjs', command);
chmodSync(join(dist, 'cli.cjs'), 0o755);
for (const file of await buildConsole(root, dist)) contained.add(file);
if (process.argv.includes('--types')) {
  const { writeTypes } = await import('./types.mjs');
  for (const file of await writeTypes(root, dist)) contained.add(file);
}
writeFileSync(join(root, 'THIRD-PARTY-NOTICES'), notices(root, contained));

const { prepare } = createRequire(import.meta.url)(join(dist, 'tools.cjs'));
try {
  for (const [name, text] of prepare(join(root, 'specs'))) write(name, text);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
const old = join(root, 'dist.old');
rmSync(old, { recursive: true, force: true });
if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
renameSync(dist, join(root, 'dist'));
rmSync(old, { recursive: true, force: true });
console.error('built dist/');
