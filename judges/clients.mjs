// @ts-check
// The published clients of the vendors: which edition of a vendor's API each release speaks, and what exercises it.

/**
 * @typedef {object} Client
 * @property {'npm' | 'PyPI' | 'Go'} registry
 * @property {string} package
 * @property {string} version the release that is pinned here
 * @property {string} vendor the name of the vendor or edition that the release speaks
 * @property {string} program in this folder; it takes the address of the double
 * @property {boolean} isNewest whether later releases are expected to speak this edition as well
 */

/** @type {readonly Client[]} */
export const clients = [
  {
    registry: 'npm',
    package: '@arizeai/ax-client',
    version: '1.28.0',
    vendor: 'arize@2026-08',
    program: 'ax-client-newest.mjs',
    isNewest: true,
  },
  {
    registry: 'PyPI',
    package: 'arize',
    version: '8.38.0',
    vendor: 'arize',
    program: 'arize_8_38.py',
    isNewest: false,
  },
  {
    registry: 'PyPI',
    package: 'arize',
    version: '8.61.0',
    vendor: 'arize@2026-08',
    program: 'arize_newest.py',
    isNewest: true,
  },
  {
    registry: 'PyPI',
    package: 'respan-api',
    version: '0.1.29',
    vendor: 'respan',
    program: 'respan_api.py',
    isNewest: false,
  },
  {
    registry: 'PyPI',
    package: 'respan-api',
    version: '0.1.49',
    vendor: 'respan@2026-07',
    program: 'respan_api.py',
    isNewest: true,
  },
];
