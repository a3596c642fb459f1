/** Calls that were answered alike. */
export interface Tally {
  vendor: string;
  operation: string;
  status: number;
  reason: string | undefined;
  calls: number;
  violated: number;
  /** Milliseconds, each. */
  durations: number[];
}
