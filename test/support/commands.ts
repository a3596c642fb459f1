/** Commands of dist/ in one process for each test file, because the start of Node takes longer than most commands. */
import './built.js';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** @param directory the working directory; that of the tests by default */
export type RunCommand = (args: readonly string[], env?: Record<string, string>, directory?: string) => Promise<Ended>;

/**
 * For commands that end by themselves and get no signal. The process has to end after the last test of the file, so a
 * command that leaves something open fails.
 *
 * @param node flags of Node
 */
export function commandRunner(node: readonly string[] = []): RunCommand {
  let host: ChildProcess | undefined;
  let previous: Promise<unknown> = Promise.resolve();
  afterAll(async () => {
    if (!host) return;
    const exit = once(host, 'exit');
    host.disconnect();
    expect(await exit).toEqual([0, null]);
  });
  async function run(args: readonly string[], env: Record<string, string>, directory: string): Promise<Ended> {
    host ??= fork(join(import.meta.dirname, 'command-host.cjs'), { execArgv: [...node] });
    const settled = new AbortController();
    const { signal } = settled;
    const died = once(host, 'exit', { signal }).then(() => {
      throw new Error(`the process ended during: stuntdouble ${args.join(' ')}`);
    });
    host.send({ args, env: { PATH: process.env['PATH'], ...env }, directory });
    try {
      const [ended] = (await Promise.race([once(host, 'message', { signal }), died])) as [Ended];
      return ended;
    } finally {
      settled.abort();
      await died.catch(() => undefined);
    }
  }
  return (args, env = {}, directory = process.cwd()) => {
    const next = previous.then(() => run(args, env, directory));
    previous = next.catch(() => undefined);
    return next;
  };
}
