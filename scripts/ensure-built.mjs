// Builds dist/ when a source is newer than it.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/vendors.json'); // what the build writes last

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  return stat.isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : stat.mtimeMs;
};

export default async function ensureBuilt() {
  const sources = ['src', 'specs', 'fixtures', 'scripts/build.mjs', 'package-lock.json'].map((name) =>
    newest(join(root, name)),
  );
  if (!existsSync(built) || Math.max(...sources) > statSync(built).mtimeMs) await import('./build.mjs');
}
