import type { Mistake } from './mistakes.js';

/** A parsed document that finds the file and line of each of its values. */
export interface PlacedDocument {
  /** The main file. */
  readonly file: string;
  readonly value: unknown;
  /** Why it cannot be used. */
  readonly mistakes: Mistake[];
  /** Notes on parts that are read in another way than the author may expect. */
  notes(): { file: string; line: number; text: string }[];
  /** The file and line of a path, or of the nearest existing parent. */
  place(path: readonly PropertyKey[]): FileLine;
  mistake(path: readonly PropertyKey[], problem: string, remedy: string): Mistake;
  /** Where the value at a path was removed; undefined: it was not. */
  removal(path: readonly PropertyKey[]): FileLine | undefined;
}

export interface FileLine {
  file: string;
  /** From 1. */
  line: number;
}
