// Builds dist/ when a source is newer than it. Processes that ask at the same time share one build.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/vendors.json'); // what the build writes last
const SOURCES = [
  ...['src', 'schema', 'specs', 'fixtures', 'package-lock.json'],
  ...['build.mjs', 'console.mjs', 'lean-lodash.cjs', 'nothing.cjs'].map((name) => `scripts/${name}`),
];
const lock = join(root, 'node_modules/.cache/stuntdouble-build');
/** A lock of this age was left by a process that was killed. */
const ABANDONED_MS = 120_000;

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const newest = (path) =>
  existsSync(path) && statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : changed(path);
export const isStale = () => Math.max(...SOURCES.map((item) => newest(join(root, item)))) > changed(built);

function takesLock() {
  mkdirSync(join(lock, '..'), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (Date.now() - changed(lock) > ABANDONED_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

export default async function ensureBuilt() {
  while (isStale())
    if (takesLock())
      try {
        if (isStale()) await import('./build.mjs');
        return;
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    else await sleep(50);
}

if (process.argv[1] === import.meta.filename) await ensureBuilt();
