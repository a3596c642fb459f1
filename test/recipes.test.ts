/** docs/recipes/: the code of each is run, and its configuration held against ours. */
import { jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { image, isHealthy, run, type Container } from './support/container.js';
import { isDeep, long } from './support/depth.js';
import { double, root } from './support/double.js';
import { jest as runJest, jestConfig, node, project } from './support/project.js';

// Runners and a compiler are started.
jest.setTimeout(120_000);

const folder = join(root, 'docs/recipes');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const testcontainers = join(root, 'test/support/testcontainers.ts');

/** The blocks of a recipe that have a file name, by it. */
function filesOf(recipe: string): Record<string, string> {
  const blocks = read(`docs/recipes/${recipe}.md`).matchAll(/^```(?:ts|yaml) (\S+)\n([^]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]));
}

const recipes = readdirSync(folder).map((name) => name.replace('.md', ''));
const withTests = recipes.filter((recipe) => Object.keys(filesOf(recipe)).some((name) => name.endsWith('.test.ts')));
const testsIn = (files: Record<string, string>): number => Object.values(files).join('\n').split(/^it\(/m).length - 1;

function runTests(recipe: string, env: Record<string, string> = {}) {
  const files = filesOf(recipe);
  const config = jestConfig({ '^testcontainers$': testcontainers });
  const directory = project({ ...files, 'jest.config.json': config });
  return { count: testsIn(files), ran: runJest(directory, ['--maxWorkers=2', '--testTimeout=60000'], env) };
}

it('there is a recipe for each question, with code in it, and the README names them all', () => {
  expect(recipes.sort()).toEqual([
    'docker-compose',
    'github-actions',
    'parallel-jest-workers',
    'rate-limit',
    'reply-lost',
    'retry',
    'revoked-key',
    'testcontainers',
    'without-base-url',
  ]);
  expect(recipes.filter((recipe) => Object.keys(filesOf(recipe)).length === 0)).toEqual([]);
  expect(recipes.filter((recipe) => !read('README.md').includes(`](docs/recipes/${recipe}.md)`))).toEqual([]);
});

it('every block of TypeScript or YAML has a name and is tested', () => {
  for (const recipe of recipes) expect(read(`docs/recipes/${recipe}.md`)).not.toMatch(/^```(ts|yaml)$/m);
});

it('every link has a target', () => {
  for (const recipe of recipes) {
    const links = [...read(`docs/recipes/${recipe}.md`).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      (match) => match[1] ?? '',
    );
    for (const link of links) expect(read(join('docs/recipes', link))).not.toBe('');
  }
});

long.each(withTests.filter((withTest) => withTest !== 'parallel-jest-workers'))(
  'the tests of %s pass',
  async (recipe) => {
    const { count, ran } = runTests(recipe);
    const { failed, output } = await ran;
    expect([failed, output]).toEqual([
      false,
      expect.stringMatching(new RegExp(`Tests: +${count} passed, ${count} total`)),
    ]);
    expect(count).toBeGreaterThan(1);
  },
);

long('the workers of parallel-jest-workers share one double, and each has a sandbox', async () => {
  const shared = await double({ vendors: ['arize'] });
  const { count, ran } = runTests('parallel-jest-workers', { STUNTDOUBLE_URL: shared.origin });
  expect((await ran).output).toContain(`Tests:       ${count} passed, ${count} total`);
  const received = ['worker-1', 'worker-2'].map((name) => shared.sandbox(name).journal.find().length);
  expect(received.sort()).toEqual([1, 2]);
  expect(shared.journal.find()).toEqual([]);
});

if (isDeep)
  it('the TypeScript of every recipe has sound types', async () => {
    const files = withTests.flatMap((withTest) =>
      Object.entries(filesOf(withTest)).map(([name, text]) => [`${withTest}/${name}`, text]),
    );
    const options = {
      typeRoots: [join(root, 'node_modules/@types')],
      paths: {
        'stuntdouble/jest': [join(root, 'src/testing/jest.ts')],
        testcontainers: [testcontainers],
      },
    };
    const directory = project({
      ...(Object.fromEntries(files) as Record<string, string>),
      'tsconfig.json': JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: options,
        include: withTests,
      }),
    });
    const { output } = await node(directory, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
    expect(output.split('\n').filter((line) => withTests.some((withTest) => line.startsWith(`${withTest}/`)))).toEqual(
      [],
    );
    // An earlier failure would hide type errors.
    expect(output).not.toMatch(/error TS(5|6|18)\d{3}:/);
  });

describe('a container', () => {
  let container: Container;
  beforeAll(async () => {
    container = await run();
  });
  afterAll(() => container.stop());

  it('of github-actions has the health check of the Dockerfile, on the exposed port', async () => {
    const workflow = parse(filesOf('github-actions')['.github/workflows/test.yaml'] ?? '') as {
      jobs: { test: { services: { stuntdouble: { ports: string[]; options: string } }; steps: { env?: object }[] } };
    };
    const { services, steps } = workflow.jobs.test;
    const { ports, options } = services.stuntdouble;
    expect(ports).toEqual(image.ports.map((port) => `${port}:${port}`));
    expect(steps.at(-1)?.env).toEqual({ ARIZE_URL: `http://127.0.0.1:${image.ports[0] ?? ''}/arize` });

    const [flag, health = '', ...rest] = words(options);
    expect(flag).toBe('--health-cmd');
    expect(health.split(' ')).toEqual(image.health);
    expect(await isHealthy(container, ['sh', '-c', health])).toBe(true);
    const nowhere = { ...container.environment, STUNTDOUBLE_PORT: '1' };
    expect(await isHealthy({ environment: nowhere }, ['sh', '-c', health])).toBe(false);
    expect(read('Dockerfile')).toContain(
      `HEALTHCHECK ${rest
        .join(' ')
        .replace(/--health-(\S+) /g, '--$1=')
        .replace('--retries', '--start-period=10s --retries')} `,
    );
  });

  it('is healthy without a control side', async () => {
    const without = await run({ STUNTDOUBLE_CONTROL_PORT: 'off' });
    expect(await isHealthy(without, image.health)).toBe(true);
    await without.stop();
    expect(await isHealthy(without, image.health)).toBe(false);
  });

  it('of docker-compose is the service of compose.yaml, and the app finds it', async () => {
    const recipe = parse(filesOf('docker-compose')['compose.yaml'] ?? '') as Compose;
    const ours = parse(read('compose.yaml')) as Compose;
    const { app, stuntdouble } = recipe.services;
    expect(stuntdouble).toEqual(ours.services['stuntdouble']);
    expect(stuntdouble?.healthcheck?.test).toEqual(['CMD', ...image.health]);
    expect(await isHealthy(container, image.health)).toBe(true);
    expect(app?.depends_on).toEqual({ stuntdouble: { condition: 'service_healthy' } });
    for (const url of Object.values(app?.environment ?? {})) {
      const { hostname, port, pathname } = new URL(url);
      expect([hostname, Number(port)]).toEqual(['stuntdouble', image.ports[0]]);
      const reply = await fetch(`${container.url}${pathname}/nowhere`, { headers: { host: 'stuntdouble:4010' } });
      expect(reply.headers.get('x-stuntdouble-rule')).toContain(`${pathname.slice(1)}.`);
    }
  });
});

interface Compose {
  services: Record<
    string,
    { healthcheck?: { test: string[] }; depends_on?: object; environment?: Record<string, string> } | undefined
  >;
}

/** As GitHub's runner splits a command line: double quotes, and a backslash before one that is meant. */
const words = (line: string): string[] =>
  [...line.matchAll(/"((?:\\"|[^"])*)"|\S+/g)].map((match) => match[1]?.replaceAll('\\"', '"') ?? match[0]);
