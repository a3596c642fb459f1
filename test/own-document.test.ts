/** docs/own-document.md: its files are valid, its commands print the shown output, its code runs. */
import './support/built.js';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from './support/double.js';
import { serving, type Serving } from './support/serving.js';

const run = promisify(execFile);
const page = readFileSync(join(root, 'docs/own-document.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)].map(
  ([, kind = '', name = '', text = '']) => ({
    kind,
    name,
    text,
  }),
);

let directory: string;
let server: Serving | undefined;
let lines: Interface;
const ran: string[] = [];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-own-'));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/stuntdouble'));
});
afterAll(async () => {
  await server?.end();
  rmSync(directory, { recursive: true });
});

async function shell(command: string): Promise<string> {
  ran.push(command);
  const here = command
    .replace('npx stuntdouble', `node ${join(root, 'dist/cli.cjs')}`)
    .replace('http://127.0.0.1:4010', server?.url ?? '');
  return (await run('bash', ['-c', here], { cwd: directory })).stdout;
}

const does: Record<string, (text: string, name: string) => Promise<void>> = {
  async yaml(text, name) {
    const reloaded = server && new Promise<string>((resolve) => lines.once('line', resolve));
    mkdirSync(dirname(join(directory, 'apis', name)), { recursive: true });
    writeFileSync(join(directory, 'apis', name), text);
    if (reloaded) expect(JSON.parse(await reloaded)).toMatchObject({ event: 'reloaded', vendors: [{ kept: 1 }] });
  },
  async sh(text) {
    for (const command of text.trim().split('\n')) {
      const args = /^npx stuntdouble serve (.*)$/.exec(command)?.[1];
      if (args === undefined) expect((await shell(command)).length).toBeGreaterThan(100);
      else {
        ran.push(command);
        server = await serving({ args: args.split(' '), options: { cwd: directory } });
        lines = createInterface({ input: server.child.stdout });
      }
    }
  },
  async console(text) {
    const [, command = '', shown] = /^\$ (.*)\n([^]*)$/.exec(text) ?? [];
    expect((await shell(command)).trimEnd()).toBe(shown?.trimEnd());
  },
  async ts(code) {
    const script = code.replace('await using double', 'const double').concat('\nawait double.close();\n');
    writeFileSync(join(directory, 'example.mjs'), script);
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: directory });
    expect(stdout.trim()).toBe(/^\/\/ (.*)$/m.exec(code)?.[1]);
  },
};

it('the page works from top to bottom', async () => {
  for (const { kind, name, text } of blocks) {
    const act = does[kind];
    if (act === undefined) throw new Error(`no test runs a block of ${kind}`);
    await act(text, name);
  }
  const commands = [...page.matchAll(/^(?:\$ )?((?:npx|curl) .*)$/gm)].map(([, command]) => command);
  expect(ran).toEqual(commands);
  expect(commands.length).toBeGreaterThanOrEqual(8);
});
