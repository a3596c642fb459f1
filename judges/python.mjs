// Python for the judges that need it: virtual environments with what a requirements file pins, created on first use.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** As `programOf`, but where the environment cannot be made, it ends the process with 77 and the reason. */
export function python(program, requirements) {
  try {
    return programOf(program, requirements);
  } catch (error) {
    console.log(`skipped: ${error.message}`);
    process.exit(77);
  }
}

/**
 * The path of a program of an environment.
 * @param {string} program
 * @param {string} requirements a file in this folder; each has its own environment
 */
export function programOf(program = 'python', requirements = 'requirements.txt') {
  const name = requirements.replace(/^requirements\/?|\.txt$/g, '');
  return join(environmentWith(join(here, requirements), join(here, '.venv', name || 'tools')), 'bin', program);
}

/** Makes an environment with what a requirements file pins, unless it has just that. Returns its directory. */
export function environmentWith(requirements, environment) {
  const wanted = readFileSync(requirements, 'utf8');
  const installed = join(environment, 'installed.txt');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return environment;
  const made = spawnSync('python3', ['-m', 'venv', '--clear', environment], { encoding: 'utf8' });
  if (made.status !== 0) throw failure('Python 3 with its venv module is not installed', made);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  const filled = spawnSync(join(environment, 'bin/python'), pip, { encoding: 'utf8' });
  if (filled.status !== 0) throw failure(`pip could not install ${requirements}`, filled);
  writeFileSync(installed, wanted);
  return environment;
}

const failure = (what, { error, stderr = '' }) =>
  new Error(`${what}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
