/** Counts what the vendors answered. What writes it down comes with the first look: a call only adds to a tally. */
import { lazily } from '../engine/values/lazily.js';
import type { Draft } from '../engine/journal/entry.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { Tally } from './tally.js';
import type { Meters } from './meters.js';

/** Durations that wait to be written down before somebody looks. */
const MOST_WAITING = 10_000;

export class Metrics {
  readonly #meters = lazily(async (): Promise<Meters> => new (await import('./meters.js')).Meters());
  /** By operation, or by vendor where there is none; a handful each. */
  #tallies = new Map<object, Tally[]>();
  #waiting = 0;

  /** Told of each call that is over. */
  readonly answered = (call: Draft): void => {
    const tally = this.#tallyOf(call);
    tally.calls++;
    if (call.violations.length > 0) tally.violated++;
    tally.durations.push(call.duration);
    // Where the meters cannot be loaded, the tallies wait for the next time.
    if (++this.#waiting < MOST_WAITING) return;
    this.#waiting = 0;
    this.#writeDown().catch(() => undefined);
  };

  /** In Prometheus' text format. */
  async text(sandboxes: Sandboxes): Promise<string> {
    return (await this.#writeDown()).text(sandboxes);
  }

  async #writeDown(): Promise<Meters> {
    const meters = await this.#meters();
    const tallies = this.#tallies;
    this.#tallies = new Map();
    this.#waiting = 0;
    for (const tally of [...tallies.values()].flat()) meters.add(tally);
    return meters;
  }

  #tallyOf({ vendor, status, trace: { operation, refusal } }: Draft): Tally {
    const key = operation ?? vendor;
    const reason = refusal?.reason;
    let alike = this.#tallies.get(key);
    if (alike === undefined) this.#tallies.set(key, (alike = []));
    for (const tally of alike) if (tally.status === status && tally.reason === reason) return tally;
    const counts = { calls: 0, violated: 0, durations: [] };
    const tally: Tally = { vendor: vendor.name, operation: operation?.id ?? 'none', status, reason, ...counts };
    alike.push(tally);
    return tally;
  }
}
