/** Editions on the command line. */
import '../support/built.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandRunner } from '../support/commands.js';
import { long } from '../support/depth.js';
import { root } from '../support/double.js';
import { acme2, specsWith } from '../support/editions.js';

const command = commandRunner();
const free = ['--port', '0', '--control-port', 'off'];

interface Ready {
  vendors: Record<string, string>;
}

/** What `serve` prints until it is ready, with its flags; then it is stopped. */
async function printed(args: readonly string[], env: Record<string, string>, directory: string): Promise<string[]> {
  const child = spawn(process.execPath, [join(root, 'dist/cli.cjs'), 'serve', ...free, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'], ...env },
  });
  const lines: string[] = [];
  const isReady = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line.replace(/127\.0\.0\.1:\d+/g, 'HOST'));
      if (line.startsWith('{') || line.includes('editions:') || lines.length === 4) resolve();
    });
  });
  const exit = once(child, 'exit');
  await Promise.race([isReady, exit]);
  child.kill('SIGTERM');
  await exit;
  return lines;
}

const readyVendors = async (args: string[], env: Record<string, string> = {}, directory?: string): Promise<unknown> => {
  const specs = directory ?? specsWith(acme2);
  const [line = '{}'] = await printed(['--specs', '.', '--json', ...args], env, specs);
  return (JSON.parse(line) as Ready).vendors;
};

const PLAIN = { 'acme@2': 'http://HOST/acme' };

it('the start names the editions of a vendor in one line', async () => {
  const specs = specsWith({ ...acme2, 'acme@1/behavior.yaml': 'stuntdouble: 1\nextends: base\n' });
  expect(await printed(['--specs', specs], {}, specs)).toEqual([
    'stuntdouble serves one vendor and 2 editions on http://HOST',
    '',
    'acme  http://HOST/acme',
    expect.stringMatching(/^ {2}curl -s 'http:\/\/HOST\/acme\/gadgets'/),
    '  editions: http://HOST/acme@1 http://HOST/acme@2',
  ]);
});

long('the start counts an edition of a document as an edition', async () => {
  const specs = specsWith({
    'pets/openapi.yaml': readFileSync(join(root, 'docs/petstore.yaml'), 'utf8'),
    'pets@2/behavior.yaml': 'stuntdouble: 1\nextends: base\n',
  });
  const [first] = await printed(['--specs', '.'], {}, specs);
  expect(first).toBe('stuntdouble serves one vendor, one document and one edition on http://HOST');
});

it('the ready line has the URL of each edition', async () => {
  expect(await readyVendors([])).toEqual({ acme: 'http://HOST/acme', 'acme@2': 'http://HOST/acme@2' });
});

long('an edition gets the plain address by a flag, the environment or the config file', async () => {
  expect(await readyVendors(['--edition', 'acme=2'])).toEqual(PLAIN);
  expect(await readyVendors([], { STUNTDOUBLE_EDITION: 'acme=2' })).toEqual(PLAIN);
  const specs = specsWith(acme2);
  writeFileSync(join(specs, 'stuntdouble.config.yaml'), 'edition: acme=2\n');
  expect(await readyVendors([], {}, specs)).toEqual(PLAIN);
});

long('several editions are named by several flags or separated by commas', async () => {
  const files = { ...acme2, 'acme@1/behavior.yaml': 'stuntdouble: 1\nextends: base\n' };
  const specs = specsWith(files);
  mkdirSync(join(specs, 'bolt'));
  for (const [name, text] of Object.entries(files))
    if (name.startsWith('acme@1')) {
      mkdirSync(join(specs, 'bolt@1'), { recursive: true });
      writeFileSync(join(specs, 'bolt@1/behavior.yaml'), text);
    }
  writeFileSync(join(specs, 'bolt/openapi.yaml'), 'openapi: 3.1.0\ninfo: { title: Bolt, version: "1" }\npaths: {}\n');
  const expected = { 'acme@1': 'http://HOST/acme@1', ...PLAIN, 'bolt@1': 'http://HOST/bolt' };
  expect(await readyVendors(['--edition', 'acme=2', '--edition', 'bolt=1'], {}, specs)).toEqual(expected);
  expect(await readyVendors(['--edition', 'acme=2,bolt=1'], {}, specs)).toEqual(expected);
});

it.each([
  [['--edition', 'acme=3'], 'Cannot find the edition 3 of acme; the editions of acme: 2\n'],
  [['acme@3'], 'Cannot find the edition 3 of acme; the editions of acme: 2\n'],
  [['--edition', 'bolt=2'], 'Cannot find the vendor bolt for its edition 2; use one of acme\n'],
  [
    ['--edition', 'acme=A'],
    'Cannot use the edition "A" of acme: write lower-case letters, digits, . _ and -, with a letter or digit first\n',
  ],
  [
    ['--edition', 'acme'],
    "error: option '--edition <vendor=edition>' argument 'acme' is invalid. Expected vendor=edition, such as acme=2026-08.\n(`stuntdouble serve --help` lists the arguments and flags)\n",
  ],
  [
    ['--edition', 'acme=2', '--edition', 'acme=1'],
    "error: option '--edition <vendor=edition>' argument 'acme=1' is invalid. acme has two editions: only one can have its address.\n(`stuntdouble serve --help` lists the arguments and flags)\n",
  ],
])('serve %j exits with 2 and one line', async (args, message) => {
  const specs = specsWith(acme2);
  expect(await command(['serve', '--specs', specs, ...free, ...args])).toEqual({
    code: 2,
    stdout: '',
    stderr: message,
  });
});

it('refuses two editions of one vendor in the config file, and other forms', async () => {
  const specs = specsWith(acme2);
  const config = join(specs, 'config.yaml');
  const messageFor = async (text: string): Promise<string> => {
    writeFileSync(config, text);
    return (await command(['serve', '--specs', specs, ...free, '--config', config])).stderr;
  };
  expect(await messageFor('edition: acme=1,acme=2')).toMatch(/acme has two editions/);
  expect(await messageFor('edition: { acme: 2 }')).toMatch(/edition must be a single value/);
});

long('list, explain, check and verify know editions', async () => {
  const specs = specsWith(acme2);
  const { stdout: listed } = await command(['list', '--specs', specs]);
  expect(listed).toMatch(/^acme {2}Acme gadgets[^]*^acme@2 {2}Acme gadgets/m);
  const { stdout: explained } = await command(['explain', 'acme@2', 'listGadgets', '--specs', specs]);
  expect(explained).toContain('E1  The list has its total.');
  expect((await command(['explain', 'acme@3', '--specs', specs])).stderr).toBe(
    'Cannot find the edition 3 of acme; the editions of acme: 2\n',
  );
  expect((await command(['check', join(specs, 'acme@2')])).stdout).toBe('acme@2: valid, 4 operations\n');
  expect((await command(['infer', join(specs, 'acme@2')])).stdout).not.toContain('deleteGadget');
  expect((await command(['diff', 'acme', 'acme@2', '--specs', specs])).stdout).toContain('DELETE /gadgets/{id}');
  const { stdout: suite } = await command(['verify', 'acme@2', '--specs', specs, '--print']);
  expect(suite).toContain('listGadgets');
  expect(suite).not.toContain('deleteGadget');
  const { sourceDescriptions } = JSON.parse(suite) as { sourceDescriptions: [{ url: string }] };
  const document = await (await fetch(sourceDescriptions[0].url)).json();
  expect(document).toMatchObject({ components: { schemas: { GadgetList: { required: ['gadgets', 'total'] } } } });
});
