import type { Maker } from '../../engine/model/draw.js';
import type { MissingField } from '../../engine/model/contract.js';
import type { makeValue } from './faker.js';

/** Makes up values with faker, which is loaded on first use because it costs 42 ms and 49 MB. */
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
