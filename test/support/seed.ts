/**
 * The seed of what a test makes up: the same in each run, so that a red run comes from the change. STUNTDOUBLE_SEED has
 * another one, or `random` for one that nobody has tried: long runs look further by it.
 */
const { STUNTDOUBLE_SEED: given = '20261127' } = process.env;

export const SEED = given === 'random' ? Date.now() % 2 ** 31 : Number(given);
