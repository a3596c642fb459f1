/** What the scripts of the package need of it. */
export { prepare } from './loading/load.js';
export { publishedSchemas } from './grammar/published.js';
