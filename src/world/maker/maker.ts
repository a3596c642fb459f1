import type { Maker } from '../../engine/model/draw.js';
import type { MissingField } from '../../engine/model/contract.js';
import type { makeValue } from './faker.js';

/** Made-up values by faker, which is loaded when something must be made up for the first time (42 ms, 49 MB) and not before. */
export class FakerMaker implements Maker {
  #make: typeof makeValue | undefined;

  load(): Promise<void> | undefined {
    if (this.#make) return undefined;
    return import('./faker.js').then((module) => {
      this.#make = module.makeValue;
    });
  }

  make(field: MissingField, random: () => number, now: number): unknown {
    if (this.#make === undefined) throw new Error('load() was not awaited before a value was made');
    return this.#make(field, random, now);
  }
}
