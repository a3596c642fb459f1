/** The import directions of docs/architecture.md, and other rules for the sources. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './support/double.js';

const src = join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((candidate) => /\.tsx?$/.test(candidate))
  .map((path) => ({
    path,
    folder: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    text: readFileSync(join(src, path), 'utf8'),
  }));
const paths = new Set(files.map(({ path }) => path));
const vendors = readdirSync(join(root, 'specs'));

const imports = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
const folderOf = (path: string, imported: string): string => {
  const target = relative(src, join(src, path, '..', imported));
  return target.includes('/') ? (target.split('/')[0] ?? '') : '';
};
/** The imports between files of src/, type-only imports included. */
const ownImports = (path: string, text: string): string[] =>
  imports(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => join(path, '..', name).replace(/\.js$/, '.ts'))
    .map((name) => (paths.has(name) ? name : `${name}x`))
    .filter((name) => paths.has(name));
/** All cycles that `next` leads to. */
function cyclesFrom(starts: Iterable<string>, next: (node: string) => Iterable<string>): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (node: string, way: readonly string[]): void => {
    if (way.includes(node)) cycles.push([...way.slice(way.indexOf(node)), node].join(' → '));
    if (done.has(node) || way.includes(node)) return;
    for (const to of next(node)) visit(to, [...way, node]);
    done.add(node);
  };
  for (const start of starts) visit(start, []);
  return cycles;
}

it('reads every source file', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(vendors.length).toBeGreaterThanOrEqual(5);
});

it('names no vendor outside of src/quirks/', () => {
  const names = new RegExp(`\\b(${vendors.map((vendor) => vendor.split('@')[0]).join('|')})\\b`, 'i');
  expect(files.filter((file) => file.folder !== 'quirks' && names.test(file.text)).map((file) => file.path)).toEqual(
    [],
  );
});

it('keeps the clock, chance and timers out of the engine and the quirks', () => {
  const outside = /new Date\(\)|Date\.now|Math\.random|randomUUID|setTimeout|setInterval|setImmediate|performance\.now/;
  expect(
    files
      .filter((file) => ['engine', 'quirks'].includes(file.folder) && outside.test(file.text))
      .map((file) => file.path),
  ).toEqual([]);
});

it('takes time and timers from src/timers, where a test runner has replaced the global ones', () => {
  const replaced = /new Date\(\)|Date\.now|performance\.now|(?<![.\w])set(Timeout|Interval|Immediate)\(/;
  const exempt = ['timers', 'console', 'cli', 'verify'];
  expect(
    files.filter((file) => !exempt.includes(file.folder) && replaced.test(file.text)).map((file) => file.path),
  ).toEqual([]);
});

const base = ['engine', 'grammar'];
/** Folders that may use the system's timers. */
const timed = [...base, 'timers'];
const parts = ['loading', 'infer', 'contract', 'world', 'store-redis', 'quirks', ...base];
const sides = ['control', 'http', 'suite', 'truth', 'verify', 'describe', 'diff'];

/**
 * What each folder may import beside itself; '' is the root. Folders that are still to come have their direction already.
 * '..' is generated: schema/ or types/.
 */
const directions: Record<string, string[]> = {
  grammar: [],
  engine: ['grammar'],
  quirks: base,
  contract: [...base, '..'],
  infer: ['contract', ...base],
  timers: [],
  disk: [],
  tls: ['timers', 'disk'],
  world: [...timed, 'disk'],
  'store-redis': ['world', ...base],
  loading: ['infer', 'contract', 'world', 'quirks', 'verify', ...base],
  http: timed,
  verify: base,
  describe: ['http', ...base],
  diff: ['contract', ...base],
  control: ['..', 'contract', 'http', 'world', 'describe', ...timed],
  suite: ['http', 'verify', ...parts],
  truth: ['http', 'verify', ...parts],
  // The page uses only the document of the control side, and how its paths are written.
  console: ['grammar'],
  double: ['..', 'timers', 'tls', ...sides, ...parts],
  testing: [''],
  cli: ['', '..', 'double', 'timers', 'tls', 'disk', ...sides, ...parts],
  '': ['double', 'testing', 'cli', 'tls', ...sides, ...parts],
};

it('has an import direction for each folder', () => {
  expect(
    [...new Set(files.map((file) => file.folder))].filter((candidate) => directions[candidate] === undefined),
  ).toEqual([]);
});

it('has no import cycles, type-only imports included', () => {
  const importsOf = new Map(files.map(({ path, text }) => [path, ownImports(path, text)]));
  expect(cyclesFrom(paths, (path) => importsOf.get(path) ?? [])).toEqual([]);
});

/** The folders of src/engine, lowest first, and the files in src/engine itself: each imports only lower ones. */
const engineOrder = ['values', 'model', 'records', 'request', 'decide', 'refusals', 'reply', 'journal', 'assembly', ''];

it('imports only lower folders between the folders of src/engine', () => {
  const place = (path: string): number => engineOrder.indexOf(/^engine\/(?:(.+?)\/)?/.exec(path)?.[1] ?? '');
  const inEngine = files.filter(({ folder }) => folder === 'engine');
  expect(inEngine.filter(({ path }) => place(path) < 0).map(({ path }) => path)).toEqual([]);
  const climbing = inEngine.flatMap(({ path, text }) =>
    ownImports(path, text)
      .filter((to) => to.startsWith('engine/') && place(to) > place(path))
      .map((to) => `${path} → ${to}`),
  );
  expect(climbing).toEqual([]);
});

/** The folders that have subfolders. */
const parents = [
  ...new Set(files.flatMap(({ path }) => [...path.matchAll(/\/(?=[^/]+\/)/g)].map((at) => path.slice(0, at.index)))),
].sort();

it.each(parents)('has no import cycle between the subfolders of src/%s and the files beside them', (parent) => {
  const inside = files.filter(({ path }) => path.startsWith(`${parent}/`));
  const node = (path: string): string => path.slice(parent.length + 1).replace(/\/.*/, '/');
  const importsOf = new Map<string, Set<string>>();
  for (const { path, text } of inside) {
    const others = importsOf.get(node(path)) ?? new Set();
    importsOf.set(node(path), others);
    for (const to of ownImports(path, text))
      if (to.startsWith(`${parent}/`) && node(to) !== node(path)) others.add(node(to));
  }
  expect(cyclesFrom(importsOf.keys(), (from) => importsOf.get(from) ?? [])).toEqual([]);
});

it('keeps no mutable state in the modules of the engine, except caches of pure functions', () => {
  const state = /^(?:export )?(?:let |var |const \w+(?:: [^=\n]+)? = new (?:Map|WeakMap|Set)(?:<[^>]*>)?\(\))/m;
  expect(files.filter(({ folder, text }) => folder === 'engine' && state.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});

it('has at most four files directly in src/engine', () => {
  expect(files.filter((file) => /^engine\/[^/]+$/.test(file.path)).length).toBeLessThanOrEqual(4);
});

it.each(Object.entries(directions))('src/%s imports only lower folders', (folder, allowed) => {
  const wrong = files
    .filter((file) => file.folder === folder)
    .flatMap((file) =>
      imports(file.text)
        .filter((name) => name.startsWith('.') && ![folder, ...allowed].includes(folderOf(file.path, name)))
        .map((name) => `${file.path} → ${name}`),
    );
  expect(wrong).toEqual([]);
});

it('uses only the public API in the test helpers', () => {
  const wrong = files
    .filter((file) => file.folder === 'testing')
    .flatMap((file) => imports(file.text).filter((name) => name.startsWith('../') && name !== '../index.js'));
  expect(wrong).toEqual([]);
});

/** Each third-party library has one home. */
const homes: Record<string, string> = {
  express: 'http',
  '@fastify/busboy': 'http',
  'openapi-backend': 'contract',
  '@scalar/openapi-upgrader': 'contract',
  ajv: 'contract',
  re2js: 'contract',
  'ajv-formats': 'contract',
  '@seriousme/openapi-schema-validator': 'contract',
  yaml: 'loading',
  'js-yaml': 'loading',
  zod: 'grammar',
  commander: 'cli',
  '@faker-js/faker': 'world',
  '@eslint-community/regexpp': 'world',
  'prom-client': 'control',
  'jsonpath-rfc9535': 'grammar',
  preact: 'console',
  '@preact/signals': 'console',
  vitest: 'testing',
  '@peculiar/asn1-schema': 'tls',
  '@peculiar/asn1-x509': 'tls',
};

it('imports each library in one folder only', () => {
  const used = files.flatMap((file) =>
    imports(file.text)
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
      .map((name) => ({
        library: name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? ''),
        ...file,
      })),
  );
  expect(
    used
      .filter((candidate) => homes[candidate.library] !== candidate.folder)
      .map((item) => `${item.path} → ${item.library}`),
  ).toEqual([]);
  expect([...new Set(used.map((item) => item.library))].sort()).toEqual(Object.keys(homes).sort());
});

it('reads the files of vendors through the port alone', () => {
  const readers = files.filter(
    ({ folder, text }) =>
      ['loading', 'infer', 'contract', 'suite', 'describe', 'diff', 'verify'].includes(folder) &&
      imports(text).includes('node:fs'),
  );
  expect(readers.map(({ path }) => path)).toEqual(['loading/files.ts']);
});

it('has no node: import in the engine and the quirks', () => {
  expect(
    files
      .filter(
        (file) =>
          ['engine', 'quirks'].includes(file.folder) && imports(file.text).some((name) => name.startsWith('node:')),
      )
      .map((file) => file.path),
  ).toEqual([]);
});
