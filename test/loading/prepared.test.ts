/** The bundled vendors as the build prepares them: a start reads none of them. */
import { lazyVendor } from '../../src/loading/build.js';
import type { Files } from '../../src/loading/files.js';
import { dataOf } from '../../src/loading/load.js';
import { isPrepared, preparedFiles, readPrepared } from '../../src/loading/prepared-vendors.js';
import { startWith } from '../../src/double/start.js';
import { acme2, specsWith } from '../support/editions.js';

/** Files in memory, and the names of those that were read. */
function inMemory(texts: ReadonlyMap<string, string>): { files: Files; read: string[] } {
  const read: string[] = [];
  const nameOf = (path: string): string => path.split('/').at(-1) ?? '';
  const files: Files = {
    status: (path) => {
      const text = texts.get(nameOf(path));
      return text === undefined ? undefined : { kind: 'file', size: text.length };
    },
    list: () => [...texts.keys()],
    read: (path) => {
      read.push(nameOf(path));
      return texts.get(nameOf(path)) ?? '';
    },
    resolved: (path) => path,
  };
  return { files, read };
}

const prepared = (): ReadonlyMap<string, string> => preparedFiles(dataOf(specsWith(acme2)));

it('has a file of its own for each vendor, and reads it on first use', () => {
  const texts = prepared();
  expect([...texts.keys()]).toEqual(['vendor-acme.json', 'vendor-acme@2.json', 'vendors.json']);
  const { files, read } = inMemory(texts);
  expect(isPrepared(files, '/dist')).toBe(true);
  const vendors = readPrepared(files, '/dist').map((item) => lazyVendor(item, {}));
  expect(vendors.map(({ name, hosts }) => [name, hosts])).toEqual([
    ['acme', ['api.acme.example']],
    ['acme@2', ['api.acme.example']],
  ]);
  expect(read).toEqual(['vendors.json']);
  expect(Object.keys(vendors[1]?.behavior.operations ?? {})).not.toContain('deleteGadget');
  expect(vendors[1]?.rules.has('listGadgets')).toBe(true);
  expect(read).toEqual(['vendors.json', 'vendor-acme@2.json']);
});

it('reads no vendor for a start, and only those that are called', async () => {
  const { files, read } = inMemory(prepared());
  const double = await startWith({ listen: false }, { files, watch: () => ({ close: () => undefined }) });
  expect(double.vendors).toEqual(['acme', 'acme@2']);
  const readFiles = (): string[] => read.filter((name) => name.endsWith('.json'));
  expect(readFiles()).toEqual(['vendors.json']);
  expect((await double.fetch('/acme/gadgets', { headers: { 'x-acme-key': 'k' } })).status).toBe(200);
  expect(readFiles()).toEqual(['vendors.json', 'vendor-acme.json']);
  expect((await double.fetch('/acme@2/gadgets', { headers: { 'x-acme-key': 'k' } })).status).toBe(200);
  expect(readFiles()).toEqual(['vendors.json', 'vendor-acme.json', 'vendor-acme@2.json']);
  await double.close();
});
