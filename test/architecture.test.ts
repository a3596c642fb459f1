/** DESIGN §3, held by reading the sources: who imports whom, who may know what. Each of these was seen to fail. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './support/double.js';

const src = join(root, 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((it) => it.endsWith('.ts'))
  .map((path) => ({
    path,
    folder: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    text: readFileSync(join(src, path), 'utf8'),
  }));
const vendors = readdirSync(join(root, 'specs'));

const imports = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((it) => it[1] ?? '');
const folderOf = (path: string, imported: string): string => {
  const target = relative(src, join(src, path, '..', imported));
  return target.includes('/') ? (target.split('/')[0] ?? '') : '';
};

it('reads every source file', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(vendors.length).toBeGreaterThanOrEqual(5);
});

it('names no vendor outside of src/quirks/', () => {
  const names = new RegExp(`\\b(${vendors.map((it) => it.split('@')[0]).join('|')})\\b`, 'i');
  expect(files.filter((it) => it.folder !== 'quirks' && names.test(it.text)).map((it) => it.path)).toEqual([]);
});

it('keeps the clock, chance and timers out of the engine and the quirks', () => {
  const outside = /new Date\(\)|Date\.now|Math\.random|randomUUID|setTimeout|setInterval|setImmediate|performance\.now/;
  expect(
    files.filter((it) => ['engine', 'quirks'].includes(it.folder) && outside.test(it.text)).map((it) => it.path),
  ).toEqual([]);
});

/** What each folder may import of the others; '' is the root. */
const directions: Record<string, string[]> = {
  grammar: ['grammar', 'engine'],
  engine: ['engine', 'grammar'],
  quirks: ['quirks', 'engine', 'grammar'],
  describe: ['describe', 'engine', 'grammar', 'http'],
  // '..': schema/, which is generated.
  contract: ['contract', 'engine', 'grammar', '..'],
  world: ['world', 'engine', 'grammar'],
  http: ['http', 'engine', 'grammar'],
  control: ['control', 'contract', 'http', 'world', 'engine', 'grammar'],
  verify: ['verify', 'engine', 'grammar'],
  suite: ['suite', 'double', 'contract', 'verify', 'loading', 'engine', 'grammar', 'quirks', 'http', 'world'],
  loading: ['loading', 'contract', 'engine', 'grammar', 'world', 'quirks', 'verify'],
  cli: [
    'cli',
    'describe',
    'double',
    'suite',
    'engine',
    'grammar',
    'control',
    'http',
    'loading',
    'verify',
    'world',
    'quirks',
    '',
  ],
  testing: ['testing', ''],
  // '..': types/, which is generated and erased.
  double: ['double', '..', 'engine', 'grammar', 'contract', 'world', 'http', 'control', 'loading', 'verify', 'quirks'],
  '': [
    '',
    'double',
    'engine',
    'grammar',
    'world',
    'control',
    'loading',
    'verify',
    'cli',
    'suite',
    'testing',
    'http',
    'quirks',
  ],
};

it.each(Object.entries(directions))('src/%s imports only what DESIGN §3 allows', (folder, allowed) => {
  const wrong = files
    .filter((it) => it.folder === folder)
    .flatMap((it) =>
      imports(it.text)
        .filter((name) => name.startsWith('.') && !allowed.includes(folderOf(it.path, name)))
        .map((name) => `${it.path} → ${name}`),
    );
  expect(wrong).toEqual([]);
});

it('takes only the public API for the test helpers, so that their types can name it', () => {
  const wrong = files
    .filter((it) => it.folder === 'testing')
    .flatMap((it) => imports(it.text).filter((name) => name.startsWith('../') && name !== '../index.js'));
  expect(wrong).toEqual([]);
});

/** Each third-party library has one home. */
const homes: Record<string, string> = {
  express: 'http',
  '@fastify/busboy': 'http',
  'openapi-backend': 'contract',
  'dereference-json-schema': 'contract',
  ajv: 'contract',
  re2js: 'contract',
  'ajv-formats': 'contract',
  '@seriousme/openapi-schema-validator': 'contract',
  yaml: 'loading',
  zod: 'grammar',
  commander: 'cli',
  '@faker-js/faker': 'world',
  'prom-client': 'control',
  'jsonpath-rfc9535': 'verify',
  vitest: 'testing',
};

it('imports each library from its one home', () => {
  const used = files.flatMap((it) =>
    imports(it.text)
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
      .map((name) => ({
        library: name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? ''),
        ...it,
      })),
  );
  expect(used.filter((it) => homes[it.library] !== it.folder).map((it) => `${it.path} → ${it.library}`)).toEqual([]);
  expect([...new Set(used.map((it) => it.library))].sort()).toEqual(Object.keys(homes).sort());
});

it('has no node: import in the engine and the quirks', () => {
  expect(
    files
      .filter(
        (it) => ['engine', 'quirks'].includes(it.folder) && imports(it.text).some((name) => name.startsWith('node:')),
      )
      .map((it) => it.path),
  ).toEqual([]);
});
