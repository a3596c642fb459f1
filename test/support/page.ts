/** Runs a page of docs/ from top to bottom: writes its files, runs its commands and its code, and compares their output. */
import './built.js';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';
import { root } from './double.js';
import { serving, type Serving } from './serving.js';

const run = promisify(execFile);

/**
 * Blocks of `yaml` and `md` are files below apis/, `sh` commands without a shown output, `console` commands with one, `ts`
 * code whose last comment is its output.
 */
export class Page {
  readonly text: string;
  /** The commands that were run. */
  readonly ran: string[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), 'stuntdouble-page-'));
  #server: Serving | undefined;
  /** The output of a server that watches its files. */
  #lines: Interface | undefined;

  /** @param beside files of docs/ that the commands use */
  constructor(file: string, beside: readonly string[] = []) {
    this.text = readFileSync(join(root, 'docs', file), 'utf8');
    mkdirSync(join(this.#directory, 'node_modules'));
    symlinkSync(root, join(this.#directory, 'node_modules/stuntdouble'));
    for (const name of beside) copyFileSync(join(root, 'docs', name), join(this.#directory, name));
  }

  /** All commands of the page. */
  get commands(): (string | undefined)[] {
    return [...this.text.matchAll(/^(?:\$ )?((?:npx|curl|mkdir) .*)$/gm)].map(([, command]) => command);
  }

  async run(): Promise<void> {
    for (const [, kind = '', name = '', text = ''] of this.text.matchAll(/^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm)) {
      const act = this.#acts[kind];
      if (act === undefined) throw new Error(`no test runs a block of ${kind}`);
      await act(text, name);
    }
  }

  async end(): Promise<void> {
    await this.#server?.end();
    rmSync(this.#directory, { recursive: true });
  }

  readonly #file = async (text: string, name: string): Promise<void> => {
    const lines = this.#lines;
    const reloaded = lines && new Promise<string>((resolve) => lines.once('line', resolve));
    mkdirSync(dirname(join(this.#directory, 'apis', name)), { recursive: true });
    writeFileSync(join(this.#directory, 'apis', name), text);
    if (reloaded) expect(JSON.parse(await reloaded)).toMatchObject({ event: 'reloaded', vendors: [{ kept: 1 }] });
  };

  readonly #acts: Record<string, (text: string, name: string) => Promise<void>> = {
    yaml: this.#file,
    md: this.#file,
    sh: async (text) => {
      for (const command of text.trim().split('\n')) {
        const args = /^npx stuntdouble serve (.*)$/.exec(command)?.[1];
        if (args !== undefined) await this.#serve(command, args.split(' '));
        else {
          const output = await this.#shell(command);
          if (command.startsWith('npx')) expect(output.length).toBeGreaterThan(100);
        }
      }
    },
    console: async (text) => {
      const [, command = '', shown] = /^\$ (.*)\n([^]*)$/.exec(text) ?? [];
      // A command that finds mistakes exits with another code than 0.
      const output = await this.#shell(command).catch((error: unknown) => (error as { stdout: string }).stdout);
      expect(output.trimEnd()).toBe(shown?.trimEnd());
    },
    ts: async (code) => {
      const script = code.replace('await using double', 'const double').concat('\nawait double.close();\n');
      writeFileSync(join(this.#directory, 'example.mjs'), script);
      const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: this.#directory });
      expect(stdout.trim()).toBe(/^\/\/ (.*)$/m.exec(code)?.[1]);
    },
  };

  async #serve(command: string, args: string[]): Promise<void> {
    this.ran.push(command);
    await this.#server?.end();
    this.#server = await serving({ args, options: { cwd: this.#directory } });
    this.#lines = args.includes('--watch') ? createInterface({ input: this.#server.child.stdout }) : undefined;
  }

  async #shell(command: string): Promise<string> {
    this.ran.push(command);
    const here = command
      .replace('npx stuntdouble', `node ${join(root, 'dist/cli.cjs')}`)
      .replace('http://127.0.0.1:4010', this.#server?.url ?? '');
    return (await run('bash', ['-c', here], { cwd: this.#directory })).stdout;
  }
}
