// Python for the judges that need it: a virtual environment with what requirements.txt pins, created on first use.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Ends the process with 77 and the reason. */
function skip(why, { error, stderr = '' }) {
  console.log(`skipped: ${why}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
  process.exit(77);
}

/** The path of a program of the environment. */
export function python(program = 'python') {
  const environment = join(here, '.venv');
  const bin = join(environment, 'bin');
  const wanted = readFileSync(join(here, 'requirements.txt'), 'utf8');
  const installed = join(environment, 'installed.txt');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    const made = spawnSync('python3', ['-m', 'venv', '--clear', environment], { encoding: 'utf8' });
    if (made.status !== 0) skip('Python 3 with its venv module is not installed', made);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      join(here, 'requirements.txt'),
    ];
    const filled = spawnSync(join(bin, 'python'), pip, { encoding: 'utf8' });
    if (filled.status !== 0) skip('pip could not install requirements.txt', filled);
    writeFileSync(installed, wanted);
  }
  return join(bin, program);
}
