/** `npm run test:deep`: what takes longer than `npm test` may. */
import config from './jest.config.js';

export default { ...config, testMatch: ['<rootDir>/test/deep/**/*.test.ts'], testPathIgnorePatterns: [] };
