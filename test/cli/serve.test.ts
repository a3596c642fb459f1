/** The command as people run it: a process of its own, from dist/. */
import '../support/built.js';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { commandRunner, type Ended } from '../support/commands.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';

const run = promisify(execFile);
const cli = join(root, 'dist/cli.cjs');
let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
});
afterEach(async () => {
  const alive = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(alive.map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))));
  rmSync(directory, { recursive: true });
});

interface Ready {
  event: string;
  url: string;
  control: string | null;
  vendors: Record<string, string>;
  leftOut?: Record<string, { id: string; instead: string }[]>;
}

interface Serving {
  child: ChildProcess;
  lines: string[];
  ready: Ready;
  exit: Promise<number | null>;
  /** What it said on stderr so far. */
  errors: () => string;
}

/** Starts the command and resolves when `enough` of its lines are there; rejects with what it said when it ends before. */
function start(
  command: string[],
  env: Record<string, string>,
  enough: (lines: string[]) => boolean,
): Promise<Omit<Serving, 'ready'>> {
  const child = spawn(process.execPath, command, { cwd: directory, env: { PATH: process.env['PATH'], ...env } });
  children.push(child);
  const lines: string[] = [];
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (enough(lines)) resolve({ child, lines, exit, errors: () => errors });
    });
    void exit.then((code) => reject(new Error(`exit ${code}: ${errors}`)));
  });
}

async function serve(args: string[], env: Record<string, string> = {}, command = [cli, 'serve']): Promise<Serving> {
  const started = await start([...command, '--json', ...args], env, () => true);
  return { ...started, ready: JSON.parse(started.lines[0] ?? '') as Ready };
}

const command = commandRunner();
/** Exit code and output of a command that ends by itself. */
const ended = (args: string[], env: Record<string, string> = {}): Promise<Ended> => command(args, env, directory);

const free = ['--port', '0', '--control-port', '0'];

it('prints the ready line first, with every vendor, and serves these vendors', async () => {
  const { ready, lines, child, exit } = await serve(free);
  expect(ready).toMatchObject({ event: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string });
  const bases = Object.keys(ready.vendors).filter((name) => !name.includes('@'));
  expect(bases).toEqual(['arize', 'langdock', 'nairi', 'respan', 'spideriq']);
  const reply = await fetch(`${ready.vendors['spideriq'] ?? ''}/api/v1/integrations`, {
    headers: { authorization: 'Bearer k' },
  });
  expect(reply.status).toBe(200);
  expect((await fetch(`${ready.control ?? ''}/health/live`)).status).toBe(200);
  expect((await fetch(`${ready.control ?? ''}/health/ready`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

long('npm start passes flags through and writes build output to stderr only', async () => {
  const { ready } = await serve(free, {}, [join(root, 'scripts/start.mjs')]);
  expect(ready.event).toBe('ready');
});

long('names the address that is bound, beside the one that it was given', async () => {
  const address = String.raw`(?:127\.0\.0\.1|\[::1\]):\d+`;
  const names = ['--host', 'localhost', '--control-host', 'localhost'];
  const { lines } = await start([cli, 'serve', ...free, ...names, 'arize'], {}, () => true);
  expect(lines[0]).toMatch(
    new RegExp(
      `^stuntdouble serves one vendor on http://localhost:\\d+ \\(bound to ${address}\\), control on http://localhost:\\d+ \\(bound to ${address}\\), console on http://localhost:\\d+/$`,
    ),
  );
  const plain = await start([cli, 'serve', ...free, 'arize'], {}, () => true);
  expect(plain.lines[0]).toMatch(
    / on http:\/\/127\.0\.0\.1:\d+, control on (http:\/\/127\.0\.0\.1:\d+), console on \1\/$/,
  );
  const { ready } = await serve([...free, ...names, 'arize']);
  expect(ready).toMatchObject({
    bound: expect.stringMatching(new RegExp(`^${address}$`)),
    controlBound: expect.stringMatching(new RegExp(`^${address}$`)),
  });
});

it('prints a base URL and a working curl command for each vendor on a terminal', async () => {
  const isCurl = (line: string): boolean => line.includes('curl ');
  const { lines: printed } = await start([cli, 'serve', ...free], {}, (all) => all.filter(isCurl).length === 5);
  const lines = printed.filter(isCurl);
  expect(printed.filter((candidate) => /^\w+ {2}http:/.test(candidate))).toHaveLength(5);
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    const { stdout: status } = await run('bash', ['-c', `${line.trim()} -o /dev/null -w '%{http_code}'`]);
    expect([line, status]).toEqual([line, '200']);
  }
});

it.each(
  sampleOf(
    [
      ['a flag', ['--evidence', 'documented'], {}, undefined],
      ['the environment', [], { STUNTDOUBLE_EVIDENCE: 'documented' }, undefined],
      ['the config file', [], {}, 'evidence: documented\n'],
    ],
    3,
  ),
)('serves only documented rules and lists the others, set by %s', async (_, args, env, config) => {
  if (config !== undefined) writeFileSync(join(directory, 'stuntdouble.config.yaml'), config);
  const { ready } = await serve([...free, ...args, 'nairi'], env);
  expect(
    (ready.leftOut?.['nairi'] ?? []).filter((candidate) => candidate.instead === 'declined').map((item) => item.id),
  ).toEqual(['createLlmIntegration', 'getLlmIntegration', 'deleteLlmIntegration']);
  const read = await fetch(`${ready.url}/api/public/v1/integrations/llm/ai_01KFRX8K1CKQGCV2W5J9C9Z37H`, {
    headers: { authorization: 'Bearer k' },
  });
  expect(read.status).toBe(501);
});

long('prints the rules that are left out to stderr on a terminal', async () => {
  const { child, errors } = await start([cli, 'serve', ...free, '--evidence', 'documented', 'nairi'], {}, () => true);
  await new Promise((resolve) => child.once('close', resolve).kill('SIGTERM'));
  expect(errors()).toMatch(/^nairi: declined: createLlmIntegration, getLlmIntegration, deleteLlmIntegration$/m);
});

it('serves a single vendor at the root as well', async () => {
  const { ready } = await serve([...free, 'nairi']);
  for (const base of [ready.url, ready.vendors['nairi'] ?? '']) {
    expect(
      (await fetch(`${base}/api/public/v1/integrations/llm`, { headers: { authorization: 'Bearer k' } })).status,
    ).toBe(200);
  }
});

long('a flag overrides the environment, which overrides the file, which overrides the default', async () => {
  writeFileSync(join(directory, 'stuntdouble.config.yaml'), 'auth: strict\nport: 0\ncontrol-port: off\n');
  const status = async (serving: Serving): Promise<number> =>
    (
      await fetch(`${serving.ready.vendors['nairi'] ?? ''}/api/public/v1/integrations/llm`, {
        headers: { authorization: 'Bearer unknown' },
      })
    ).status;
  const byFile = await serve([]);
  expect([await status(byFile), byFile.ready.control]).toEqual([401, null]);
  expect(await status(await serve([], { STUNTDOUBLE_AUTH: 'open' }))).toBe(200);
  expect(await status(await serve(['--auth', 'strict'], { STUNTDOUBLE_AUTH: 'open' }))).toBe(401);
});

it.each(
  sampleOf(
    [
      [['--prot', '1'], /unknown option '--prot'[^]*Did you mean --port/],
      [['--port', 'x'], /Expected a port/],
      [['--clock', 'noon'], /ISO 8601/],
      [['--clock', '5'], /Not an ISO 8601 instant: "5"; write it like/],
      [['--clock', '1969-12-31T23:59:59Z'], /outside of the years 1970 to 9998/],
      [['--clock', '9999-01-01T00:00:00Z'], /outside of the years 1970 to 9998/],
      [['--clock', '2026-02-30'], /Not an ISO 8601 instant/],
      [['--auth', 'maybe'], /open, strict/],
      [['--allowed-host', ''], /Expected host names/],
      [['nobody'], /Cannot find the vendor nobody; use one of arize/],
      [['--specs', 'nowhere'], /there is no such file or directory/],
      [['--seed', 'nowhere.yaml'], /nowhere\.yaml:1/],
      [['--config', 'nowhere.yaml'], /Cannot read nowhere\.yaml/],
    ],
    3,
  ),
)('exits with 2 and says what is wrong with %j', async (args, message) => {
  const { code, stdout, stderr } = await ended(['serve', ...free, ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
});

it('treats an unknown command as a vendor, and lists both if it is neither', async () => {
  for (const [word, reported] of [
    [
      'lst',
      'Cannot find the vendor lst; use one of arize, langdock, nairi, respan, spideriq\nUnknown command lst; did you mean list?\n',
    ],
    [
      'arise',
      'Cannot find the vendor arise; did you mean arize?\nUnknown command arise; use one of serve, check, list, ',
    ],
  ] as const) {
    const { code, stderr } = await ended([word]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reported)]);
  }
});

it('refuses an unknown setting and suggests a similar one', async () => {
  writeFileSync(join(directory, 'stuntdouble.config.yaml'), 'prot: 1\n');
  expect(await ended(['serve', ...free])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean port?') as string,
  });
});

it('exits with 3 if a port is in use, and names the remedy', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
  );
  for (const args of [
    ['--port', String(port), '--control-port', 'off'],
    ['--port', '0', '--control-port', String(port)],
  ]) {
    expect(await ended(['serve', ...args])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`127.0.0.1:${port}: the port is taken`) as string,
    });
  }
  await new Promise((resolve) => taken.close(resolve));
  expect(await ended(['serve', '--port', String(port), '--control-port', String(port)])).toMatchObject({
    code: 3,
    stderr: `Cannot listen on 127.0.0.1:${port}: --port and --control-port are the same. Choose another for one of them (0: any free port).\n`,
  });
});

long('reads seeds by vendor from a file', async () => {
  const seed = 'nairi:\n  records:\n    integration: []\n  credentials:\n    demo: { token: only-me }\n';
  writeFileSync(join(directory, 'seed.yaml'), seed);
  const { ready } = await serve([...free, '--seed', 'seed.yaml', '--auth', 'strict', 'nairi']);
  const list = (token: string): Promise<Response> =>
    fetch(`${ready.vendors['nairi'] ?? ''}/api/public/v1/integrations/llm`, {
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await list('demo-key')).status).toBe(401);
  expect(await (await list('only-me')).json()).toEqual([]);
});

it('prints version and help to stdout and exits with 0', async () => {
  expect(await ended(['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  });
  expect(await ended(['serve', '--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--control-port') as string,
  });
});
