/** The entries of the package in the real runners, as their users have them. */
import '../support/built.js';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import * as api from '../../src/index.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { jest as runJest, node, project, vitest } from '../support/project.js';

jest.setTimeout(60_000);

const tests = `
const call = () => fetch(double.url('nairi') + '/api/public/v1/integrations/llm', { headers: { authorization: 'Bearer k' } });
test('one', async () => {
  expect((await call()).status).toBe(200);
  expect(double).toHaveReceived('nairi.listLlmIntegrations', { times: 1 });
});
test('another', () => {
  expect(double).not.toHaveReceived('nairi.listLlmIntegrations');
});
test('a third', async () => {
  await call();
  expect(double).toHaveReceived('nairi.createLlmIntegration');
});
`;
const expectedMessage = [
  'Expected a call of nairi.createLlmIntegration; received none',
  'Also received:',
  'nairi.listLlmIntegrations',
];
const use = "const double = useDouble({ vendors: ['nairi'] });";
const withRunner = "const double = useDouble({ vendors: ['nairi'] }, runner);";

it.each(
  sampleOf(
    [
      ['a CommonJS Jest', 'a.test.js', `const { useDouble } = require('stuntdouble/jest'); ${use}`],
      [
        'a CommonJS Jest without globals',
        'a.test.js',
        `const runner = require('@jest/globals'); const { expect, test } = runner;
     const { useDouble } = require('stuntdouble/jest'); ${withRunner}`,
        '--injectGlobals=false',
      ],
      ['a Jest with ES modules', 'a.test.mjs', `import { useDouble } from 'stuntdouble/jest'; ${use}`],
    ],
    3,
  ),
)('stuntdouble/jest works in %s', async (_, file, head, ...args) => {
  const config = JSON.stringify({ testMatch: ['**/a.test.*'], moduleFileExtensions: ['js', 'mjs', 'json'] });
  const directory = project({ 'package.json': '{}', 'jest.config.json': config, [file]: head + tests });
  const { output } = await runJest(directory, args);
  expect(output).toContain('1 failed, 2 passed');
  for (const line of expectedMessage) expect(output).toContain(line);
});

it.each(
  sampleOf(
    [
      ['with globals', `import { useDouble } from 'stuntdouble/vitest'; ${use}`, '--globals'],
      [
        'without globals',
        `import * as runner from 'vitest'; import { expect, test } from 'vitest';
     import { useDouble } from 'stuntdouble/vitest'; ${withRunner}`,
      ],
    ],
    2,
  ),
)('stuntdouble/vitest works in Vitest %s', async (_, head, ...args) => {
  const { output } = await vitest(project({ 'a.test.js': head + tests }), args);
  expect(output).toContain('1 failed | 2 passed');
  for (const line of expectedMessage) expect(output).toContain(line);
});

/** Fails unless it runs in a process of its own, or after another file of this one with the same double. */
const sharing = `
const { writeFileSync, readFileSync, existsSync } = require('node:fs');
test('is clean, and the one of this process', async () => {
  const file = 'origin-' + process.pid;
  if (existsSync(file)) expect(double.origin).toBe(readFileSync(file, 'utf8'));
  writeFileSync(file, double.origin);
  expect(double.journal.find()).toEqual([]);
  await fetch(double.url('nairi') + '/api/public/v1/integrations/llm', { headers: { authorization: 'Bearer k' } });
  expect(double).toHaveReceived('nairi.listLlmIntegrations', { times: 1 });
  expect(() => double.clock.advance('x')).toThrow(SteeringError);
  await double.snapshot();
});
`;
const origins = (directory: string): number =>
  readdirSync(directory).filter((candidate) => candidate.startsWith('origin-')).length;

long.each(
  sampleOf(
    [
      ['in band', ['-i'], 1],
      ['in two workers', ['--maxWorkers=2'], 2],
    ],
    2,
  ),
)('gives the files of a Jest worker one double, %s, and keeps no process', async (_, args, processes) => {
  const head = "const { useDouble } = require('stuntdouble/jest'); const { SteeringError } = require('stuntdouble');";
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.test.js`);
  const config = JSON.stringify({ testMatch: ['**/*.test.js'] });
  const files = Object.fromEntries(names.map((name) => [name, `${head} ${use}${sharing}`]));
  const directory = project({ 'package.json': '{}', 'jest.config.json': config, ...files });
  const { output } = await runJest(directory, [...args]);
  expect(output).toContain('5 passed, 5 total');
  expect(output).not.toMatch(/did not exit|force exited|open handle/);
  expect(origins(directory)).toBe(processes);
});

long.each(
  sampleOf(
    [
      ['in one worker', ['--no-isolate', '--pool=forks', '--maxWorkers=1'], 1],
      ['in a worker for each', ['--pool=forks'], 3],
    ],
    2,
  ),
)('gives the files of a Vitest worker one double, %s', async (_, args, processes) => {
  const head = `import { createRequire } from 'node:module'; import { useDouble } from 'stuntdouble/vitest';
     import { SteeringError } from 'stuntdouble'; const require = createRequire(import.meta.url);`;
  const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.test.js`, `${head} ${use}${sharing}`]));
  const directory = project(files);
  const { output } = await vitest(directory, ['--globals', ...args]);
  expect(output).toContain('3 passed');
  expect(output).not.toMatch(/timed out|hanging/i);
  expect(origins(directory)).toBe(processes);
});

long('explains the remedy in a Vitest without globals', async () => {
  const head = "import { test } from 'vitest'; import { useDouble } from 'stuntdouble/vitest'; useDouble();";
  const { failed, output } = await vitest(project({ 'a.test.js': `${head} test('one', () => {});` }));
  expect([failed, output]).toEqual([true, expect.stringContaining("enable the runner's globals, or pass")]);
});

long('every entry point has the exports of its source, from CommonJS and as an ES module', async () => {
  const entries = { '': api, '/jest': { matchers: 1, useDouble: 1 }, '/vitest': { matchers: 1, useDouble: 1 } };
  const directory = project({});
  for (const [entry, exported] of Object.entries(entries)) {
    const names = Object.keys(exported).sort().join();
    const show = 'console.log(Object.keys(api).sort().join())';
    const asModule = await node(directory, [
      '--input-type=module',
      '-e',
      `import * as api from 'stuntdouble${entry}'; ${show}`,
    ]);
    const asCommonJs = await node(directory, [
      '--input-type=commonjs',
      '-e',
      `const api = require('stuntdouble${entry}'); ${show}`,
    ]);
    expect([entry, asModule.output.trim(), asCommonJs.output.trim()]).toEqual([entry, names, names]);
  }
});

it('includes no runner', async () => {
  const { stdout } = await promisify(execFile)('grep', [
    '-rlE',
    'require\\("(vitest|expect)"\\)',
    join(root, 'dist'),
  ]).catch((error: unknown) => error as { stdout: string });
  expect(stdout).toBe('');
});
