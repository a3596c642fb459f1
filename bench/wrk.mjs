// The load generator, on its own core.
import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GENERATOR_CORE, folder } from './machine.mjs';

const script = join(import.meta.dirname, 'wrk.lua');
/** Seconds, for servers that answer nothing in a normal window. */
const LONGEST = 10;
let files = 0;
let uniqueNumber = 0;

/** @returns its version; exits with the package to install when it or taskset is missing. */
export function wrkVersion() {
  for (const [tool, name] of [
    ['wrk', 'wrk'],
    ['taskset', 'util-linux'],
  ])
    if (spawnSync(tool, ['-v']).error) {
      console.error(`The benchmark needs ${tool}: apt-get install ${name}`);
      process.exit(2);
    }
  return String(spawnSync('wrk', ['-v']).stdout)
    .split(' ')
    .slice(0, 2)
    .join(' ');
}

/**
 * @param requests raw HTTP requests, sent in turn by each connection
 * @returns requests answered, seconds, `refused` (statuses from 400), latencies in µs, `load` (share of its core used)
 */
export async function wrk(port, requests, { connections, seconds }) {
  const file = join(folder, `${++files}.http`);
  writeFileSync(file, requests.join('\0'));
  uniqueNumber += 10_000_000;
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script];
  const { stdout } = await promisify(execFile)(
    'taskset',
    [
      ...['-c', String(GENERATOR_CORE), 'wrk', ...options],
      ...[`http://127.0.0.1:${port}`, '--', file, String(uniqueNumber)],
    ],
    { timeout: (seconds + 60) * 1000 },
  );
  const result = JSON.parse(stdout.trim().split('\n').at(-1));
  if (result.broken > 0) throw new Error(`${result.broken} connections broke`);
  if (result.requests === 0 && seconds < LONGEST) return wrk(port, requests, { connections, seconds: LONGEST });
  if (result.requests === 0) throw new Error(`nothing was answered in ${seconds} s`);
  return { ...result, load: result.cpuSeconds / result.seconds };
}
