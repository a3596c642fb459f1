/** The built product in environments that restrict it, or whose names are unusual. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../support/double.js';

const run = promisify(execFile);
const forbidden = `stuntdouble compiles JSON Schemas to code, which this process forbids: start Node without --disallow-code-generation-from-strings\n`;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble a %41 #ü 日'));
  const copy = join(directory, 'stuntdouble');
  mkdirSync(copy);
  for (const part of ['dist', 'specs', 'fixtures', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(copy, 'dist/cli.cjs'), join(directory, 'linked'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const status = (): string => `
  import(${JSON.stringify(pathToFileURL(join(directory, 'stuntdouble/dist/index.mjs')).href)}).then(async ({ startDouble }) => {
    const double = await startDouble({ vendors: ['arize'] });
    const { status } = await double.fetch('/arize/v2/integrations', { headers: { authorization: 'Bearer k' } });
    console.log(status);
    await double.close();
  });`;

it.each([
  [],
  ['--frozen-intrinsics'],
  ['--disable-proto=throw'],
  ['--disable-proto=delete'],
  ['--preserve-symlinks'],
  ['--stack-size=500'],
])('the library answers from a directory with an unusual name, with %j', async (...flags) => {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, '-e', status()], {
    cwd: directory,
    env: {},
  });
  expect(stdout).toBe('200\n');
});

it('the command runs by a link, without an environment', async () => {
  const { stdout } = await run(process.execPath, [join(directory, 'linked'), 'list', 'arize'], { cwd: '/', env: {} });
  expect(stdout).toMatch(/^arize /);
});

it.each([
  ['check', 'specs/arize'],
  ['serve', 'arize', '--port', '0'],
])('the command %s says that code may not be compiled', async (...args) => {
  const flags = ['--disallow-code-generation-from-strings', 'dist/cli.cjs'];
  const ran = run(process.execPath, [...flags, ...args], { cwd: root, timeout: 20_000, killSignal: 'SIGKILL' });
  await expect(ran).rejects.toMatchObject({ code: 2, stderr: forbidden });
});

it('the library says that code may not be compiled, before it is called', async () => {
  const ran = run(process.execPath, ['--disallow-code-generation-from-strings', '-e', status()]);
  await expect(ran).rejects.toMatchObject({ stderr: expect.stringContaining(`EvalError: ${forbidden}`) });
});
