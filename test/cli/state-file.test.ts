/** The state file: one process has it, its mode and links stay, and every ending saves it. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { claimStateFile, saver } from '../../src/cli/saved-state.js';
import type { ServeFlags } from '../../src/cli/serve-flags.js';
import { realTimers, sleep } from '../../src/timers/real-timers.js';
import { claimState } from '../../src/world/state/state-claim.js';
import { StateTakenError } from '../../src/world/state/state-lock.js';
import { writeState } from '../../src/world/state/state-file.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';

const run = promisify(execFile);
const cli = join(root, 'dist/cli.cjs');
let directory: string;
let file: string;
const running: Serving[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-state-'));
  file = join(directory, 'state.json');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.end()));
  rmSync(directory, { recursive: true, force: true });
});
const served = async (...args: string[]): Promise<Serving> => {
  const started = await serving({ args: ['spideriq', '--state', file, ...args] });
  running.push(started);
  return started;
};
const create = async ({ url }: Serving): Promise<void> => {
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
  const body = JSON.stringify({
    provider_name: 'groq',
    credentials: { api_key: 'sk-aaaaaaaaaaaa' },
    key_label: 'kept?',
  });
  const reply = await fetch(`${url}/spideriq/api/v1/integrations`, { method: 'POST', headers, body });
  expect(reply.status).toBe(201);
};
const mode = (): string => (statSync(file).mode & 0o777).toString(8);

it.each(sampleOf(['SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGTERM', 'SIGINT'], 3))(
  'saves, exits with 0 at %s, and releases the file',
  async (signal) => {
    const it = await served();
    await create(it);
    it.child.kill(signal);
    expect(await it.exit).toEqual([0, null]);
    expect(readFileSync(file, 'utf8')).toContain('kept?');
    expect(readdirSync(directory)).toEqual(['state.json']);
  },
);

it('saves and exits with 0 if further signals come', async () => {
  const it = await served();
  await create(it);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) it.child.kill(signal);
  expect(await it.exit).toEqual([0, null]);
  expect(readFileSync(file, 'utf8')).toContain('kept?');
  expect(readdirSync(directory)).toEqual(['state.json']);
  expect(it.complaints()).toContain(`Saving the state to ${file}. SIGKILL would end the process before it is saved.`);
});

it('cuts off running calls at a second signal, and saves', async () => {
  const it = await served('--stop-timeout', '600000');
  await create(it);
  const socket = connect(it.port, '127.0.0.1', () =>
    socket.write(
      'POST /spideriq/api/v1/integrations HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
    ),
  );
  const closed = new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined));
  await new Promise((resolve) => socket.once('data', resolve));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) it.child.kill(signal);
  await closed;
  expect(await it.exit).toEqual([0, null]);
  expect(readFileSync(file, 'utf8')).toContain('kept?');
});

it('exits with 3 if another process has the file, and takes it over from a killed process', async () => {
  const first = await served();
  const second = run(process.execPath, [cli, 'serve', '--port', '0', '--control-port', 'off', '--state', file]);
  await expect(second).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining(`is in use by process ${first.child.pid}`) as string,
  });
  first.child.kill('SIGKILL');
  await first.exit;
  writeFileSync(join(directory, '.state.json.0.part'), 'half');
  const third = await served();
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
  third.child.kill('SIGTERM');
  expect(await third.exit).toEqual([0, null]);
});

it('only one of many concurrent processes gets the lock', () => {
  const releases: (() => void)[] = [];
  const refused: unknown[] = [];
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2 ** 30, host: 'x', token: 'old' }));
  expect(() => claimState(file)).toThrow('is in use by process');
  rmSync(`${file}.lock`);
  for (let at = 0; at < 5; at++)
    try {
      releases.push(claimState(file).release);
    } catch (error) {
      refused.push(error);
    }
  expect([releases.length, refused.length]).toEqual([1, 4]);
  releases[0]?.();
  claimState(file).release();
  expect(existsSync(`${file}.lock`)).toBe(false);
});

const secondsAgo = (seconds: number): void => {
  const at = Date.now() / 1000 - seconds;
  utimesSync(`${file}.lock`, at, at);
};

describe('the lock of a process that cannot be seen, of the same host name and pid', () => {
  const elsewhere = { pid: process.pid, host: hostname(), space: 'another container', started: '1', token: 't' };
  const stderr = jest.spyOn(process.stderr, 'write');
  beforeEach(() => {
    stderr.mockReset().mockReturnValue(true);
    writeFileSync(`${file}.lock`, JSON.stringify(elsewhere));
  });
  afterAll(() => stderr.mockRestore());

  it.each([{ space: 'another container' }, { space: undefined }])(
    'is not taken over while it is renewed: %j',
    async (of) => {
      writeFileSync(`${file}.lock`, JSON.stringify({ ...elsewhere, ...of }));
      secondsAgo(9);
      const waits: number[] = [];
      const claimed = claimStateFile(file, async (milliseconds) => {
        waits.push(milliseconds);
        if (waits.length === 3) secondsAgo(0);
        await Promise.resolve();
      });
      await expect(claimed).rejects.toMatchObject({
        code: 3,
        message: expect.stringContaining('is in use by process'),
      });
      expect(waits).toEqual([500, 500, 500]);
      expect(readdirSync(directory)).toEqual(['state.json.lock']);
    },
  );

  it('is taken over when it was not renewed for ten seconds', async () => {
    secondsAgo(9.9);
    const claim = await claimStateFile(file, () => sleep(20));
    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(stderr).toHaveBeenCalledTimes(1);
    expect(stderr).toHaveBeenCalledWith(
      `Waiting up to 10 s for the lock of ${file}: another host or container had it last.\n`,
    );
    claim.release();
    expect(readdirSync(directory)).toEqual([]);
  });
});

it('refuses to save when another process has taken the file over meanwhile', async () => {
  const claim = await claimStateFile(file);
  const save = saver({ state: file, withSecrets: false } as ServeFlags, claim);
  writeFileSync(`${file}.new`, JSON.stringify({ pid: 7, host: 'elsewhere', token: 't' }));
  renameSync(`${file}.new`, `${file}.lock`);
  await expect(save(() => Promise.resolve([]))).rejects.toThrow(
    `${file} was taken over by process 7 on elsewhere, because this process stood still for 10 s; stop one of them`,
  );
  claim.release();
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
});

it('renews its lock by the time of the file system, also when its name was taken', () => {
  const beats: (() => void)[] = [];
  const interval = jest.spyOn(realTimers, 'setInterval').mockImplementation(((run: () => void) => {
    beats.push(run);
    return { unref: () => undefined };
  }) as never);
  const { release } = claimState(file);
  interval.mockRestore();
  secondsAgo(60);
  beats[0]?.();
  expect(Date.now() - statSync(`${file}.lock`).mtimeMs).toBeLessThan(5000);
  writeFileSync(`${file}.new`, 'of another');
  renameSync(`${file}.new`, `${file}.lock`);
  secondsAgo(60);
  beats[0]?.();
  expect(readFileSync(`${file}.lock`, 'utf8')).toBe('of another');
  expect(Date.now() - statSync(`${file}.lock`).mtimeMs).toBeGreaterThan(30_000);
  release();
});

it.each(sampleOf(['', '{', 'null', '[]', '{"host":5}', '-1', '0', '1.5', '"2"'], 3))(
  'replaces a lock that names no process: %s',
  (text) => {
    const mine = /^[-"\d]/.test(text) ? `{"pid":${text},"host":${JSON.stringify(hostname())},"token":"t"}` : text;
    writeFileSync(`${file}.lock`, mine);
    claimState(file).release();
    expect(readdirSync(directory)).toEqual([]);
  },
);

it('leaves a lock that it cannot read, and refuses the file', () => {
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: 1, host: hostname(), token: 't' }), { mode: 0o000 });
  chmodSync(directory, 0o777);
  // root reads every file.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(() => claimState(file)).toThrow(`${file}.lock belongs to another user and cannot be read; remove it if no`);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
});

it('tells what to do with the lock of an ended process that it may not remove', () => {
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2 ** 30, host: hostname(), token: 't' }));
  utimesSync(`${file}.lock`, 0, 0);
  // Sticky: only the owner of a file removes it.
  chmodSync(directory, 0o1777);
  const isRoot = process.getuid?.() === 0;
  // Another user is needed.
  if (!isRoot) return;
  process.seteuid?.(65_534);
  try {
    expect(() => claimState(file)).toThrow(
      new StateTakenError(
        `${file}.lock was left by a process that has ended, and this user may not remove it: remove it as its owner, or use another file`,
      ),
    );
  } finally {
    process.seteuid?.(0);
  }
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
});

it('ends without an error if the lock can no longer be removed', () => {
  chmodSync(directory, 0o777);
  const { release } = claimState(file);
  chmodSync(directory, 0o555);
  // root removes every file.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    release();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(directory, 0o777);
  }
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
});

it('names a directory that has the place of the lock, and leaves it', () => {
  mkdirSync(`${file}.lock`);
  expect(() => claimState(file)).toThrow(`${file}.lock is a directory; remove it, or use another file`);
  expect(readdirSync(directory)).toEqual(['state.json.lock']);
});

it.each(sampleOf(['600', '640', '666'], 3))('keeps the mode %s of an existing file', async (before) => {
  writeFileSync(file, '{}');
  chmodSync(file, parseInt(before, 8));
  await writeState(file, [], false);
  expect(mode()).toBe(before);
  await writeState(file, [], true);
  expect(mode()).toBe('600');
});

it('follows a link whose target does not exist yet', async () => {
  const link = join(directory, 'link.json');
  symlinkSync('state.json', link);
  await writeState(link, [Buffer.from('sav'), Buffer.from('ed')], false);
  expect([lstatSync(link).isSymbolicLink(), readFileSync(file, 'utf8')]).toEqual([true, 'saved\n']);
});
