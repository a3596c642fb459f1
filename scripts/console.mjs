// Builds the console into dist/: console.html, console.js, console.css, console.svg.
import { build } from 'esbuild';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';

/** Browsers with `light-dark()` and other CSS of the console: 2024 and later. */
const TARGETS = ['chrome123', 'firefox120', 'safari17.5'];

/** Writes the files and returns the paths of their sources, relative to `root`. */
export async function buildConsole(root, dist) {
  const source = join(root, 'src/console');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(source, 'main.tsx'), out: 'console' },
      { in: join(source, 'style/console.css'), out: 'console' },
    ],
    outdir: dist,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: TARGETS,
    tsconfig: join(source, 'tsconfig.json'),
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  for (const name of ['html', 'svg']) copyFileSync(join(source, `console.${name}`), join(dist, `console.${name}`));
  const sources = Object.keys(metafile.inputs);
  // As in the other files of dist/; of each package once, since browsers read this.
  const packages = new Set(
    sources.map((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(file)?.[0]).filter(Boolean),
  );
  appendFileSync(join(dist, 'console.js'), [...packages].map((name) => `// ${name}\n`).join(''));
  return sources;
}
