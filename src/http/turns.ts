/**
 * Handles all requests of one turn of the event loop together: reads all sockets, computes all replies, writes all
 * replies. Handling one request after the other costs a busy server twice as much, because each system call displaces
 * code and data from the processor's caches (docs/decisions/0015).
 */
import { realTimers } from '../timers/real-timers.js';

/** The first step returns the second one. Neither throws. */
export type Work = () => () => void;

/** Returns a function that queues work. It runs in order, after all sockets have been read. */
export function turns(): (work: Work) => void {
  let waiting: Work[] = [];
  const turn = (): void => {
    const works = waiting;
    waiting = [];
    for (const next of works.map((work) => work())) next();
  };
  return (work) => {
    if (waiting.push(work) === 1) realTimers.setImmediate(turn);
  };
}
