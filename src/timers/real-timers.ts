/**
 * The system's timers. A test runner's fake timers replace the global ones, also while this package is being loaded or
 * closed; a server whose timers stand still would never answer.
 */

import { performance } from 'node:perf_hooks';

type TimerName = 'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval' | 'setImmediate' | 'Date';

/** fake-timers, which Jest and Vitest use, keeps each original on its clock as `_setTimeout` and so on. */
interface Faked {
  clock?: Record<string, unknown>;
}

function real<N extends TimerName>(name: N): (typeof globalThis)[N] {
  let found: unknown = globalThis[name];
  for (let original = found; typeof original === 'function'; original = originalOf(original, name)) found = original;
  return found as (typeof globalThis)[N];
}

const originalOf = (timer: unknown, name: TimerName): unknown => (timer as Faked).clock?.[`_${name}`];

export const realTimers = {
  setTimeout: real('setTimeout'),
  clearTimeout: real('clearTimeout'),
  setInterval: real('setInterval'),
  clearInterval: real('clearInterval'),
  setImmediate: real('setImmediate'),
};

const RealDate = real('Date');

/** Milliseconds since the epoch, by the system's clock. */
export const realNow = (): number => RealDate.now();

/** fake-timers gives this object another `now`, and leaves its prototype as it is. */
const { now: monotonic } = Object.getPrototypeOf(performance) as { now: (this: typeof performance) => number };

/** Monotonic milliseconds. */
export const realElapsed = (): number => monotonic.call(performance);

/** @param signal ends the wait early; the promise never rejects */
export function sleep(
  milliseconds: number,
  { ref = true, signal }: { ref?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  return new Promise((resolve) => {
    const timer = realTimers.setTimeout(end, milliseconds);
    if (!ref) timer.unref();
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    function end(): void {
      realTimers.clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
  });
}
