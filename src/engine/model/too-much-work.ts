/** Validating a value would take more work than one value may: the schema and the value together are too large. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';

  constructor() {
    super('Validating it by its schema takes too much work: use a smaller value, or a simpler schema');
  }
}

/** The result; that of `otherwise` if it takes too much work. */
export function withinBounds<T>(run: () => T, otherwise: (problem: TooMuchWork) => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof TooMuchWork) return otherwise(error);
    throw error;
  }
}
