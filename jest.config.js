/** Tests run from the TypeScript sources; `npm run types` checks them. */
export default {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  // Jest leaves a core for a person who watches, which on two cores is half of them.
  maxWorkers: '100%',
  // A machine may be busy (fifty rounds of 500 calls take a minute then); a test that hangs fails all the same.
  testTimeout: 240_000,
  // Tests of the command and the package use dist/.
  globalSetup: '<rootDir>/scripts/ensure-built.mjs',
  // Nothing may change what all objects share.
  setupFilesAfterEnv: ['<rootDir>/test/support/canary.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // `--coverage`: by babel, for V8's own counts functions as covered that were never called.
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { lines: 90, branches: 85 } },
  transform: { '^.+\\.ts$': '<rootDir>/scripts/jest-transform.mjs' },
};
