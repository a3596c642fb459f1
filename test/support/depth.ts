/** How much a generated test tries: everything below test/deep, a sample elsewhere. */
const { testPath } = expect.getState();

export const isDeep = testPath?.includes('/test/deep/') ?? false;

/** The number of runs: STUNTDOUBLE_RUNS, or one of these two. */
export const runs = (sample: number, all: number): number =>
  Number(process.env['STUNTDOUBLE_RUNS'] ?? (isDeep ? all : sample));

/** One of every `step` elements; all of them below test/deep. */
export const sampleOf = <const T>(all: readonly T[], step: number): T[] =>
  all.filter((_, at) => isDeep || at % step === 0);
