/** The list of contract changes: what `stuntdouble diff` says about each. The judge oasdiff checks the other verdict. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../src/diff/changes.js';
import { diffVendors } from '../../src/diff/diff.js';
import { once } from '../../src/engine/values/once.js';
import { base, contractChanges, patched, vendorOf } from '../support/contract-changes.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';

it('lists at least forty changes, each with its own name', () => {
  expect(new Set(contractChanges.map(({ name }) => name)).size).toBe(contractChanges.length);
  expect(contractChanges.length).toBeGreaterThanOrEqual(40);
});

it('has a reason exactly where the verdicts differ', () => {
  for (const { name, diff, oasdiff, reason } of contractChanges)
    expect([name, reason !== undefined]).toEqual([name, diff !== oasdiff]);
});

it('docs/diff.md has the number of changes, and of those that are judged in another way', () => {
  const page = readFileSync(join(root, 'docs/diff.md'), 'utf8');
  const differing = contractChanges.filter(({ reason }) => reason !== undefined);
  expect(page).toContain(` has ${contractChanges.length} changes of one document `);
  expect(page).toContain(`The verdicts on ${differing.length} of them differ`);
});

const unchanged = once(() => vendorOf(base));

describe.each(sampleOf(contractChanges, 4))('$name', ({ diff, patch }) => {
  const compared = once(async () => {
    const [before, after] = [await unchanged(), await vendorOf(patched(base, patch))];
    return { there: diffVendors(before, after).changes, back: diffVendors(after, before).changes };
  });

  it(`is ${diff}`, async () => {
    const { there } = await compared();
    expect(there.length).toBeGreaterThan(0);
    expect(there.some(({ breaking }) => breaking) ? 'breaking' : 'compatible').toBe(diff);
  });

  it('is found at the same places the other way round', async () => {
    const { there, back } = await compared();
    const places = (list: readonly Change[], [from, to]: readonly ['before' | 'after', 'before' | 'after']): string[] =>
      list.map((change) => JSON.stringify([change.kind, change.direction, change[from]?.at, change[to]?.at])).sort();
    expect(places(back, ['after', 'before'])).toEqual(places(there, ['before', 'after']));
  });

  it('is reported with its place, its evidence and its consequence for a client', async () => {
    for (const { before, after, what, why, places } of (await compared()).there) {
      expect([what, why, ...places]).not.toContain('');
      const sides = [before, after].flatMap((side) => side?.at ?? []);
      expect(sides.length).toBeGreaterThan(0);
      expect(sides).not.toContain('');
    }
  });
});
