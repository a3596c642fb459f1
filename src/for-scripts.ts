/** Exports for the scripts of this repository. */
export { dataOf, prepare } from './loading/load.js';
export { publishedSchemas } from './grammar/published.js';
export { document as controlDocument } from './control/control-contract.js';
