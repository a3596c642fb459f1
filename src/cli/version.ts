import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../loading/package-root.js';

export const version = (): string =>
  String((JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: unknown }).version);
