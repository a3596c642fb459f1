/** Tests run from the TypeScript sources; `npm run types` checks them. */
export default {
  roots: ['<rootDir>/test'],
  // `npm run test:deep` runs these.
  testPathIgnorePatterns: ['<rootDir>/test/deep/'],
  // Node's environment; a test that fails tells its last calls.
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  // By default Jest leaves one core free, which on two cores is half of them.
  maxWorkers: '100%',
  // Generous, because the machine may be busy.
  testTimeout: 240_000,
  // A busy machine delays the exit of a worker; an open handle delays it forever (scripts/test.mjs fails then).
  workerGracefulExitTimeout: 10_000,
  // Fails when a test changes a built-in prototype.
  setupFilesAfterEnv: ['<rootDir>/test/support/canary.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // As in the bundle (scripts/build.mjs): what openapi-backend requires for features unused here.
    '^(mock-json-schema|openapi-schema-validator|@apidevtools/json-schema-ref-parser)$':
      '<rootDir>/scripts/nothing.cjs',
    '/package-root\\.js$': '<rootDir>/test/support/package-root.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // `--coverage` instruments by Babel: V8's coverage counts functions that were never called.
  coverageProvider: 'babel',
  // The rest of the console runs in a browser: test/deep/console.
  collectCoverageFrom: ['src/**/*.ts', '!src/console/{api,parts,screens,state}/**'],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 90, branches: 85 } },
  transform: { '^.+\\.ts$': '<rootDir>/scripts/jest-transform.mjs' },
};
