// @ts-check
// The published clients of the vendors: which edition of a vendor's API each release speaks, and what exercises it.

/**
 * @typedef {object} Client
 * @property {'npm' | 'PyPI'} registry
 * @property {string} package
 * @property {string} version the release that is pinned here
 * @property {string} vendor the name of the vendor or edition that the release speaks
 * @property {string} program in this folder; it takes the address of the double
 * @property {string} settings what a user sets, as README says: environment variables, or an argument of the client
 * @property {boolean} isNewest whether later releases are expected to speak this edition as well
 */

/** @type {readonly Client[]} */
export const clients = [
  {
    registry: 'npm',
    package: '@arizeai/ax-client',
    version: '1.23.0',
    vendor: 'arize',
    program: 'ax-client.mjs',
    settings: 'ARIZE_BASE_URL=http://127.0.0.1:4010/arize',
    isNewest: false,
  },
  {
    registry: 'npm',
    package: '@arizeai/ax-client',
    version: '1.28.0',
    vendor: 'arize@2026-08',
    program: 'ax-client-newest.mjs',
    settings: 'ARIZE_BASE_URL=http://127.0.0.1:4010/arize@2026-08',
    isNewest: true,
  },
  {
    registry: 'PyPI',
    package: 'arize',
    version: '8.38.0',
    vendor: 'arize',
    program: 'arize_8_38.py',
    settings: 'ARIZE_API_SCHEME=http ARIZE_API_HOST=127.0.0.1:4010/arize',
    isNewest: false,
  },
  {
    registry: 'PyPI',
    package: 'arize',
    version: '8.61.0',
    vendor: 'arize@2026-08',
    program: 'arize_newest.py',
    settings: 'ARIZE_API_SCHEME=http ARIZE_API_HOST=127.0.0.1:4010/arize@2026-08',
    isNewest: true,
  },
  {
    registry: 'PyPI',
    package: 'respan-api',
    version: '0.1.29',
    vendor: 'respan',
    program: 'respan_api.py',
    settings: 'base_url="http://127.0.0.1:4010/respan"',
    isNewest: false,
  },
  {
    registry: 'PyPI',
    package: 'respan-api',
    version: '0.1.49',
    vendor: 'respan@2026-07',
    program: 'respan_api.py',
    settings: 'base_url="http://127.0.0.1:4010/respan@2026-07"',
    isNewest: true,
  },
  {
    registry: 'PyPI',
    package: 'arize-ax-cli',
    version: '0.39.0',
    vendor: 'arize@2026-08',
    program: 'ax_cli.py',
    settings: 'api_scheme = "http", api_host = "127.0.0.1:4010/arize@2026-08"',
    isNewest: true,
  },
];
