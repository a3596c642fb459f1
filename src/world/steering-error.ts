/** An invalid request to change a sandbox: JSON pointer to the value, problem, and remedy. */
export class SteeringError extends Error {
  override readonly name = 'SteeringError';

  constructor(
    readonly pointer: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${pointer || 'the request'}: ${problem}; ${remedy}`);
  }

  /** The same error with a prefix of its pointer. */
  below(pointer: string): SteeringError {
    return new SteeringError(pointer + this.pointer, this.problem, this.remedy);
  }
}
