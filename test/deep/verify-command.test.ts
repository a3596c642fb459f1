/** `stuntdouble verify` as people run it: over a socket, with its exit codes and its three kinds of output. */
import { commandRunner, type Ended } from '../support/commands.js';
import { isDeep, long, sampleOf } from '../support/depth.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { double, root } from '../support/double.js';

const TOKEN = 'credential-that-nobody-sees';
let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const command = commandRunner();
const verify = (...args: string[]): Promise<Ended> => command(['verify', ...args], { STUNTDOUBLE_TOKEN: TOKEN });

interface Line {
  event: string;
  case: string;
  verdict: string;
  passed: number;
}
const lines = (stdout: string): Line[] =>
  stdout
    .trim()
    .split('\n')
    .map((part) => JSON.parse(part) as Line);

it('passes against the double, reported line by line and as JUnit XML', async () => {
  // test/deep/double.test.ts runs all cases in this process.
  const only = isDeep ? [] : ['--only', 'page-renames', 'refusals.invalidId'];
  const target = (await double()).url('nairi');
  const file = join(directory, 'report.xml');
  const { code, stdout, stderr } = await verify(
    'nairi',
    '--target',
    target,
    '--second-token',
    'other',
    '--json',
    '--junit',
    file,
    ...only,
  );
  expect([code, stderr]).toEqual([0, '']);
  const printed = lines(stdout);
  expect(printed.at(-1)).toMatchObject({ event: 'verified', failed: 0, couldNotRun: 0, left: [] });
  expect(printed.at(-1)?.passed).toBeGreaterThan(isDeep ? 40 : 1);
  const xml = readFileSync(file, 'utf8');
  expect(xml).toContain(`tests="${printed.length - 1}" failures="0" errors="0"`);
  expect(xml.match(/<testcase /g)).toHaveLength(printed.length - 1);
});

it('exits with 4 if the contract is violated, names the rule, and prints no token', async () => {
  const running = await double();
  running.faults.add({ operation: 'updateLlmIntegration', status: 500 });
  const file = join(directory, 'report.xml');
  const target = running.url('nairi');
  const { code, stdout, stderr } = await verify(
    'nairi',
    '--target',
    target,
    '--only',
    'page-renames',
    'refusals.invalidId',
    '--junit',
    file,
  );
  expect(code).toBe(4);
  expect(stdout).toMatch(/^failed {2}page-renames/m);
  expect(stdout).toContain('expected  $statusCode == 200');
  expect(stdout).toMatch(/covers updateLlmIntegration.*\(documented\)/);
  expect(stderr).toMatch(/^\d+ of \d+ cases failed$/m);
  expect(readFileSync(file, 'utf8')).toContain('<failure message="rename PATCH');
  expect(stdout + stderr + readFileSync(file, 'utf8')).not.toContain(TOKEN);
});

long('prints no token that the target sends back', async () => {
  const running = await double();
  const target = running.url('nairi');
  const { stdout, stderr } = await verify(
    'nairi',
    '--target',
    target,
    '--token',
    'Anthropic',
    '--only',
    'page-renames',
  );
  expect(stdout + stderr).not.toContain('Bearer Anthropic');
});

long('exits with 1 when nothing could run, and when nothing was run', async () => {
  const running = await double();
  const target = running.url('nairi');
  await running.close();
  expect(await verify('nairi', '--target', target)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('could not run') as string,
  });
  const other = (await double()).url('nairi');
  expect(await verify('nairi', '--target', other, '--only', 'page-another-organization')).toMatchObject({
    code: 1,
    stderr: 'No case ran: every case was skipped. The lines above say what each one needs.\n',
  });
});

it.each(
  sampleOf(
    [
      [['nairi'], 'Cannot verify without --target'],
      [['nairi', '--target', 'ftp://127.0.0.1/'], 'expected an http or https URL'],
      [['nairi', '--target', 'http://user:pass@127.0.0.1/'], 'use --token for the credential'],
      [
        ['nairi', '--target', 'http://127.0.0.1/', '--only', 'no-such-case'],
        'Cannot find a case or a rule no-such-case; --print lists them',
      ],
      [['nobody', '--target', 'http://127.0.0.1/'], 'Cannot find the vendor nobody'],
      [
        ['nairi', '--target', 'http://192.0.2.1/'],
        'Cannot ask for confirmation to write to 192.0.2.1: add --yes or --read-only',
      ],
      [['nairi', '--target', 'http://127.0.0.1/', '--timeout', 'soon'], 'Expected seconds'],
      [['nairi', '--print', '--only', 'browser'], "'--print' cannot be used with option '--only"],
      [
        ['nairi', '--target', 'http://127.0.0.1/', '--junit', '/no/such/directory/report.xml'],
        'Cannot write --junit /no/such',
      ],
    ],
    9,
  ),
)('%j is refused with 2', async (args, message) => {
  const { code, stdout, stderr } = await verify(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

it('--print writes the suite as one Arazzo document', async () => {
  const { code, stdout } = await verify('nairi', '--print');
  const document = JSON.parse(stdout) as { arazzo: string; workflows: { workflowId: string }[] };
  expect([code, document.arazzo]).toEqual([0, '1.0.1']);
  const ids = document.workflows.map((workflow) => workflow.workflowId);
  expect(ids).toContain('page-renames');
  expect(ids).toContain('updateLlmIntegration-takes-name');
  expect(new Set(ids).size).toBe(ids.length);
});

if (isDeep)
  it('the commands of docs/verify.md pass as they stand', async () => {
    const origin = (await double()).origin;
    const commands = readFileSync(join(root, 'docs/verify.md'), 'utf8').match(/^npx stuntdouble verify .*$/gm) ?? [];
    expect(commands.length).toBeGreaterThan(2);
    for (const line of commands) {
      const args = line.replace('http://127.0.0.1:4010', origin).split(' ').slice(3);
      expect([line, (await verify(...args)).code]).toEqual([line, 0]);
    }
  });
