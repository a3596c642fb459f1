/** Long work in small steps, so that other calls are answered between the steps. */
import { realElapsed, realTimers } from './real-timers.js';

/** Work that pauses after each small step, which takes about a millisecond at most. */
export type Steps<T> = Generator<void, T, void>;

/** How the steps are spread over the turns of the event loop. */
export interface Pace {
  /** Monotonic milliseconds. */
  elapsed: () => number;
  /** Resolves in a later turn of the event loop. */
  nextTurn: () => Promise<void>;
}

/** Maximum milliseconds of steps in one turn of the event loop. */
const SLICE_MS = 5;

const waiting: (() => void)[] = [];

/** Continues one work in each turn, so that several long works delay other calls no longer than a single one. */
function turn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) realTimers.setImmediate(turn);
}

export const realPace: Pace = {
  elapsed: realElapsed,
  nextTurn: () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) realTimers.setImmediate(turn);
    }),
};

/** Runs all steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Runs the steps over several turns of the event loop. An aborted signal ends the work and rejects with its reason. */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal, pace: Pace = realPace): Promise<T> {
  try {
    for (;;) {
      const end = pace.elapsed() + SLICE_MS;
      do {
        const step = steps.next();
        if (step.done) return step.value;
      } while (pace.elapsed() < end);
      await pace.nextTurn();
      signal?.throwIfAborted();
    }
  } finally {
    // Frees what unfinished work holds.
    steps.return(undefined as never);
  }
}
