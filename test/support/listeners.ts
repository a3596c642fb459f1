/** Counts the listeners of journals, so that a test can wait for a wait and check that listeners are removed. */
import { setImmediate } from 'node:timers/promises';
import { BoundedJournal } from '../../src/world/journal/journal.js';

const real = Object.getOwnPropertyDescriptor(BoundedJournal.prototype, 'watch')?.value as
  BoundedJournal['watch'] | undefined;
let listening = 0;

beforeEach(() => {
  listening = 0;
  BoundedJournal.prototype.watch = function (this: BoundedJournal, filter, listener) {
    const stop = real?.call(this, filter, listener);
    let on = true;
    listening++;
    return () => {
      stop?.();
      if (on) listening--;
      on = false;
    };
  };
});
afterEach(() => {
  if (real) BoundedJournal.prototype.watch = real;
});

export const listeners = (): number => listening;

export async function untilListening(count: number): Promise<void> {
  while (listening !== count) await setImmediate();
}
