/** Tests run from the TypeScript sources; `npm run types` checks them. */
export default {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  // Tests of the command and the package use dist/.
  globalSetup: '<rootDir>/scripts/ensure-built.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '<rootDir>/scripts/jest-transform.mjs' },
};
