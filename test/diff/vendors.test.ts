/** The bundled vendors, compared with themselves and with each other. */
import { relative } from 'node:path';
import { diffVendors } from '../../src/diff/diff.js';
import type { Change } from '../../src/diff/changes.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { directories, vendorIn } from '../support/lab.js';

const vendors = directories.map((directory) => [relative(`${root}/specs`, directory), vendorIn(directory)] as const);

it.each(vendors)('%s does not differ from itself', (_, vendor) => {
  const { changes, compared } = diffVendors(vendor, vendor);
  expect(changes).toEqual([]);
  expect(compared).toBe(vendor.contract.operations.length);
});

it.each(sampleOf(vendors, 4))('%s differs from each other vendor at the same places both ways', (_, vendor) => {
  const places = (changes: readonly Change[], sides: readonly ('before' | 'after')[]): string[] =>
    changes.map((change) => JSON.stringify([change.kind, ...sides.map((side) => change[side]?.at)])).sort();
  for (const [, other] of vendors) {
    const [there, back] = [diffVendors(vendor, other).changes, diffVendors(other, vendor).changes];
    expect(places(back, ['after', 'before'])).toEqual(places(there, ['before', 'after']));
  }
});
