// Programs from the packages of this folder, and the double as it was built.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** The path of a program of a package in judges/. */
export function tool(name) {
  const path = join(import.meta.dirname, 'node_modules/.bin', name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: run npm ci --prefix judges first`);
  return path;
}

export const { startDouble } = createRequire(import.meta.url)(join(root, 'dist/index.cjs'));
