import { EVERY } from './sample.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['./mutation/runner.mjs'],
  testRunner: 'suites',
  coverageAnalysis: 'perTest',
  mutate: ['src/engine/**/*.ts', 'src/world/store/{store,collection,ordered}.ts'],
  ignorePatterns: ['/dist', '/bench', '/docs', '/coverage', '/judges', '/types', '/.ci'],
  timeoutMS: 120_000,
  // Results of mutants outside of the sample must not be reused.
  incremental: EVERY === 1,
  incrementalFile: 'reports/mutation.incremental.json',
  jsonReporter: { fileName: 'reports/mutation.json' },
  reporters: ['progress-append-only', 'json'],
};
