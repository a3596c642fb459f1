/** Tests start no build unless they use dist/: `npm run test:watch` stays quick. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/double.js';

const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((item) =>
  item.endsWith('.ts'),
);
const read = (file: string): string => readFileSync(join(root, 'test', file), 'utf8');
const USES = /(?<!ajv\/)\bdist\/|'dist'|'npm', \['pack'|node_modules\/stuntdouble'/;
const OWN = ['built.test.ts', 'support/built.ts', 'support/package-root.ts'];
const BUILDS = /^import '(\.\/|(\.\.\/)+)(support\/)?built\.js';$/m;

it('every test file that uses dist/ builds it first', () => {
  const using = files.filter((file) => USES.test(read(file)) && !OWN.includes(file));
  expect(using.length).toBeGreaterThan(10);
  expect(using.filter((item) => !BUILDS.test(read(item)))).toEqual([]);
});
