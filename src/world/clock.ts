import type { Clock } from '../engine/model.js';

export const systemClock: Clock = { now: () => Date.now() };

/** Stands still at an instant, in milliseconds since the epoch. */
export const frozenClock = (at: number): Clock => ({ now: () => at });
