/**
 * The in-memory Store of one sandbox. An account without writes uses the seed's collections. Its first write to a
 * resource copies the indexes of that collection, so a new sandbox and a reset cost nothing.
 */
import type { Json } from '../../grammar/json.js';
import type { Account, Change } from '../../engine/model/call.js';
import type { Page, PageQuery, View } from '../../engine/model/view.js';
import type { Store } from '../../engine/ports.js';
import type { Vendor } from '../../engine/model/vendor.js';
import type { StoreState } from '../../engine/model/snapshot.js';
import type { Steps } from '../../timers/slices.js';
import { Collection, type ScanPage, type ScanPosition } from './collection.js';
import { seedOf, type SeededVendor } from './seed.js';
import { sizeOf, Usage, type StoreBounds } from './store-limits.js';

interface VendorState {
  seeded: SeededVendor;
  accounts: Map<string, Map<string, Collection>>;
  /** Records that are not from the seed, by resource and id: current owners (true), and accounts that deleted theirs while another still has one (false). */
  owners: Map<string, Map<string, Holders>>;
  /** Number of captures of this state so far. */
  taken: number;
}

/** The holders of one record. The first change after a capture copies them, because a snapshot may still read them. */
interface Holders {
  of: Map<string, boolean>;
  /** The value of `taken` when this was made. */
  since: number;
}

/** Collections, or owners, that are looked at in one step. */
const PER_STEP = 100;

export class MemoryStore implements Store {
  readonly #vendors = new Map<Vendor, VendorState>();
  /** The part of the usage that belongs to this store. */
  #held: StoreBounds = { accounts: 0, records: 0, bytes: 0 };

  /** @param usage shared by all stores with common bounds */
  constructor(private readonly usage = new Usage()) {}

  view(vendor: Vendor, account: Account): View {
    return new AccountView(this.#state(vendor), account.name);
  }

  refuses(vendor: Vendor, account: Account, changes: readonly Change[]): string | undefined {
    if (changes.length === 0 || this.usage.hasRoomFor(changes.length)) return undefined;
    const state = this.#state(vendor);
    const more = { accounts: state.accounts.has(account.name) ? 0 : 1, records: 0, bytes: 0 };
    for (const change of changes) {
      if (!('put' in change)) continue;
      more.bytes = 1;
      if (collectionOf(state, account.name, change.resource).get(change.id) === undefined) more.records++;
    }
    return this.usage.problem(more);
  }

  apply(vendor: Vendor, account: Account, changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const state = this.#state(vendor);
    for (const change of changes) {
      const collection = this.#own(state, account, change.resource);
      const owners = nestedMap(state.owners, change.resource);
      const { size, bytes } = collection;
      if ('put' in change) {
        const isNew = collection.get(change.id) === undefined;
        collection.put(change.id, change.put, { bytes: sizeOf(change.put) });
        this.#hold({ accounts: 0, records: collection.size - size, bytes: collection.bytes - bytes });
        if (isNew) setHolder(state, owners, change.id, account.name, true);
      } else {
        collection.remove(change.id);
        this.#hold({ accounts: 0, records: collection.size - size, bytes: collection.bytes - bytes });
        if (owners.get(change.id)?.of.has(account.name)) setHolder(state, owners, change.id, account.name, false);
      }
    }
  }

  reset(): void {
    this.#vendors.clear();
    this.usage.remove(this.#held);
    this.#held = { accounts: 0, records: 0, bytes: 0 };
  }

  /** Whether nothing has been written since the start. */
  get isUntouched(): boolean {
    return this.#held.accounts === 0;
  }

  #hold(more: StoreBounds): void {
    this.usage.add(more);
    this.#held.accounts += more.accounts;
    this.#held.records += more.records;
    this.#held.bytes += more.bytes;
  }

  /** All records of one account, for tests and snapshots. Write-only fields included: never for replies. */
  records(vendor: Vendor, account: Account, resource: string): Json[] {
    return collectionOf(this.#state(vendor), account.name, resource).records();
  }

  /** Names of the accounts with writes, in the order of their first write. */
  accounts(vendor: Vendor): string[] {
    return [...this.#state(vendor).accounts.keys()];
  }

  /** Number of records. */
  count(vendor: Vendor, account: Account, resource: string): number {
    return collectionOf(this.#state(vendor), account.name, resource).size;
  }

  /** A page of all records. Write-only fields included: never for replies. @param after the position of a previous page */
  scan(vendor: Vendor, account: Account, resource: string, after: ScanPosition | undefined, limit: number): ScanPage {
    return collectionOf(this.#state(vendor), account.name, resource).scan(after, limit);
  }

  /** Accounts with writes, their records, and bytes. */
  sizes(): Readonly<StoreBounds> {
    return this.#held;
  }

  /** The difference from the seed, with write-only fields. Later changes have no effect on the steps. */
  state(vendor: Vendor): () => Steps<StoreState> {
    const of = this.#state(vendor);
    of.taken++;
    const { seeded, accounts, owners } = of;
    const collections = [...accounts].flatMap(([account, own]) =>
      [...own].map(([resource, collection]) => ({
        account,
        resource,
        difference: collection.differenceFrom(seedIn(seeded, account, resource)),
      })),
    );
    const owned = [...owners].map(([resource, ids]) => ({
      resource,
      ids: [...ids.keys()],
      holders: [...ids.values()].map((each) => each.of),
    }));
    return function* () {
      const state: StoreState = { accounts: [], owners: [] };
      for (const { account, resource, difference } of collections) {
        state.accounts.push({ account, resource, ...(yield* difference()) });
        if (state.accounts.length % PER_STEP === 0) yield;
      }
      for (const { resource, ids, holders } of owned)
        for (const [at, id] of ids.entries()) {
          state.owners.push({ resource, id, ...ownersOf(holders[at]) });
          if (at % PER_STEP === 0) yield;
        }
      return state;
    };
  }

  /** Call this on the store of a new sandbox. */
  *restore(vendor: Vendor, { accounts, owners }: StoreState): Steps<void> {
    const state = this.#state(vendor);
    for (const [at, { account, resource, ...difference }] of accounts.entries()) {
      this.#put(state, account, resource, yield* seedIn(state.seeded, account, resource).withDifference(difference));
      if (at % PER_STEP === 0) yield;
    }
    for (const [at, { resource, id, have, had }] of owners.entries()) {
      const of = new Map<string, boolean>();
      for (const account of have) of.set(account, true);
      for (const account of had) of.set(account, false);
      nestedMap(state.owners, resource).set(id, { of, since: state.taken });
      if (at % PER_STEP === 0) yield;
    }
  }

  /** Moves the records of a vendor to the vendor that replaces it, for the resources that `keeps` accepts. Removes the others. */
  replace(old: Vendor, next: Vendor | undefined, keeps: (resource: string) => boolean): void {
    const before = this.#vendors.get(old);
    if (before === undefined) return;
    this.#vendors.delete(old);
    for (const [account, own] of before.accounts) {
      this.#hold({ accounts: -1, records: 0, bytes: 0 });
      for (const [resource, collection] of own) {
        this.#hold({ accounts: 0, records: -collection.size, bytes: -collection.bytes });
        if (next === undefined || !keeps(resource)) continue;
        const state = this.#state(next);
        const [from, onto] = [before.seeded, state.seeded].map((seeded) => seedIn(seeded, account, resource));
        if (from && onto) this.#put(state, account, resource, collection.rebased(from, onto));
      }
    }
    if (next === undefined) return;
    const after = this.#state(next);
    after.taken = before.taken;
    for (const [resource, ids] of before.owners) if (keeps(resource)) after.owners.set(resource, ids);
  }

  #state(vendor: Vendor): VendorState {
    let state = this.#vendors.get(vendor);
    if (state === undefined) {
      state = { seeded: seedOf(vendor), accounts: new Map(), owners: new Map(), taken: 0 };
      this.#vendors.set(vendor, state);
    }
    return state;
  }

  #own(state: VendorState, account: Account, resource: string): Collection {
    return (
      state.accounts.get(account.name)?.get(resource) ??
      this.#put(state, account.name, resource, seedIn(state.seeded, account.name, resource).clone())
    );
  }

  #put(state: VendorState, account: string, resource: string, collection: Collection): Collection {
    this.#hold({ accounts: state.accounts.has(account) ? 0 : 1, records: collection.size, bytes: collection.bytes });
    nestedMap(state.accounts, account).set(resource, collection);
    return collection;
  }
}

/** The records of one account. */
class AccountView implements View {
  constructor(
    private readonly state: VendorState,
    private readonly account: string,
  ) {}

  get(resource: string, id: string): Json | undefined {
    return collectionOf(this.state, this.account, resource).get(id);
  }

  find(resource: string, fields: readonly string[], values: readonly unknown[]): Json | undefined {
    return collectionOf(this.state, this.account, resource).find(fields, values);
  }

  page(resource: string, query: PageQuery): Page {
    return collectionOf(this.state, this.account, resource).page(query);
  }

  count(resource: string, query: Pick<PageQuery, 'parent' | 'where'>): number {
    return collectionOf(this.state, this.account, resource).count(query);
  }

  elsewhere(resource: string, id: string): boolean {
    const { owners, seeded } = this.state;
    const holders = owners.get(resource)?.get(id)?.of;
    if (holders?.has(this.account) || seeded.of(this.account).get(resource)?.get(id)) return false;
    return seeded.owners.get(resource)?.get(id) !== undefined || [...(holders?.values() ?? [])].includes(true);
  }

  highest(resource: string): number {
    const own = collectionOf(this.state, this.account, resource).highest;
    return Math.max(own, this.state.seeded.highest.get(resource) ?? 0);
  }
}

function setHolder(
  { taken }: VendorState,
  owners: Map<string, Holders>,
  id: string,
  account: string,
  has: boolean,
): void {
  let holders = owners.get(id);
  if (holders?.since !== taken) owners.set(id, (holders = { of: new Map(holders?.of), since: taken }));
  holders.of.set(account, has);
  if (!has && ![...holders.of.values()].includes(true)) owners.delete(id);
}

function ownersOf(holders: Holders['of'] = new Map()): { have: string[]; had: string[] } {
  const have: string[] = [];
  const had: string[] = [];
  for (const [account, has] of holders) (has ? have : had).push(account);
  return { have, had };
}

const collectionOf = (state: VendorState, account: string, resource: string): Collection =>
  state.accounts.get(account)?.get(resource) ?? seedIn(state.seeded, account, resource);

function seedIn(seeded: SeededVendor, account: string, resource: string): Collection {
  const found = seeded.of(account).get(resource);
  if (found === undefined) throw new Error(`no resource ${resource}`);
  return found;
}

function nestedMap<K, A, B>(maps: Map<K, Map<A, B>>, key: K): Map<A, B> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<A, B>()));
  return map;
}
