/** The console at the command: the URL in the start line, `--no-console`, `--open`. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import '../support/built.js';
import { long } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';

const run = promisify(execFile);
const servers: Serving[] = [];
let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-open-'))));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.end()));
  rmSync(directory, { recursive: true });
});

async function serve(args: string[], path = process.env['PATH']): Promise<Serving> {
  const server = await serving({ args: ['nairi', ...args], options: { env: { PATH: path } } });
  servers.push(server);
  return server;
}

/** A command in place of the system's that opens a browser. */
function opener(script: string): string {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  for (const name of ['xdg-open', 'open']) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return [bin, process.env['PATH']].join(delimiter);
}

/** Polls, since the browser is another process. */
async function until(isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('It did not become true');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('names its URL in the ready line, and serves it there', async () => {
  const { ready } = await serve([]);
  expect(ready.console).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const reply = await fetch(String(ready.console));
  expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

long('does not serve it with --no-console', async () => {
  const { ready, control } = await serve(['--no-console']);
  expect(ready.console).toBeNull();
  expect((await fetch(`${control}/`)).status).toBe(404);
  expect((await fetch(`${control}/console.js`)).status).toBe(404);
  expect((await fetch(`${control}/vendors`)).status).toBe(200);
});

it('opens it with --open', async () => {
  const file = join(directory, 'opened');
  const { ready } = await serve(['--open'], opener(`echo "$@" > ${file}.part && mv ${file}.part ${file}`));
  const read = (): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  await until(() => read() !== '');
  expect(read().trim()).toBe(ready.console);
});

long('keeps serving if no browser can be opened, and reports it', async () => {
  const server = await serve(['--open'], opener('exit 3'));
  await until(() => server.complaints().includes('in a browser'));
  expect(server.complaints()).toMatch(
    /^Cannot open http:\/\/127\.0\.0\.1:\d+\/ in a browser \(.* ended with exit code 3\)/,
  );
  expect((await fetch(`${server.control}/health/ready`)).status).toBe(200);
});

it.each([
  ['--no-console', []],
  ['--control-port', ['off']],
])('refuses --open with %s', async (flag, values) => {
  const cli = join(root, 'dist/cli.cjs');
  await expect(run(process.execPath, [cli, 'serve', '--open', flag, ...values])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Cannot use --open without the console') as string,
  });
});
