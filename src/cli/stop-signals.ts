import { exitCodes } from './exit.js';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Handles the signals that end the process from the beginning: the first process of a container has no default for them.
 * Before the double is ready there is nothing to save, and the process ends at once.
 */
export function stopSignals(): {
  /** Resolves at the first signal. `again` is called at each further one. */
  ready: (again: () => void) => Promise<void>;
} {
  let onFurther: (() => void) | undefined;
  let stop: (() => void) | undefined;
  const onSignal = (): void => {
    if (onFurther === undefined) process.exit(exitCodes.ok);
    if (stop === undefined) return onFurther();
    stop();
    stop = undefined;
  };
  for (const signal of SIGNALS) {
    // Replaces the listeners of dist/cli.cjs. They are removed last: a signal that arrives without a listener is lost.
    const before = process.listeners(signal);
    process.on(signal, onSignal);
    for (const listener of before) process.off(signal, listener);
  }
  return {
    ready: (again) =>
      new Promise((resolve) => {
        stop = resolve;
        onFurther = again;
      }),
  };
}
