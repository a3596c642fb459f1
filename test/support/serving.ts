/** The command in a process of its own, from dist/, on any free ports, for tests that want to see it live or die. */
import './built.js';
import { spawn, type ChildProcessWithoutNullStreams, type SpawnOptionsWithoutStdio } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './double.js';

const cli = join(root, 'dist/cli.cjs');

export interface Serving {
  child: ChildProcessWithoutNullStreams;
  /** Empty at first, and what it runs in. */
  directory: string;
  /** Of the vendors' port. */
  port: number;
  url: string;
  control: string;
  /** What it said on stderr so far: nothing, when all is well. */
  complaints: () => string;
  /** Code and signal that it ended with. */
  exit: Promise<[number | null, NodeJS.Signals | null]>;
  /** Ends it at once, if it has not ended, and removes its directory. */
  end: () => Promise<void>;
}

export interface Spawning {
  args?: string[];
  /** Flags of Node. */
  node?: string[];
  /** What it is run by: `unshare`, `strace` … */
  by?: string[];
  options?: SpawnOptionsWithoutStdio;
}

export async function serving({ args = [], node = [], by = [], options }: Spawning = {}): Promise<Serving> {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-serving-'));
  const [command = '', ...rest] = [
    ...by,
    process.execPath,
    ...node,
    ...[cli, 'serve', '--json', '--port', '0', '--control-port', '0', ...args],
  ];
  const child = spawn(command, rest, { cwd: directory, env: { PATH: process.env['PATH'] }, ...options });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const exit = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (code, signal) => resolve([code, signal])),
  );
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    void exit.then(([code]) => reject(new Error(`it ended with ${code}: ${errors}`)));
  });
  const { url, control } = JSON.parse(line) as { url: string; control: string };
  return {
    child,
    directory,
    url,
    control,
    port: Number(new URL(url).port),
    complaints: () => errors,
    exit,
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await exit;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
