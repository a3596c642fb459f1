/** What a reader makes of a text. */
export interface ParsedText {
  readonly value: unknown;
  /** The line (from 1) of the key or element at a path, or of the nearest existing parent. */
  line(path: readonly PropertyKey[]): number;
  /** Numbers that a 64-bit float cannot hold, as they are written, each with its line. */
  inexactNumbers(): { text: string; line: number }[];
  /** Notes on parts that are read in another way than the author may expect. */
  notes(): LineNote[];
}

export interface LineNote {
  /** From 1. */
  line: number;
  text: string;
}

/** Why a text cannot be read. */
export interface TextProblem {
  /** From 1. */
  line: number;
  problem: string;
  remedy: string;
}
