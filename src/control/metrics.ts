/** Counts what the vendors answered. The library comes with the first call or the first look, not with the start. */
import type { Draft } from '../engine/entry.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { Meters } from './meters.js';

export class Metrics {
  #meters: Meters | undefined;
  #loading: Promise<Meters> | undefined;
  #early: Draft[] = [];

  /** Told of each call that is over. */
  readonly answered = (call: Draft): void => {
    if (this.#meters) return this.#meters.count(call);
    this.#early.push(call);
    void this.#load();
  };

  /** In Prometheus' text format. */
  async text(sandboxes: Sandboxes): Promise<string> {
    return (await this.#load()).text(sandboxes);
  }

  #load(): Promise<Meters> {
    return (this.#loading ??= import('./meters.js').then(({ Meters: Loaded }) => {
      const meters = (this.#meters = new Loaded());
      for (const call of this.#early) meters.count(call);
      this.#early = [];
      return meters;
    }));
  }
}
