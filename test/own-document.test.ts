/** docs/own-document.md: its files are sound, its commands print what it shows, its code runs. */
import './support/built.js';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './support/double.js';
import { serving } from './support/serving.js';

const run = promisify(execFile);
const page = readFileSync(join(root, 'docs/own-document.md'), 'utf8');
const command = `node ${join(root, 'dist/cli.cjs')}`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-own-'));
  mkdirSync(join(directory, 'apis/books'), { recursive: true });
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/stuntdouble'));
  for (const [, name = '', text = ''] of page.matchAll(/^```yaml (\S+)\n([^]*?)^```$/gm))
    writeFileSync(join(directory, 'apis', name), text);
});
afterEach(() => rmSync(directory, { recursive: true }));

const shell = async (line: string): Promise<string> =>
  (await run('bash', ['-c', line.replace('npx stuntdouble', command)], { cwd: directory })).stdout;

const shown = [...page.matchAll(/^```console\n\$ (.*)\n([^]*?)```$/gm)].map(([, line = '', output = '']) => [
  line,
  output,
]);

const [checks, calls] = [
  shown.filter(([line]) => line?.includes('check')),
  shown.filter(([line]) => line?.startsWith('curl')),
];

it('has three commands with their output', () => {
  expect([shown.length, checks.length, calls.length]).toEqual([3, 1, 2]);
});

it.each(checks)('%s prints what the page shows', async (line, output) => {
  expect(await shell(line)).toBe(output);
});

it('after the serve command of the page, its curl commands print what it shows', async () => {
  const [, args = ''] = /^npx stuntdouble serve (.*)$/m.exec(page) ?? [];
  const server = await serving({ args: args.split(' '), options: { cwd: directory } });
  try {
    for (const [line = '', output] of calls)
      expect(await shell(line.replace('http://127.0.0.1:4010', server.url))).toBe(output?.trimEnd());
  } finally {
    await server.end();
  }
});

it('infer prints a behavior with reasons for a document alone', async () => {
  expect(await shell('npx stuntdouble infer apis/books/openapi.yaml')).toMatch(/verb: create\n.*\n.*inferred:/);
});

it('the test of the page prints what its comment says', async () => {
  const [, code = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
  const script = code.replace('await using double', 'const double').concat('\nawait double.close();\n');
  writeFileSync(join(directory, 'example.mjs'), script);
  const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: directory });
  expect(stdout.trim()).toBe(/^\/\/ (.*)$/m.exec(code)?.[1]);
});
