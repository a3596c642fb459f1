import { exitCodes } from './exit.js';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Handles the signals that end the process from the beginning: the first process of a container has no default for them.
 * Before the double is ready there is nothing to save, and the process ends at once.
 */
export function stopSignals(): { ready: () => Promise<void> } {
  let isReady = false;
  let stop: (() => void) | undefined;
  let signalled = false;
  const onSignal = (): void => {
    if (!isReady) process.exit(exitCodes.ok);
    if (signalled) process.exit(exitCodes.failed);
    signalled = true;
    stop?.();
  };
  for (const signal of SIGNALS) {
    // Replaces the listeners of dist/cli.cjs. They are removed last: a signal that arrives without a listener is lost.
    const before = process.listeners(signal);
    process.on(signal, onSignal);
    for (const listener of before) process.off(signal, listener);
  }
  return {
    ready: () => {
      isReady = true;
      return new Promise((resolve) => (stop = resolve));
    },
  };
}
