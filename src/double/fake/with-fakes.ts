/** `fake`: gives the inferred resources of vendors initial records. */
import { createWorld, type WorldOptions } from '../../world/world.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { withSeed } from '../../engine/model/with-seed.js';
import type { Behavior } from '../../grammar/behavior.js';
import { isInferred } from '../../grammar/evidence.js';
import type { Faked, FakedResource } from './fake.js';

type Making = Pick<WorldOptions, 'maker' | 'randomSeed' | 'checkSnapshot' | 'checkFault'>;

/** Fixed time for made-up records, so that they are equal at any time: 2026-01-01T00:00:00Z. */
const NOW = 1_767_225_600_000;

const filled = new WeakMap<Vendor, readonly FakedResource[]>();

/** The vendors with the records in their seeds. */
export async function withFakes(vendors: Vendor[], count: number | undefined, making: Making): Promise<Vendor[]> {
  if (count === undefined) return vendors;
  const out: Vendor[] = [];
  for (const vendor of vendors) {
    if (!hasInferred(vendor.behavior)) {
      out.push(vendor);
      continue;
    }
    const { records, resources } = await fakesOf(vendor, count, making);
    const all = Object.assign(Object.create(null) as typeof records, vendor.seed.records);
    for (const [name, list] of Object.entries(records)) all[name] = [...(all[name] ?? []), ...list];
    // A new vendor object, because values computed from the seed are cached per vendor.
    const seeded = withSeed(vendor, { ...vendor.seed, records: all });
    filled.set(seeded, resources);
    out.push(seeded);
  }
  return out;
}

/** Only the made-up records of one vendor. */
export async function fakesOf(vendor: Vendor, count: number, making: Making): Promise<Faked> {
  await making.maker.load();
  const { fakeRecords } = await import('./fake.js');
  const options = { ...making, vendors: [vendor], now: () => NOW, clock: undefined };
  return fakeRecords(vendor, count, createWorld('fake', options));
}

/** The result of `withFakes` for a vendor. */
export const fakedIn = (vendor: Vendor): readonly FakedResource[] => filled.get(vendor) ?? [];

/** Uses the behavior, because the vendor may not be built yet. */
const hasInferred = ({ resources }: Behavior): boolean =>
  Object.values(resources).some(({ id }) => id.format !== 'single' && isInferred(id.evidence));
