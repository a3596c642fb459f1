/** `stuntdouble verify` on a terminal: before it writes to a host that is not this machine, it asks. */
import '../support/built.js';
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';

const cli = join(root, 'dist/cli.cjs');
const hasTerminal = String(spawnSync('script', ['--version']).stdout).includes('util-linux');
if (!hasTerminal) process.stderr.write('skipped: no terminal is asked, since script of util-linux is missing\n');
const onTerminal = hasTerminal ? it : it.skip;

let server: Server;
let calls: string[];
beforeEach(async () => {
  calls = [];
  server = createServer((request, reply) => {
    calls.push(request.method ?? '');
    reply.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The command in a terminal of its own, and what it is answered when it asks. */
function verify(answer: string): Promise<{ code: number | null; shown: string }> {
  const { port } = server.address() as AddressInfo;
  // This machine, under a name that is not known to be: it is asked about.
  const target = `http://[::ffff:127.0.0.1]:${port}`;
  const command = `'${process.execPath}' '${cli}' verify nairi --target '${target}' --only page-renames`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], SHELL: '/bin/sh', STUNTDOUBLE_TOKEN: 'a-token' },
  });
  let shown = '';
  child.stdout.on('data', (text: Buffer) => {
    const hadAsked = shown.includes('(yes/no)');
    shown += text.toString();
    if (!hadAsked && shown.includes('(yes/no)')) child.stdin.write(answer);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, shown })));
}

onTerminal.each(sampleOf(['yes\n', 'Y\n'], 2))('%j continues', async (answer) => {
  const { code, shown } = await verify(answer);
  expect(shown).toContain('1 case writes to [::ffff:7f00:1]');
  expect(calls).toEqual(['GET', 'POST']);
  expect(code).toBe(4);
});

onTerminal.each(
  sampleOf(
    [
      ['no', 'no\n'],
      ['an empty line', '\n'],
      ['what is neither', 'yes please\n'],
      ['the end of the input', '\u0004'],
      ['Control-C', '\u0003'],
    ],
    5,
  ),
)('%s ends the run without a call', async (_, answer) => {
  const { code, shown } = await verify(answer);
  expect(shown).toMatch(/Canceled: no call was made\s*$/);
  expect(shown).not.toContain('    at ');
  expect([code, calls]).toEqual([2, []]);
});
