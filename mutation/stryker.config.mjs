import { EVERY } from './sample.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['./mutation/runner.mjs'],
  testRunner: 'suites',
  coverageAnalysis: 'perTest',
  mutate: ['src/engine/**/*.ts', 'src/world/store/{store,collection,ordered}.ts'],
  ignorePatterns: ['/dist', '/bench', '/docs', '/coverage', '/judges', '/types', '/.ci'],
  timeoutMS: 120_000,
  // What a sample left out must not be remembered.
  incremental: EVERY === 1,
  incrementalFile: 'reports/mutation.incremental.json',
  jsonReporter: { fileName: 'reports/mutation.json' },
  reporters: ['progress-append-only', 'json'],
};
