/**
 * Runs the suites for Stryker in one process, with jest-circus and expect; each test file is bundled with the mutated
 * sources. Our modules are loaded anew for each mutant, libraries once. (Jest loads libraries for each file, which takes
 * seconds per mutant.)
 */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import { expect } from 'expect';
import * as circus from 'jest-circus';
import { isInSample } from './sample.mjs';

/** The quickest first: a mutant ends at the first test that fails. */
const FOLDERS = ['world', 'engine', 'contract', 'http', 'vendors', 'laws'];
const LAST = /world\/snapshot|vendors\/langdock/;
/** Tests of the grammar and of its messages. */
const SINGLE = ['schema.test.ts', 'loading/check.test.ts'];
/** Slow, and about sockets or sequences of calls. */
const LEFT_OUT = /laws\/(model|isolation|canary|second-opinion)|http\/(robust|bad-input|addresses|credentials)/;
/** Milliseconds before a test counts as an infinite loop; generous for a busy machine. */
const PATIENCE = 60_000;

const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterAll, afterEach, expect });

class SuiteRunner {
  #files = [];
  #load;

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** In the directory of the mutated copy. */
  async init() {
    const root = process.cwd();
    const out = join(root, '.bundles');
    mkdirSync(out, { recursive: true });
    this.#load = createRequire(join(root, 'package.json'));
    const inFolders = FOLDERS.flatMap((folder) =>
      readdirSync(join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.test.ts') && !LEFT_OUT.test(`${folder}/${name}`))
        .map((name) => `${folder}/${name}`),
    );
    const found = [...inFolders, ...SINGLE].map((name) => ({
      source: `test/${name}`,
      bundle: join(out, `${name.replaceAll('/', '-')}.cjs`),
    }));
    this.#files = [
      ...found.filter((item) => !LAST.test(item.source)),
      ...found.filter((item) => LAST.test(item.source)),
    ];
    await Promise.all(found.map((file) => bundle(join(root, file.source), file.bundle)));
  }

  async dryRun() {
    const ns = (globalThis.__stryker__ ??= {});
    Object.assign(ns, { activeMutant: undefined, mutantCoverage: undefined, hitCount: undefined });
    const tests = await this.#run(undefined, (id) => (ns.currentTestId = id));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: ns.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    // An error does not count in the score.
    if (!isInSample(activeMutant)) return { status: MutantRunStatus.Error, errorMessage: 'not in the sample' };
    const ns = (globalThis.__stryker__ ??= {});
    Object.assign(ns, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const tests = await this.#run(testFilter && new Set(testFilter), () => undefined, true);
    if (ns.hitCount > hitLimit) return toMutantRunResult({ status: DryRunStatus.Timeout, reason: 'too many hits' });
    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  /** @param wanted ids of tests; undefined: all. @param started told of each test, and of undefined when it is over */
  async #run(wanted, started, bail = false) {
    const tests = [];
    const load = this.#load;
    for (const { source, bundle } of this.#files) {
      if (wanted && ![...wanted].some((id) => id.startsWith(`${source} `))) continue;
      const results = await runFile(source, () => (delete load.cache[bundle], load(bundle)), wanted, started, bail);
      tests.push(...results);
      if (bail && results.some((result) => result.status === TestStatus.Failed)) break;
    }
    return tests;
  }
}

async function runFile(source, load, wanted, started, bail) {
  const failed = (name, failureMessage) => ({
    id: `${source} ${name}`,
    name: `${source} ${name}`,
    status: TestStatus.Failed,
    failureMessage,
    timeSpentMs: 0,
  });
  const idOf = (entry) => {
    const names = [];
    for (let at = entry; at.parent; at = at.parent) names.unshift(at.name);
    return `${source} ${names.join(' ')}`;
  };
  circus.resetState();
  circus.setState({ ...circus.getState(), testTimeout: PATIENCE });
  let over = false;
  const steer = (event) => {
    if (event.name === 'test_start') {
      if (over || (wanted && !wanted.has(idOf(event.test)))) event.test.mode = 'skip';
      else started(idOf(event.test));
    }
    if (event.name === 'test_done') {
      started(undefined);
      over ||= bail && event.test.errors.length > 0;
    }
  };
  circus.addEventHandler(steer);
  let ended;
  try {
    load();
    ended = await circus.run();
  } catch (error) {
    return [failed('loads', String(error))];
  } finally {
    circus.removeEventHandler(steer);
  }
  const { testResults, unhandledErrors } = ended;
  if (unhandledErrors.length > 0) return [failed('runs', String(unhandledErrors[0]))];
  return testResults
    .filter((result) => result.status !== 'skip')
    .map(({ testPath, status, duration, errors }) => {
      const id = `${source} ${testPath.slice(1).join(' ')}`;
      const isFine = status === 'done' && errors.length === 0;
      if (!isFine) return { ...failed('', errors[0] ?? status), id, name: id, timeSpentMs: duration ?? 0 };
      return { id, name: id, status: TestStatus.Success, timeSpentMs: duration ?? 0 };
    });
}

function bundle(source, outfile) {
  return build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      { name: 'second-opinion', setup: noSecondOpinion },
      { name: 'modules', setup: asModules },
      { name: 'directories', setup: inPlace },
    ],
  });
}

/** The CommonJS build has another default export than the ES modules that the sources import. */
function asModules(builder) {
  builder.onResolve({ filter: /^jsonpath-rfc9535/ }, ({ path }) => ({
    path: fileURLToPath(import.meta.resolve(path)),
  }));
}

/** import.meta of a file keeps its original location. */
function inPlace(builder) {
  builder.onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    loader: 'ts',
  }));
}

/** The second validator keeps every document for the life of the process and accepts a name only once. */
function noSecondOpinion(builder) {
  builder.onLoad({ filter: /\/second-opinion\.ts$/ }, () => ({ contents: 'export const judgeOf = () => () => [];' }));
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'suites', SuiteRunner)];
