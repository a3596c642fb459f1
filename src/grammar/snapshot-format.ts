/** Separate from the grammar, so that serving does not load zod. */
export const SNAPSHOT_FORMAT = 'stuntdouble.snapshot';
export const SNAPSHOT_VERSION = 3;
