/**
 * The random seed of tests: constant, so that a failure is caused by a change. STUNTDOUBLE_SEED sets another one, or
 * `random` for long runs.
 */
const { STUNTDOUBLE_SEED: given = '20261127' } = process.env;

export const SEED = given === 'random' ? Date.now() % 2 ** 31 : Number(given);
