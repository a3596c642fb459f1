/** Counts the listeners of journals, so that a test can wait for a wait and check that listeners are removed. */
import { setImmediate } from 'node:timers/promises';
import { BoundedJournal } from '../../src/world/journal/journal.js';

const realFollow = Object.getOwnPropertyDescriptor(BoundedJournal.prototype, 'onEvent')?.value as
  BoundedJournal['onEvent'] | undefined;
let following = 0;
const real = Object.getOwnPropertyDescriptor(BoundedJournal.prototype, 'onEntry')?.value as
  BoundedJournal['onEntry'] | undefined;
let listening = 0;

beforeEach(() => {
  listening = 0;
  following = 0;
  BoundedJournal.prototype.onEvent = function (this: BoundedJournal, follower) {
    const stop = realFollow?.call(this, follower);
    following++;
    return () => {
      stop?.();
      following--;
    };
  };
  BoundedJournal.prototype.onEntry = function (this: BoundedJournal, filter, listener) {
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
  if (real) BoundedJournal.prototype.onEntry = real;
  if (realFollow) BoundedJournal.prototype.onEvent = realFollow;
});

export const listeners = (): number => listening;

export async function untilListening(count: number): Promise<void> {
  while (listening !== count) await setImmediate();
}

export async function untilFollowing(count: number): Promise<void> {
  while (following !== count) await setImmediate();
}
