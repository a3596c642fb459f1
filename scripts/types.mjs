// Bundles the types of each entry into one file, for both module systems. The runners' entries import those of the public API from index.
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const entries = { index: 'src/index.ts', jest: 'src/testing/jest.ts', vitest: 'src/testing/vitest.ts' };

/** Writes them, and returns the files of other packages that they contain. */
export async function writeTypes(root, dist) {
  const contained = [];
  for (const [name, file] of Object.entries(entries)) {
    const { text, files } = await typesOf(root, join(root, file), name);
    contained.push(...files);
    for (const ending of ['mts', 'cts'])
      writeFileSync(join(dist, `${name}.d.${ending}`), text.replaceAll('./index.mjs', `./index.${ending[0]}js`));
  }
  return contained;
}

async function typesOf(root, input, name) {
  const bundle = await rollup({
    input,
    external: [/^node:/, 'vitest'],
    plugins: [
      {
        name: 'what-stays-outside',
        resolveId: (source) => {
          if (source.endsWith('/types/index.cjs')) return { id: '../types/index.cjs', external: true };
          return name !== 'index' && source === '../index.js' ? { id: './index.mjs', external: true } : null;
        },
      },
      dts({ tsconfig: join(root, 'tsconfig.json'), compilerOptions: { noEmit: false, declaration: true } }),
    ],
    onwarn: (warning) => console.error(warning.message),
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const [{ code, modules }] = output;
  const inlined = Object.entries(modules).filter(([, it]) => it.renderedLength > 0);
  return {
    text: code,
    files: inlined.map(([file]) => relative(root, file)).filter((item) => item.includes('node_modules/')),
  };
}
