/** The server needs no network, and no files except the given ones. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { long } from '../support/depth.js';
import { root } from '../support/double.js';
import { directories, multipart, pathOf, vendorIn } from '../support/lab.js';
import { serving, type Serving } from '../support/serving.js';

const run = promisify(execFile);
const guard = join(root, 'test/support/guard.cjs');
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-isolation-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Calls every operation of every vendor with its example, and every operation of the control side. */
async function useAll({ url, control }: Serving): Promise<number[]> {
  const statuses: number[] = [];
  const ask = async (target: string, init: RequestInit = {}): Promise<void> => {
    const reply = await fetch(target, init);
    await reply.arrayBuffer();
    statuses.push(reply.status);
  };
  for (const vendor of directories.map((item) => vendorIn(item))) {
    for (const operation of vendor.contract.operations) {
      const { params, body } = vendor.contract.tools.example(operation);
      const form = operation.mediaTypes?.includes('multipart/form-data') ? multipart() : undefined;
      const sent = form ? form.raw : operation.mediaTypes && JSON.stringify(body);
      await ask(`${url}/${vendor.name}${pathOf(operation, params)}`, {
        method: operation.method,
        headers: { authorization: 'Bearer k', 'content-type': form?.type ?? 'application/json' },
        ...(sent !== undefined && { body: sent }),
      });
    }
  }
  for (const path of [
    '/metrics',
    '/vendors',
    '/sandboxes',
    '/sandboxes/default/snapshot',
    '/sandboxes/default/journal',
  ])
    await ask(control + path);
  return statuses;
}

/** Each file with its size and when it changed. */
const tree = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: 'utf8' }).map((name) => {
    const { size, mtimeMs } = statSync(join(at, name));
    return `${name} ${size} ${mtimeMs}`;
  });

it('connects to nothing and writes no file, for any request', async () => {
  const env = { PATH: process.env['PATH'], HOME: directory, TMPDIR: directory, XDG_CACHE_HOME: directory };
  const own = ['dist', 'specs', 'fixtures'].map((item) => join(root, item));
  const before = own.map(tree);
  const served = await serving({ node: ['--require', guard], options: { env } });
  const statuses = await useAll(served);
  expect(statuses.filter((statuse) => statuse < 300).length).toBeGreaterThan(30);
  expect(statuses.filter((statuse) => statuse === 500)).toEqual([]);
  served.child.kill('SIGTERM');
  expect([await served.exit, served.complaints()]).toEqual([[0, null], '']);
  expect([tree(directory), tree(served.directory), own.map(tree)]).toEqual([[], [], before]);
  await served.end();
});

it('is watched by a guard that reports violations', async () => {
  const reach = `fetch('http://127.0.0.1:49').catch(() => {}); require('node:dns').lookup('example.com', () => {});`;
  const { stderr } = await run(process.execPath, ['--require', guard, '-e', reach]);
  expect(stderr).toMatch(/it reached out: connect/);
  expect(stderr).toMatch(/it reached out: lookup example\.com/);
});

long('writes only the state that it is asked to save', async () => {
  const served = await serving({ args: ['--state', 'state.json'], options: { cwd: directory } });
  await useAll(served);
  served.child.kill('SIGTERM');
  await served.exit;
  expect(readdirSync(directory)).toEqual(['state.json']);
  await served.end();
});

/** Whether a user can create a network namespace with loopback only (Linux). */
const unshare = ['unshare', '--net', '--map-root-user', 'bash', '-c', 'ip link set lo up && exec "$@"', 'in-there'];
const mayUnshare = await run(unshare[0] ?? '', [...unshare.slice(1), 'true']).then(
  () => true,
  () => false,
);
(mayUnshare ? it : it.skip)('serves in a network without routes, and connects to nothing', async () => {
  mkdirSync(join(directory, 'home'));
  const traced = join(directory, 'trace');
  const script = `
    const { startDouble } = require(${JSON.stringify(join(root, 'dist/index.cjs'))});
    (async () => {
      const double = await startDouble({ controlPort: 0 });
      const statuses = [];
      for (const path of ['arize/v2/integrations', 'langdock/integrations/v1/get', 'nairi/api/public/v1/integrations/llm', 'respan/api/models/', 'spideriq/api/v1/integrations'])
        statuses.push((await fetch(double.origin + '/' + path, { headers: { authorization: 'Bearer k' } })).status);
      statuses.push((await fetch(double.control + '/metrics')).status);
      console.log(statuses.join());
      await double.close();
    })();`;
  const strace = await run('strace', ['-V']).then(
    () => ['strace', '-f', '-e', 'trace=connect,sendto,sendmsg', '-o', traced],
    () => [],
  );
  const [command, ...rest] = [...unshare, ...strace, process.execPath, '-e', script];
  const { stdout, stderr } = await run(command, rest, { cwd: join(directory, 'home') });
  expect([stdout, stderr]).toEqual(['200,200,200,200,200,200\n', '']);
  const reached =
    strace.length === 0
      ? []
      : readFileSync(traced, 'utf8')
          .split('\n')
          .filter((part) => /sin6?_addr/.test(part));
  expect(reached.filter((item) => !/127\.0\.0\.1|::1"/.test(item))).toEqual([]);
});
