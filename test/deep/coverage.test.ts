/** docs/coverage.md is current, and a case or a test reaches everything that is documented. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage, page, unreached } from '../support/coverage.js';
import { root } from '../support/double.js';

const file = join(root, 'docs/coverage.md');

const measured = coverage();

it('covers every documented rule by a case or a test', async () => {
  const all = await measured;
  expect(all.length).toBeGreaterThanOrEqual(5);
  expect(all.flatMap(unreached)).toEqual([]);
});

it('docs/coverage.md is up to date (npm run coverage:docs)', async () => {
  const text = page(await measured);
  if (process.env['WRITE_COVERAGE'] === 'yes') writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
