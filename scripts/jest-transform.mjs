// Transforms TypeScript for Jest with esbuild. `npm run types` checks the types.
import { transformSync } from 'esbuild';

export default {
  process(source, file) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      // Node 20 supports them, and Jest requires them.
      supported: { 'import-attributes': true },
      sourcefile: file,
      sourcemap: 'external',
    });
    return { code, map };
  },
};
