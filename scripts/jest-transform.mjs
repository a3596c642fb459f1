// TypeScript for Jest by esbuild, which the build needs anyway. Types are checked by `npm run types`.
import { transformSync } from 'esbuild';

export default {
  process(source, file) {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      // Node 20 has them, and Jest asks for them.
      supported: { 'import-attributes': true },
      sourcefile: file,
      sourcemap: 'external',
    });
    return { code, map };
  },
};
