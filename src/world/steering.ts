/** A steering of a sandbox that cannot be: what of it is wrong (a JSON pointer), and what would be right. */
export class SteeringError extends Error {
  override readonly name = 'SteeringError';

  constructor(
    readonly pointer: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${pointer || 'the request'}: ${problem}; ${remedy}`);
  }

  /** The same of a part of something larger. */
  below(pointer: string): SteeringError {
    return new SteeringError(pointer + this.pointer, this.problem, this.remedy);
  }
}
