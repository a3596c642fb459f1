/** Counts of calls with the same operation, status and reason. */
export interface CallCounts {
  vendor: string;
  operation: string;
  status: number;
  reason: string | undefined;
  calls: number;
  violated: number;
  /** Sum of the durations. */
  seconds: number;
  /** Calls by the first of `BOUNDS` that their duration does not exceed; the last number counts longer ones. */
  buckets: number[];
}

/** Upper bounds of the histogram of durations, in seconds. */
export const BOUNDS: readonly number[] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1];

export function countDuration(counts: CallCounts, seconds: number): void {
  let at = 0;
  for (const bound of BOUNDS) {
    if (seconds <= bound) break;
    at++;
  }
  counts.buckets[at] = (counts.buckets[at] ?? 0) + 1;
  counts.seconds += seconds;
}
