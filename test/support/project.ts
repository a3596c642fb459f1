/** A project that uses stuntdouble, whose tests are run by the real test runners. */
import './built.js';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './double.js';

const execute = promisify(execFile);
const made: string[] = [];

/** Files by their names. Removed after the test. */
export function project(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-project-'));
  made.push(directory);
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/stuntdouble'));
  symlinkSync(join(root, 'node_modules/vitest'), join(directory, 'node_modules/vitest'));
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

export interface Run {
  failed: boolean;
  output: string;
}

export async function node(directory: string, args: string[], env: Record<string, string> = {}): Promise<Run> {
  const environment = { PATH: process.env['PATH'], NO_COLOR: '1', CI: '1', ...env };
  try {
    const { stdout, stderr } = await execute(process.execPath, args, { cwd: directory, env: environment });
    return { failed: false, output: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { failed: true, output: stdout + stderr || String(error) };
  }
}

/** Jest as it is configured for TypeScript and ES modules. */
export const jestConfig = (mapped: Record<string, string> = {}): string =>
  JSON.stringify({
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...mapped },
    transform: { '^.+\\.ts$': join(root, 'scripts/jest-transform.mjs') },
  });

export const jest = (directory: string, args: string[] = [], env: Record<string, string> = {}): Promise<Run> =>
  node(
    directory,
    ['--experimental-vm-modules', join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', directory, ...args],
    env,
  );

export const vitest = (directory: string, args: string[] = []): Promise<Run> =>
  node(directory, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', directory, ...args]);
