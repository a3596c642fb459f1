/** The command `diff`, and the examples of docs/diff.md. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { acme } from '../support/acme.js';
import { commandRunner, type Ended } from '../support/commands.js';
import { root } from '../support/double.js';

const run = promisify(execFile);
const cli = join(root, 'dist/cli.cjs');
const page = readFileSync(join(root, 'docs/diff.md'), 'utf8');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-diff-'));
  symlinkSync(join(root, 'docs'), join(directory, 'docs'));
  for (const name of ['acme', 'other']) {
    mkdirSync(join(directory, 'several', name), { recursive: true });
    for (const [file, text] of Object.entries(acme)) writeFileSync(join(directory, 'several', name, file), text);
  }
  const petstore = readFileSync(join(root, 'docs/petstore.yaml'), 'utf8');
  writeFileSync(join(directory, 'same.yaml'), petstore.replace('title: Pet store', 'title: Pets'));
  writeFileSync(
    join(directory, 'wider.yaml'),
    petstore.replace(
      "'404': { $ref: '#/components/responses/Error' }\n    patch",
      "'404': { $ref: '#/components/responses/Error' }\n        '500': { $ref: '#/components/responses/Error' }\n    patch",
    ),
  );
  writeFileSync(join(directory, 'next.yaml'), petstore.replace('sold]', 'sold, lost | "found"]'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function ended(command: string, args: readonly string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await run(command, args, { cwd: directory, env: { PATH: process.env['PATH'] } })) };
  } catch (error) {
    return error as Ended;
  }
}
const command = commandRunner();
const diff = (...args: string[]): Promise<Ended> => command(['diff', ...args], {}, directory);

it('reports that equal APIs have no differences, and exits with 0', async () => {
  expect(await diff('docs/petstore.yaml', 'same.yaml')).toEqual({
    code: 0,
    stdout: 'docs/petstore.yaml → same.yaml: no differences\n',
    stderr: '',
  });
  expect((await diff('nairi', 'nairi')).stdout).toBe('nairi → nairi: no differences\n');
});

it('exits with 0 for compatible changes', async () => {
  const { code, stdout, stderr } = await diff('docs/petstore.yaml', 'wider.yaml');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('petstore.yaml → wider.yaml: 1 compatible\n');
  expect(stdout).toContain('reply 500  the status was added');
});

it('exits with 4 for a breaking change, which comes first', async () => {
  const { code, stdout, stderr } = await diff('docs/petstore.yaml', 'next.yaml');
  expect([code, stderr]).toEqual([4, '1 breaking change\n']);
  expect(stdout.indexOf('\nBreaking\n')).toBeGreaterThan(0);
  expect(stdout.indexOf('\nCompatible\n')).toBeGreaterThan(stdout.indexOf('\nBreaking\n'));
});

it('--json prints a line for each change and one with the counts', async () => {
  const { code, stdout } = await diff('docs/petstore.yaml', 'next.yaml', '--json');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(code).toBe(4);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toEqual({
    event: 'change',
    area: 'contract',
    operations: ['GET /pets', 'POST /pets', 'GET /pets/{id}', 'PATCH /pets/{id}'],
    places: ['reply 200 body[].status', 'reply 201 body.status', 'reply 200 body.status'],
    kind: 'enum',
    direction: 'reply',
    what: 'these values became allowed: "lost | \\"found\\""',
    breaking: true,
    why: 'replies can have values that a client does not expect',
    before: { at: '#/components/schemas/Status/enum', value: ['available', 'pending', 'sold'] },
    after: { at: '#/components/schemas/Status/enum', value: ['available', 'pending', 'sold', 'lost | "found"'] },
  });
  expect(lines[2]).toEqual({
    event: 'compared',
    before: 'docs/petstore.yaml',
    after: 'next.yaml',
    operations: 5,
    breaking: 1,
    compatible: 1,
  });
});

it('refuses a --specs that is not there, also where both are given by path', async () => {
  const { code, stderr } = await diff('docs/petstore.yaml', './same.yaml', '--specs', 'nowhere');
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no such file or directory')]);
});

it('--markdown prints tables whose cells no text of the document ends', async () => {
  const { code, stdout } = await diff('docs/petstore.yaml', 'next.yaml', '--markdown');
  expect(code).toBe(4);
  expect(stdout).toContain('## `docs/petstore.yaml` → `next.yaml`: 1 breaking, 1 compatible\n\n### Breaking\n');
  const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(6);
  for (const line of rows) expect(line.split(/(?<!\\)\|/)).toHaveLength(5);
});

it('compares an edition with its base, and its behavior by the evidence of both', async () => {
  const [base, edition] = [join(directory, 'apis/pets'), join(directory, 'apis/pets@2')];
  for (const folder of [base, edition]) mkdirSync(folder, { recursive: true });
  const write = (folder: string, name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(base, 'openapi.yaml', readFileSync(join(root, 'docs/petstore.yaml'), 'utf8'));
  write(base, 'behavior.yaml', 'stuntdouble: 1\nextends: inferred\n');
  write(
    edition,
    'behavior.yaml',
    'stuntdouble: 1\nextends: base\nresources: { pet: { unique: [{ fields: [name], evidence: { documented: S1 } }] } }\n',
  );
  write(edition, 'SOURCES.md', '- **S1** Names are unique.\n');
  const { code, stdout, stderr } = await diff('pets', 'pets@2', '--specs', 'apis', '--json');
  expect([code, stderr]).toEqual([4, '1 breaking change\n']);
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
    area: 'behavior',
    operations: ['POST /pets', 'PATCH /pets/{id}'],
    kind: 'unique',
    places: ['field name'],
    breaking: true,
    after: { at: 'resources.pet.unique.0', level: 'documented', reference: 'S1' },
  });
  expect((await diff('apis/pets', 'apis/pets@2', '--specs', 'apis')).code).toBe(4);
});

it.each<[args: string[], message: RegExp]>([
  [['docs/petstore.yaml'], /missing required argument 'after'/],
  [['nari', 'nairi'], /^Cannot find the vendor nari; did you mean nairi\?\n$/],
  [
    ['docs/petstore.yaml', 'none.yaml'],
    /^none\.yaml:1 there is no such file or directory: correct the path of the document or directory\n$/,
  ],
  [
    ['https://127.0.0.1/openapi.yaml', 'nairi'],
    /^https:\/\/127\.0\.0\.1\/openapi\.yaml:1 a URL is not read: download the document and name the file\n$/,
  ],
  [['.', 'nairi'], /^\.:1 there is no vendor here: name a directory with an openapi\.yaml.*\n$/],
  [['', 'nairi'], /^Cannot find the vendor ""; use one of arize.*\n$/],
  [
    ['nairi', 'several'],
    /^Cannot compare several: it has several vendors \(acme, other\); name the directory of one\n$/,
  ],
  [['nairi', 'nairi', '--json', '--markdown'], /'--json' cannot be used with option '--markdown'/],
])('%j is refused with one message and exit code 2', async (args, message) => {
  const { code, stdout, stderr } = await diff(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

describe('docs/diff.md', () => {
  const commands = [...page.matchAll(/```console\n\$ (.*)\n([^]*?)```/g)].map(([, command = '', shown = '']) => [
    command,
    shown,
  ]);

  it('has an example', () => {
    expect(commands.length).toBeGreaterThan(0);
  });

  it.each(commands)('%s prints what the page shows', async (command, shown) => {
    const [, prepare = ''] = /```sh\n(sed .*)\n/.exec(page) ?? [];
    const { stdout } = await ended('bash', [
      '-c',
      [prepare, command.replace('npx stuntdouble', `node ${cli}`)].join('\n'),
    ]);
    expect(stdout).toBe(shown);
  });
});
