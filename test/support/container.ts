/** Reads the Dockerfile, and runs a process in place of a container. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
const list = (pattern: RegExp): string[] => JSON.parse(pattern.exec(text)?.[1] ?? '[]') as string[];

export const image = {
  ports: [...text.matchAll(/^EXPOSE (\d+)$/gm)].map((match) => Number(match[1])),
  /** The command of the health check. */
  health: list(/^HEALTHCHECK [^[]*(\[.*\])$/m),
  command: [...list(/^ENTRYPOINT (.*)$/m), ...list(/^CMD (.*)$/m)],
};

export interface Container {
  url: string;
  /** The environment of the health check. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Runs the image's command on ports of this machine, and waits until it is ready. */
export async function run(environment: Record<string, string> = {}): Promise<Container> {
  const [node = '', ...command] = image.command;
  if (node !== 'node') throw new Error(`the image runs ${node}`);
  const settings = {
    STUNTDOUBLE_CONTROL_PORT: '0',
    ...environment,
    STUNTDOUBLE_PORT: '0',
    STUNTDOUBLE_HOST: '127.0.0.1',
    STUNTDOUBLE_JSON: 'true',
  };
  const flags = command.join(' ').replace(' --host 0.0.0.0', '').split(' ');
  const child = spawn(process.execPath, flags, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    url,
    environment: { ...settings, STUNTDOUBLE_PORT: new URL(url).port },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Whether a health command calls the container healthy. */
export async function isHealthy({ environment }: Pick<Container, 'environment'>, command: string[]): Promise<boolean> {
  const [file = '', ...args] = command;
  return promisify(execFile)(file, args, { cwd: root, env: { PATH: process.env['PATH'], ...environment } }).then(
    () => true,
    () => false,
  );
}
