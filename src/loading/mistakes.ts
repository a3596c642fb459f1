export interface Mistake {
  file: string;
  /** From 1. */
  line: number;
  /** What is wrong. */
  problem: string;
  /** What to do about it. */
  remedy: string;
}

export const formatMistake = ({ file, line, problem, remedy }: Mistake): string =>
  `${file}:${line} ${problem}: ${remedy}`;

/** Vendor data that cannot be served; the message has a line for each mistake. */
export class MistakesError extends Error {
  override readonly name = 'MistakesError';

  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(formatMistake).join('\n'));
  }
}
