/** Counts what the vendors answered. What writes it down comes with the first look: a call only adds to a tally. */
import type { Draft } from '../engine/entry.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { Meters } from './meters.js';

/** Calls that were answered alike. */
export interface Tally {
  vendor: string;
  operation: string;
  status: number;
  reason: string | undefined;
  calls: number;
  violated: number;
  /** Milliseconds, each. */
  durations: number[];
}

/** Durations that wait to be written down before somebody looks. */
const MOST_WAITING = 10_000;

export class Metrics {
  #meters: Promise<Meters> | undefined;
  #tallies = new Map<string, Tally>();
  #waiting = 0;

  /** Told of each call that is over. */
  readonly answered = (call: Draft): void => {
    const tally = this.#tallyOf(call);
    tally.calls++;
    if (call.violations.length > 0) tally.violated++;
    tally.durations.push(call.duration);
    if (++this.#waiting >= MOST_WAITING) void this.#writeDown();
  };

  /** In Prometheus' text format. */
  async text(sandboxes: Sandboxes): Promise<string> {
    return (await this.#writeDown()).text(sandboxes);
  }

  async #writeDown(): Promise<Meters> {
    const tallies = this.#tallies;
    this.#tallies = new Map();
    this.#waiting = 0;
    const meters = await (this.#meters ??= import('./meters.js').then(({ Meters: Loaded }) => new Loaded()));
    for (const tally of tallies.values()) meters.add(tally);
    return meters;
  }

  #tallyOf({ vendor: { name: vendor }, status, trace }: Draft): Tally {
    const operation = trace.operation?.id ?? 'none';
    const reason = trace.refusal?.reason;
    const key = `${vendor}/${operation}/${status}/${reason}`;
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      tally = { vendor, operation, status, reason, calls: 0, violated: 0, durations: [] };
      this.#tallies.set(key, tally);
    }
    return tally;
  }
}
