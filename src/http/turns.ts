/**
 * Answers the requests of one turn of the event loop together, step by step: read all sockets, compute all replies, write
 * all replies. Each switch to the kernel displaces our code and data from the processor's caches, so a busy server that
 * takes each request through all steps in turn costs twice as much (docs/decisions/0015).
 */
import { realTimers } from '../timers/real-timers.js';

/** A first step, which returns the second. Neither throws. */
export type Work = () => () => void;

/** The returned function queues work; all work is done in order, once everything that has arrived is read. */
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
