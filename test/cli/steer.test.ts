/** The commands that steer a running double, from dist/, against a double of this process. */
import '../support/built.js';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandRunner } from '../support/commands.js';
import { controlled, send } from '../support/control.js';
import { long, sampleOf } from '../support/depth.js';
import { client, root } from '../support/double.js';

const ended = commandRunner();
const cli = join(root, 'dist/cli.cjs');
const list = '/v2/integrations';
const one = '/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D';
const children: ChildProcess[] = [];

afterEach(async () => {
  const alive = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(alive.map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))));
});

const start = async (options = {}) => {
  const target = await controlled({ vendors: ['arize'], ...options });
  const control = target.double.control ?? '';
  return { ...target, control, command: (...args: string[]) => ended([...args, '--control', control]) };
};

/** A running command, with a promise for each of its next lines. */
function running(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH: process.env['PATH'], ...env } });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const errors = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    exit,
    line: async () => String((await lines.next()).value),
    error: async () => String((await errors.next()).value),
  };
}

it('resets one sandbox', async () => {
  const { double, command } = await start();
  double.clock.advance('1d');
  double.sandbox('w').clock.advance('1d');
  expect(await command('reset', '--sandbox', 'w')).toMatchObject({ code: 0, stdout: 'reset w\n' });
  expect([double.clock.now(), double.sandbox('w').clock.now()]).toEqual([
    '2026-03-02T10:00:00.000Z',
    '2026-03-01T10:00:00.000Z',
  ]);
});

it('refuses sandbox names that would change the path', async () => {
  const { double, command } = await start();
  for (const name of ['journal', 'faults']) double.sandbox(name).reset();
  for (const args of [['journal', '--clear'], ['faults', 'clear'], ['reset']])
    for (const name of ['.', '..', '', 'a b'])
      expect(await command(...args, '--sandbox', name)).toMatchObject({
        code: 2,
        stderr: `Cannot use ${name} as --sandbox; use 1 to 64 letters, digits, dots, underscores and hyphens\n`,
      });
  expect(Object.keys(double.state().sandboxes)).toEqual(['default', 'journal', 'faults']);
});

it('adds, lists and removes faults', async () => {
  const { double, command } = await start();
  const added = await command('faults', 'add', 'arize.integrations_get', '--status', '503', '--times', '2');
  expect(added).toMatchObject({ code: 0, stdout: 'fault-1  arize.integrations_get  times 2, status 503  fired 0\n' });
  await command('faults', 'add', 'integrations_get', '--delay', '{"uniform":[1,2]}', '--after', '1');
  expect(double.faults.list()).toMatchObject([
    { status: 503, times: 2 },
    { delay: { uniform: [1, 2] }, after: 1 },
  ]);
  const { stdout } = await command('faults', '--json');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((part) => JSON.parse(part)),
  ).toEqual(double.faults.list());
  expect((await command('faults', 'remove', 'fault-1')).stdout).toBe('removed fault-1\n');
  expect(double.faults.list()).toHaveLength(1);
  expect((await command('faults', 'clear')).code).toBe(0);
  expect(double.faults.list()).toEqual([]);
});

it('sets the clock', async () => {
  const { command } = await start();
  expect((await command('clock')).stdout).toBe('2026-03-01T10:00:00.000Z  frozen\n');
  expect((await command('clock', 'advance', '1h30m')).stdout).toBe('2026-03-01T11:30:00.000Z  frozen\n');
  expect((await command('clock', 'set', '2030-01-01T00:00:00Z')).stdout).toBe('2030-01-01T00:00:00.000Z  frozen\n');
  expect(JSON.parse((await command('clock', 'resume', '--json')).stdout)).toMatchObject({ mode: 'offset' });
  for (const system of ['system', '--system']) {
    expect(JSON.parse((await command('clock', 'freeze', '--json')).stdout)).toMatchObject({ mode: 'frozen' });
    expect(JSON.parse((await command('clock', system, '--json')).stdout)).toMatchObject({ mode: 'system' });
    expect(JSON.parse((await command('clock', '--json')).stdout)).toMatchObject({ mode: 'system' });
  }
});

it('saves and restores a sandbox; with secrets only on request, readable by the owner only', async () => {
  const { double, command } = await start();
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  const [plain, secret] = [join(directory, 'plain.json'), join(directory, 'secret.json')];
  try {
    await client(double, 'arize').call('patch', one, {
      type: 'llm',
      name: 'Renamed',
      config: { api_key: 'canary-8f3b' },
    });
    expect(await command('snapshot', plain)).toMatchObject({ code: 0, stdout: `saved default: ${plain}\n` });
    expect((await command('snapshot', secret, '--with-secrets')).code).toBe(0);
    expect([plain, secret].map((name) => readFileSync(name, 'utf8').includes('canary-8f3b'))).toEqual([false, true]);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    double.reset();
    expect(await command('restore', plain)).toMatchObject({ code: 0, stdout: `restored default: ${plain}\n` });
    expect((await client(double, 'arize').call('get', one)).body.name).toBe('Renamed');
    writeFileSync(plain, readFileSync(plain, 'utf8').replace('Renamed', 'Damaged'));
    expect(await command('restore', plain)).toMatchObject({ code: 2, stderr: expect.stringMatching(/checksum/) });
    writeFileSync(plain, '{');
    expect(await command('restore', plain)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Cannot restore .*: not valid JSON/),
    });
    expect((await command('restore', join(directory, 'nowhere'))).code).toBe(2);
    expect(await command('snapshot', join(directory, 'nowhere/base.json'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/no such file or directory, access '.*\/nowhere'$/m) as string,
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it('saves, restores and removes named snapshots in the running double', async () => {
  const { double, command } = await start();
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  const [plain, secret] = [join(directory, 'plain.json'), join(directory, 'secret.json')];
  try {
    const change = { type: 'llm', name: 'Renamed', config: { api_key: 'canary-8f3b' } };
    await client(double, 'arize').call('patch', one, change);
    expect(await command('snapshot', '--name', 'base')).toMatchObject({ code: 0, stdout: 'saved default: base\n' });
    expect((await command('reset')).code).toBe(0);
    expect((await command('snapshots')).stdout).toBe('base  2026-03-01T10:00:00.000Z\n');
    expect((await command('snapshots', 'export', 'base', plain)).stdout).toBe(`saved default: ${plain}\n`);
    expect((await command('snapshots', 'export', 'base', secret, '--with-secrets')).code).toBe(0);
    expect([plain, secret].map((name) => readFileSync(name, 'utf8').includes('canary-8f3b'))).toEqual([false, true]);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect((await command('restore', '--name', 'base', '--json')).stdout).toBe(
      '{"event":"restored","sandbox":"default","name":"base"}\n',
    );
    expect((await client(double, 'arize').call('get', one)).body.name).toBe('Renamed');
    expect(JSON.stringify(double.snapshot({ withSecrets: true }))).toContain('canary-8f3b');
    expect((await command('snapshots', 'remove', 'base')).stdout).toBe('removed default: base\n');
    expect((await command('snapshots', '--json')).stdout).toBe('');
  } finally {
    rmSync(directory, { recursive: true });
  }
});

it('saves the state of a double with a state file, and needs exactly one destination', async () => {
  const saved: unknown[] = [];
  const { command } = await start({ saveState: () => saved.push(1) });
  expect(await command('snapshot', '--state')).toMatchObject({ code: 0, stdout: 'saved the state\n' });
  expect(saved).toEqual([1]);
  const { command: without } = await start();
  expect(await without('snapshot', '--state')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/start it with --state FILE/),
  });
  for (const args of [
    [],
    ['a.json', '--state'],
    ['--state', '--with-secrets'],
    ['a.json', '--name', 'base'],
    ['--name', 'base', '--with-secrets'],
  ])
    expect(await command('snapshot', ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/give exactly one of a file/),
    });
});

it('prints the journal as lines or JSON, filtered', async () => {
  const { double, command } = await start();
  const target = client(double, 'arize');
  await target.call('get', one);
  await target.call('patch', one, { type: 'agent' });
  await target.call('get', list).set('prefer', 'code=429');
  double.faults.add({ operation: 'integrations_list', delay: 1 });
  await target.call('get', list);
  const account = double.journal.find()[0]?.account ?? '';
  expect((await command('journal')).stdout).toBe(
    [
      `10:00:00.000  #1  200  arize.integrations_get  GET ${one}  ${account}`,
      `10:00:00.000  #2  422  arize.integrations_update  PATCH ${one}  ${account}  immutable: type never changes: stored is "llm", sent was "agent"`,
      `10:00:00.000  #3  429  arize.integrations_list  GET ${list}  ${account}  requested by the header Prefer: code=429`,
      `10:00:00.000  #4  200  arize.integrations_list  GET ${list}  ${account}  fault-1: delay 1`,
      '',
    ].join('\n'),
  );
  const { stdout } = await command('journal', '--status', '422', '--json');
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(double.journal.find({ status: 422 })[0])));
  for (const flag of [['--vendor', 'arize'], ['--after', '1'], ['--body', '{}'], ['--follow'], ['--count']])
    expect(await command('journal', '--clear', ...flag)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Cannot combine --clear with other flags') as string,
    });
  expect(double.journal.count()).toBe(4);
  expect((await command('journal', '--clear')).stdout).toBe('cleared default\n');
  expect(double.journal.find()).toEqual([]);
  expect((await command('journal', '--clear', '--json')).stdout).toBe('{"event":"cleared","sandbox":"default"}\n');
});

it('filters calls by time, partial body and more, counts them, and waits for one', async () => {
  const { double, command } = await start();
  const target = client(double, 'arize');
  await target.call('get', one);
  double.clock.advance('1h');
  await target.call('patch', one, { type: 'llm', name: 'Renamed', config: { provider: 'openAI' } });
  await target.call('patch', one, { type: 'agent' });
  const seqs = async (...args: string[]) =>
    [...(await command('journal', ...args)).stdout.matchAll(/#(\d+)/g)].map((match) => Number(match[1]));
  expect(await seqs('--since', '2026-03-01T11:00:00Z')).toEqual([2, 3]);
  expect(await seqs('--until', '2026-03-01T10:59:00Z')).toEqual([1]);
  expect(await seqs('--body', '{"config":{"provider":"openAI"}}')).toEqual([2]);
  expect(await seqs('--method', 'patch', '--reason', 'immutable')).toEqual([3]);
  expect(await seqs('--after', '1', '--limit', '1')).toEqual([3]);
  expect((await command('journal', '--count')).stdout).toBe('3\n');
  expect((await command('journal', '--count', '--method', 'PATCH', '--json')).stdout).toBe('{"count":2}\n');
  expect((await command('journal', '--count', '--fault', 'fault-1')).stdout).toBe('0\n');
  expect(await seqs('--wait', '60000', '--status', '422')).toEqual([3]);
  expect(await command('journal', '--wait', '1', '--status', '500')).toMatchObject({
    code: 1,
    stderr: 'No matching call within 1 ms\n',
  });
});

it('follows the journal with a line for each call, across a reset, until it is stopped', async () => {
  const { double, control } = await start();
  const target = client(double, 'arize');
  await target.call('get', one);
  const { child, exit, line } = running(['journal', '--follow', '--control', control]);
  expect(await line()).toMatch(/#1 {2}200 {2}arize\.integrations_get/);
  await target.call('patch', one, { type: 'llm', name: 'Renamed' });
  expect(await line()).toMatch(/#2 {2}200 {2}arize\.integrations_update .* put integration /);
  double.reset();
  await target.call('get', '/nowhere');
  expect(await line()).toMatch(/#1 {2}404 {2}arize\.\? {2}GET \/nowhere .* noSuchRoute/);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
});

it('prints no control characters from requests', async () => {
  const { double, command } = await start();
  await send(double.origin, 'GET', '/arize/\u009b31m').catch(() => undefined);
  const { stdout } = await command('journal');
  // eslint-disable-next-line no-control-regex -- they must not be there
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

it('sends the token from flag or environment', async () => {
  const { command, control } = await start({ controlToken: 'a-token-of-the-tester' });
  expect(await command('clock')).toMatchObject({ code: 1, stderr: expect.stringMatching(/Authorization: Bearer/) });
  expect((await command('clock', '--token', 'a-token-of-the-tester')).code).toBe(0);
  const env = { STUNTDOUBLE_CONTROL: control, STUNTDOUBLE_CONTROL_TOKEN: 'a-token-of-the-tester' };
  expect((await ended(['reset'], env)).code).toBe(0);
});

it.each(['canary-token\nof-two-lines', 'canary-token→'])(
  'does not print a token that is invalid in a header: %j',
  async (token) => {
    const { control } = await start();
    for (const command of [
      ['clock', '--control', control, '--token', token],
      ['serve', '--port', '0', '--control-port', '0', '--control-token', token],
    ]) {
      const { code, stderr } = await ended(command);
      expect([code, stderr]).toEqual([2, expect.not.stringContaining('canary')]);
    }
  },
);

it('refuses credentials in the URL of the control side', async () => {
  const { double } = await start();
  const control = (double.control ?? '').replace('//', '//user:word@');
  expect(await ended(['clock', '--control', control])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Cannot use .* as --control; expected a base URL/) as string,
  });
});

it.each(
  sampleOf(
    [
      [['faults', 'add', 'integrations_gt', '--status', '500'], 2, /did you mean integrations_get/],
      [['faults', 'add', 'integrations_get', '--status', '500', '--times', '-1'], 2, /use 1 or more/],
      [['faults', 'add', 'integrations_get', '--status', 'x'], 2, /Expected a number/],
      [['faults', 'add', 'integrations_get', '--stats', '500'], 2, /Did you mean --status/],
      [['faults', 'ad', 'integrations_get', '--status', '500'], 2, /^Unknown command faults ad; did you mean add\?$/m],
      [['faults', 'add', 'integrations_delete', '--malformed'], 2, /succeeds without a body/],
      [['faults', 'remove', 'fault-9'], 2, /there is no fault fault-9/],
      [['clock', 'fereze'], 2, /^Unknown command clock fereze; did you mean freeze\?$/m],
      [
        ['clock', 'backwards'],
        2,
        /^Unknown command clock backwards; use one of show, freeze, set, advance, resume, system$/m,
      ],
      [['clock', 'set', '1969-01-01'], 2, /within/],
      [['clock', 'advance', 'soon'], 2, /90s/],
      [['journal', '--vendor', 'arise'], 2, /did you mean arize/],
      [['journal', '--since', '1'], 2, /not an ISO 8601 instant: "1"; write it like/],
      [['journal', '--until', 'now'], 2, /not an ISO 8601 instant: "now"/],
      [['journal', '--body', '{config'], 2, /\/body: not valid JSON; write it like/],
      [['journal', '--reason', 'tired'], 2, /use one of .*immutable/],
      [['journal', '--count', '--follow'], 2, /Cannot combine --count with/],
      [['journal', '--count', '--limit', '5'], 2, /Cannot combine --count with/],
      [['journal', '--follow', '--wait', '5'], 2, /Cannot combine --follow with --wait/],
      [['journal', '--folow'], 2, /Did you mean --follow/],
      [['restore', '--name', 'base'], 2, /there is no snapshot base; save one under this name/],
      [['restore', '--name', '..'], 2, /Cannot use \.\. as the name of a snapshot; use 1 to 64/],
      [['restore'], 2, /give either a file or --name/],
      [['restore', 'base.json', '--name', 'base'], 2, /give either a file or --name/],
      [['snapshots', 'remove', 'base'], 2, /there is no snapshot base/],
      [['snapshots', 'lst'], 2, /did you mean list/],
      [['reset', '--sandbox', 'nowhere'], 2, /there is no sandbox nowhere/],
      [['reset', '--sandbox', '../default'], 2, /letters, digits/],
    ],
    3,
  ),
)('%j exits with %d and names the remedy', async (args, code, message) => {
  const { command, double } = await start();
  expect(await command(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  expect([double.faults.list(), double.clock.now()]).toEqual([[], '2026-03-01T10:00:00.000Z']);
});

it('reports a control side that does not answer, or another server', async () => {
  const { double } = await start();
  expect(await ended(['reset', '--control', 'http://127.0.0.1:1'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Cannot reach http:\/\/127\.0\.0\.1:1 .*Is stuntdouble running/),
  });
  expect(await ended(['reset', '--control', 'localhost:4011'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/expected a base URL/),
  });
  for (const other of [double.origin, double.url('arize')])
    expect(await ended(['reset', '--control', other])).toMatchObject({
      code: 1,
      stderr: `${other} is not a stuntdouble control side (it answered 404).\n`,
    });
});

describe('serve', () => {
  const free = ['serve', 'arize', '--port', '0', '--control-port', '0', '--json'];
  const status = (control: string, headers = {}) =>
    send(control, 'GET', '/vendors', undefined, headers).then((reply) => reply.status);

  long('generates a token for a non-loopback address, and prints it once to stderr', async () => {
    const { line, error, child, exit } = running([...free, '--control-host', '0.0.0.0']);
    const ready = await line();
    const { control } = JSON.parse(ready) as { control: string };
    const [, token = ''] = /^control token: ([\w-]{32})$/.exec(await error()) ?? [];
    expect(ready).not.toContain(token);
    expect([await status(control), await status(control, { authorization: `Bearer ${token}` })]).toEqual([401, 200]);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('needs no token on loopback, accepts a given one, and does not print it', async () => {
    const open = JSON.parse(await running(free).line()) as { control: string };
    expect(await status(open.control)).toBe(200);
    const { line } = running(free, { STUNTDOUBLE_CONTROL_TOKEN: 'a-token-of-the-tester' });
    const ready = await line();
    const { control } = JSON.parse(ready) as { control: string };
    expect(ready).not.toContain('a-token-of-the-tester');
    expect([await status(control), await status(control, { authorization: 'Bearer a-token-of-the-tester' })]).toEqual([
      401, 200,
    ]);
  });

  it('refuses to start with an empty token', async () => {
    for (const [args, env] of [
      [['--control-host', '0.0.0.0', '--control-token', ''], {}],
      [['--control-host', '0.0.0.0'], { STUNTDOUBLE_CONTROL_TOKEN: '' }],
      [['--control-token', ' '], {}],
    ] as const)
      expect(await ended([...free, ...args], env)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/the token is empty/),
      });
  });

  long('answers requests with an allowed host', async () => {
    const { line } = running([...free, '--allowed-host', 'a.test', '--allowed-host', 'b.test,c.test']);
    const { control } = JSON.parse(await line()) as { control: string };
    for (const [host, expected] of [
      ['a.test', 200],
      ['b.test:1', 200],
      ['c.test', 200],
      ['d.test', 403],
    ] as const)
      expect([host, await status(control, { host })]).toEqual([host, expected]);
  });
});
