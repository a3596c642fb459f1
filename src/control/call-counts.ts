/** Counts of calls with the same operation, status and reason. */
export interface CallCounts {
  vendor: string;
  operation: string;
  status: number;
  reason: string | undefined;
  calls: number;
  violated: number;
  /** Milliseconds. */
  durations: number[];
}
