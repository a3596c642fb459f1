/** The commands `explain` and `list`. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandRunner, type Ended } from '../support/commands.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';

const run = promisify(execFile);
const cli = join(root, 'dist/cli.cjs');

async function ended(command: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  try {
    const options = { cwd: root, env: { PATH: process.env['PATH'], ...env } };
    return { code: 0, ...(await run(command, args, options)) };
  } catch (error) {
    return error as Ended;
  }
}
const command = commandRunner();
const stuntdouble = (...args: string[]): Promise<Ended> => command(args);

/** Runs a command as on a terminal with this number of columns. */
function onTerminal(columns: number, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const terminal = `import { WriteStream } from 'node:tty';
    const { getColorDepth, hasColors } = WriteStream.prototype;
    Object.assign(process.stdout, { isTTY: true, columns: ${columns}, getColorDepth, hasColors });`;
  const preload = `data:text/javascript,${encodeURIComponent(terminal)}`;
  return ended(process.execPath, ['--import', preload, cli, ...args], { TERM: 'xterm-256color', ...env });
}
// eslint-disable-next-line no-control-regex -- matches terminal escape sequences
const ESCAPE = /\u001b\[\d+m/g;

it('explain prints an operation: what it does, its refusals, their evidence and the statements behind them', async () => {
  const { code, stdout, stderr } = await stuntdouble('explain', 'spideriq', 'updateIntegration');
  expect([code, stderr]).toEqual([0, '']);
  for (const part of [
    'spideriq.updateIntegration  PATCH /api/v1/integrations/{id}',
    'Refusals, in the order of the checks',
    '  400 immutable             provider_name is sent with another value\n',
    '{ "success": false, "error": "provider_name cannot be updated" }',
    'assumed equal: A1; the rest: documented S16 ·',
    'Assumed: not stated by any source',
    '  S16  `provider_name` cannot be updated.\n',
    '  A2   Unknown fields are ignored in both bodies',
  ])
    expect(stdout).toContain(part);
  expect(stdout.indexOf('401 unauthenticated')).toBeLessThan(stdout.indexOf('404 notFound'));
});

it('explain --json prints one object with the statements behind it', async () => {
  const { stdout } = await stuntdouble('explain', 'respan', 'deleteProvider', '--json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({
    vendor: 'respan',
    operation: 'deleteProvider',
    verb: 'delete',
    does: { level: 'assumed', reference: 'effects: A14; the rest: documented F14 F16' },
    statements: { F14: expect.stringContaining('204') as string },
  });
});

it('explain prints what the vendor states and no rule enforces, with the statement behind it', async () => {
  const { stdout } = await stuntdouble('explain', 'arize@2026-08', 'integrations_delete');
  expect(stdout).toMatch(
    /Stated by the vendor and not enforced\n {2}F116 {2}The deletion of an EVALUATOR that an evaluator uses is 409\.\n/,
  );
  expect(stdout).toMatch(/^ {2}F116 +`EVALUATOR` needs a feature/m);
  const { stdout: all } = await stuntdouble('explain', 'arize@2026-08', '--all');
  expect(all).toMatch(/EVALUATOR that an evaluator uses is 409\.\n +integrations_delete\n/);
  expect((await stuntdouble('explain', 'arize@2026-08')).stdout).toContain('Stated by the vendor and not enforced: 6');
});

it('explain --all of a vendor prints each operation and how strict the vendor is', async () => {
  const { stdout } = await stuntdouble('explain', 'langdock', '--all');
  expect(stdout).toMatch(/calls from a browser +refused/);
  expect(stdout.match(/^ {2}\w+ +(GET|PUT|POST|PATCH|DELETE) \//gm)).toHaveLength(13);
  expect(stdout).toContain('connection.userId');
});

it.each(sampleOf(['arize', 'langdock', 'nairi', 'respan', 'spideriq'], 5))(
  'explain %s fits on a screen of 80 columns and 24 lines, and names the commands for details',
  async (vendor) => {
    const { stdout } = await onTerminal(80, ['explain', vendor], { NO_COLOR: '1' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.at(-1)).toBe(`All details:    stuntdouble explain ${vendor} --all`);
    const [, operation = ''] = /explain \w+ (\w+)$/m.exec(stdout) ?? [];
    expect((await stuntdouble('explain', vendor, operation)).code).toBe(0);
  },
);

it.each([
  [['explain', 'spiderq'], 'Cannot find the vendor spiderq; did you mean spideriq?\n'],
  [['explain', 'elsewhere'], 'Cannot find the vendor elsewhere; use one of arize, langdock, nairi, respan, spideriq\n'],
  [
    ['explain', 'arize', 'integration_update'],
    'Cannot find the operation or resource integration_update of arize; did you mean integrations_update?\n',
  ],
])('%s exits with 2 and suggests a name', async (args, message) => {
  expect(await stuntdouble(...args)).toMatchObject({ code: 2, stderr: message, stdout: '' });
});

it.each(sampleOf([80, 120], 2))(
  'fits into %d columns, with colors, and without colors if NO_COLOR is set',
  async (columns) => {
    for (const args of sampleOf<string[]>([['explain', 'spideriq', 'updateIntegration'], ['list']], 2)) {
      const [colored, { stdout: plain }] = await Promise.all([
        onTerminal(columns, args),
        onTerminal(columns, args, { NO_COLOR: '1' }),
      ]);
      expect(colored.stdout).toMatch(ESCAPE);
      expect(plain).not.toMatch(ESCAPE);
      expect(colored.stdout.replace(ESCAPE, '')).toBe(plain);
      // Addresses and names cannot be wrapped.
      const long = plain.split('\n').filter((line) => line.length > columns && /\S +\S/.test(line.trim()));
      expect(long).toEqual([]);
    }
  },
);

describe('a document with many operations', () => {
  const names = Array.from({ length: 12 }, (_, at) => `thing${String.fromCharCode(97 + at)}`);
  const reply = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } };
  const paths = names.flatMap((name) => [
    [`/${name}s`, { post: { operationId: `make_${name}`, responses: { 201: { description: '', ...reply } } } }],
    [
      `/${name}s/{id}`,
      {
        get: {
          operationId: `get_${name}`,
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: { description: '', ...reply } },
        },
      },
    ],
    [`/${name}-report`, { get: { operationId: `report_${name}`, responses: { 200: { description: '' } } } }],
  ]);
  let directory: string;
  let file: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'stuntdouble-explain-'));
    file = join(directory, 'many.json');
    writeFileSync(
      file,
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Many', version: '1' },
        paths: Object.fromEntries(paths) as unknown,
        components: { schemas: { Thing: { type: 'object', properties: { id: { type: 'integer' } } } } },
      }),
    );
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is summed up by resource', async () => {
    const { stdout } = await stuntdouble('explain', file);
    expect(stdout).toMatch(/^ {2}thinga +2 +create, read$/m);
    expect(stdout).toMatch(/^ {2}\(no resource\) +12 +answered by example$/m);
    expect(stdout).not.toContain('make_thinga  ');
    expect(stdout).toMatch(/^ {2}records at the start: none; serve --fake N adds/m);
    expect(stdout).toContain(`One resource:   stuntdouble explain ${file} thinga`);
  });

  it('is explained by resource, by operationId, and by method and path', async () => {
    expect((await stuntdouble('explain', file, 'thingb')).stdout).toMatch(
      /^many\.thingb\n\n {2}make_thingb {2}create {2}POST \/thingbs\n {2}get_thingb +read +GET \/thingbs\/\{id\}\n/,
    );
    const byId = (await stuntdouble('explain', file, 'get_thingc')).stdout;
    expect(byId).toMatch(/^many\.get_thingc {2}GET/);
    expect((await stuntdouble('explain', file, 'GET /thingcs/{id}')).stdout).toBe(byId);
  });
});

it('list --json prints an object per line, list a table', async () => {
  const { stdout } = await stuntdouble('list', '--json');
  const lines = stdout
    .trim()
    .split('\n')
    .map((part) => JSON.parse(part) as Record<string, unknown>);
  expect(lines.filter(({ vendor }) => !String(vendor).includes('@'))).toHaveLength(49);
  expect(lines.find((line) => line['operation'] === 'updateLlmIntegration')).toMatchObject({
    vendor: 'nairi',
    verb: 'update',
    evidence: 'documented',
    reference: 'S1 S3 S4 S8 S9',
    rules: { documented: expect.any(Number) as number, client: 0, assumed: expect.any(Number) as number },
  });
  const table = (await stuntdouble('list')).stdout;
  expect(table).toMatch(
    /^ {2}updateLlmIntegration +update +documented +\d+[\d/]*\/0\/\d+[\d/]* +PATCH +\/api\/public\/v1\/integrations\/llm\/\{id\}$/m,
  );
});

long('a closed pipe is not a failure', async () => {
  const { code, stderr } = await ended('bash', [
    '--norc',
    '-o',
    'pipefail',
    '-c',
    `${process.execPath} ${cli} list | head -1`,
  ]);
  expect([code, stderr]).toEqual([0, '']);
});

it('the overview counts what happens to the rules below the requested level', async () => {
  const { stdout } = await command(['explain', 'spideriq', '--evidence', 'documented']);
  const { stdout: json } = await command(['explain', 'spideriq', '--evidence', 'documented', '--json']);
  const { leftOut } = JSON.parse(json) as { leftOut: { instead: string }[] };
  const count = (how: string): number => leftOut.filter(({ instead }) => instead === how).length;
  const [applied, neutral, kept] = ['not applied', 'own words', 'kept'].map(count);
  expect(stdout).toContain(
    `\nRules and parts below the evidence level: ${applied} not applied, ${neutral} with a neutral body, ${kept} kept\n`,
  );
});
