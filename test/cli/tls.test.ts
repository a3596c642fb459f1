/** `serve --tls`: what it prints and writes, the commands and the health check against it, and its mistakes. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificates } from '../support/certificates.js';
import { long } from '../support/depth.js';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';

const cli = join(root, 'dist/cli.cjs');
const running: Serving[] = [];
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-tls-'));
});
afterEach(() => Promise.all(running.splice(0).map((each) => each.end())));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const at = (name: string): string => join(directory, name);

async function served(...args: string[]): Promise<Serving> {
  const started = await serving({ args: ['arize', ...args] });
  running.push(started);
  return started;
}

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  promisify(execFile)(process.execPath, [cli, ...args], { cwd: directory, env: { PATH: process.env['PATH'], ...env } })
    .then((output) => ({ code: 0, ...output }))
    .catch((error: unknown) => error as Ran);

async function statusOf(url: string, ca: string | undefined): Promise<number | undefined> {
  const [reply] = (await once(get(url, { ca, agent: false }), 'response')) as [{ statusCode?: number; resume(): void }];
  reply.resume();
  return reply.statusCode;
}

it('writes the certificate that clients must trust, and names its file', async () => {
  const { url, control } = await served('--tls', '--tls-ca', at('ca.pem'));
  const ca = readFileSync(at('ca.pem'), 'utf8');
  expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$/);
  expect(await statusOf(`${url}/arize/v2/integrations`, ca)).toBe(401);
  expect(await statusOf(`${control}/health/live`, ca)).toBe(200);
});

long('is reached by the commands for a running server and by the health check', async () => {
  const { control, child } = await served('--tls', '--tls-ca', at('control.pem'));
  const trust = { NODE_EXTRA_CA_CERTS: at('control.pem') };
  const [trusted, untrusted, plain, health] = await Promise.all([
    run(['faults', 'add', 'integrations_list', '--status', '503', '--control', control], trust),
    run(['faults', '--control', control]),
    run(['faults', '--control', control.replace('https', 'http')]),
    run(['health', '--pid', String(child.pid)], { STUNTDOUBLE_TLS: 'true', STUNTDOUBLE_PORT: new URL(control).port }),
  ]);
  expect([trusted.code, trusted.stderr]).toEqual([0, '']);
  expect(untrusted).toMatchObject({ code: 1, stderr: expect.stringContaining('Set NODE_EXTRA_CA_CERTS to') as string });
  expect(plain).toMatchObject({ code: 1, stderr: expect.stringContaining('This port serves https') as string });
  // The flags of the process have the port 0: nothing answers there.
  expect(health).toMatchObject({ code: 1, stderr: expect.stringContaining('https://127.0.0.1:0') as string });
});

long('is healthy over TLS, by the environment and the config file', async () => {
  const { port } = await served('--tls-dir', at('kept'));
  const nobody = ['health', '--pid', String(2 ** 31 - 1)];
  writeFileSync(at('tls.yaml'), `tls: true\ntls-dir: ${at('kept')}\nport: ${port}\n`);
  const [environment, file] = await Promise.all([
    run(nobody, { STUNTDOUBLE_PORT: String(port), STUNTDOUBLE_TLS_DIR: at('kept') }),
    run(nobody, { STUNTDOUBLE_CONFIG: at('tls.yaml') }),
  ]);
  expect([environment, file].map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
});

long('keeps its authority in --tls-dir across restarts, and names the file there', async () => {
  const flags = ['--tls', '--tls-dir', at('again')];
  const first = await served(...flags);
  const ca = readFileSync(at('again/ca.pem'), 'utf8');
  await first.end();
  const second = await served(...flags, '--tls-ca', at('copy.pem'));
  expect(readFileSync(at('copy.pem'), 'utf8')).toBe(ca);
  expect(await statusOf(`${second.url}/arize/v2/integrations`, ca)).toBe(401);
  expect(statSync(at('again/ca-key.pem')).mode & 0o777).toBe(0o600);
});

it('serves with a certificate of one’s own', async () => {
  const own = await certificates();
  writeFileSync(at('own.pem'), own.cert);
  writeFileSync(at('own.key'), own.key);
  const { url } = await served('--tls-cert', at('own.pem'), '--tls-key', at('own.key'));
  const request = get(url, { ca: own.ca, agent: false }).once('response', (reply) => reply.resume());
  const [socket] = (await once(request, 'socket')) as [{ getPeerCertificate(): { raw: Buffer } }];
  await once(request, 'response');
  expect(socket.getPeerCertificate().raw.equals(new X509Certificate(own.cert).raw)).toBe(true);
});

it('prints the file and a curl command that trusts it', async () => {
  const text = await new Promise<string>((resolve) => {
    const server = execFile(
      process.execPath,
      [cli, 'serve', 'arize', '--port', '0', '--control-port', '0', '--tls', '--tls-ca', 'text.pem'],
      { cwd: directory },
    );
    let output = '';
    server.stdout?.on('data', (chunk: string) => {
      output += chunk;
      if (output.includes('curl')) server.kill('SIGTERM');
    });
    server.once('close', () => resolve(output));
  });
  expect(text).toMatch(
    /^stuntdouble serves one vendor on https:\/\/127\.0\.0\.1:\d+, control on https:\/\/127\.0\.0\.1:\d+, .*CA certificate in \/.*\/text\.pem\n/,
  );
  expect(text).toContain(`curl -s --cacert '${at('text.pem')}'`);
});

describe('a mistake', () => {
  const mistakes: Readonly<Record<string, readonly [flags: string, message: string]>> = {
    'no certificate that a client could trust': ['--tls', 'Cannot use --tls alone: no client could trust'],
    'a certificate without its key': ['--tls-cert own.pem', 'Cannot use --tls-cert without --tls-key'],
    'a key without its certificate': ['--tls-key own.key', 'Cannot use --tls-key without --tls-cert'],
    'an authority beside a certificate of one’s own': [
      '--tls --tls-cert own.pem --tls-key own.key --tls-ca ca.pem',
      'Cannot use --tls-ca with --tls-cert',
    ],
    'a certificate that does not fit its key': [
      '--tls --tls-cert own.pem --tls-key other.key',
      'Cannot use other.key as --tls-key: it does not belong to the certificate',
    ],
    'a certificate that expired': [
      '--tls --tls-cert old.pem --tls-key old.key',
      'Cannot use old.pem as --tls-cert: it expired on 20',
    ],
    'a file that cannot be read': [
      '--tls --tls-cert missing.pem --tls-key own.key',
      "open 'missing.pem'; name a file that this user can read",
    ],
    'a file that is no certificate': [
      '--tls --tls-cert own.key --tls-key own.key',
      'Cannot use own.key as --tls-cert: not a certificate',
    ],
    'a file for the authority that cannot be written': [
      '--tls --tls-ca missing/ca.pem',
      'Cannot use missing/ca.pem as --tls-ca: ENOENT',
    ],
    'a directory as the file for the authority': [
      '--tls --tls-ca broken',
      'Cannot use broken as --tls-ca: not a file; name a file that this user can write',
    ],
    'a file for the authority that has something else': [
      '--tls --tls-ca kept.key',
      'Cannot use kept.key as --tls-ca: it exists and is not a certificate authority of stuntdouble; remove it, or name another file',
    ],
    'a file for the authority that has a certificate of one’s own': [
      '--tls --tls-ca kept.pem',
      'Cannot use kept.pem as --tls-ca: it exists and is not a certificate authority of stuntdouble; remove it, or name another file',
    ],
    'a directory that is a file': ['--tls --tls-dir own.pem', 'Cannot use own.pem as --tls-dir: EEXIST'],
    'a directory with a damaged key': [
      '--tls --tls-dir broken',
      'Cannot use broken as --tls-dir: ca-key.pem is damaged',
    ],
  };
  const ran = new Map<string, Ran>();
  beforeAll(async () => {
    const [own, other, old] = [await certificates(), await certificates(), await certificates(400)];
    for (const [name, { cert, key }] of Object.entries({ own, other, old, kept: own })) {
      writeFileSync(at(`${name}.pem`), cert);
      writeFileSync(at(`${name}.key`), key);
    }
    mkdirSync(at('broken'));
    writeFileSync(at('broken/ca-key.pem'), 'nonsense');
    const ports = ['--port', '0', '--control-port', '0'];
    await Promise.all(
      Object.entries(mistakes).map(async ([name, [flags]]) => {
        ran.set(name, await run(['serve', 'arize', ...ports, ...flags.split(' ')]));
      }),
    );
  });

  it.each(Object.entries(mistakes))('%s is one line, and nothing is started', (name, [, message]) => {
    const { code, stdout, stderr } = ran.get(name) ?? { code: 0, stdout: '', stderr: '' };
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(existsSync(at('missing'))).toBe(false);
    expect(readFileSync(at('kept.key'))).toEqual(readFileSync(at('own.key')));
  });
});
