/** The port for files: vendors come from wherever an implementation keeps them. */
import { basename, dirname, join } from 'node:path';
import { checkDirectory, loadDirectory } from '../../src/loading/load.js';
import { diskFiles, reading, type Files } from '../../src/loading/files.js';
import { MistakesError } from '../../src/loading/mistakes.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { readContractSuite } from '../../src/loading/contract-suite.js';
import { readSources } from '../../src/loading/numbered-statements.js';
import { quirks } from '../../src/quirks/index.js';
import { long } from '../support/depth.js';
import { ownSpecs } from '../support/package-root.js';
import { root } from '../support/double.js';
import { directories } from '../support/lab.js';
import { isEdition } from '../support/sources.js';

/** Files in memory, by path; links lead from one path to another. */
function filesOf(texts: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): Files {
  const resolved = (path: string): string => links[path] ?? path;
  const below = (directory: string): string[] =>
    Object.keys(texts).filter((path) => path.startsWith(`${resolved(directory)}/`));
  return {
    status(path) {
      const text = texts[resolved(path)];
      if (text !== undefined) return { kind: 'file', size: Buffer.byteLength(text) };
      return below(path).length > 0 ? { kind: 'directory', size: 0 } : undefined;
    },
    list: (directory) => [
      ...new Set(below(directory).map((path) => path.slice(directory.length + 1).split('/')[0] ?? '')),
    ],
    read(path) {
      const text = texts[resolved(path)];
      if (text === undefined) throw new Error(`there is no ${path}`);
      return text;
    },
    resolved,
  };
}

/** What the package brings, copied into memory below another root. */
function packed(): Files {
  const copied = ['specs', 'fixtures'].flatMap((top) =>
    directories.flatMap((directory) =>
      ['openapi.yaml', 'overlay.yaml', 'behavior.yaml', 'contract.arazzo.yaml', 'SOURCES.md', 'seed.yaml']
        .map((name) => [top, basename(directory), name] as const)
        .filter((path) => diskFiles.status(join(root, ...path)) !== undefined)
        .map((path) => [`/packed/${path.join('/')}`, diskFiles.read(join(root, ...path))] as const),
    ),
  );
  return filesOf(Object.fromEntries(copied));
}

const document = (schema: object): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        post: {
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 201: { description: 'made', content: { 'application/json': { schema } } } },
        },
      },
    },
  });

long('loads the vendors, their editions, seeds, suites and statements from memory', () => {
  const files = packed();
  const vendors = loadDirectory('/packed/specs', { quirks, files });
  expect(vendors.map(({ name }) => name)).toEqual(directories.map((directory) => basename(directory)));
  expect(vendors.filter(({ seed }) => Object.keys(seed.records).length + seed.credentials.length > 0)).not.toEqual([]);
  for (const vendor of vendors) {
    const directory = `/packed/specs/${vendor.name}`;
    if (!isEdition(directory)) expect(readContractSuite(directory, vendor, files).arazzo).toBeDefined();
    expect(readSources(directory, files)).not.toEqual([]);
  }
});

it('gives the library the vendors of another implementation', async () => {
  const files = filesOf({ '/apis/pets/openapi.json': document({ type: 'object' }) });
  const [vendor] = await loadVendors({ specs: '/apis', files });
  expect(vendor?.name).toBe('pets');
  await expect(loadVendors({ specs: '/apis' })).rejects.toThrow('there is no such file or directory');
});

it('does not keep the vendors of one implementation for another', async () => {
  const nothing = filesOf({});
  expect(await loadVendors({ vendors: ['langdock'] })).toHaveLength(1);
  await expect(loadVendors({ vendors: ['langdock'], files: nothing })).rejects.toThrow(ownSpecs);
});

it('reads the other files of a document, and nothing outside of its directory', () => {
  const schema = JSON.stringify({ type: 'object', properties: { name: { type: 'string' } } });
  const texts = {
    '/apis/pets/openapi.json': document({ $ref: 'pet.json' }),
    '/apis/pets/pet.json': schema,
    '/secret.json': schema,
  };
  expect(checkDirectory('/apis/pets', { quirks, files: filesOf(texts) }).mistakes).toEqual([]);
  const [mistake] = checkDirectory('/apis/pets', {
    quirks,
    files: filesOf(texts, { '/apis/pets/pet.json': '/secret.json' }),
  }).mistakes;
  expect(mistake?.problem).toContain('it is outside of the directory of the document');
  expect(dirname(mistake?.file ?? '')).toContain('pets');
});

it.each([
  ['EACCES', 'this user may not read it: change its permissions, or run as another user'],
  ['EIO', 'it cannot be read (EIO): name one that can be read'],
])('tells in a line that the system refuses to read with %s', (code, told) => {
  const refuse = (): never => {
    throw Object.assign(new Error(`${code}: refused`), { code });
  };
  expect(() => reading('apis/openapi.yaml', refuse)).toThrow(MistakesError);
  expect(() => reading('apis/openapi.yaml', refuse)).toThrow(`apis/openapi.yaml:1 ${told}`);
});

it('tells in a line that a directory is no file', () => {
  expect(() => diskFiles.read(root)).toThrow(/:1 it cannot be read \(EISDIR\): name one that can be read$/);
});
