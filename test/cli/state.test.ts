/** `serve --state FILE`: the state at the stop is there at the next start, and the file is always complete. */
import '../support/built.js';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { lstatSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';

const cli = join(root, 'dist/cli.cjs');
const CANARY = 'canary-5b1e77-never-to-be-seen';
let directory: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  file = join(directory, 'state.json');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(directory, { recursive: true });
});

const alive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
const kill = (child: ChildProcess): Promise<unknown> =>
  alive(child) ? new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL')) : Promise.resolve();

interface Served {
  url: string;
  control: string;
  child: ChildProcess;
  stop: () => Promise<number | null>;
}

async function serve(...args: string[]): Promise<Served> {
  const child = spawn(
    process.execPath,
    [cli, 'serve', 'arize', '--json', '--port', '0', '--control-port', '0', '--state', 'state.json', ...args],
    { cwd: directory, env: { PATH: process.env['PATH'] } },
  );
  children.push(child);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void exit.then((code) => reject(new Error(`exit ${code}: ${errors}`)));
  });
  const { url, control } = JSON.parse(line) as { url: string; control: string };
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return exit;
  };
  return { url, control, child, stop };
}

interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

/** A command that ends by itself. */
const ended = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      { cwd: directory, env: { PATH: process.env['PATH'] } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
const refused = (...args: string[]): Promise<Ended> =>
  ended('serve', 'arize', '--port', '0', '--control-port', 'off', ...args);

async function create(url: string, name: string): Promise<void> {
  const reply = await fetch(`${url}/v2/integrations`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'llm', name, config: { provider: 'openAI', api_key: CANARY } }),
  });
  expect(reply.status).toBe(201);
}

const list = async (url: string): Promise<string> =>
  (await fetch(`${url}/v2/integrations`, { headers: { authorization: 'Bearer k' } })).text();

it('restores every sandbox without the secrets', async () => {
  const first = await serve();
  await create(first.url, 'mine');
  await create(`${first.url}/@worker-3`, 'theirs');
  const lists = [await list(first.url), await list(`${first.url}/@worker-3`)];
  expect(existsSync(file)).toBe(false);
  expect(await first.stop()).toBe(0);
  const saved = readFileSync(file, 'utf8');
  expect(saved).not.toContain(CANARY);
  expect(saved).toContain('"secrets":"left out"');
  const second = await serve();
  expect([await list(second.url), await list(`${second.url}/@worker-3`)]).toEqual(lists);
  expect(lists.join()).toContain('"has_api_key":true');
  expect(await second.stop()).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(saved);
  expect(readdirSync(directory)).toEqual(['state.json']);
});

long('keeps the secrets on request, in a file that only its owner can read', async () => {
  const first = await serve('--with-secrets');
  await create(first.url, 'mine');
  expect(await first.stop()).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain(CANARY);
  expect(readFileSync(file, 'utf8')).toContain('"secrets":"kept"');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = await serve();
  expect(await second.stop()).toBe(0);
  expect(readFileSync(file, 'utf8')).not.toContain(CANARY);
});

long('replaces the target of a link, not the link', async () => {
  mkdirSync(join(directory, 'real'));
  writeFileSync(join(directory, 'real/state.json'), readFileSync(await saved()));
  rmSync(file);
  symlinkSync('real/state.json', file);
  const served = await serve();
  await create(served.url, 'mine');
  await served.stop();
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(directory, 'real/state.json'), 'utf8')).toContain('"mine"');
});

async function saved(): Promise<string> {
  await (await serve()).stop();
  return file;
}

it.each(
  sampleOf(
    [
      ['{"torn": ', /Cannot use state\.json as --state: not valid JSON/],
      ['{}', /Cannot restore state from state\.json: \/format: this is not a state of stuntdouble; use a file/],
      ['{"format":"stuntdouble.state","version":9,"sandboxes":{}}', /use a newer stuntdouble/],
      ['{"format":"stuntdouble.snapshot","version":3,"checksum":"sha256:0"}', /\/checksum/],
    ],
    4,
  ),
)('does not start from %s, and does not change it', async (text, message) => {
  writeFileSync(file, text);
  expect(await refused('--state', 'state.json')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(message) as string,
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

long('does not start if it cannot save, or with only one of two required flags', async () => {
  expect(await refused('--state', 'nowhere/state.json')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/Cannot use nowhere\/state\.json as --state: its directory does not exist/) as string,
  });
  expect(await refused('--state', '.')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/not a file/) as string,
  });
  expect(await refused('--with-secrets')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--with-secrets without --state/) as string,
  });
});

it('is saved on demand and survives an immediate kill -9', async () => {
  const first = await serve();
  await create(first.url, 'mine');
  expect(await ended('snapshot', '--state', '--control', first.control)).toMatchObject({
    code: 0,
    stdout: 'saved the state\n',
  });
  const before = await list(first.url);
  await create(first.url, 'too late');
  await kill(first.child);
  const second = await serve();
  expect(await list(second.url)).toBe(before);
  expect(before).toContain('"mine"');
});

long('is never incomplete after a kill -9 during a save on demand', async () => {
  for (let round = 0; round < 5; round++) {
    const served = await serve();
    for (let i = 0; i < 20; i++) await create(served.url, `round ${round}, ${i}`);
    // Killed when the saving is seen to have begun, and not before it was asked for.
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(directory, () => {
        watcher.close();
        resolve();
      });
    });
    const saving = fetch(`${served.control}/state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    saving.catch(() => undefined);
    await begun;
    await kill(served.child);
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  }
});

/** Saves twice, and kills itself at the n-th step of the second time: before it, or half through it where it writes. */
const saver = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { writeState } from './state-file.mjs';
  const pieces = (state) => [0, 1].map((half) => Buffer.from(JSON.stringify(state)).subarray(half * 50_000, 50_000 + half * 100_000));
  await writeState('state.json', pieces({ n: 1, text: 'a'.repeat(100_000) }), true);
  let left = Number(process.argv[2]);
  const handle = await fs.promises.open('.', 'r');
  const handles = Object.getPrototypeOf(handle);
  await handle.close();
  for (const [holder, step] of [[fs.promises, 'open'], [handles, 'writeFile'], [handles, 'sync'], [handles, 'close'], [fs, 'renameSync']]) {
    const real = holder[step];
    holder[step] = function (...given) {
      if (--left === 0) {
        if (step === 'writeFile') fs.writeSync(this.fd, given[0].subarray(0, given[0].length / 2));
        process.kill(process.pid, 'SIGKILL');
      }
      return real.apply(this, given);
    };
  }
  syncBuiltinESMExports();
  await writeState('state.json', pieces({ n: 2, text: 'b'.repeat(100_000) }), true);
`;

long('is either the old or the new state, complete, after kill -9 at any step of saving', async () => {
  buildSync({
    entryPoints: [join(root, 'src/world/state/state-file.ts')],
    outfile: join(directory, 'state-file.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  writeFileSync(join(directory, 'saver.mjs'), saver);
  const found: number[] = [];
  for (let at = 1, ended: number | null = null; ended !== 0; at++) {
    expect(at).toBeLessThan(20);
    const child = spawn(process.execPath, ['saver.mjs', String(at)], { cwd: directory });
    children.push(child);
    ended = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    const { n, text } = JSON.parse(readFileSync(file, 'utf8')) as { n: number; text: string };
    expect(text).toBe((n === 1 ? 'a' : 'b').repeat(100_000));
    found.push(n);
  }
  expect(found.length).toBeGreaterThan(7);
  expect([found[0], found.at(-1)]).toEqual([1, 2]);
});
