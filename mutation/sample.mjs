/** `STUNTDOUBLE_SAMPLE=16`: every sixteenth mutant, over all files, in the order of Stryker. */
export const EVERY = Number(process.env.STUNTDOUBLE_SAMPLE ?? 1);

export const isInSample = ({ id }) => Number(id) % EVERY === 0;
