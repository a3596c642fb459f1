// Runs Jest with the arguments given. A process that does not exit by itself fails the run: a test left something open.
import { run } from 'jest';

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
await run(process.argv.slice(2));
