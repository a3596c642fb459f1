// The cores of the server and of the load generator, and the description of the machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

/** The generator and this process share the first core; the server under measurement has the last one. */
export const GENERATOR_CORE = 0;
export const SERVER_CORE = cpus().length - 1;

export function pinThisProcess() {
  if (SERVER_CORE === GENERATOR_CORE) throw new Error('The benchmark needs two cores.');
  spawnSync('taskset', ['-acp', String(GENERATOR_CORE), String(process.pid)]);
}

export const machine = () =>
  `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`;

/** Files of this run. */
export const folder = mkdtempSync(join(tmpdir(), 'stuntdouble-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
