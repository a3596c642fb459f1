import type { Clock, Maker, World } from '../engine/model.js';
import { BoundedJournal } from './journal.js';
import { SeededIds } from './ids.js';
import { MemoryStore } from './store.js';

export interface WorldOptions {
  clock: Clock;
  randomSeed: number;
  maker: Maker;
}

export type Sandbox = World & { store: MemoryStore; journal: BoundedJournal; reset(): void };

export function createWorld(name: string, { clock, randomSeed, maker }: WorldOptions): Sandbox {
  const world: Sandbox = {
    name,
    clock,
    maker,
    store: new MemoryStore(),
    ids: new SeededIds(randomSeed),
    journal: new BoundedJournal(),
    faults: { take: () => undefined },
    /** Back to the seed; ids start again, so that a test sees the same ids each time. */
    reset() {
      world.store.reset();
      world.ids = new SeededIds(randomSeed);
      world.journal.clear();
    },
  };
  return world;
}
