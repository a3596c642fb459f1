/**
 * What came in with one turn of the event loop is answered together, step by step: all sockets are read, all answers found,
 * all of them written. The kernel takes the place of our code and data in the processor's caches each time, so that a busy
 * server which goes through all steps with each request in turn costs twice as much (docs/decisions/0015).
 */

/** A first step, which gives the second. Neither throws. */
export type Work = () => () => void;

/** Real time, whatever a test puts in its place later. */
const soon = setImmediate;

/** Gives what takes works; they are done in the order in which they came, once everything that has come is read. */
export function turns(): (work: Work) => void {
  let waiting: Work[] = [];
  const turn = (): void => {
    const works = waiting;
    waiting = [];
    for (const next of works.map((work) => work())) next();
  };
  return (work) => {
    if (waiting.push(work) === 1) soon(turn);
  };
}
