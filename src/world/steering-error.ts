/** An invalid request to change a sandbox: JSON pointer to the value, problem, and remedy. */
export class SteeringError extends Error {
  override readonly name = 'SteeringError';

  readonly pointer: string;
  readonly problem: string;
  readonly remedy: string;

  /** Each part may quote the value. */
  constructor(pointer: string, problem: string, remedy: string) {
    const parts = [pointer, problem, remedy].map(cut) as [string, string, string];
    super(`${parts[0] || 'the request'}: ${parts[1]}; ${parts[2]}`);
    [this.pointer, this.problem, this.remedy] = parts;
  }

  /** The same error with a prefix of its pointer. */
  below(pointer: string): SteeringError {
    return new SteeringError(pointer + this.pointer, this.problem, this.remedy);
  }
}

const MAX_LENGTH = 4000;
const cut = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
