/** What a test file runs: everything below test/deep or with STUNTDOUBLE_DEEP=yes, a sample elsewhere. */
const { testPath } = expect.getState();

export const isDeep = process.env['STUNTDOUBLE_DEEP'] === 'yes' || (testPath?.includes('/test/deep/') ?? false);

const ignored = Object.assign(() => undefined, { each: () => () => undefined }) as unknown as typeof it;

/** `it` for a test that takes long: a file below test/deep that imports its file runs it. */
export const long = isDeep ? it : ignored;

/** The number of runs: STUNTDOUBLE_RUNS, or one of these two. */
export const runs = (sample: number, all: number): number =>
  Number(process.env['STUNTDOUBLE_RUNS'] ?? (isDeep ? all : sample));

/** One of every `step` elements; all of them below test/deep. */
export const sampleOf = <const T>(all: readonly T[], step: number): T[] =>
  all.filter((_, at) => isDeep || at % step === 0);
