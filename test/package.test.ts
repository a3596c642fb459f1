/** The packed tarball, installed in an empty project: CommonJS Jest, ES modules, the command. */
import './support/built.js';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isDeep } from './support/depth.js';
import { root } from './support/double.js';

const run = promisify(execFile);
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string }>;
};

if (isDeep)
  describe('an empty project', () => {
    let project: string;
    beforeAll(async () => {
      project = mkdtempSync(join(tmpdir(), 'stuntdouble-consumer-'));
      writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }');
      const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], {
        cwd: root,
      });
      const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
      await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, filename)], { cwd: project });
    }, 120_000);
    afterAll(() => rmSync(project, { recursive: true }));

    const node = async (...args: string[]): Promise<string> =>
      (await run(process.execPath, args, { cwd: project })).stdout.trim();
    const use = `const double = await startDouble({ vendors: ['nairi'] });
    const reply = await fetch(double.url('nairi') + '/api/public/v1/integrations/llm', { headers: { authorization: 'Bearer k' } });
    console.log(reply.status);
    await double.close();`;

    it('gets no dependencies with it', async () => {
      const { stdout } = await run('npm', ['ls', '--all', '--json'], { cwd: project });
      expect(JSON.parse(stdout)).toMatchObject({
        dependencies: {
          stuntdouble: expect.not.objectContaining({ dependencies: expect.anything() as unknown }) as unknown,
        },
      });
    });

    it('imports it as an ES module', async () => {
      expect(await node('--input-type=module', '-e', `import { startDouble } from 'stuntdouble'; ${use}`)).toBe('200');
    });

    it('requires it from CommonJS', async () => {
      expect(await node('-e', `const { startDouble } = require('stuntdouble'); (async () => { ${use} })();`)).toBe(
        '200',
      );
    });

    it('runs it in a CommonJS Jest, made-up values included', async () => {
      writeFileSync(
        join(project, 'double.test.js'),
        `const { startDouble } = require('stuntdouble');
       test('serves', async () => {
         const double = await startDouble({ vendors: ['arize'], listen: false });
         const reply = await double.fetch('/arize/v2/integrations', { headers: { authorization: 'Bearer k' } });
         expect(reply.status).toBe(200);
         await double.close();
       });`,
      );
      await expect(
        run(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', project], { cwd: project }),
      ).resolves.toMatchObject({ stderr: expect.stringContaining('1 passed') as string });
    }, 60_000);

    it('has the command', async () => {
      const { stdout } = await run(join(project, 'node_modules/.bin/stuntdouble'), ['list', '--json'], {
        cwd: project,
      });
      expect(stdout).toMatch(/^\{"vendor":"arize",/m);
    });
  });

describe('the lockfile', () => {
  /** PITFALLS: below these stand published advisories or known failures. */
  const floors = {
    ajv: '8.18.0',
    'body-parser': '2.3.0',
    'path-to-regexp': '8.4.0',
    'js-yaml': '4.1.1',
    lodash: '4.18.0',
    '@faker-js/faker': '10.5.0',
    'openapi-backend': '5.21.2',
  };
  // Old majors that only read configuration of their own: Jest's coverage tools', and ESLint's.
  const excepted = new Set([
    'node_modules/@istanbuljs/load-nyc-config/node_modules/js-yaml',
    'node_modules/eslint/node_modules/ajv',
  ]);

  it.each(Object.entries(floors))('%s is at least %s', (name, floor) => {
    const found = Object.entries(lock.packages).filter(
      ([path]) => path.endsWith(`node_modules/${name}`) && !excepted.has(path),
    );
    const below = found
      .filter(([, { version = '0.0.0' }]) => compare(version, floor) < 0)
      .map(([path, { version }]) => `${path} ${version ?? ''}`);
    expect(below).toEqual([]);
  });

  it('includes a json-schema-ref-parser that Node 20 can load', () => {
    expect(lock.packages['node_modules/@apidevtools/json-schema-ref-parser']?.version).toMatch(/^14\./);
  });
});

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.split(/[.-]/).map(Number));
  return [0, 1, 2].map((i) => (x?.[i] ?? 0) - (y?.[i] ?? 0)).find((n) => n !== 0) ?? 0;
}
