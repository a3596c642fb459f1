/** Everything in one file: what the package's entries and its command are made of. */
export * from './index.js';
export { matchers, useDouble } from './testing/jest.js';
export { main } from './cli/main.js';
export { prepare } from './vendor/load.js';
export { publishedSchemas } from './engine/published.js';
