/** Exports for the scripts of this repository. */
export { prepare } from './loading/load.js';
export { publishedSchemas } from './grammar/published.js';
