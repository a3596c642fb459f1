import type { Maker, Vendor, World } from '../engine/model.js';
import { SandboxClock } from './clock.js';
import { FaultList } from './faults.js';
import { SeededIds } from './ids.js';
import { BoundedJournal } from './journal.js';
import { RateLimits } from './limits.js';
import { MemoryStore } from './store.js';

export interface WorldOptions {
  vendors: readonly Vendor[];
  /** The system's clock: milliseconds since the epoch. */
  now: () => number;
  /** An ISO 8601 instant at which the clock stands still at first. */
  clock: string | undefined;
  randomSeed: number;
  maker: Maker;
}

/** A World with everything that steers it. */
export interface Sandbox extends World {
  store: MemoryStore;
  clock: SandboxClock;
  faults: FaultList;
  limits: RateLimits;
  journal: BoundedJournal;
  /** Records, ids, clock, faults, limits and journal as at the start. */
  reset(): void;
}

export function createWorld(name: string, { vendors, now, clock, randomSeed, maker }: WorldOptions): Sandbox {
  const world: Sandbox = {
    name,
    maker,
    clock: new SandboxClock(now, clock),
    store: new MemoryStore(),
    ids: new SeededIds(randomSeed),
    faults: new FaultList(vendors, randomSeed),
    limits: new RateLimits(vendors),
    journal: new BoundedJournal(),
    reset() {
      world.store.reset();
      world.ids = new SeededIds(randomSeed);
      world.clock.reset();
      world.faults.clear();
      world.limits.clear();
      world.journal.clear();
    },
  };
  return world;
}
