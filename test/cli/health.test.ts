/** The health check of the image, for servers with any ports; and signals that come before a server is ready. */
import '../support/built.js';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { argumentsOf } from '../../src/cli/health.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';

const cli = join(root, 'dist/cli.cjs');
let server: Serving | undefined;
let child: ChildProcess | undefined;
afterEach(async () => {
  child?.kill('SIGKILL');
  await server?.end();
});

const health = (pid: number | undefined, cwd: string, env: Record<string, string> = {}): Promise<string> =>
  promisify(execFile)(process.execPath, [cli, 'health', '--pid', String(pid)], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  }).then(
    () => 'healthy',
    (error: unknown) => {
      const { code, stderr } = error as { code: number; stderr: string };
      return `${code} ${stderr}`;
    },
  );

// The later --port counts; a port that was free a moment ago.
const free = async (): Promise<number> => {
  const first = await serving({ args: ['arize'] });
  await first.end();
  return first.port;
};
// Only Linux tells the flags of another process.
const onLinux = process.platform === 'linux' ? it : it.skip;

onLinux.each(
  sampleOf(
    [
      ['off', ['--control-port', 'off']],
      ['another one', ['--control-port', '0']],
    ],
    2,
  ),
)('is healthy with the control port %s, and its port set by a flag', async (_, flags) => {
  const port = await free();
  server = await serving({ args: ['arize', ...flags, '--port', String(port)] });
  const { child, directory, exit } = server;
  expect(await health(child.pid, directory)).toBe('healthy');
  expect((await fetch(`${server.url}/arize/v2/integrations`)).status).toBe(401);
  child.kill('SIGTERM');
  await exit;
  expect(await health(child.pid, directory)).toMatch(/^1 No stuntdouble answers at http:\/\/127\.0\.0\.1:/);
});

long('finds the port in the environment and in the config file', async () => {
  server = await serving({ args: ['arize', 'langdock', '--control-port', 'off'] });
  const { directory, port } = server;
  // No process has this number: there are no flags.
  const nobody = 2 ** 31 - 1;
  expect(await health(nobody, directory, { STUNTDOUBLE_PORT: String(port) })).toBe('healthy');
  writeFileSync(join(directory, 'stuntdouble.config.yaml'), `port: ${port}\nhost: 0.0.0.0\n`);
  expect(await health(nobody, directory)).toBe('healthy');
  expect(await health(nobody, directory, { STUNTDOUBLE_PORT: '1' })).toMatch(/^1 No stuntdouble answers/);
});

it('leaves no trace in a journal', async () => {
  server = await serving({ args: ['arize'] });
  expect(await health(2 ** 31 - 1, server.directory, { STUNTDOUBLE_PORT: String(server.port) })).toBe('healthy');
  const sandboxes = await (await fetch(`${server.control}/sandboxes`)).json();
  expect(sandboxes).toMatchObject({ sandboxes: [{ name: 'default', calls: 0 }] });
});

onLinux('asks for what a first process without the command is taken to serve', () => {
  expect(argumentsOf(process.pid)).toEqual(['node', 'stuntdouble', 'serve']);
});

/** Tells itself to stop while the code of the command is still being read, as the first process of a container. */
const early = `
const Module = require('node:module');
const real = process.pid;
Object.defineProperty(process, 'pid', { value: 1 });
const load = Module._load;
let sent = false;
Module._load = function (request, ...rest) {
  if (!sent && request.includes('main.cjs')) {
    sent = true;
    process.kill(real, process.env.SIGNAL);
  }
  return load.call(this, request, ...rest);
};
`;

it.each(sampleOf(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'], 3))(
  'ends at %s before its code is read, as the first process',
  async (signal) => {
    const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-early-'));
    const preload = join(directory, 'early.cjs');
    writeFileSync(preload, early);
    child = spawn(process.execPath, ['--require', preload, cli, 'serve', '--port', '0', '--control-port', 'off'], {
      env: { PATH: process.env['PATH'], SIGNAL: signal },
      stdio: 'ignore',
    });
    const ended = await new Promise((resolve) => child?.once('exit', (code, by) => resolve([code, by])));
    rmSync(directory, { recursive: true });
    expect(ended).toEqual([0, null]);
  },
);
