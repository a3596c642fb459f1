/** A sandbox as its tester holds it. */
import type { Fault, FaultSpec } from './engine/faults.js';
import type { JournalEntry } from './engine/model.js';
import type { Json } from './engine/paths.js';
import type { Sandbox } from './world/world.js';

/** What an entry must have to be found; left out: anything. */
export type JournalFilter = Partial<
  Pick<JournalEntry, 'vendor' | 'operation' | 'account' | 'method' | 'status' | 'reason' | 'fault'>
>;

export interface JournalHandle {
  /** The last calls that match, oldest first. */
  find(filter?: JournalFilter): readonly JournalEntry[];
}

export interface FaultsHandle {
  /** @throws SteeringError at once when it names something that does not exist */
  add(spec: FaultSpec): Fault;
  list(): readonly Fault[];
  /** Whether it was there. */
  remove(id: string): boolean;
  clear(): void;
}

/** Durations are texts such as `90s`, `15m`, `1h30m`; instants are ISO 8601. Impossible ones throw a SteeringError. */
export interface ClockHandle {
  /** ISO 8601, in UTC. */
  now(): string;
  /** Stands still at an instant; now, when left out. */
  freeze(at?: string): void;
  /** Jumps to an instant, and goes on from there if it was running. */
  set(at: string): void;
  /** Goes forward. */
  advance(duration: string): void;
  /** Runs on from where it stands. */
  resume(): void;
}

export interface LimitsHandle {
  /** Switches the vendor's documented rate limits on. @throws SteeringError when it documents none */
  enable(vendor: string): void;
  disable(vendor: string): void;
  enabled(): readonly string[];
}

export interface SandboxHandle {
  readonly name: string;
  readonly journal: JournalHandle;
  readonly faults: FaultsHandle;
  readonly clock: ClockHandle;
  readonly limits: LimitsHandle;
  /** The base URL of a vendor in this sandbox. */
  url(vendor: string): string;
  /** Every record back to the seed, ids and clock as at the start, no faults, no limits, an empty journal. */
  reset(): void;
  /** The records of one account, without write-only fields. `account`: a credential, or a name as the journal shows it. */
  records(vendor: string, resource: string, account: string): readonly Json[];
}

export interface SandboxAccess {
  world: () => Sandbox;
  url: SandboxHandle['url'];
  records: SandboxHandle['records'];
}

export function sandboxHandle(name: string, { world, url, records }: SandboxAccess): SandboxHandle {
  return {
    name,
    url,
    records,
    reset: () => world().reset(),
    journal: {
      find: (filter = {}) =>
        world()
          .journal.entries()
          .filter((entry) => matches(entry, filter)),
    },
    faults: {
      add: (spec) => world().faults.add(spec),
      list: () => world().faults.list(),
      remove: (id) => world().faults.remove(id),
      clear: () => world().faults.clear(),
    },
    clock: {
      now: () => new Date(world().clock.now()).toISOString(),
      freeze: (at) => world().clock.freeze(at),
      set: (at) => world().clock.set(at),
      advance: (duration) => world().clock.advance(duration),
      resume: () => world().clock.resume(),
    },
    limits: {
      enable: (vendor) => world().limits.enable(vendor),
      disable: (vendor) => world().limits.disable(vendor),
      enabled: () => world().limits.enabled(),
    },
  };
}

const matches = (entry: JournalEntry, filter: JournalFilter): boolean =>
  (Object.keys(filter) as (keyof JournalFilter)[]).every(
    (key) => filter[key] === undefined || entry[key] === filter[key],
  );
