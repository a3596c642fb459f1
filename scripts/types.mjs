// The types of the public API in one file, for both module systems.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

export async function writeTypes(root, dist) {
  const bundle = await rollup({
    input: join(root, 'src/index.ts'),
    external: [/^node:/],
    plugins: [dts({ tsconfig: join(root, 'tsconfig.json'), compilerOptions: { noEmit: false, declaration: true } })],
    onwarn: (warning) => console.error(warning.message),
  });
  await bundle.write({ file: join(dist, 'index.d.mts'), format: 'es' });
  await bundle.close();
  copyFileSync(join(dist, 'index.d.mts'), join(dist, 'index.d.cts'));
}
