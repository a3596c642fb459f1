// Preloaded into a server. At SIGUSR2 and at the end it reports on stderr, in milliseconds: for how long the main thread
// ran in the longest turn of the event loop since the last report, for how long it ran since then, and the time of a
// fixed piece of work. Time in which other programs run does not count.
const { openSync, readSync } = require('node:fs');
const { setImmediate } = require('node:timers');

const schedule = openSync('/proc/thread-self/schedstat');
const buffer = Buffer.alloc(64);
/** Milliseconds that this thread has run. */
const ran = () => Number(buffer.toString('latin1', 0, readSync(schedule, buffer, 0, 64, 0)).split(' ')[0]) / 1e6;

const record = (n) => ({ id: `00000000-0000-4000-8000-${n}`, label: `label ${n}`, active: true, limits: [n, null] });
const text = JSON.stringify(Array.from({ length: 10_000 }, (_, n) => record(n)));
/** Milliseconds for reading a text of a megabyte: the median. */
function unit() {
  const times = Array.from({ length: 15 }, () => {
    const began = ran();
    JSON.parse(text);
    return ran() - began;
  });
  return times.sort((a, b) => a - b)[7];
}

let longest = 0;
let last = ran();
let reported = last;
function turn() {
  const now = ran();
  longest = Math.max(longest, now - last);
  last = now;
  setImmediate(turn).unref();
}
turn();

function report() {
  const total = ran() - reported;
  process.stderr.write(`${JSON.stringify({ longest, total, unit: unit() })}\n`);
  longest = 0;
  last = ran();
  reported = last;
}
process.on('SIGUSR2', report);
process.on('exit', report);
