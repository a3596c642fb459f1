/** The commands in README and docs/ are run; their lists are complete. */
import './support/built.js';
import * as z from 'zod';
import { behavior } from '../src/grammar/behavior.js';
import { operation } from '../src/grammar/operation.js';
import { reasons } from '../src/grammar/reasons.js';
import { IMPLIED } from '../src/loading/behavior/check-evidence.js';
import { issueNames, messageNames, refusalNames } from '../src/loading/behavior/check-dialect.js';
import { replyNames } from '../src/loading/behavior/check-operations.js';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { publishedSchemas } from '../src/grammar/published.js';
import { defaultLimits } from '../src/http/client-limits.js';
import { defaultStoreLimits } from '../src/world/store/store-limits.js';
import { commandRunner } from './support/commands.js';
import { long, sampleOf } from './support/depth.js';
import { double, root } from './support/double.js';
import { serving } from './support/serving.js';

const run = promisify(execFile);
const command = commandRunner();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

const [firstScreen = '', vendorPart = ''] = readme.split('\n## Vendors\n');

const curlsIn = (text: string): [curl: string, shown: string][] =>
  [...text.matchAll(/```console\n\$ (curl .*)\n(.*)\n```/g)].map(([, curl = '', shown = '']) => [curl, shown]);

const output = async (curl: string, origin: string): Promise<string> =>
  (await run('bash', ['-c', curl.replace('http://127.0.0.1:4010', origin)])).stdout;

it('README has three curl commands for the document and two for the vendors', () => {
  expect([curlsIn(firstScreen).length, curlsIn(vendorPart).length]).toEqual([3, 2]);
});

const serveCommands = [...firstScreen.matchAll(/(npm start --|npx stuntdouble serve) ([\w./-]+)/g)].map(
  ([line, program = '', file = '']) => [line, program, file] as const,
);

it('README starts the server by npm from a clone and by npx from the package', () => {
  expect(serveCommands.map(([, program]) => program)).toEqual(['npm start --', 'npx stuntdouble serve']);
});

it.each(sampleOf(serveCommands, 2))(
  'after %s the first curl commands of README print what it shows',
  async (_, program, file) => {
    const script = program === 'npm start --' ? ['scripts/start.mjs'] : ['dist/cli.cjs', 'serve'];
    const server = await serving({ script, args: [file], options: { cwd: root } });
    try {
      for (const [curl, shown] of curlsIn(firstScreen)) expect(await output(curl, server.url)).toBe(shown);
    } finally {
      await server.end();
    }
  },
);

it.each(curlsIn(vendorPart))('%s prints the reply that README shows', async (curl, shown) => {
  const started = await double();
  expect(await output(curl, started.origin)).toBe(shown);
});

it.each(curlsIn(read('docs/control.md')))('%s prints the reply that docs/control.md shows', async (curl, shown) => {
  const { control = '' } = await double({ vendors: ['spideriq'], controlPort: 0 });
  const { stdout } = await run('bash', ['-c', curl.replace('http://127.0.0.1:4011', control)]);
  expect(stdout).toBe(shown);
});

it('docs/control.md names every path of the control side but the health checks, and only commands that exist', async () => {
  const page = read('docs/control.md');
  const paths = Object.keys(JSON.parse(read('src/control/openapi.json')).paths as object);
  const words = new Set(paths.flatMap((path) => path.split('/').filter((part) => /^[a-z-]+$/.test(part))));
  for (const other of ['health', 'live', 'ready', 'metrics', 'state']) words.delete(other);
  for (const word of words) expect([word, page.includes(word)]).toEqual([word, true]);
  const { stdout } = await command(['--help']);
  const rows = [...page.matchAll(/^\| [\w ]+ \| .* \| (.*) \|$/gm)].map(([, cell = '']) => cell);
  const commands = rows.slice(1).flatMap((cell) => [...cell.matchAll(/`([a-z]+)/g)].map(([, name = '']) => name));
  const sub = new Set(['show', 'history', 'create', 'edit', 'remove', 'set', 'advance', 'resume', 'system', 'curl']);
  for (const name of new Set(commands)) if (!sub.has(name)) expect(stdout).toContain(`\n  ${name} `);
});

long('the TypeScript of the README prints the output in its last comment', async () => {
  const [, code = ''] = /```ts\n([^]*?)```/.exec(readme) ?? [];
  const shown = /^\/\/ (.*)$/m.exec(code)?.[1];
  // `await using` needs Node 24; the same code with its long form runs on every supported version.
  const script = code.replace('await using double', 'const double').concat('\nawait double.close();\n');
  const { stdout } = await run(process.execPath, [
    '--input-type=module',
    '-e',
    script.replace("'stuntdouble'", JSON.stringify(join(root, 'dist/index.mjs'))),
  ]);
  expect(stdout.trim()).toBe(shown);
});

const pages = (): string[] =>
  ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'bench/README.md'].concat(
    readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  );

const subcommands = (help: string): string[] =>
  [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);

it('the help of every command fits in 80 columns', async () => {
  const waiting: string[][] = [[]];
  let count = 0;
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const { stdout } = await command([...path, '--help']);
    expect([path, stdout.split('\n').filter((line) => line.length > 80)]).toEqual([path, []]);
    for (const name of subcommands(stdout)) if (name !== 'help') waiting.push([...path, name]);
    count++;
  }
  expect(count).toBeGreaterThan(40);
});

it('the README lists every flag of serve', async () => {
  const { stdout } = await command(['serve', '--help']);
  const flags = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map((match) => match[1]);
  expect(flags.length).toBeGreaterThan(8);
  expect(flags.filter((flag) => !readme.includes(`\`${flag ?? ''}\``))).toEqual([]);
});

it('docs/limits.md names every limit with its flag and its default', () => {
  const text = read('docs/limits.md');
  for (const [name, value] of Object.entries({ ...defaultLimits, ...defaultStoreLimits })) {
    const flag = `--${name.replace(/[A-Z]/g, '-$&').toLowerCase()}`;
    expect(text).toContain(`| \`${flag}\` | \`${name}\` | ${value.toLocaleString('en')} `);
  }
});

it('the README’s table of reserved credentials is what the seeds have', () => {
  for (const vendor of ['arize', 'langdock', 'nairi', 'respan', 'spideriq']) {
    for (const token of ['demo-key', 'revoked-key', 'unscoped-key', 'limited-key', 'other-key'])
      expect([vendor, read(`fixtures/${vendor}/seed.yaml`).includes(token)]).toEqual([vendor, true]);
  }
});

it('docs/behavior.md names every key of the grammar and every reason', () => {
  const text = read('docs/behavior.md');
  const keys = new Set<string>();
  JSON.stringify(publishedSchemas()['behavior.schema.json'], (key, value: unknown) => {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      for (const name of Object.keys(value)) keys.add(name);
    return value;
  });
  const prose = new Set([
    'evidence',
    'treat',
    'verb',
    'text',
    'client',
    'assumed',
    'documented',
    'fields',
    'table',
    'otherwise',
  ]);
  expect(keys.size).toBeGreaterThan(50);
  expect([...keys, ...reasons].filter((name) => !text.includes(`\`${name}\``) && !prose.has(name))).toEqual([]);
});

it('docs/behavior.md names each key of each verb, in its row or above the table', () => {
  const [, section = ''] = read('docs/behavior.md').split('\n## operations\n');
  const lines = (section.split('\n## ')[0] ?? '').split('\n');
  const prose = lines.filter((line) => !line.startsWith('|')).join('\n');
  const { oneOf = [] } = z.toJSONSchema(operation, { io: 'input' }) as { oneOf?: { properties: Verb }[] };
  type Verb = Record<string, { const?: string }>;
  const missing = oneOf.flatMap(({ properties: { verb = {}, ...keys } }) => {
    const { const: name = '' } = verb;
    const row = lines.find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const isNamed = (key: string): boolean => row.includes(`\`${key}\``) || prose.includes(`\`${key}\``);
    const isCommon = new Set(['resource', 'evidence']);
    return row === ''
      ? [name]
      : Object.keys(keys).flatMap((key) => (isCommon.has(key) || isNamed(key) ? [] : [`${name}: ${key}`]));
  });
  expect(missing).toEqual([]);
  expect(oneOf).toHaveLength(11);
});

it('docs/behavior.md names each part that is not a key, each value, and each name of the templates', () => {
  const text = read('docs/behavior.md');
  const values = new Set<string>();
  JSON.stringify(z.toJSONSchema(behavior, { io: 'input' }), (key, value: unknown) => {
    if (key === 'enum' && Array.isArray(value)) for (const one of value) values.add(String(one));
    return value;
  });
  for (const parts of IMPLIED.map(([, names]) => names)) for (const part of parts) values.add(part);
  for (const name of [...Object.values(replyNames).flat(), ...refusalNames, ...issueNames, ...messageNames])
    values.add(`$${name}`);
  expect(values.size).toBeGreaterThan(100);
  expect([...values].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

it('docs/architecture.md names only files, folders and functions that exist, and every folder of src', () => {
  const text = read('docs/architecture.md');
  const paths = [...text.matchAll(/\b(?:src|test|docs)\/[\w./-]*\w/g)].map(([path]) => path);
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const folders = new Set(sources.flatMap((path) => /^([\w-]+)\//.exec(path)?.[1] ?? []));
  expect([...folders].filter((folder) => !text.includes(`\`src/${folder}`))).toEqual([]);
  const names = [...text.matchAll(/`([\w-]+\.ts)`/g)].map(([, name = '']) => name);
  expect(names.filter((name) => !sources.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
  for (const [, name = '', path = ''] of text.matchAll(/`(\w+)` in `(src\/[^`]+)`/g))
    expect(read(path)).toContain(`function ${name}(`);
  expect(text.match(/^\| .*\? \| .*`src\//gm)).toHaveLength(16);
});

it('every link between the documents has a target', () => {
  for (const file of ['CHANGELOG.md', ...pages()]) {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect([file, links.filter((link) => !existsSync(join(root, file, '..', link)))]).toEqual([file, []]);
  }
});

it('every path of this repository in a document exists', () => {
  const isPlaceholder = (path: string): boolean => /[A-Z]{4}|acme|\.venv|\*/.test(path);
  const missing = pages().flatMap((page) =>
    [...read(page).matchAll(/`((?:src|test|judges|scripts|bench|mutation|schema|types)\/[\w@./-]+)`/g)].flatMap(
      ([, path = '']) => (isPlaceholder(path) || existsSync(join(root, path)) ? [] : [`${page}: ${path}`]),
    ),
  );
  expect(missing).toEqual([]);
});

it('every command of stuntdouble in a document exists, with its flags', async () => {
  const shown = pages().flatMap((page) =>
    [...read(page).matchAll(/(?:npx |`)stuntdouble ([a-z]+)([^`\n|&#>]*)/g)].map(([line, name = '', rest = '']) => ({
      line: `${page}: ${line}`,
      name,
      words: rest.trim().split(/\s+/),
    })),
  );
  const helps = new Map<string, string>();
  const helpOf = async (...path: string[]): Promise<string> => {
    const known = helps.get(path.join(' ')) ?? (await command([...path, '--help'])).stdout;
    helps.set(path.join(' '), known);
    return known;
  };
  const wrong: string[] = [];
  for (const { line, name, words } of shown) {
    const isCommand = subcommands(await helpOf()).includes(name);
    const [sub = ''] = words;
    const own = isCommand ? await helpOf(name) : '';
    const help = subcommands(own).includes(sub) ? await helpOf(name, sub) : own;
    const flags = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
    if (!isCommand || flags.some((flag) => !help.includes(` ${flag}`))) wrong.push(line);
  }
  expect(wrong).toEqual([]);
  expect(shown.length).toBeGreaterThan(35);
});

it('docs/diff.md counts the changes that are compared with oasdiff, and the verdicts that differ', () => {
  const changes = parse(read('test/diff/changes.yaml')) as { diff: string; oasdiff: string; reason?: string }[];
  const differing = changes.filter(({ reason }) => reason !== undefined);
  const text = read('docs/diff.md');
  expect(text).toContain(`has ${changes.length} changes of one document`);
  expect(text).toContain(`The verdicts on ${differing.length} of them differ`);
});

it('docs/robustness.md names tests that exist', () => {
  const text = read('docs/robustness.md');
  const tests = [
    ...[...text.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path = '']) => path),
    ...[...text.matchAll(/`(\w+\.test\.ts)`/g)].map(([, name = '']) => `test/robust/${name}`),
  ];
  expect(tests.length).toBeGreaterThan(30);
  expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('README has a line for each published client, as the judges run it', () => {
  const entries = [
    ...read('judges/clients.mjs').matchAll(
      /package: '(.+)',\n.*version: '(.+)',\n.*vendor: '(.+)',[^]*?settings: '(.+)'/g,
    ),
  ];
  const rows = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `') && line.includes('127.0.0.1:4010/'));
  const hasRow = ([, name = '', , vendor = '', settings = '']: readonly string[]): boolean =>
    rows.some((row) => [`\`${name}\``, `\`${vendor}\``, `\`${settings}\``].every((part) => row.includes(part)));
  expect(entries.filter((entry) => !hasRow(entry)).map(([, name, version]) => `${name} ${version}`)).toEqual([]);
  expect(rows.length).toBe(entries.length);
  expect(entries.length).toBeGreaterThan(5);
});

it('vendors without a published client answer below the base URL of README', async () => {
  const [row = ''] = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| none is published'));
  const lists: Readonly<Record<string, string>> = {
    langdock: '/integrations/v1/get',
    nairi: '/api/public/v1/integrations/llm',
    spideriq: '/api/v1/integrations',
  };
  expect(Object.keys(lists).filter((vendor) => !row.includes(`\`${vendor}\``))).toEqual([]);
  const [, base = ''] = /`http:\/\/127\.0\.0\.1:4010(.+?)`/.exec(row) ?? [];
  const { origin } = await double();
  const statuses = Object.entries(lists).map(async ([vendor, path]) => {
    const address = `${origin}${base.replace('langdock', vendor)}${path}`;
    return (await fetch(address, { headers: { authorization: 'Bearer demo-key' } })).status;
  });
  expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
});

it('docs/judges.md lists the judges of CI, and which of them can fail it', () => {
  const inCi = [...read('.ci/run').matchAll(/^(check|observe) .* node judges\/([\w-]+)\.mjs( .+)?$/gm)].map(
    ([, how, name = '', client = '']) => `${name}${client}: ${how === 'check' ? 'gate' : 'reported'}`,
  );
  const listed = [...read('docs/judges.md').matchAll(/^\|.*\| (gate|reported) \|.*$/gm)].flatMap(([row, how = '']) =>
    [...row.matchAll(/node judges\/([\w-]+)\.mjs((?: [a-z@][\w/-]* [\d.]+)?)/g)].map(
      ([, name = '', client = '']) => `${name}${client}: ${how}`,
    ),
  );
  expect(listed.sort()).toEqual(inCi.sort());
  expect(inCi.length).toBeGreaterThan(8);
});
