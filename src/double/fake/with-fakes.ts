/** `fake`: vendors whose inferred resources begin with records. */
import { createWorld, type WorldOptions } from '../../world/world.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { Behavior } from '../../grammar/behavior.js';
import { stated } from '../../grammar/evidence.js';
import type { Faked, FakedResource } from './fake.js';

type Making = Pick<WorldOptions, 'maker' | 'randomSeed' | 'checkSnapshot' | 'checkFault'>;

/** When the records are made, so that they are the same at any time: 2026-01-01T00:00:00Z. */
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
    // Another vendor: what is computed from a seed is kept by vendor.
    const seeded = { ...vendor, seed: { ...vendor.seed, records: all } };
    filled.set(seeded, resources);
    out.push(seeded);
  }
  return out;
}

/** The records alone. */
export async function fakesOf(vendor: Vendor, count: number, making: Making): Promise<Faked> {
  await making.maker.load();
  const { fakeRecords } = await import('./fake.js');
  const options = { ...making, vendors: [vendor], now: () => NOW, clock: undefined };
  return fakeRecords(vendor, count, createWorld('fake', options));
}

/** What `withFakes` made of a vendor. */
export const fakedIn = (vendor: Vendor): readonly FakedResource[] => filled.get(vendor) ?? [];

/** Asked of the behavior: the vendor itself may not be built yet. */
const hasInferred = ({ resources }: Behavior): boolean =>
  Object.values(resources).some(({ id }) => id.format !== 'single' && stated(id.evidence).level === 'inferred');
