// Runs Jest with the arguments given. A process that does not exit by itself fails the run: a test left something open.
// `npm test` gives V8 a larger young generation, and does without its optimizing compiler, also in the workers: each test
// file loads the sources anew, so that most code runs a few times only. This takes a fifth less CPU time.
import { run } from 'jest';
import ensureBuilt, { isStale } from './ensure-built.mjs';

const LEFT_OPEN = /worker process has failed to exit gracefully|Jest did not exit/;

for (const level of ['warn', 'error']) {
  const print = console[level];
  console[level] = (...parts) => {
    print(...parts);
    if (!LEFT_OPEN.test(parts.join(' '))) return;
    print('This fails the run. To find the open handle: npm test -- --detectOpenHandles --runInBand PATH');
    process.exitCode = 1;
  };
}
const args = process.argv.slice(2);
const isWatching = args.some((arg) => arg.startsWith('--watch'));
if (args.length === 0) await ensureBuilt();
// test/support/package-root.ts: the vendors are taken from dist/, unless they may change during the run.
if (!isWatching && !isStale()) process.env.STUNTDOUBLE_IS_BUILT = 'yes';
await run(args);
