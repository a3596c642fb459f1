import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './double.js';

/** The example of CONTRIBUTING.md: a small valid vendor for tests. */
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const file = (name: string): string => {
  const text = new RegExp(`^\`\`\`yaml acme/${name}\\n([^]*?)^\`\`\`$`, 'm').exec(guide)?.[1];
  if (text === undefined) throw new Error(`CONTRIBUTING.md has no example ${name}`);
  return text;
};

export const acme = {
  'openapi.yaml': file('openapi.yaml'),
  'behavior.yaml': file('behavior.yaml'),
  'seed.yaml': file('seed.yaml'),
};
