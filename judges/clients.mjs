// @ts-check
// The published clients of the vendors: which edition of the vendor's API each release speaks, and what exercises it.

/**
 * @typedef {object} Client
 * @property {'npm' | 'PyPI' | 'Go'} registry
 * @property {string} package
 * @property {string} version the release that is pinned here
 * @property {string} vendor name and edition that the release speaks
 * @property {string} program in this folder; it takes the URL of the double
 * @property {true} [newest] whether later releases are expected to speak this edition too
 */

/** @type {readonly Client[]} */
export const clients = [
  { registry: 'PyPI', package: 'arize', version: '8.38.0', vendor: 'arize', program: 'arize_8_38.py' },
  { registry: 'PyPI', package: 'respan-api', version: '0.1.29', vendor: 'respan', program: 'respan_api.py' },
];
