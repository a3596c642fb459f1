/** What the scripts of the package need of it. */
export { prepare } from './vendor/load.js';
export { publishedSchemas } from './engine/published.js';
