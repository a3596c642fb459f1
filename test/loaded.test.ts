/**
 * What the served process has loaded when it has given its first answer: V8's own coverage tells which functions of
 * dist/ ran, and esbuild names the function around each source that is loaded on demand after that source.
 */
import './support/built.js';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serving } from './support/serving.js';

interface Coverage {
  result: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[];
}

let loaded: string[];
let files: string[];

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-coverage-'));
  const double = await serving({ options: { env: { PATH: process.env['PATH'], NODE_V8_COVERAGE: directory } } });
  try {
    const headers = { authorization: 'Bearer key' };
    const reply = await fetch(`${double.url}/arize/v2/integrations`, { headers });
    expect(reply.status).toBe(200);
    await reply.text();
    double.child.kill('SIGTERM');
    expect(await double.exit).toEqual([0, null]);
    loaded = sourcesRun(directory);
    files = filesRead(directory);
  } finally {
    await double.end();
    rmSync(directory, { recursive: true });
  }
});

/** @param directory where a process has written its coverage */
const coverageIn = (directory: string): Coverage[] =>
  readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Coverage);

const sourcesRun = (directory: string): string[] => coverageIn(directory).flatMap(sourcesIn);

const filesRead = (directory: string): string[] =>
  coverageIn(directory)
    .flatMap(({ result }) => result.map(({ url }) => url))
    .filter((url) => url.includes('/dist/'))
    .map((url) => basename(url));

/** The sources that ran: those whose function was called, and those that have none and run with their file. */
function sourcesIn({ result }: Coverage): string[] {
  return result
    .filter(({ url }) => url.includes('/dist/'))
    .flatMap(({ url, functions }) => {
      const text = readFileSync(fileURLToPath(url), 'utf8');
      const calls = new Map(functions.map((item) => [item.functionName, item.ranges[0]?.count ?? 0]));
      const sources = [...text.matchAll(/^\/\/ ((?:src|node_modules)\/.+)$/gm)].map((match) => match[1] ?? '');
      return sources.filter((source) => (text.includes(`\n  "${source}"(`) ? calls.get(source) !== 0 : true));
    });
}

const of = (part: string): string[] => loaded.filter((candidate) => candidate.includes(part));

it.each(['src/engine/handle.ts', 'src/control/start-control.ts', 'src/http/server.ts'])('has loaded %s', (part) => {
  expect(of(part)).not.toEqual([]);
});

it.each([
  ['made-up values', 'node_modules/@faker-js/faker/'],
  ['Express', 'node_modules/express/'],
  ['certificates', 'src/tls/certificate.ts'],
  ['the library for certificates', 'node_modules/@peculiar/'],
  ['https', 'src/http/secure-server.ts'],
  ['a console', 'src/console/'],
  ['other commands', 'src/cli/check.ts'],
  ['other commands', 'src/cli/journal.ts'],
  ['the test helpers', 'src/testing/'],
  ['patterns of other documents', 'node_modules/re2js/'],
  ['spec linting', 'src/loading/check-vendor.ts'],
  ['spec linting', 'node_modules/@seriousme/openapi-schema-validator/'],
  ['spec linting', 'node_modules/openapi-schema-validator/'],
  ['following references into files', 'node_modules/@apidevtools/json-schema-ref-parser/'],
  ['made-up replies', 'node_modules/mock-json-schema/'],
  ['the sources of vendors', 'node_modules/yaml/'],
  ['the sources of vendors', 'node_modules/js-yaml/'],
  ['the grammar', 'node_modules/zod/'],
  ['the handlers of the control side', 'src/control/answer.ts'],
  ['the document of the control side', 'src/control/openapi.json'],
  ['explanations', 'src/describe/'],
  ['metrics', 'node_modules/prom-client/'],
  ['multipart bodies', 'node_modules/@fastify/busboy/'],
])('has not loaded a module that the first reply does not need: %s (%s)', (_, part) => {
  expect(of(part)).toEqual([]);
});

it('reads four files of code, because each further file would take time', () => {
  expect(files.toSorted()).toEqual(['cli.cjs', 'command.cjs', 'main.cjs', 'served.cjs']);
});

it('loads neither contracts nor the engine for commands that start no double', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stuntdouble-coverage-'));
  try {
    const command = join(import.meta.dirname, '../dist/cli.cjs');
    execFileSync(process.execPath, [command, '--version'], {
      env: { PATH: process.env['PATH'], NODE_V8_COVERAGE: directory },
    });
    const sources = sourcesRun(directory);
    expect(sources).toContain('src/cli/main.ts');
    expect(sources.filter((source) => /ajv|src\/contract|src\/engine\/(decide|handle)/.test(source))).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

/** Reports the schemas and patterns that are compiled while the snapshot is restored and the fault is added. */
const FIRST_USES = `
const { startDouble } = require(process.argv[1]);
startDouble({ vendors: ['spideriq'], listen: false }).then(async (double) => {
  const snapshot = double.snapshot();
  const compiled = [];
  globalThis.Function = new Proxy(Function, {
    construct: (target, given) => compiled.push(given.at(-1)) && Reflect.construct(target, given),
  });
  double.restore(snapshot);
  double.faults.add({ vendor: 'spideriq', operation: 'listIntegrations', status: 503 });
  console.log(JSON.stringify([compiled, snapshot.faults.active.length, double.snapshot().faults.active.length]));
  await double.close();
});`;

it('compiles no schema for the first restore and the first fault, which would delay other calls', () => {
  const entry = join(import.meta.dirname, '../dist/index.cjs');
  const said = execFileSync(process.execPath, ['--eval', FIRST_USES, entry], { encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual([[], 0, 1]);
});
