/** The initial records of accounts, indexed once and shared by all accounts of all sandboxes. */
import type { Json } from '../../grammar/json.js';
import type { Account } from '../../engine/model/call.js';
import type { RecordContext, Vendor } from '../../engine/model/vendor.js';
import type { View } from '../../engine/model/view.js';
import { resourceNamed } from '../../engine/records/locate.js';
import { keyOf } from '../../engine/records/record-key.js';
import { completeRecord } from '../../engine/decide/fields.js';
import { Collection } from './collection.js';

export type Collections = Map<string, Collection>;

export interface SeededVendor {
  /** The initial records of an account. Credentials of the seed may have additional records. */
  of(account: string): Collections;
  /** By resource and id: the account name for records that only one account has. */
  owners: Map<string, Map<string, string>>;
  highest: Map<string, number>;
}

const made = new WeakMap<Vendor, SeededVendor>();

/** The seed of a vendor, built on first use. */
export function seedOf(vendor: Vendor): SeededVendor {
  let seed = made.get(vendor);
  if (seed === undefined) made.set(vendor, (seed = seedVendor(vendor)));
  return seed;
}

/** Told for a record that cannot be completed. Without it, the first such record ends the seeding. */
export type Failed = (record: Json, problem: string) => void;

/** @throws if a record lacks a required field and nobody is told */
export function seedVendor(vendor: Vendor, failed?: Failed): SeededVendor {
  if (vendor.behavior.accounts?.treat === 'one') return sharedSeed(vendor, failed);
  const common = build(vendor, undefined, vendor.seed.records, failed);
  const special = new Map<string, Collections>();
  const owners = new Map<string, Map<string, string>>();
  for (const credential of vendor.seed.credentials) {
    if (credential.records === undefined) continue;
    special.set(credential.name, build(vendor, common, credential.records, failed));
    for (const [name, records] of Object.entries(credential.records)) {
      const resource = resourceNamed(vendor, name);
      const ids = owners.get(name) ?? new Map<string, string>();
      for (const record of records) ids.set(keyOf(resource, record), credential.name);
      owners.set(name, ids);
    }
  }
  return { of: (account) => special.get(account) ?? common, owners, highest: highestOf([common, ...special.values()]) };
}

/** All callers share one account, and so the records of all credentials. Of several records with one id, the first counts. */
function sharedSeed(vendor: Vendor, failed: Failed | undefined): SeededVendor {
  const groups = [vendor.seed.records, ...vendor.seed.credentials.map(({ records = {} }) => records)];
  const all = Object.fromEntries(
    [...vendor.resources].map(([name, resource]) => {
      const byId = new Map<string, Json>();
      for (const record of groups.flatMap((records) => records[name] ?? [])) {
        const id = keyOf(resource, record);
        if (!byId.has(id)) byId.set(id, record);
      }
      return [name, [...byId.values()]];
    }),
  );
  const common = build(vendor, undefined, all, failed);
  return { of: () => common, owners: new Map(), highest: highestOf([common]) };
}

function highestOf(accounts: readonly Collections[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const collections of accounts) {
    for (const [name, { highest: number }] of collections) highest.set(name, Math.max(highest.get(name) ?? 0, number));
  }
  return highest;
}

function build(
  vendor: Vendor,
  base: Collections | undefined,
  records: Record<string, Json[]>,
  failed: Failed | undefined,
): Collections {
  const collections: Collections = new Map();
  for (const [name, resource] of vendor.resources)
    collections.set(name, base?.get(name)?.clone() ?? new Collection(resource));
  const making = seedContext(vendor, collections);
  // In the order of the resources, so that parents exist before `position` of a child is derived.
  for (const [name, resource] of vendor.resources) {
    for (const record of records[name] ?? []) {
      try {
        const whole = deepFreeze(completeRecord(making, resource, record));
        collections.get(name)?.put(keyOf(resource, whole), whole);
      } catch (error) {
        if (failed === undefined) throw error;
        failed(record, error instanceof Error ? error.message : String(error));
      }
    }
  }
  return collections;
}

/** Throws for ids and stamps, which the seed must contain. `check` reports that as a mistake in the seed. */
function seedContext(vendor: Vendor, collections: Collections): RecordContext {
  const refuse = (what: string) => (): never => {
    throw new Error(`the seed must give ${what}`);
  };
  const collection = (name: string): Collection => collections.get(name) ?? refuse(`resource ${name}`)();
  const view: View = {
    get: (resource, id) => collection(resource).get(id),
    find: (resource, fields, values) => collection(resource).find(fields, values),
    page: (resource, query) => collection(resource).page(query),
    count: (resource, query) => collection(resource).count(query),
    elsewhere: () => false,
    highest: () => 0,
  };
  const account: Account = { name: 'seed', number: 0 };
  return {
    vendor,
    account,
    view,
    now: 0,
    draw: { random: refuse('every value that would be random'), id: refuse('every id'), from: refuse('every value') },
    maker: {
      make: (field) => {
        throw new Error(`a record of the seed lacks the required field ${field.path}`);
      },
    },
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
