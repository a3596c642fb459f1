/** docs/recipes/without-base-url.md: its commands are run; test/deep/samples.test.ts runs programs with a hosts file. */
import './support/built.js';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { image, isHealthy, run } from './support/container.js';
import { long } from './support/depth.js';
import { root } from './support/double.js';
import { serving } from './support/serving.js';

interface Service {
  command?: string[];
  volumes?: string[];
  networks?: { default: { aliases: string[] } };
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const recipe = read('docs/recipes/without-base-url.md');
const block = (kind: string): string => new RegExp(`^\`\`\`${kind}\n([^]*?)\n\`\`\`$`, 'm').exec(recipe)?.[1] ?? '';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-recipe-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('its curl command reaches the vendor by its own name', async () => {
  const [line = '', shown = ''] = block('console').replace('$ ', '').split('\n');
  const args = block('sh').replace('npx stuntdouble serve ', '').split(' ');
  const server = await serving({ args, options: { cwd: directory } });
  const command = line.replace(':4010', `:${server.port}`);
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: directory });
  await server.end();
  expect(stdout).toBe(shown);
});

it('its container has the flags, the names and the health check that its app needs', async () => {
  const { services } = parse(block('yaml compose.yaml')) as { services: Record<'app' | 'stuntdouble', Service> };
  const { app, stuntdouble } = services;
  const ours = (parse(read('compose.yaml')) as { services: { stuntdouble: Service & { ports: string[] } } }).services;
  const { ports, ...common } = ours.stuntdouble;
  expect(ports).toHaveLength(1);
  expect(stuntdouble).toMatchObject(common);
  const [, ...flags] = stuntdouble.command ?? [];
  expect([stuntdouble.volumes, app.environment?.['NODE_EXTRA_CA_CERTS'], flags.at(-1)]).toEqual([
    ['tls:/tls'],
    '/tls/ca.pem',
    '/tls/ca.pem',
  ]);
  expect(read('Dockerfile')).toContain('mkdir /tls && chown node:node /tls\nUSER node');

  const ca = join(directory, 'ca.pem');
  const here = flags.map((flag) => (flag === '/tls/ca.pem' ? ca : flag === '0.0.0.0' ? '127.0.0.1' : flag));
  const server = await serving({ args: [...here, '--port', '0'] });
  const { connect } = await import('node:tls');
  for (const servername of stuntdouble.networks?.default.aliases ?? []) {
    const certificate = await new Promise<X509Certificate | undefined>((resolve, reject) => {
      const socket = connect({ port: server.port, host: '127.0.0.1', ca: readFileSync(ca), servername }, () => {
        resolve(socket.getPeerX509Certificate());
        socket.destroy();
      }).once('error', reject);
    });
    expect(certificate?.checkHost(servername)).toBe(servername);
  }
  await server.end();
});

long('a container is healthy over TLS', async () => {
  const container = await run({ STUNTDOUBLE_TLS: 'true', STUNTDOUBLE_TLS_CA: join(directory, 'ca.pem') });
  expect(container.url).toMatch(/^https:/);
  expect(await isHealthy(container, image.health)).toBe(true);
  await container.stop();
  expect(await isHealthy(container, image.health)).toBe(false);
});
