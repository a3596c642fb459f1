/** `stuntdouble serve` as a separate process, from dist/, on free ports. */
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
  /** The working directory, empty at first. */
  directory: string;
  /** Of the vendors' port. */
  port: number;
  url: string;
  control: string;
  /** The whole ready line. */
  ready: Readonly<Record<string, unknown>> & {
    readonly url: string;
    readonly control: string;
    readonly console: string | null;
  };
  /** stderr so far; empty without errors. */
  complaints: () => string;
  /** Exit code and signal. */
  exit: Promise<[number | null, NodeJS.Signals | null]>;
  /** Kills the process if it is running, and removes its directory. */
  end: () => Promise<void>;
}

export interface Spawning {
  args?: string[];
  /** What Node runs: `stuntdouble serve` unless given. */
  script?: string[];
  /** Flags of Node. */
  node?: string[];
  /** A program that runs Node: `unshare`, `strace` … */
  by?: string[];
  options?: SpawnOptionsWithoutStdio;
}

export async function serving({
  args = [],
  script = [cli, 'serve'],
  node = [],
  by = [],
  options,
}: Spawning = {}): Promise<Serving> {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-serving-'));
  const [command = '', ...rest] = [
    ...by,
    process.execPath,
    ...node,
    ...[...script, '--json', '--port', '0', '--control-port', '0', ...args],
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
    void exit.then(([code]) => reject(new Error(`the server ended with ${code}: ${errors}`)));
  });
  const ready = JSON.parse(line) as Serving['ready'];
  const { url, control } = ready;
  return {
    child,
    directory,
    url,
    control,
    ready,
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
