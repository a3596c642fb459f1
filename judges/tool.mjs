// Programs from the packages of this folder, and the double as it was built.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** The path of a program of a package in judges/. */
export function tool(name) {
  const path = join(import.meta.dirname, 'node_modules/.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: run npm ci --prefix judges first`);
  return path;
}

/** The path of a vendor's document. That of an edition, which is its base with an overlay, is written into a temporary file. */
export function documentOf(vendor) {
  const directory = join(root, 'specs', vendor);
  const path = join(directory, 'openapi.yaml');
  if (existsSync(path)) return path;
  const { dataOf } = createRequire(import.meta.url)(join(root, 'dist/tools.cjs'));
  const written = mkdtempSync(join(tmpdir(), 'stuntdouble-document-'));
  process.once('exit', () => rmSync(written, { recursive: true }));
  const [{ document }] = dataOf(directory);
  writeFileSync(join(written, 'openapi.json'), JSON.stringify(document, null, 2));
  return join(written, 'openapi.json');
}

export const { startDouble } = createRequire(import.meta.url)(join(root, 'dist/index.cjs'));
