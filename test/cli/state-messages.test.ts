/** What is said about a state file that cannot be used. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimStateFile, savedState } from '../../src/cli/saved-state.js';
import { startDouble } from '../../src/double/start.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const file = (): string => join(directory, 'state.json');
const wait = (): Promise<void> => Promise.reject(new Error('not to be called'));

const state = '{"format":"stuntdouble.state","version":1,"sandboxes":{}}';

it.each<[name: string, make: (path: string) => void, problem: RegExp]>([
  ['an empty file', (path) => writeFileSync(path, ''), /: the file is empty; name a file that stuntdouble saved/],
  [
    'a file that is cut off',
    (path) => writeFileSync(path, state.slice(0, 40)),
    /: not valid JSON: it is cut off; name/,
  ],
  ['other bytes', (path) => writeFileSync(path, Buffer.from([255, 254, 123, 125])), /: not valid JSON; name/],
  [
    'a file of 1 GB',
    (path) => {
      writeFileSync(path, '');
      truncateSync(path, 1024 ** 3);
    },
    /: it has 1024 MB; the limit is 512 MB; name a file that stuntdouble saved/,
  ],
  ['a directory', (path) => mkdirSync(path), /: not a file; name a file/],
])('%s', async (_, make, problem) => {
  make(file());
  await expect(savedState(file()).catch(message)).resolves.toMatch(problem);
});

it('a file in a directory that does not exist', async () => {
  const path = join(directory, 'no/state.json');
  await expect(claimStateFile(path, wait).catch(message)).resolves.toBe(
    `Cannot use ${path} as --state: its directory does not exist; name a file that this user can write, in a directory that exists`,
  );
});

it.each<[name: string, value: unknown, problem: string]>([
  [
    'version 0',
    { ...JSON.parse(state), version: 0 },
    '/version: it has format 0; this stuntdouble reads 1; use a file',
  ],
  ['no version', { format: 'stuntdouble.state' }, '/version: it has format undefined; this stuntdouble reads 1; use a'],
  [
    'a later version',
    { ...JSON.parse(state), version: 9 },
    '/version: it has format 9; this stuntdouble reads up to 1;',
  ],
  ['no sandboxes', { ...JSON.parse(state), sandboxes: null }, '/sandboxes: there are no sandboxes; use a file that'],
  ['a list', [], '/format: this is not a state of stuntdouble; use a file that stuntdouble saved'],
  ['another format', { format: 'x' }, '/format: this is not a state of stuntdouble; use a file that stuntdouble saved'],
])('a state of %s', async (_, value, problem) => {
  const started = startDouble({ vendors: ['respan'], listen: false, state: value }).then((double) => double.close());
  await expect(started.catch(message)).resolves.toContain(problem);
});
