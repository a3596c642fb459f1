import { exitCodes } from './exit.js';

/** Those with which terminals, containers and service managers stop a process, as nginx and PHP-FPM with SIGQUIT. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

/** nodemon restarts a process with it. Node writes reports or heap snapshots at it if a flag says so, by a listener. */
const FREE = 'SIGUSR2';

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
  if (process.listenerCount(FREE) === 0) process.on(FREE, onSignal);
  return {
    ready: (again) =>
      new Promise((resolve) => {
        stop = resolve;
        onFurther = again;
      }),
  };
}
