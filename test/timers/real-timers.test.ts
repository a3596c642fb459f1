/** The system's timers, also where a test runner has replaced the global ones before this module was loaded. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadOnce } from '../../src/engine/values/load-once.js';
import { realTimers, sleep } from '../../src/timers/real-timers.js';
import { root } from '../support/double.js';

const run = promisify(execFile);

it('ends a sleep early when its signal is aborted, and never rejects', async () => {
  const controller = new AbortController();
  const slept = sleep(2 ** 31 - 1, { signal: controller.signal });
  controller.abort();
  await slept;
  await sleep(2 ** 31 - 1, { signal: AbortSignal.abort() });
});

it('is not the timer of a fake clock', () => {
  expect(realTimers.setTimeout).not.toHaveProperty('clock');
});

/** As Vitest fakes them: all but what Node's own streams live on. */
const fake = `require('@sinonjs/fake-timers').install({ toFake: ['setTimeout', 'clearTimeout', 'setInterval',
  'clearInterval', 'setImmediate', 'clearImmediate', 'Date', 'performance', 'hrtime'] });`;
const load = `const { startDouble } = require('./dist/index.cjs');`;
const use = `(async () => {
  const get = (url) => new Promise((resolve) =>
    require('node:http').get(url, { headers: { authorization: 'Bearer k' } }, (reply) => {
      reply.resume().once('end', () => resolve(reply.statusCode));
    }));
  const double = await startDouble({ vendors: ['spideriq'], controlPort: 0 });
  const seen = [await get(double.url('spideriq') + '/api/v1/integrations')];
  seen.push(await get(double.control + '/sandboxes/default/journal?wait=20&operation=createIntegration'));
  await double.journal.waitFor({ operation: 'createIntegration' }, { timeout: 20 }).catch((error) => seen.push(error.name));
  seen.push(new Date(double.clock.now()).getFullYear() > 1970, double.journal.find()[0].duration > 0);
  await double.close();
  console.log(...seen);
})();`;

it.each([
  ['loaded under fake timers', fake + load + use],
  ['loaded before timers are faked', load + fake + use],
])('serves, waits, tells the time and closes when the package was %s', async (_, script) => {
  const { stdout } = await run(process.execPath, ['-e', script], { cwd: root, timeout: 20_000 });
  expect(stdout).toBe('200 200 WaitError true true\n');
});

it('shares one load, and tries one that failed again', async () => {
  let tries = 0;
  const load = loadOnce(() => (++tries === 1 ? Promise.reject(new Error('EMFILE')) : Promise.resolve(tries)));
  await expect(Promise.all([load(), load()])).rejects.toThrow('EMFILE');
  expect(await Promise.all([load(), load()])).toEqual([2, 2]);
});
